"""An axis of dates and its ticks: days as hundredths of its width, which is that of the page.

Also the periods by which a picture counts where single days are too many: weeks, months and longer.

Across, everything is a percentage; down, it is pixels. A mark keeps its size at every width, and
what does not overlap at the narrowest width of a `Size` overlaps at none of its widths.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from typing import Literal

from onrecord.desk import Coverage, grouped
from onrecord.records import PartialDate, fixed

# A few days alone would make an axis of hours.
_SHORTEST = 14


# Pixels. A mark is as large as a finger needs; one of several facts has room for a number.
MARK = 24
COUNTED = 44
# More rows than these, and the facts are counted by longer and longer periods.
MOST_ROWS = 6
_NO_LIMIT = 100_000


@fixed
class PictureSize:
    """A range of widths that a picture is laid out for."""

    name: str  #: what the classes of the style sheet begin with; `pictures.css` says from where on
    width: int  #: the narrowest the axis gets there, in pixels
    mark: int = MARK  #: the widths of a mark and of one that represents several, in pixels
    counted: int = COUNTED  #: the widths of a mark and of one that represents several, in pixels
    rows: int = MOST_ROWS  #: the most that there is room for in a lane
    marks: int = _NO_LIMIT  #: the most that there is room for in a lane


SIZES = (PictureSize("n", 256), PictureSize("m", 416), PictureSize("w", 800))


@fixed
class Axis:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last.toordinal() - self.first.toordinal() + 1

    def start(self, day: date) -> float:
        """Where ``day`` begins, from 0 to 100; a day outside is moved to the nearer end."""
        return self._at(day.toordinal())

    def middle(self, day: date) -> float:
        """The middle of ``day``."""
        return self._at(day.toordinal() + 0.5)

    def end(self, day: date) -> float:
        """Where ``day`` ends."""
        return self._at(day.toordinal() + 1)

    def middle_of(self, period: "CalendarPeriod") -> float:
        """The middle of ``period``."""
        return round((self.start(period.first) + self.end(period.last)) / 2, 1)

    def contains(self, day: date) -> bool:
        """Whether ``day`` is on it."""
        return self.first <= day <= self.last

    def _at(self, ordinal: float) -> float:
        share = (ordinal - self.first.toordinal()) / self.days
        return round(min(max(share, 0), 1) * 100, 1)


@fixed
class Covered:
    """Which part of an axis the desk covers."""

    start: float  #: where it begins, from 0 to 100
    end: float  #: where it ends, from 0 to 100


def axis_for(dates: Iterable[PartialDate], coverage: Coverage | None) -> Axis | None:
    """An axis for ``dates``; ``None`` if none is known."""
    # A whole year stretches it only where nothing is dated finer. It runs on over the days that the
    # desk covers, but never so far that what is dated keeps less than a quarter of it.
    known = [when for when in dates if when.known]
    fine = [when for when in known if when.precision != "year"] or known
    firsts = [when.first.toordinal() for when in fine if when.first]
    lasts = [when.last.toordinal() for when in fine if when.last]
    if not firsts or not lasts:
        return None
    first, last = min(firsts), max(lasts)
    reach = max(last - first + 1, _SHORTEST) * 3 // 2
    if coverage and coverage.first.first and coverage.through.last:
        begin, through = coverage.first.first.toordinal(), coverage.through.last.toordinal()
        first = min(first, max(begin, first - reach))
        last = max(last, min(through, last + reach))
    short = max(0, _SHORTEST - (last - first + 1))
    return Axis(day_numbered(first - short // 2), day_numbered(last + short - short // 2))


def covered(axis: Axis, coverage: Coverage | None) -> Covered | None:
    """The part of ``axis`` that the desk covers; ``None`` for nothing of it."""
    if coverage is None or not coverage.first.first or not coverage.through.last:
        return None
    start, end = axis.start(coverage.first.first), axis.end(coverage.through.last)
    return Covered(start, end) if start < end else None


def day_numbered(ordinal: int) -> date:
    """The day of an ordinal number; the first or the last day there is for one outside."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


# The first and the last day of a period.
DayRange = tuple[date, date]


def _days(count: int, day: date) -> DayRange:
    """``count`` days; weeks begin on Monday, other spans stay as an axis grows."""
    first = day.toordinal() - (day.toordinal() - 1) % count  # ordinal 1 was a Monday
    return day_numbered(first), day_numbered(first + count - 1)


def _half_month(day: date) -> DayRange:
    first, last = _months(1, day)
    return (first, day.replace(day=14)) if day.day < 15 else (day.replace(day=15), last)


def _months(count: int, day: date) -> DayRange:
    """``count`` months (a divisor of 12), from January on."""
    begin = (day.month - 1) // count * count + 1
    end = begin + count - 1
    return date(day.year, begin, 1), date(day.year, end, monthrange(day.year, end)[1])


def _years(count: int, day: date) -> DayRange:
    """``count`` years, from one that ``count`` divides on."""
    begin = day.year - day.year % count
    return date(max(begin, 1), 1, 1), date(min(begin + count - 1, 9999), 12, 31)


@fixed
class CalendarPeriod:
    """A span of days."""

    first: date  #: its first day
    last: date  #: its last day
    start: PartialDate  #: as readers name it (a month as a month); `end` is set if it differs
    end: PartialDate | None

    def contains(self, when: PartialDate) -> bool:
        """Whether all of ``when`` is in it."""
        return bool(
            when.first and when.last and self.first <= when.first and when.last <= self.last
        )

    def named_from(self, first: date, last: date) -> "CalendarPeriod":
        """The same, if it is named by days named by those from ``first`` to ``last`` alone."""
        if self.start.precision != "day":
            return self
        days = _period(max(first, self.first), min(last, self.last), 10)
        return replace(self, start=days.start, end=days.end)


