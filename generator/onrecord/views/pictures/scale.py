"""An axis of dates: days as hundredths of its width, so that a picture is as wide as its page.

Across, everything is a percentage; down, it is pixels. A mark keeps its size at every width, and
what does not overlap at the narrowest width of a `Size` overlaps at none of its widths.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.desk.settings import Coverage
from onrecord.records import PartialDate

# A few days alone would make an axis of hours.
_SHORTEST = 14


@dataclass(frozen=True, slots=True)
class Size:
    """A range of widths that a picture is laid out for.

    Attributes:
        name: what the classes of the style sheet begin with; ``pictures.css`` says from where on.
        width: the narrowest the axis gets there, in pixels.
    """

    name: str
    width: int


SIZES = (Size("n", 256), Size("m", 416), Size("w", 800))


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

    def holds(self, day: date) -> bool:
        """Whether ``day`` is on it."""
        return self.first <= day <= self.last

    def _at(self, ordinal: float) -> float:
        share = (ordinal - self.first.toordinal()) / self.days
        return round(min(max(share, 0), 1) * 100, 1)


@dataclass(frozen=True, slots=True)
class Covered:
    """Which part of an axis the desk covers.

    Attributes:
        start, end: from 0 to 100.
    """

    start: float
    end: float

    @property
    def width(self) -> float:
        """From start to end."""
        return round(self.end - self.start, 1)


def axis_for(dates: Iterable[PartialDate], coverage: Coverage | None) -> Axis | None:
    """An axis for what has ``dates``; ``None`` where none is known.

    A whole year stretches it only where nothing is dated finer. It runs on over the days that the
    desk covers, but never so far that what is dated keeps less than a quarter of it.
    """
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
