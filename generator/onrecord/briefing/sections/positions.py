"""Where the demands stand: only the rows that matter to the period.

Deadlines of demands, as they lie to the last day of the period.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.desk.demands import DemandEntry
from onrecord.desk.positions import Position
from onrecord.records import UNKNOWN, PartialDate
from onrecord.views.context import Context
from onrecord.views.demand_rows import PositionView, position_view
from onrecord.views.names import Link, demand_link

from .changes import known_by
from .material import Capped, Material, capped

ROWS = 8


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One demand towards one addressee, on the last day of the period.

    Attributes:
        by: whose demand it is.
        strength: ``request``, ``demand`` or ``ultimatum``.
        position: the state, the deciding answers and what stands beside them; ``deciding_lines``
            and ``later_account_lines`` give each kind once.
        deadline: of the demand, where it has one.
    """

    demand: Link
    by: tuple[Link, ...]
    addressee: Link
    strength: str
    position: PositionView
    deadline: PartialDate | None


_Row = tuple[DemandEntry, Position]


def positions(context: Context, material: Material) -> Capped[PositionRow]:
    """The rows that matter: answered, stated or added to in the period, or due and not answered.

    Those answered in the period come first, then all in the order of the site.
    """
    answers = (act for act in material.acts if act.kind == "answer")
    answered = {(act.subject, act.addressee) for act in answers}
    order = {one: place for place, one in enumerate(context.subjects.demand_order)}
    topics = {one: place for place, one in enumerate(context.desk.topics)}

    def place(row: _Row) -> tuple[bool, int, int]:
        entry, position = row
        late = (entry.id, position.addressee) not in answered
        return (late, topics.get(entry.record.topic, 0), order[entry.id])

    rows = sorted(_matter(material, answered), key=place)
    return capped(rows, ROWS, "demands/", lambda row: _row(context, *row))


def _matter(material: Material, answered: set[tuple[str, str]]) -> Iterator[_Row]:
    stated = {act.subject for act in material.acts if act.kind == "statement"}
    for entry in material.demands:
        deadline = entry.record.deadline
        due = bool(deadline and deadline.known and not deadline.before(material.period.since))
        for addressee in entry.addressees:
            if not material.scope.towards(entry, addressee):
                continue
            position = known_by(entry, addressee, material.period.last, undated=True)
            active = entry.id in stated or (entry.id, addressee) in answered
            if active or (due and not position.answered):
                yield entry, position


def _row(context: Context, entry: DemandEntry, position: Position) -> PositionRow:
    link = demand_link(context.desk, entry.id)
    return PositionRow(
        demand=link,
        by=context.people.links(entry.record.by),
        addressee=context.people.link(position.addressee),
        strength=entry.record.strength,
        position=position_view(context, position),
        deadline=entry.record.deadline,
    )


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


def deadlines(context: Context, material: Material) -> Capped[DeadlineRow]:
    """The deadlines of the demands in the scope: those to come first, then the latest passed."""
    until = material.period.until
    dated = [
        demand for demand in material.demands if demand.record.deadline and not demand.withdrawn
    ]

    def order(entry: DemandEntry) -> tuple[bool, int, str]:
        deadline = entry.record.deadline or UNKNOWN
        passed, last = deadline.before(until), deadline.sort_key[1]
        return (passed, -last if passed else last, entry.id)

    def row(entry: DemandEntry) -> DeadlineRow:
        deadline = entry.record.deadline or UNKNOWN
        return DeadlineRow(
            demand=demand_link(context.desk, entry.id),
            by=context.people.links(entry.record.by),
            to=context.people.links(entry.addressees),
            deadline=deadline,
            passed=deadline.before(until),
            condition=entry.record.condition,
        )

    return capped(sorted(dated, key=order), DEADLINES, "demands/", row)
