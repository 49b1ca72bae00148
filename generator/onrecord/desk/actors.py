"""Who speaks for whom, and who is a member of what, on a date; and what concerns each actor.

Totals count what we chose of somebody's words; they are never ranked.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from typing import Self

from onrecord.captures.words_in_texts import words_in
from onrecord.records import UNKNOWN, Actor, PartialDate, Role, fixed
from onrecord.records.dates import latest

from .quotes import QuoteEntry

# A role of these speaks for whom it is of; a role of the others says membership only.
_SPEAKING = frozenset({"person", "office", "unnamed"})


def holds(role: Role, on: PartialDate) -> bool:
    """Whether ``role`` may be held on ``on``: not wholly before its start or after its end."""
    if role.from_ and on.before(role.from_):
        return False
    return not (role.to and role.to.before(on))


def _after(role: Role, day: PartialDate) -> bool:
    return role.from_ is not None and day.before(role.from_)


def _apart(role: Role, other: Role) -> bool:
    """Whether one of two roles ended before the other began."""
    ends = ((role, other.to), (other, role.to))
    return any(end is not None and _after(one, end) for one, end in ends)


@fixed
class Roles:
    """The roles of all actors."""

    actors: Mapping[str, Actor]
    #: for each actor, those who speak for it at some time, by id
    speakers: Mapping[str, Sequence[str]]
    #: for each actor, those who are members of it at some time, by id
    members: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, actors: Mapping[str, Actor]) -> Self:
        """Index the roles of ``actors``."""
        speakers: dict[str, list[str]] = {}
        members: dict[str, list[str]] = {}
        for actor_id, actor in sorted(actors.items()):
            index = speakers if actor.kind in _SPEAKING else members
            for target in {role.of for role in actor.roles if role.of}:
                index.setdefault(target, []).append(actor_id)
        return cls(actors, speakers, members)

    def related(self, found: Set[str]) -> Set[str]:
        """``found``, all who have a role with one of them or the other way round, and so on."""
        every, left = set(found), [*found]
        while left:
            id_ = left.pop()
            near = {role.of for role in self.actors[id_].roles} if id_ in self.actors else set()
            near.update(self.speakers.get(id_, ()), self.members.get(id_, ()))
            new = {it for it in near if it} - every
            every |= new
            left += new
        return every

    def on(self, actor_id: str, date: PartialDate) -> Iterator[Role]:
        """The roles of an actor on a date, in the order they are written."""
        actor = self.actors.get(actor_id)
        return (role for role in actor.roles if holds(role, date)) if actor else iter(())

    def speaks_for(self, actor_id: str, target: str, date: PartialDate) -> bool:
        """Whether the actor speaks for ``target`` on ``date``. Never handed on."""
        return self._speaks(actor_id) and self._has_role(actor_id, target, date)

    def is_member(self, actor_id: str, target: str, date: PartialDate) -> bool:
        """Whether the actor (a state, a chamber) is a member of ``target`` on ``date``."""
        return not self._speaks(actor_id) and self._has_role(actor_id, target, date)

    def groups_of(self, actor_id: str) -> tuple[str, ...]:
        """The groups that the actor ever belongs to."""
        actor = self.actors.get(actor_id)
        if actor is None or actor.kind in _SPEAKING:
            return ()
        named = dict.fromkeys(role.of for role in actor.roles if role.of)
        return tuple(of for of in named if of in self.actors and self.actors[of].kind == "group")

    def speaking(
        self, actor_id: str, date: PartialDate, published: PartialDate = UNKNOWN
    ) -> tuple[Role, ...]:
        """Its roles on ``date`` that say for whom it speaks; memberships do not.

        What is ``published`` was said before. Of roles of which one ended before the other began,
        none is known to be that of a date that may be of either.
        """
        held = self._may_speak(actor_id, date, published)
        return tuple(role for role in held if not any(_apart(role, other) for other in held))

    def _may_speak(
        self, actor_id: str, date: PartialDate, published: PartialDate
    ) -> Sequence[Role]:
        held = self.on(actor_id, date) if self._speaks(actor_id) else ()
        return [role for role in held if not _after(role, published)]

    def _speaks(self, actor_id: str) -> bool:
        actor = self.actors.get(actor_id)
        return actor is not None and actor.kind in _SPEAKING

    def _has_role(self, actor_id: str, target: str, date: PartialDate) -> bool:
        return any(role.of == target for role in self.on(actor_id, date))

    def spoken_for(
        self, actor_id: str, date: PartialDate, published: PartialDate = UNKNOWN
    ) -> tuple[str, ...]:
        """Those the actor speaks for on ``date``, in any of its roles then."""
        held = self._may_speak(actor_id, date, published)
        return tuple(
            dict.fromkeys(
                role.of
                for role in held
                if role.of and not any(_apart(role, it) for it in held if it.of != role.of)
            )
        )

    def is_or_speaks_for(self, actor_id: str, target: str, date: PartialDate) -> bool:
        """Whether the actor is ``target`` or speaks for it on ``date``."""
        return actor_id == target or self.speaks_for(actor_id, target, date)

    def either_speaks_for(self, one: str, two: str, date: PartialDate) -> bool:
        """Whether they are one, or one of them speaks for the other on ``date``."""
        return self.is_or_speaks_for(one, two, date) or self.speaks_for(two, one, date)

    def voices(
        self, speakers: Sequence[str], acting: Sequence[str], date: PartialDate
    ) -> tuple[str, ...]:
        """Of the ``speakers`` of a quote those who say what it has of those ``acting``.

        All of them where none is one of these or speaks for one.
        """
        found = (
            [name for name in speakers if name in acting],
            [name for name in speakers if any(self.speaks_for(name, of, date) for of in acting)],
        )
        return tuple(next(filter(None, found), speakers))

    def belong_together(self, actor_id: str, other: str, date: PartialDate) -> bool:
        """Whether they are one, one speaks for the other, or both speak for the same."""
        mine, theirs = ({name, *self.spoken_for(name, date)} for name in (actor_id, other))
        return bool(mine & theirs)

    def share_words(self, one: str, two: str) -> bool:
        """Whether words of one may be attributed to the other: a body and its spokespeople."""
        if one == two or not {one, two} <= self.actors.keys():
            return one == two
        actors = [self.actors[name] for name in (one, two)]
        mine, theirs = (
            {name, *(role.of for role in actor.roles if role.of)}
            for name, actor in zip((one, two), actors, strict=True)
        )
        both_people = {actor.kind for actor in actors} == {"person"}
        return bool(not both_people and mine & theirs)

    def speaks_for_member(self, actor_id: str, target: str, date: PartialDate) -> bool:
        """Whether the actor is, or speaks for, a member of ``target`` on ``date``."""
        names = (actor_id, *self.spoken_for(actor_id, date))
        return any(self.is_member(name, target, date) for name in names)

    def members_spoken_for(
        self, actor_ids: Iterable[str], target: str, date: PartialDate
    ) -> tuple[str, ...]:
        """The members of ``target`` for whom the actors speak on ``date``."""
        names = dict.fromkeys(of for name in actor_ids for of in self.spoken_for(name, date))
        return tuple(name for name in names if self.is_member(name, target, date))

    def unnamed(self, actor_id: str) -> bool:
        """Whether no source names the actor."""
        actor = self.actors.get(actor_id)
        return actor is not None and actor.kind == "unnamed"


@dataclass(slots=True)
class ActorIndex:
    """Everything about one actor, each list in the order of its kind."""

    #: its own words, oldest first (everything it is the speaker of, counted or not)
    quotes: list[QuoteEntry] = field(default_factory=list)
    #: words of those who speak for it on their dates, oldest first
    spoken_by_others: list[QuoteEntry] = field(default_factory=list)
    addressed: list[QuoteEntry] = field(default_factory=list)
    #: ids, also of what nobody makes in our sources: see the methods of `Desk` with these names
    demands_made: list[str] = field(default_factory=list)
    demands_received: list[str] = field(default_factory=list)
    claims_made: list[str] = field(default_factory=list)
    claims_received: list[str] = field(default_factory=list)
    articles: dict[str, None] = field(default_factory=dict)  #: ids of the articles it occurs in

    @property
    def utterances(self) -> int:
        """The number of its own statements; a ``same_as`` group counts once."""
        return count_utterances(self.quotes)

    @property
    def utterances_for_it(self) -> int:
        """The number of statements by those who speak for it."""
        return count_utterances(self.spoken_by_others)

    @property
    def last_heard(self) -> PartialDate:
        """The latest known date of its own words."""
        return last_heard(self.quotes)


def last_heard(quotes: Iterable[QuoteEntry]) -> PartialDate:
    """The latest known date of the countable ones of ``quotes``."""
    return latest(quote.date for quote in quotes if quote.counts)


def count_utterances(quotes: Iterable[QuoteEntry]) -> int:
    """The number of utterances of the countable ``quotes``."""
    return len({quote.utterance for quote in quotes if quote.counts})


def index_actors(
    actor_ids: Iterable[str],
    quotes: Iterable[QuoteEntry],
    demands: Iterable[tuple[str, Iterable[str], Iterable[str]]],
    claims: Iterable[tuple[str, Iterable[str], Iterable[str]]],
    roles: Roles,
    not_for: Container[tuple[str, str]],
) -> dict[str, ActorIndex]:
    """What concerns each actor, by id; of demands and claims: their id, by whom, and to whom.

    ``not_for``: quotes, by reference, and whom their speakers do not speak for there.
    """
    index = {actor_id: ActorIndex() for actor_id in actor_ids}
    # What there is of an id that no actor has is dropped.
    every: defaultdict[str, ActorIndex] = defaultdict(ActorIndex, index)
    _index_quotes(every, quotes, roles, not_for)
    for subjects, made, received in (
        (demands, "demands_made", "demands_received"),
        (claims, "claims_made", "claims_received"),
    ):
        for id_, makers, others in subjects:
            for by in makers:
                getattr(every[by], made).append(id_)
            for to in others:
                getattr(every[to], received).append(id_)
    return index


def _index_quotes(
    every: Mapping[str, ActorIndex],
    quotes: Iterable[QuoteEntry],
    roles: Roles,
    not_for: Container[tuple[str, str]],
) -> None:
    for quote in sorted(quotes, key=lambda quote: quote.sort_key):
        for speaker in quote.speakers:
            every[speaker].quotes.append(quote)
            every[speaker].articles[quote.article_id] = None
        published = quote.article.source.published
        targets = (roles.spoken_for(name, quote.date, published) for name in quote.speakers)
        for target in dict.fromkeys(chain.from_iterable(targets)):
            # What a member asks of a body is not what the body says.
            is_apart = target in quote.record.to or (quote.reference, target) in not_for
            if not (is_apart or target in quote.speakers):
                every[target].spoken_by_others.append(quote)
        for to in quote.record.to:
            every[to].addressed.append(quote)


class NamedActors:
    """Finds the actors that a text names: people by their last name, too."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._of: defaultdict[str, list[tuple[list[str], str, str]]] = defaultdict(list)
        self.words: set[str] = set()
        for id_, actor in actors.items():
            for name in (actor.name, *(it.name for it in actor.names)):
                is_person = actor.kind == "person"
                words = words_in(name.removeprefix("the "))[-1 if is_person else 0 :]
                self.words.update(words)
                self._of["".join(words[:1])].append((words, name.split()[-1], id_))

    def named_in(self, text: str) -> Mapping[str, int]:
        """The actors, each with how many words are before its name."""
        words, found = words_in(text), dict[str, int]()
        for at, word in enumerate(words):
            for name, last, id_ in self._of.get(word, ()):
                if words[at : at + len(name)] == name and last in text:
                    found.setdefault(id_, at)
        return found
