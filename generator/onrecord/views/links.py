"""Names of actors, demands, topics and articles as links to their pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import chain

from onrecord.captures.words_in_texts import words_in
from onrecord.desk import Desk
from onrecord.desk.acts import grouped
from onrecord.desk.naming import names_body, same_name, same_office, says_all_of
from onrecord.reading import without_accents
from onrecord.reading.texts import with_directions_ended
from onrecord.records import UNKNOWN, Actor, PartialDate, Role, fixed
from onrecord.records.record_kinds import actor_uri, article_uri, demand_uri, topic_uri

_WHOSE = {"person": "person", "unnamed": "nameless", "group": "group"}


@fixed
class Link:
    """A name that leads to a page of the site; plain text where ``uri`` is ``None``."""

    text: str
    uri: str | None
    in_sentence: str | None = None  #: of an actor, its name within a sentence, if it differs
    id: str = field(default="", compare=False)  #: of the record that it names; else empty

    @property
    def within(self) -> str:
        """The name as it is within a sentence: for headings, lists and tables there is ``text``."""
        return self.in_sentence or self.text

    @property
    def opening(self) -> str:
        """The name at the beginning of a sentence: "The Dock Union"."""
        name = self.in_sentence
        return name[:1].upper() + name[1:] if name else self.text


class ActorLinks:
    """Names and roles of actors, each made once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._links: dict[str, Link] = {}

    def link(self, actor_id: str) -> Link:
        """An actor's name as a link to its page."""
        found = self._links.get(actor_id)
        if found is None:
            actor, found = self._desk.actors.get(actor_id), Link(actor_id, None, id=actor_id)
            if actor:
                mark = self._marks.get(actor_id)
                within, name = (
                    text and with_directions_ended(f"{text} ({mark})" if mark else text)
                    for text in (actor.in_sentence, actor.name)
                )
                found = Link(name or "", actor_uri(actor_id), within, actor_id)
            self._links[actor_id] = found
        return found

    @cached_property
    def _marks(self) -> Mapping[str, str]:
        """The addition to the name of each actor that shares its name with another."""
        actors = self._desk.actors
        named = grouped((same_name(actor.name), actor_id) for actor_id, actor in actors.items())
        namesakes = [sorted(ids) for ids in named.values() if len(ids) > 1]
        return dict(chain.from_iterable(map(self._told_apart, namesakes)))

    def _told_apart(self, ids: Sequence[str]) -> Iterable[tuple[str, str]]:
        """What distinguishes several actors with one name: a role, else the id."""
        actors = [self._desk.actors[id_] for id_ in ids]
        held = [[*(role for role in it.roles if not role.to), *it.roles][:1] for it in actors]
        of = [
            (role[0].title, self._desk.actors.get(role[0].of or "")) if role else ("", None)
            for role in held
        ]
        name = {*words_in(actors[0].name)}
        ways = (
            [title for title, _ in of],
            [f"{title}, {body.name}" if body else title for title, body in of],
            [" ".join(word for word in id_.split("-") if word not in name) for id_ in ids],
        )
        unlike = (way for way in ways if len({*map(same_name, way)}) == len(ids))
        return zip(ids, next(unlike, ids), strict=True)

    def links(self, actor_ids: Iterable[str]) -> tuple[Link, ...]:
        """Several of them."""
        return tuple(self.link(actor_id) for actor_id in actor_ids)

    def sort_key(self, actor_id: str) -> tuple[str, str]:
        """Order by name as a list of names has it, accents and capitals aside."""
        actor = self._desk.actors.get(actor_id)
        name = (actor.sort_name or actor.name) if actor else actor_id
        return (without_accents(name).casefold(), actor_id)

    def is_person(self, actor_id: str) -> bool:
        """Whether an actor is a person."""
        actor = self._desk.actors.get(actor_id)
        return actor is not None and actor.kind == "person"

    def whose(self, actor_id: str) -> str:
        """The words for its own words: of `one` body, a `person`, a `group`, one `nameless`."""
        actor = self._desk.actors.get(actor_id)
        return _WHOSE.get(actor.kind, "one") if actor else "one"

    def family_first(self, actor_id: str) -> str | None:
        """A person's name, family name and comma first, if the desk has it and nobody else does."""
        named = self.is_person(actor_id) and actor_id not in self._marks
        name = self._desk.actors[actor_id].sort_name if named else None
        return name if name and "," in name else None

    def roles(
        self,
        actor_id: str,
        on: PartialDate,
        given: str | None = None,
        published: PartialDate = UNKNOWN,
    ) -> tuple[str, ...]:
        """The roles in which an actor speaks on a date: titles, and for whom."""
        # `given`: the title as a source gives it, which then is the only one; in the desk's words
        # if these name the same office. What the name of the actor says is left out.
        held = [*self._desk.roles.speaking(actor_id, on, published)]
        if given:
            same = [role for role in held if same_name(role.title) == same_name(given)]
            written = [role.model_copy(update={"title": given}) for role in same]
            in_other_words = [role for role in held if self._same_office(role, given)]
            held = [*written, *in_other_words, Role(title=given)][:1]
        texts = dict.fromkeys(self.role(actor_id, role) for role in held)
        return tuple(filter(None, texts))

    def role(self, actor_id: str, role: Role) -> str:
        """The role after a name: the title and the body, each once."""
        name = self.link(actor_id).text
        says_title = says_all_of(name, role.title)
        # The family name of a person may be that of a company.
        is_own_name = self.is_person(actor_id) and not says_title
        body = self.body(role, "" if is_own_name else name)
        title = "" if says_title else with_directions_ended(role.title)
        return ", ".join(filter(None, (title, body.text if body else "")))

    def body(self, role: Role, name: str = "") -> Link | None:
        """Whom a role is of, unless its title, or the ``name`` of who has it, says so."""
        actor = self._desk.actors.get(role.of or "")
        if actor is None:
            return None
        facts = (actor.name, _called(actor))
        is_state = actor.kind == "state"
        named = (names_body(text, *facts, is_state=is_state) for text in (role.title, name))
        return None if any(named) else self.link(role.of or "")

    def _same_office(self, role: Role, title: str) -> bool:
        """Whether ``title`` only names the body of the role in other words."""
        actor = self._desk.actors.get(role.of or "")
        if actor is None:
            return False
        facts = (role.title, title, actor.name, _called(actor))
        return same_office(*facts, is_state=actor.kind == "state")


def _called(actor: Actor) -> tuple[str, ...]:
    return (*(other.name for other in actor.names), actor.in_sentence or "")


def demand_link(desk: Desk, demand_id: str) -> Link:
    """A demand's title as a link to its page."""
    return Link(desk.demands[demand_id].record.title, demand_uri(demand_id), id=demand_id)


def topic_link(desk: Desk, topic_id: str) -> Link:
    """A topic's name as a link to its page."""
    return Link(desk.topics[topic_id].name, topic_uri(topic_id), id=topic_id)


def article_link(desk: Desk, article_id: str) -> Link:
    """Our title for an article as a link to its page."""
    return Link(desk.articles[article_id].title, article_uri(article_id), id=article_id)
