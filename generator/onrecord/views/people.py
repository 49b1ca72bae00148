"""Actors by name, wherever a page names them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from onrecord.desk.desk import Desk
from onrecord.records import PartialDate

from .links import Link, actor_uri


class People:
    """Names and roles of actors, each made once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._links: dict[str, Link] = {}

    def link(self, actor_id: str) -> Link:
        """An actor's name as a link to its page."""
        found = self._links.get(actor_id)
        if found is None:
            actor = self._desk.actors.get(actor_id)
            found = Link(actor.name, actor_uri(actor_id)) if actor else Link(actor_id, None)
            self._links[actor_id] = found
        return found

    def links(self, actor_ids: Iterable[str]) -> tuple[Link, ...]:
        """Several of them."""
        return tuple(self.link(actor_id) for actor_id in actor_ids)

    def sort_key(self, actor_id: str) -> tuple[str, str]:
        """Order by name as a list of names has it, accents and capitals aside."""
        actor = self._desk.actors.get(actor_id)
        name = (actor.sort_name or actor.name) if actor else actor_id
        plain = unicodedata.normalize("NFKD", name)
        return ("".join(c for c in plain if not unicodedata.combining(c)).casefold(), actor_id)

    def family_first(self, actor_id: str) -> str | None:
        """A person's name with the family name before a comma, where the desk gives it so."""
        actor = self._desk.actors.get(actor_id)
        if actor is None or actor.kind != "person":
            return None
        return actor.sort_name if actor.sort_name and "," in actor.sort_name else None

    def roles(self, actor_id: str, on: PartialDate) -> tuple[str, ...]:
        """The titles an actor holds on a date, as the desk has them."""
        return tuple(dict.fromkeys(role.title for role in self._desk.roles.on(actor_id, on)))
