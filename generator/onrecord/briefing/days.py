"""The days of a briefing as they are asked for: a date, or a time before another day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias, cast

from onrecord.records import PartialDate
from onrecord.records.meant_dates import meanings

_Unit: TypeAlias = Literal["d", "w", "m", "y"]
_BEFORE = re.compile(
    r"(\d{1,4}) ?(d(?:ays?)?|w(?:eeks?)?|m(?:onths?)?|y(?:ears?)?)", re.ASCII | re.IGNORECASE
)
_HOW = "write a day as 2031-05-01, or a time before the last day covered as 7d, 2w or 1m"


@dataclass(frozen=True, slots=True)
class Before:
    """So many days, weeks, months or years before another day.

    Attributes:
        count: how many.
        unit: of what.
    """

    count: int
    unit: _Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    def of(self, day: date) -> date:
        """The day that lies so long before ``day``; the last of a month that is shorter.

        Raises:
            ValueError: no calendar reaches back so far.
        """
        try:
            if self.unit in "dw":
                return day - timedelta(days=self.count * (7 if self.unit == "w" else 1))
            months = self.count * (12 if self.unit == "y" else 1)
            year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        except (OverflowError, ValueError) as error:
            raise ValueError(f"there is no day {self} before {day}") from error


Day: TypeAlias = date | Before


def day_of(text: str) -> Day:
    """The day that ``text`` names.

    Never one that depends on when it is asked for: a briefing is the same on every day.

    Raises:
        ValueError: it names none; the message says how to write one.
    """
    if found := _BEFORE.fullmatch(text.strip()):
        return Before(int(found[1]), cast("_Unit", found[2][0].lower()))
    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        meant = list(dict.fromkeys(meanings(text).values()))
        how = f"write {' or '.join(meant)}" if meant else _HOW
        raise ValueError(f"{error}; {how}") from None
    if day.precision != "day" or day.first is None:
        raise ValueError(f"'{text}' is no whole day; {_HOW}")
    return day.first
