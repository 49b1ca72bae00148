"""The list of all actors, by name: never ranked.

Who an actor is on a date: names, roles, for whom it speaks and who speaks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from onrecord.desk.entries import QuoteEntry
from onrecord.desk.roles import holds
from onrecord.desk.totals import count_utterances
from onrecord.records import UNKNOWN, PartialDate, Role
from onrecord.records.vocabulary import ActorKind

from .context import Context
from .language import direction
from .listing import Part, split_by_number
from .names import Link

# A role of these says of what they are a member; one of the others for whom it speaks.
_MEMBERS = frozenset({"state", "organisation", "bloc", "group"})


@dataclass(frozen=True, slots=True)
class NameView:
    """Another name: ``alias``, ``former``, ``transliteration``, ``metonym`` or ``None``."""

    name: str
    language: str | None
    direction: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class RoleView:
    """One role, both days included, open where ``None``.

    Attributes:
        now: whether it may be held on the date of the page.
    """

    title: str
    of: Link | None
    start: PartialDate | None
    end: PartialDate | None
    now: bool


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """One who speaks for the actor (or is a member of it), in which roles.

    Attributes:
        utterances: how many of its utterances this desk chose from the days of those roles.
        last: the date of the latest of them.
    """

    link: Link
    roles: tuple[RoleView, ...]
    utterances: int
    last: PartialDate


class Standings:
    """Makes these for the pages, as of the last day that the desk covers."""

    def __init__(self, context: Context) -> None:
        self._context = context
        coverage = context.desk.coverage
        self.as_of = coverage.through if coverage else UNKNOWN

    def names(self, actor_id: str) -> tuple[NameView, ...]:
        """Its other names, as they are written in the actor's file."""
        return tuple(
            NameView(one.name, one.language, direction(one.language), one.kind)
            for one in self._context.desk.actors[actor_id].names
        )

    def roles(self, actor_id: str, of: str | None = None) -> tuple[RoleView, ...]:
        """Its roles (only those ``of`` one actor, if given), those held now first."""
        roles = self._context.desk.actors[actor_id].roles
        views = [self._role(role) for role in roles if of is None or role.of == of]
        return tuple(sorted(views, key=lambda role: not role.now))

    def speakers(self, actor_id: str) -> tuple[SpeakerView, ...]:
        """Who speaks for it, by name."""
        desk = self._context.desk
        spoken: defaultdict[str, list[QuoteEntry]] = defaultdict(list)
        for quote in desk.index[actor_id].spoken_by_others:
            if quote.speaker:
                spoken[quote.speaker].append(quote)
        return self._holders(actor_id, desk.roles.speakers.get(actor_id, ()), spoken)

    def members(self, actor_id: str) -> tuple[SpeakerView, ...]:
        """Who is a member of it, by name."""
        return self._holders(actor_id, self._context.desk.roles.members.get(actor_id, ()), {})

    def speaks(self, actor_id: str) -> bool:
        """Whether its roles say for whom it speaks, not only of what it is a member."""
        return self._context.desk.actors[actor_id].kind not in _MEMBERS

    def _holders(
        self,
        actor_id: str,
        holder_ids: Iterable[str],
        spoken: Mapping[str, Sequence[QuoteEntry]],
    ) -> tuple[SpeakerView, ...]:
        return tuple(
            SpeakerView(
                link=self._context.people.link(one),
                roles=self.roles(one, actor_id),
                utterances=count_utterances(spoken.get(one, ())),
                last=last_date(spoken.get(one, ())),
            )
            for one in sorted(holder_ids, key=self._context.people.sort_key)
        )

    def _role(self, role: Role) -> RoleView:
        of = self._context.people.link(role.of) if role.of else None
        return RoleView(role.title, of, role.from_, role.to, holds(role, self.as_of))


def last_date(quotes: Sequence[QuoteEntry]) -> PartialDate:
    """The latest known date of the countable ones of ``quotes``."""
    dates = [quote.date for quote in quotes if quote.counts and quote.date.known]
    return max(dates, key=lambda when: when.sort_key[::-1], default=UNKNOWN)


# A row is light beside a card.
ROWS = 250


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor in the list, with what this desk chose of it, counted.

    Attributes:
        roles: those it holds on the date of the page; a membership is none.
    """

    link: Link
    roles: tuple[RoleView, ...]
    demands_made: int
    demands_received: int
    utterances: int
    utterances_for_it: int
    last_heard: PartialDate


@dataclass(frozen=True, slots=True)
class KindGroup:
    """The actors of one kind."""

    kind: str
    rows: tuple[ActorRow, ...]


@dataclass(frozen=True, slots=True)
class ActorsView:
    """One page of the list.

    Attributes:
        part: the way to the other pages; ``part.items`` is not for templates.
        actors: how many the desk has.
        as_of: the date of the roles.
    """

    part: Part[str]
    groups: tuple[KindGroup, ...]
    actors: int
    as_of: PartialDate


class ActorsViews:
    """Makes the list of actors."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._standings = Standings(context)

    def parts(self, limit: int = ROWS) -> list[Part[str]]:
        """The pages of the list; what they hold is ids, by kind and then by name."""
        actors, place = self._context.desk.actors, {kind: n for n, kind in enumerate(_KINDS)}
        ordered = sorted(
            actors, key=lambda one: (place[actors[one].kind], self._context.people.sort_key(one))
        )
        return split_by_number("actors/", ordered, limit)

    def page(self, part: Part[str]) -> ActorsView:
        """One page of the list."""
        actors = self._context.desk.actors
        groups = tuple(
            KindGroup(kind, tuple(map(self.row, group)))
            for kind, group in groupby(part.items, key=lambda one: actors[one].kind)
        )
        return ActorsView(part, groups, len(actors), self._standings.as_of)

    def row(self, actor_id: str) -> ActorRow:
        """One actor."""
        index = self._context.desk.index[actor_id]
        roles = self._standings.roles(actor_id) if self._standings.speaks(actor_id) else ()
        return ActorRow(
            link=self._context.people.link(actor_id),
            roles=tuple(role for role in roles if role.now),
            demands_made=len(index.demands_made),
            demands_received=len(index.demands_received),
            utterances=index.utterances,
            utterances_for_it=index.utterances_for_it,
            last_heard=index.last_heard,
        )


_KINDS: tuple[str, ...] = get_args(ActorKind)
