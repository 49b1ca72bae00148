"""The list of all actors, by name: never ranked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from onrecord.records import PartialDate
from onrecord.records.vocabulary import ActorKind

from .links import Link
from .listing import Part, split_by_number
from .maker import Maker
from .standing import RoleView, Standings

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

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._standings = Standings(maker)

    def parts(self, limit: int = ROWS) -> list[Part[str]]:
        """The pages of the list; what they hold is ids, by kind and then by name."""
        actors, place = self._maker.desk.actors, {kind: n for n, kind in enumerate(_KINDS)}
        ordered = sorted(
            actors, key=lambda one: (place[actors[one].kind], self._maker.people.sort_key(one))
        )
        return split_by_number("actors/", ordered, limit)

    def page(self, part: Part[str]) -> ActorsView:
        """One page of the list."""
        actors = self._maker.desk.actors
        groups = tuple(
            KindGroup(kind, tuple(map(self.row, group)))
            for kind, group in groupby(part.items, key=lambda one: actors[one].kind)
        )
        return ActorsView(part, groups, len(actors), self._standings.as_of)

    def row(self, actor_id: str) -> ActorRow:
        """One actor."""
        index = self._maker.desk.index[actor_id]
        roles = self._standings.roles(actor_id) if self._standings.speaks(actor_id) else ()
        return ActorRow(
            link=self._maker.people.link(actor_id),
            roles=tuple(role for role in roles if role.now),
            demands_made=len(index.demands_made),
            demands_received=len(index.demands_received),
            utterances=index.utterances,
            utterances_for_it=index.utterances_for_it,
            last_heard=index.last_heard,
        )


_KINDS: tuple[str, ...] = get_args(ActorKind)
