"""Weeks, months and longer: what a picture counts by where single days are too many.

Who was heard when: utterances counted by period, and where on the site they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby

from onrecord.desk.quotes import QuoteEntry
from onrecord.records import PartialDate
from onrecord.views.listing import Part
from onrecord.views.quote_card import opens_an_index

from .scale import day_of


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """A span of days.

    Attributes:
        first, last: its first and last day.
        start: as a reader names it (a month as a month); ``end`` too, where that is another.
    """

    first: date
    last: date
    start: PartialDate
    end: PartialDate | None

    def holds(self, when: PartialDate) -> bool:
        """Whether the whole of ``when`` lies in it."""
        return bool(
            when.first and when.last and self.first <= when.first and when.last <= self.last
        )


PeriodOf = Callable[[date], CalendarPeriod]


def day(one: date) -> CalendarPeriod:
    """The day itself."""
    return CalendarPeriod(one, one, _named(one, 10), None)


def weeks(count: int, one: date) -> CalendarPeriod:
    """``count`` weeks, from a Monday on."""
    first = one.toordinal() - (one.toordinal() - 1) % (7 * count)
    return _period(day_of(first), day_of(first + 7 * count - 1), 10)


def months(count: int, one: date) -> CalendarPeriod:
    """``count`` months (a divisor of 12), from January on."""
    begin = (one.month - 1) // count * count
    first = one.replace(month=begin + 1, day=1)
    after = begin + count + 1
    ends_year = after > 12
    last = date(one.year, 12, 31) if ends_year else day_of(date(one.year, after, 1).toordinal() - 1)
    return _period(first, last, 7)


def years(count: int, one: date) -> CalendarPeriod:
    """``count`` years, from one that ``count`` divides on."""
    begin = one.year - one.year % count
    first, last = date(max(begin, 1), 1, 1), date(min(begin + count - 1, 9999), 12, 31)
    return _period(first, last, 4)


# From fine to coarse.
PERIODS: tuple[PeriodOf, ...] = (
    day,
    partial(weeks, 1),
    partial(weeks, 2),
    partial(months, 1),
    partial(months, 3),
    partial(years, 1),
    partial(years, 5),
    partial(years, 10),
    partial(years, 100),
    partial(years, 10000),
)


def _period(first: date, last: date, length: int) -> CalendarPeriod:
    start, end = _named(first, length), _named(last, length)
    return CalendarPeriod(first, last, start, end if end != start else None)


def _named(one: date, length: int) -> PartialDate:
    return PartialDate.parse(one.isoformat()[:length])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote is shown: ``anchor`` on the page ``uri``, or on the actor's own (``None``)."""

    uri: str | None
    anchor: str


@dataclass(slots=True)
class Heard:
    """The utterances of one period, oldest first: its own, and those by others for it."""

    own: list[QuoteEntry] = field(default_factory=list)
    others: list[QuoteEntry] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.own) + len(self.others)


def utterances(quotes: Iterable[QuoteEntry]) -> list[QuoteEntry]:
    """The first quote of each utterance that counts, in the order of ``quotes``."""
    found: dict[str, QuoteEntry] = {}
    for quote in quotes:
        if quote.counts:
            found.setdefault(quote.utterance, quote)
    return list(found.values())


def by_period(
    own: Iterable[QuoteEntry], others: Iterable[QuoteEntry], period_of: PeriodOf
) -> dict[CalendarPeriod | None, Heard]:
    """Utterances by period; under ``None`` those whose date fits into none or is unknown."""
    heard: defaultdict[CalendarPeriod | None, Heard] = defaultdict(Heard)
    for one in own:
        heard[_period_heard(one, period_of)].own.append(one)
    for one in others:
        heard[_period_heard(one, period_of)].others.append(one)
    return dict(heard)


def places(parts: Sequence[Part[QuoteEntry]]) -> dict[str, Place]:
    """Where each quote of an actor is shown, by its reference.

    Args:
        parts: the pages of its quotes, its own first.
    """
    found: dict[str, Place] = {}
    for part in parts:
        if opens_an_index(part):
            continue  # it shows the latest only, all of which stand on a finer page too
        occasions = groupby(part.items, key=lambda item: (item.date, item.occasion.key, item.place))
        for number, (_, group) in enumerate(occasions, 1):
            place = Place(None if part is parts[0] else part.uri, f"event-{number}")
            found.update((one.reference, place) for one in group)
    return found


def latest_place(heard: Heard, shown: Mapping[str, Place]) -> Place | None:
    """Where the latest of its own is shown; ``None`` where none of it is its own."""
    return shown.get(heard.own[-1].reference) if heard.own else None


def _period_heard(quote: QuoteEntry, period_of: PeriodOf) -> CalendarPeriod | None:
    if quote.date.first is None:
        return None
    period = period_of(quote.date.first)
    return period if period.holds(quote.date) else None
