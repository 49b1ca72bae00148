"""What a briefing is made of: the acts and quotes of its days and its scope.

A list that is cut where a briefing would get too long, and says so.

The sources that a briefing rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer, ClaimEntry, QuoteEntry, Statement
from onrecord.desk.positions import NONE_FOUND
from onrecord.views.maker import Maker
from onrecord.views.source_facts import SourceFacts, source_facts
from onrecord.views.subjects import newest_first

from .request import Act, Added, AddedByDate, BriefingRequest, Period, Scope


@dataclass(frozen=True, slots=True)
class Rows:
    """Acts of the three kinds, the latest first."""

    statements: list[Statement] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    claims: list[ClaimEntry] = field(default_factory=list)

    @property
    def all(self) -> tuple[Act, ...]:
        """All of them."""
        return (*self.statements, *self.answers, *self.claims)


@dataclass(frozen=True, slots=True)
class Material:
    """What a briefing is made of.

    Attributes:
        demands, claims: in the scope, whatever their dates.
        said: in the period; ``earlier`` and ``undated`` are what the desk added in it besides.
        quotes: said in the period, the latest first.
        added: the quotes of ``earlier`` and ``undated``, each once.
        articles: the ids of the sources that it rests on.
    """

    request: BriefingRequest
    scope: Scope
    demands: tuple[DemandEntry, ...]
    claims: tuple[ClaimStanding, ...]
    said: Rows
    earlier: Rows
    undated: Rows
    quotes: tuple[QuoteEntry, ...]
    by_date: bool

    @property
    def period(self) -> Period:
        """The days it is about."""
        return self.request.period

    @property
    def acts(self) -> tuple[Act, ...]:
        """Everything that was said or added in the period."""
        return (*self.said.all, *self.earlier.all, *self.undated.all)

    @property
    def added(self) -> tuple[QuoteEntry, ...]:
        """The quotes of what was added besides, each once."""
        acts = (*self.earlier.all, *self.undated.all)
        return tuple({one.quote.reference: one.quote for one in acts if one.quote}.values())

    @property
    def articles(self) -> tuple[str, ...]:
        """The sources it rests on, each once."""
        of_acts = [one.article_id for one in self.acts if one.article_id]
        return tuple(dict.fromkeys([*of_acts, *(one.article_id for one in self.quotes)]))


def gather(desk: Desk, request: BriefingRequest) -> Material:
    """What there is for ``request``."""
    scope = Scope(desk, frozenset(request.actors), frozenset(request.topics))
    added = request.added or AddedByDate(desk, request.period)
    demands = tuple(one for one in desk.demands.values() if scope.demand(one))
    claims = tuple(one for one in desk.claims.values() if scope.claim(one))
    sorter = _Sorter(request.period, added)
    for demand in demands:
        sorter.put(demand.statements)
        sorter.put(one for one in answers_of(demand) if scope.answer(demand, one))
    for claim in claims:
        sorter.put(claim.acts)
    # Words that ask something of an actor are its matter, though it neither said nor heard them.
    evidence = {one.quote.reference for one in sorter.said if one.quote}
    quotes = [
        one
        for one in desk.quotes.values()
        if request.period.holds(one.date) and (scope.quote(one) or one.reference in evidence)
    ]
    return Material(
        request,
        scope,
        demands,
        claims,
        said=sorter.rows(sorter.said),
        earlier=sorter.rows(sorter.earlier),
        undated=sorter.rows(sorter.undated),
        quotes=tuple(newest_first(quotes, lambda one: one.date)),
        by_date=added.by_date,
    )


class _Sorter:
    """Tells what was said in a period from what was only added in it."""

    def __init__(self, period: Period, added: Added) -> None:
        self._period = period
        self._added = added
        self.said: list[Act] = []
        self.earlier: list[Act] = []
        self.undated: list[Act] = []

    def put(self, acts: Iterable[Act]) -> None:
        for act in acts:
            if self._period.holds(act.date):
                self.said.append(act)
            elif self._period.follows(act.date) and self._added(act):
                self.earlier.append(act)
            elif not act.date.known and self._added(act):
                self.undated.append(act)

    @staticmethod
    def rows(acts: Sequence[Act]) -> Rows:
        ordered = newest_first(acts, lambda one: one.date)
        return Rows(
            [one for one in ordered if isinstance(one, Statement)],
            [one for one in ordered if isinstance(one, Answer)],
            [one for one in ordered if isinstance(one, ClaimEntry)],
        )


def answers_of(demand: DemandEntry) -> Iterator[Answer]:
    """Every answer to ``demand``; a search that found none is no answer."""
    for position in demand.positions.values():
        yield from position.answers
    yield from (one for one in demand.others if one.response != NONE_FOUND)


T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Capped(Generic[T]):
    """The first of a list, and how many more there are.

    Attributes:
        items: what is shown, in the order of the list.
        more: how many are left out; "and N more" stands below the list where it is not 0.
        uri: site path of the page that has all of them.
    """

    items: tuple[T, ...]
    more: int
    uri: str

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def total(self) -> int:
        """How many there are altogether."""
        return len(self.items) + self.more


def capped(
    found: Sequence[S],
    limit: int,
    uri: str,
    view: Callable[[S], T],
    alike: Callable[[S], Hashable] = id,
) -> Capped[T]:
    """The first ``limit`` of ``found`` as ``view`` shows them; the rest is counted.

    Args:
        found: what there is, in order.
        limit: how many are shown at most.
        uri: site path of the page that has all of them.
        view: how each is shown.
        alike: what a line says of one; of those that would read alike the first is shown.
    """
    lines: dict[Hashable, S] = {}
    for one in found:
        lines.setdefault(alike(one), one)
    items = tuple(map(view, list(lines.values())[:limit]))
    return Capped(items, len(found) - len(items), uri)


SOURCES = 6


def sources(maker: Maker, material: Material) -> Capped[SourceFacts]:
    """The sources, the latest published first."""
    articles = maker.desk.articles
    ordered = newest_first(sorted(material.articles), lambda one: articles[one].source.published)
    return capped(
        ordered,
        SOURCES,
        "sources/",
        lambda one: source_facts(one, articles[one], maker.people),
    )
