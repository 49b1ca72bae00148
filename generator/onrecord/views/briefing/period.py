"""The days that a briefing is about, and what lies in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.records import PartialDate


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included.

    Attributes:
        since, until: whole days.
    """

    since: PartialDate
    until: PartialDate

    @property
    def last(self) -> date:
        """Its last day."""
        assert self.until.last  # noqa: S101 - it is a whole day
        return self.until.last

    @property
    def eve(self) -> PartialDate:
        """The day before it."""
        assert self.since.first  # noqa: S101 - it is a whole day
        return PartialDate.parse((self.since.first - timedelta(days=1)).isoformat())

    def holds(self, when: PartialDate) -> bool:
        """Whether any day that ``when`` may mean lies within; an unknown date never does."""
        return when.known and not when.before(self.since) and not self.until.before(when)

    def follows(self, when: PartialDate) -> bool:
        """Whether the whole of ``when`` lies before it: "said earlier"."""
        return when.before(self.since)
