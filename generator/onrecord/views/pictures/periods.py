"""Weeks, months and longer: what a picture counts by where single days are too many."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

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
