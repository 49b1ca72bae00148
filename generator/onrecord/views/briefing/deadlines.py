"""Deadlines of demands, as they lie to the last day of the period."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.demands import DemandEntry
from onrecord.records import UNKNOWN, PartialDate
from onrecord.views.links import Link
from onrecord.views.maker import Maker
from onrecord.views.references import demand_link

from .capped import Capped, capped
from .material import Material

DEADLINES = 6


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


def deadlines(maker: Maker, material: Material) -> Capped[DeadlineRow]:
    """The deadlines of the demands in the scope: those to come first, then the latest passed."""
    until = material.period.until
    dated = [one for one in material.demands if one.record.deadline and not one.withdrawn]

    def order(entry: DemandEntry) -> tuple[bool, int, str]:
        deadline = entry.record.deadline or UNKNOWN
        passed, last = deadline.before(until), deadline.sort_key[1]
        return (passed, -last if passed else last, entry.id)

    def row(entry: DemandEntry) -> DeadlineRow:
        deadline = entry.record.deadline or UNKNOWN
        return DeadlineRow(
            demand=demand_link(maker.desk, entry.id),
            by=maker.people.links(entry.record.by),
            to=maker.people.links(entry.addressees),
            deadline=deadline,
            passed=deadline.before(until),
            condition=entry.record.condition,
        )

    return capped(sorted(dated, key=order), DEADLINES, "demands/", row)
