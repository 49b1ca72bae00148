"""What a briefing is made of: the acts and quotes of its days and its scope.

A list that is cut where a briefing would get too long, and says so.

The sources that a briefing rests on.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, get_args

from onrecord.desk.acts import Act, ActKind
from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry
from onrecord.views.context import Context, newest_first
from onrecord.views.source_facts import SourceFacts, source_facts

from .request import AddedByDate, BriefingPeriod, BriefingRequest, Scope


@dataclass(frozen=True, slots=True)
class Material:
    """What a briefing is made of.

    Attributes:
        demands, claims: in the scope, whatever their dates.
        said: in the period; ``earlier`` and ``undated`` are what the desk added in it besides.
            Statements come first, then answers, then acts on claims, each the latest first.
        quotes: said in the period, the latest first.
        added: the quotes of ``earlier`` and ``undated``, each once.
        articles: the ids of the sources that it rests on.
    """

    request: BriefingRequest
    scope: Scope
    demands: tuple[DemandEntry, ...]
    claims: tuple[ClaimStanding, ...]
    said: tuple[Act, ...]
    earlier: tuple[Act, ...]
    undated: tuple[Act, ...]
    quotes: tuple[QuoteEntry, ...]
    by_date: bool

    @property
    def period(self) -> BriefingPeriod:
        """The days it is about."""
        return self.request.period

    @property
    def acts(self) -> tuple[Act, ...]:
        """Everything that was said or added in the period."""
        return (*self.said, *self.earlier, *self.undated)

    @property
    def added(self) -> tuple[QuoteEntry, ...]:
        """The quotes of what was added besides, each once."""
        acts = (*self.earlier, *self.undated)
        return tuple({act.quote.reference: act.quote for act in acts if act.quote}.values())

    @property
    def articles(self) -> tuple[str, ...]:
        """The sources it rests on, each once."""
        of_acts = [act.article_id for act in self.acts if act.article_id]
        return tuple(dict.fromkeys([*of_acts, *(quote.article_id for quote in self.quotes)]))


def gather(desk: Desk, request: BriefingRequest) -> Material:
    """What there is for ``request``."""
    scope = Scope(desk, frozenset(request.actors), frozenset(request.topics))
    added = request.added or AddedByDate(desk, request.period)
    demands = tuple(one for one in desk.demands.values() if scope.demand(one))
    claims = tuple(one for one in desk.claims.values() if scope.claim(one))
    acts = [
        act
        for demand in demands
        for act in demand.acts
        if act.kind == "statement" or (not act.search and scope.answer(demand, act))
    ]
    acts += [act for claim in claims for act in claim.acts]
    said = [act for act in acts if request.period.holds(act.date)]
    # Words that ask something of an actor are its matter, though it neither said nor heard them.
    evidence = {one.quote.reference for one in said if one.quote}
    quotes = [
        quote
        for quote in desk.quotes.values()
        if request.period.holds(quote.date) and (scope.quote(quote) or quote.reference in evidence)
    ]
    return Material(
        request,
        scope,
        demands,
        claims,
        said=_ordered(said),
        earlier=_ordered(act for act in acts if request.period.follows(act.date) and added(act)),
        undated=_ordered(act for act in acts if not act.date.known and added(act)),
        quotes=tuple(newest_first(quotes, lambda quote: quote.date)),
        by_date=added.by_date,
    )


def _ordered(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Statements, then answers, then acts on claims, each the latest first."""
    latest = newest_first(acts, lambda act: act.date)
    return tuple(sorted(latest, key=lambda act: get_args(ActKind).index(act.kind)))


T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class ShortenedList(Generic[T]):
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


def shortened(
    found: Sequence[S],
    limit: int,
    uri: str,
    view: Callable[[S], T],
    alike: Callable[[S], Hashable] = id,
) -> ShortenedList[T]:
    """The first ``limit`` of ``found`` as ``view`` shows them; the rest is counted.

    Args:
        found: what there is, in order.
        limit: how many are shown at most.
        uri: site path of the page that has all of them.
        view: how each is shown.
        alike: what a line says of one; of those that would read alike the first is shown.
    """
    lines: dict[Hashable, S] = {}
    for value in found:
        lines.setdefault(alike(value), value)
    items = tuple(map(view, list(lines.values())[:limit]))
    return ShortenedList(items, len(found) - len(items), uri)


SOURCES = 6


def sources(context: Context, material: Material) -> ShortenedList[SourceFacts]:
    """The sources, the latest published first."""
    articles = context.desk.articles
    ordered = newest_first(
        sorted(material.articles), lambda article: articles[article].source.published
    )
    return shortened(
        ordered,
        SOURCES,
        "sources/",
        lambda one: source_facts(one, articles[one], context.people),
    )
