"""The dates that stand on an axis: as many as fit, at days that a person would name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Literal

from .scale import SIZES, Axis, Size, day_of

Kind = Literal["day", "month", "year"]

# What a label takes, in pixels: "28 Feb", "Feb", "2031".
_DAY, _MONTH, _YEAR = 44, 34, 40


@dataclass(frozen=True, slots=True)
class Tick:
    """One date on an axis.

    Attributes:
        x: from 0 to 100.
        kind: how much of ``day`` is said: ``day``, ``month`` or ``year``.
        year: the year, where it is said below (on the first tick and where it changes).
        anchor: ``start``, ``middle`` or ``end``: which part of the label stands at ``x``.
        sizes: the sizes it is shown at.
    """

    x: float
    kind: Kind
    day: date
    year: str | None
    anchor: str
    sizes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    kind: Kind
    room: int
    days: float  # about how many, to leave a step out without walking it
    walk: Callable[[Axis], Iterator[date]]


def ticks(axis: Axis) -> tuple[Tick, ...]:
    """The ticks of ``axis`` for every size, from left to right."""
    sizes: defaultdict[tuple[float, Kind, date, str | None, str], list[str]] = defaultdict(list)
    for size in SIZES:
        for tick in _fitting(axis, size):
            sizes[tick].append(size.name)
    return tuple(Tick(*tick, tuple(names)) for tick, names in sorted(sizes.items(), key=_x))


def _x(item: tuple[tuple[float, Kind, date, str | None, str], list[str]]) -> float:
    return item[0][0]


def _fitting(axis: Axis, size: Size) -> list[tuple[float, Kind, date, str | None, str]]:
    """The ticks of the finest step whose labels have room."""
    for step in _STEPS:
        room = step.room
        if axis.days / step.days * room > size.width * 2:
            continue
        place = axis.middle if step.kind == "day" else axis.start
        found = [(place(day), day) for day in step.walk(axis) if axis.holds(day)]
        pixels = [x * size.width / 100 for x, _ in found]
        if all(after - before >= room for before, after in pairwise(pixels)):
            return [
                (x, step.kind, day, year, _anchor(x, size, room))
                for (x, day), year in zip(found, _years(step.kind, found), strict=True)
            ]
    return []


def _years(kind: Kind, found: list[tuple[float, date]]) -> list[str | None]:
    """The year of each tick that has to say it."""
    if kind == "year":
        return [None for _ in found]
    years = [day.year for _, day in found]
    before = [None, *years]
    return [
        f"{year:04}" if year != last else None for year, last in zip(years, before, strict=False)
    ]


def _anchor(x: float, size: Size, room: int) -> str:
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
    _Step("day", _DAY, 1, partial(_days, 1)),
    _Step("day", _DAY, 2, partial(_days, 2)),
    _Step("day", _DAY, 7, partial(_days, 7)),
    _Step("day", _DAY, 15.2, _halves),
    *(_Step("month", _MONTH, 30.4 * every, partial(_months, every)) for every in (1, 2, 3)),
    # Half years only where there are few of them; else years say more.
    _Step("month", 2 * _MONTH, 182.6, partial(_months, 6)),
    *(
        _Step("year", _YEAR, 365.2 * every, partial(_years_walk, every))
        for every in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
    ),
)
