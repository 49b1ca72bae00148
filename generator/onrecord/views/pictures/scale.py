"""An axis of dates and its ticks: days as hundredths of its width, which is that of the page.

Across, everything is a percentage; down, it is pixels. A mark keeps its size at every width, and
what does not overlap at the narrowest width of a `Size` overlaps at none of its widths.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Literal

from onrecord.desk import Coverage, grouped
from onrecord.records import PartialDate

# A few days alone would make an axis of hours.
_SHORTEST = 14


# Pixels. A mark is as large as a finger needs; one of several facts has room for a number.
MARK = 24
COUNTED = 44
# More rows than these, and the facts are counted by longer and longer periods.
MOST_ROWS = 6
_NO_LIMIT = 100_000
# A bar that is narrower than this part of its period has its number beside its middle.
_WIDE_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class PictureSize:
    """A range of widths that a picture is laid out for."""

    name: str  #: what the classes of the style sheet begin with; `pictures.css` says from where on
    width: int  #: the narrowest the axis gets there, in pixels
    mark: int = MARK  #: the widths of a mark and of one that represents several, in pixels
    counted: int = COUNTED  #: the widths of a mark and of one that represents several, in pixels
    rows: int = MOST_ROWS  #: the most that there is room for in a lane
    marks: int = _NO_LIMIT  #: the most that there is room for in a lane


SIZES = (PictureSize("n", 256), PictureSize("m", 416), PictureSize("w", 800))


@dataclass(frozen=True, slots=True)
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

    def contains(self, day: date) -> bool:
        """Whether ``day`` is on it."""
        return self.first <= day <= self.last

    def _at(self, ordinal: float) -> float:
        share = (ordinal - self.first.toordinal()) / self.days
        return round(min(max(share, 0), 1) * 100, 1)


@dataclass(frozen=True, slots=True)
class Covered:
    """Which part of an axis the desk covers."""

    start: float  #: where it begins, from 0 to 100
    end: float  #: where it ends, from 0 to 100


def axis_for(dates: Iterable[PartialDate], coverage: Coverage | None) -> Axis | None:
    """An axis for what has ``dates``; ``None`` where none is known."""
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
    return Axis(day_of(first - short // 2), day_of(last + short - short // 2))


def covered(axis: Axis, coverage: Coverage | None) -> Covered | None:
    """The part of ``axis`` that the desk covers; ``None`` for nothing of it."""
    if coverage is None or not coverage.first.first or not coverage.through.last:
        return None
    start, end = axis.start(coverage.first.first), axis.end(coverage.through.last)
    return Covered(start, end) if start < end else None


def day_of(ordinal: int) -> date:
    """The day of an ordinal number; the first or the last day there is for one outside."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def number_place(left: float, right: float, start: float, end: float) -> tuple[float, str]:
    """Where the number of a bar from ``left`` to ``right`` has room within its period."""
    if right - left >= _WIDE_ENOUGH * (end - start):
        return (left + right) / 2, "middle"
    return (left, "start") if left - start < end - right else (right, "end")


Kind = Literal["day", "month", "year"]

# What a label takes, in pixels: "28 Feb", "Feb", "2031".
_DAY, _MONTH, _YEAR = 44, 34, 40


@dataclass(frozen=True, slots=True)
class Tick:
    """One date on an axis."""

    x: float  #: from 0 to 100
    kind: Kind  #: how much of `day` is said: `day`, `month` or `year`
    day: date
    year: str | None  #: the year, where it is said below (on the first tick and where it changes)
    anchor: str  #: `start`, `middle` or `end`: which part of the label is at `x`
    sizes: tuple[str, ...] = ()  #: the sizes it is shown at


@dataclass(frozen=True, slots=True)
class _TickStep:
    kind: Kind
    room: int
    days: float  # about how many, to leave a step out without walking it
    walk: Callable[[Axis], Iterator[date]]


def ticks(axis: Axis, for_sizes: Iterable[PictureSize] = SIZES) -> tuple[Tick, ...]:
    """The ticks of ``axis`` for every size, from left to right."""
    sizes = grouped((tick, size.name) for size in for_sizes for tick in _fitting(axis, size))
    placed = (replace(tick, sizes=names) for tick, names in sizes.items())
    return tuple(sorted(placed, key=lambda tick: tick.x))


def _fitting(axis: Axis, size: PictureSize) -> list[Tick]:
    """The ticks of the finest step whose labels have room."""
    for step in _STEPS:
        room = step.room
        if axis.days / step.days * room > size.width * 2:
            continue
        place = axis.middle if step.kind == "day" else axis.start
        found = [(place(day), day) for day in step.walk(axis) if axis.contains(day)]
        pixels = [x * size.width / 100 for x, _ in found]
        if all(after - before >= room for before, after in pairwise(pixels)):
            return [
                Tick(x, step.kind, day, year, _anchor(x, size, room))
                for (x, day), year in zip(found, _years(step.kind, found), strict=True)
            ]
    return []


def _years(kind: Kind, found: list[tuple[float, date]]) -> list[str | None]:
    """The year of each tick that has to say it."""
    if kind == "year":
        return [None for _ in found]
    years = [day.year for _, day in found]
    changes = zip(years, [None, *years], strict=False)
    return [f"{year:04}" if year != before else None for year, before in changes]


def _anchor(x: float, size: PictureSize, room: int) -> str:
    """A label at an end of the axis does not hang over it."""
    pixels = x * size.width / 100
    if pixels < room / 2 - 10:
        return "start"
    return "end" if pixels > size.width - room / 2 + 10 else "middle"


def _days(every: int, axis: Axis) -> Iterator[date]:
    first = axis.first.toordinal()
    # Ordinal 1 was a Monday: weeks begin there, and other steps keep their days as an axis grows.
    for ordinal in range(first + (1 - first) % every, axis.last.toordinal() + 1, every):
        yield day_of(ordinal)


def _halves(axis: Axis) -> Iterator[date]:
    for first in _months(1, axis):
        yield first
        yield first.replace(day=15)


def _months(every: int, axis: Axis) -> Iterator[date]:
    first = axis.first.year * 12 + axis.first.month - 1
    last = axis.last.year * 12 + axis.last.month - 1
    for month in range(first - first % every, last + 1, every):
        if month >= 12:
            yield date(month // 12, month % 12 + 1, 1)


def _years_walk(every: int, axis: Axis) -> Iterator[date]:
    for year in range(axis.first.year - axis.first.year % every, axis.last.year + 1, every):
        if year >= 1:
            yield date(year, 1, 1)


_STEPS = (
    _TickStep("day", _DAY, 1, partial(_days, 1)),
    _TickStep("day", _DAY, 2, partial(_days, 2)),
    _TickStep("day", _DAY, 7, partial(_days, 7)),
    _TickStep("day", _DAY, 15.2, _halves),
    *(_TickStep("month", _MONTH, 30.4 * every, partial(_months, every)) for every in (1, 2, 3)),
    # Half years only where there are few of them; else years say more.
    _TickStep("month", 2 * _MONTH, 182.6, partial(_months, 6)),
    *(
        _TickStep("year", _YEAR, 365.2 * every, partial(_years_walk, every))
        for every in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
    ),
)
