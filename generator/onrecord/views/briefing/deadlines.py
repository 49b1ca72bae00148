"""Deadlines of demands, as they lie to the last day of the period."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import PartialDate
from onrecord.views.links import Link


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """The deadline of one demand.

    Attributes:
        passed: the whole of it lies before the last day of the period. Whether what was demanded
            was done is no part of this.
        condition: on which the demand is made.
    """

    demand: Link
    by: tuple[Link, ...]
    to: tuple[Link, ...]
    deadline: PartialDate
    passed: bool
    condition: str | None
