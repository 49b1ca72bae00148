"""Weeks, months and longer: what a picture counts by where single days are too many."""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from onrecord.desk.quotes import QuoteEntry
from onrecord.desk.settings import Coverage
from onrecord.records import PartialDate

from .scale import Axis, day_of


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """A span of days.

    Attributes:
        first, last: its first and last day.
        start: as readers name it (a month as a month); ``end`` is set if it differs.
    """

    first: date
    last: date
    start: PartialDate
    end: PartialDate | None

    def contains(self, when: PartialDate) -> bool:
        """Whether all of ``when`` is in it."""
        return bool(
            when.first and when.last and self.first <= when.first and when.last <= self.last
        )

    def middle_on(self, axis: Axis) -> float:
        """Where its middle is on ``axis``, from 0 to 100."""
        return round((axis.start(self.first) + axis.end(self.last)) / 2, 1)


PeriodOf = Callable[[date], CalendarPeriod]


def _day(day: date) -> CalendarPeriod:
    return _period(day, day, 10)


def _weeks(count: int, day: date) -> CalendarPeriod:
    """``count`` weeks, from a Monday on."""
    first = day.toordinal() - (day.toordinal() - 1) % (7 * count)
    return _period(day_of(first), day_of(first + 7 * count - 1), 10)


def _months(count: int, day: date) -> CalendarPeriod:
    """``count`` months (a divisor of 12), from January on."""
    begin = (day.month - 1) // count * count + 1
    last_month = begin + count - 1
    last = date(day.year, last_month, monthrange(day.year, last_month)[1])
    return _period(date(day.year, begin, 1), last, 7)


def _years(count: int, day: date) -> CalendarPeriod:
    """``count`` years, from one that ``count`` divides on."""
    begin = day.year - day.year % count
    first, last = date(max(begin, 1), 1, 1), date(min(begin + count - 1, 9999), 12, 31)
    return _period(first, last, 4)


# From fine to coarse.
PERIODS: tuple[PeriodOf, ...] = (
    _day,
    partial(_weeks, 1),
    partial(_weeks, 2),
    partial(_months, 1),
    partial(_months, 3),
    partial(_years, 1),
    partial(_years, 5),
    partial(_years, 10),
    partial(_years, 100),
    partial(_years, 10000),
)

# What each is called: the key of its words.
UNITS = (
    *("day", "week", "fortnight", "month", "quarter"),
    *("year", "five_years", "decade", "century", "whole"),
)


def _period(first: date, last: date, length: int) -> CalendarPeriod:
    """From ``first`` to ``last``, named by the first ``length`` characters of these days."""
    start, end = (PartialDate.parse(day.isoformat()[:length]) for day in (first, last))
    return CalendarPeriod(first, last, start, end if end != start else None)


def gaps_between(
    quotes: Iterable[QuoteEntry], coverage: Coverage | None, period_of: PeriodOf
) -> list[tuple[PartialDate, PartialDate]]:
    """The times within the days covered from which nothing can be, the longest first.

    Each leaves two whole periods without a bar; a date known to the month may be any of its days.
    """
    if coverage is None or not coverage.first.first or not coverage.through.last:
        return []
    begin, end = coverage.first.first.toordinal(), coverage.through.last.toordinal()
    known = [(quote.date.first, quote.date.last) for quote in quotes if quote.date.known]
    said = [(first.toordinal(), last.toordinal()) for first, last in known if first and last]
    found, free = [], begin
    for first, last in (*sorted(said), (end + 1, end + 1)):
        if first - free >= _empty_days(free, period_of):
            found.append((free, min(first, end + 1) - 1))
        free = max(free, last + 1)
    found.sort(key=lambda gap: (gap[0] - gap[1], gap[0]))
    return [(_whole_day(first), _whole_day(last)) for first, last in found]


def _empty_days(first: int, period_of: PeriodOf) -> int:
    """How many days from ``first`` on have two whole periods among them."""
    ordinal = first
    for _ in range(2 if period_of(day_of(first)).first.toordinal() == first else 3):
        ordinal = period_of(day_of(ordinal)).last.toordinal() + 1
    return ordinal - first


def _whole_day(ordinal: int) -> PartialDate:
    return PartialDate.parse(day_of(ordinal).isoformat())