@lru_cache(maxsize=4_096)
def _period(first: date, last: date, length: int) -> CalendarPeriod:
    """From ``first`` to ``last``, named by the first ``length`` characters of these days."""
    start, end = (PartialDate.parse(day.isoformat()[:length]) for day in (first, last))
    return CalendarPeriod(first, last, start, end if end != start else None)


PeriodOf = Callable[[date], CalendarPeriod]


def _named(
    span_of: Callable[[int, date], DayRange], length: int, *counts: int
) -> Iterator[PeriodOf]:
    """What makes the period of a day, once: many pages count quotes of the same days."""
    for count in counts:
        span = partial(span_of, count)
        yield lru_cache(maxsize=4_096)(partial(_period_of, span, length))


def _period_of(span_of: Callable[[date], DayRange], length: int, day: date) -> CalendarPeriod:
    return _period(*span_of(day), length)


# From fine to coarse.
PERIODS: tuple[PeriodOf, ...] = (
    *_named(_days, 10, 1, 7, 14),
    *_named(_months, 7, 1, 3),
    *_named(_years, 4, 1, 5, 10, 100, 10000),
)

# What each is called: the key of its words.
UNITS = (
    *("day", "week", "fortnight", "month", "quarter"),
    *("year", "five_years", "decade", "century", "whole"),
)


def period_with(when: PartialDate, period_of: PeriodOf) -> CalendarPeriod | None:
    """The period that has all of ``when``; ``None`` if it is unknown or longer than a period."""
    found = period_of(when.first) if when.first else None
    return found if found and found.contains(when) else None


Kind = Literal["day", "month", "year"]

# What a label takes, in pixels: "28 Feb", "Feb", "2031".
_DAY, _MONTH, _YEAR = 44, 34, 40
_A_YEAR = 366  # days


@fixed
class Tick:
    """One date on an axis."""

    x: float  #: from 0 to 100
    kind: Kind  #: how much of `day` is said: `day`, `month` or `year`
    day: date
    year: str | None  #: the year, where it is said below (on the first tick and where it changes)
    anchor: str  #: `start`, `middle` or `end`: which part of the label is at `x`
    sizes: tuple[str, ...] = ()  #: the sizes it is shown at


@fixed
class _TickStep:
    kind: Kind
    room: int
    days: float  # about how many, to leave a step out without walking it
    span_of: Callable[[date], DayRange]

    def walk(self, axis: Axis) -> Iterator[date]:
        """The days with which its periods begin, from that of the first day of ``axis`` on."""
        day, last = axis.first, None
        while day <= axis.last and day != last:
            first, last = self.span_of(day)
            yield first
            day = day_numbered(last.toordinal() + 1)


def ticks(axis: Axis, for_sizes: Iterable[PictureSize] = SIZES) -> tuple[Tick, ...]:
    """The ticks of ``axis`` for every size, from left to right."""
    sizes = grouped((tick, size.name) for size in for_sizes for tick in _fitting(axis, size))
    placed = (replace(tick, sizes=names) for tick, names in sizes.items())
    return tuple(sorted(placed, key=lambda tick: tick.x))


def _fitting(axis: Axis, size: PictureSize) -> tuple[Tick, ...]:
    """The ticks of the finest step whose labels fit."""
    for step in _STEPS:
        room = step.room
        if axis.days / step.days * room > size.width * 2:
            continue
        place = axis.middle if step.kind == "day" else axis.start
        days = [day for day in step.walk(axis) if axis.contains(day)]
        if days[:1] == [date.min] and step.days > _A_YEAR:
            del days[0]  # there is no year 0 with which several years would begin
        found = [(place(day), day) for day in days]
        pixels = [x * size.width / 100 for x, _ in found]
        if all(after - before >= room for before, after in pairwise(pixels)):
            return with_years(
                Tick(x, step.kind, day, None, _anchor(x, size, room)) for x, day in found
            )
    return ()


def with_years(found: Iterable[Tick]) -> tuple[Tick, ...]:
    """The ticks, each with its year where that is said below it."""
    made: list[Tick] = []
    before = None
    for tick in found:
        said = tick.kind != "year" and tick.day.year != before
        made.append(replace(tick, year=f"{tick.day.year:04}" if said else None))
        before = tick.day.year
    return tuple(made)


def _anchor(x: float, size: PictureSize, room: int) -> str:
    """The anchor of a label; one at an end of the axis stays within it."""
    pixels = x * size.width / 100
    if pixels < room / 2 - 10:
        return "start"
    return "end" if pixels > size.width - room / 2 + 10 else "middle"


_STEPS = (
    _TickStep("day", _DAY, 1, partial(_days, 1)),
    _TickStep("day", _DAY, 2, partial(_days, 2)),
    _TickStep("day", _DAY, 7, partial(_days, 7)),
    _TickStep("day", _DAY, 15.2, _half_month),
    *(_TickStep("month", _MONTH, 30.4 * every, partial(_months, every)) for every in (1, 2, 3)),
    # Half years only where there are few of them; else years say more.
    _TickStep("month", 2 * _MONTH, 182.6, partial(_months, 6)),
    *(
        _TickStep("year", _YEAR, 365.2 * every, partial(_years, every))
        for every in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
    ),
)
