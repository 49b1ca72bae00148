"""Words of names: an actor is found by each name that its file lists."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.desk.desk import Desk

from .tokens import word_set


class Who:
    """The words of the names of actors, each actor's made once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[str, frozenset[str]] = {}

    def words(self, actor_id: str) -> frozenset[str]:
        """The words of all names of one actor; none where there is no such actor."""
        made = self._made.get(actor_id)
        if made is None:
            actor = self._desk.actors.get(actor_id)
            names = (actor.name, *(one.name for one in actor.names)) if actor else ()
            made = self._made[actor_id] = word_set(names)
        return made

    def all_words(self, *groups: Iterable[str]) -> frozenset[str]:
        """The words of the names of all actors in ``groups``."""
        return frozenset().union(*(self.words(one) for group in groups for one in group))
