"""Names of actors, demands, topics and articles as links to their pages."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.desk.desk import Desk
from onrecord.desk.naming import says_all_of
from onrecord.reading.texts import with_directions_ended
from onrecord.records import PartialDate
from onrecord.records.record_kinds import actor_uri, article_uri, demand_uri, topic_uri


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads to a page of the site; plain text where ``uri`` is ``None``.

    Attributes:
        id: of the record that it names; empty where it names none.
        in_sentence: of an actor, the name within a sentence ("the Dock Union"), if it differs.
    """

    text: str
    uri: str | None
    in_sentence: str | None = None
    id: str = field(default="", compare=False)

    @property
    def within(self) -> str:
        """The name as it is within a sentence: for headings, lists and tables there is ``text``."""
        return self.in_sentence or self.text

    @property
    def opening(self) -> str:
        """The name at the beginning of a sentence: "The Dock Union"."""
        name = self.in_sentence
        return name[:1].upper() + name[1:] if name else self.text


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
            found = Link(actor_id, None, id=actor_id)
            if actor:
                within = actor.in_sentence and with_directions_ended(actor.in_sentence)
                name = with_directions_ended(actor.name)
                found = Link(name, actor_uri(actor_id), within, actor_id)
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
        """The titles in which an actor speaks on a date, as the desk has them."""
        titles = dict.fromkeys(role.title for role in self._desk.roles.speaking(actor_id, on))
        return self.new_titles([actor_id], titles)

    def new_titles(self, actor_ids: Sequence[str], titles: Iterable[str]) -> tuple[str, ...]:
        """Those of ``titles`` that are not in the name of the only actor anyway."""
        names = [self.link(id_).text for id_ in actor_ids[:1]] if len(actor_ids) == 1 else []
        return tuple(
            title for title in titles if not any(says_all_of(name, title) for name in names)
        )


def demand_link(desk: Desk, demand_id: str) -> Link:
    """A demand's title as a link to its page."""
    return Link(desk.demands[demand_id].record.title, demand_uri(demand_id), id=demand_id)


def topic_link(desk: Desk, topic_id: str) -> Link:
    """A topic's name as a link to its page."""
    return Link(desk.topics[topic_id].name, topic_uri(topic_id), id=topic_id)


def article_link(desk: Desk, article_id: str) -> Link:
    """Our title for an article as a link to its page."""
    return Link(desk.articles[article_id].title, article_uri(article_id), id=article_id)
