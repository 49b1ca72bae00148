"""Weeks, months and longer: what a picture counts by where single days are too many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from onrecord.records import PartialDate

from .scale import day_of


@dataclass(frozen=True, slots=True)
class Period:
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


PeriodOf = Callable[[date], Period]


def day(one: date) -> Period:
    """The day itself."""
    return Period(one, one, _named(one, 10), None)


def weeks(count: int, one: date) -> Period:
    """``count`` weeks, from a Monday on."""
    first = one.toordinal() - (one.toordinal() - 1) % (7 * count)
    return _period(day_of(first), day_of(first + 7 * count - 1), 10)


def months(count: int, one: date) -> Period:
    """``count`` months (a divisor of 12), from January on."""
    begin = (one.month - 1) // count * count
    first = one.replace(month=begin + 1, day=1)
    after = begin + count + 1
    ends_year = after > 12
    last = date(one.year, 12, 31) if ends_year else day_of(date(one.year, after, 1).toordinal() - 1)
    return _period(first, last, 7)


def years(count: int, one: date) -> Period:
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


def _period(first: date, last: date, length: int) -> Period:
    start, end = _named(first, length), _named(last, length)
    return Period(first, last, start, end if end != start else None)


def _named(one: date, length: int) -> PartialDate:
    return PartialDate.parse(one.isoformat()[:length])
