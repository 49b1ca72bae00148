"""Dates as precise as the source gives them: a day, a month, a year, or unknown."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

Precision = Literal["day", "month", "year", "unknown"]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date, local at the place, with the precision of its form.

    The form is that of ISO 8601-1:2019 (5.2.2): ``2022-02-01``, ``2022-02`` or ``2022``; or the
    word ``unknown``.

    Attributes:
        text: the date as written.
        first: the first day it may mean; ``None`` where unknown.
        last: the last day it may mean; ``None`` where unknown.
    """

    text: str
    first: date | None
    last: date | None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``text``; the same text gives the same object.

        Raises:
            ValueError: ``text`` is no date; the message says what is wrong with it.
        """
        return _parse(text)

    @property
    def known(self) -> bool:
        """Whether anything is known of it at all."""
        return self.first is not None

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        precisions: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
        return precisions[len(self.text)] if self.known else "unknown"

    def before(self, other: PartialDate) -> bool:
        """Whether the whole of this span lies before the whole of the other's.

        Nothing is before or after an unknown date.
        """
        return self.last is not None and other.first is not None and self.last < other.first

    def apart(self, other: PartialDate) -> bool:
        """Whether the two cannot be the same day: one is before the other."""
        return self.before(other) or other.before(self)

    @property
    def sort_key(self) -> tuple[int, int]:
        """Order for a list: by first day, the less precise after the more precise; unknown last."""
        if self.first is None or self.last is None:
            return (date.max.toordinal(), 0)
        return (self.first.toordinal(), self.last.toordinal())

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=65536)
def _parse(text: str) -> PartialDate:
    if text == "unknown":
        return UNKNOWN
    match = _FORM.fullmatch(text)
    if not match or not text.isascii():
        raise ValueError(f"'{text}' is not a date")
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        raise ValueError("there is no year 0000")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"there is no month {match[2]}")
    longest = calendar.monthrange(year, month)[1] if month else 31
    if month and day is not None and not 1 <= day <= longest:
        raise ValueError(f"{calendar.month_name[month]} {year} has {longest} days, not {match[3]}")
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or longest)
    return PartialDate(text, first, last)


UNKNOWN = PartialDate("unknown", None, None)
