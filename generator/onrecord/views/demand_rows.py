"""A demand as lists name it, with its state with each of its addressees."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from onrecord.desk.demands import DemandEntry
from onrecord.records import PartialDate
from onrecord.records.values import Written

from .answers import PositionView, position_view
from .context import Context
from .names import Link, demand_link, topic_link
from .quote_card import QuoteCard


@dataclass(frozen=True, slots=True)
class DemandSummary:
    """What lists and the pages of a demand say of it.

    Attributes:
        written: what its record says, field by field, for templates that show more.
        to: its addressees, in the order of ``positions``.
        first: when it was first made; ``first_reported`` if others report it.
        last: when it was last repeated; ``None`` if it was made only once or never.
        times_stated: how often it was made in all.
        times_undated: how often of these at an unknown time, which no range of dates has.
        outcome: what was done; ``not_assessed`` if nobody looked.
        withdrawn: when it was, if it was.
        successors: the demands that supersede it.
    """

    written: Written = field(compare=False)
    link: Link
    by: tuple[Link, ...]
    to: tuple[Link, ...]
    topic: Link
    action: str
    strength: str
    condition: str | None
    deadline: PartialDate | None
    summary: str | None
    first: PartialDate
    first_reported: bool
    last: PartialDate | None
    times_stated: int
    times_undated: int
    positions: tuple[PositionView, ...]
    outcome: str
    withdrawn: PartialDate | None
    successors: tuple[Link, ...]

    @property
    def times_dated(self) -> int:
        """How often it was made at a time that is known."""
        return self.times_stated - self.times_undated


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What was done, as opposed to what was said."""

    value: str
    assessed_on: PartialDate | None
    assessed_by: str | None
    evidence: tuple[QuoteCard, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The demands of one topic."""

    topic: Link
    demands: tuple[DemandSummary, ...]


def demand_summary(context: Context, entry: DemandEntry) -> DemandSummary:
    """Who wants what of whom, and what came of it."""
    record = entry.record
    repeated = entry.times_stated > 1 and entry.last
    return DemandSummary(
        written=Written(record),
        link=demand_link(context.desk, entry.id),
        by=context.people.links(record.by),
        to=context.people.links(entry.addressees),
        topic=topic_link(context.desk, record.topic),
        action=record.action,
        strength=record.strength,
        condition=record.condition,
        deadline=record.deadline,
        summary=record.summary,
        first=entry.first_date,
        first_reported=bool(entry.first and not entry.first.own),
        last=repeated.date if repeated else None,
        times_stated=entry.times_stated,
        times_undated=entry.times_undated,
        positions=tuple(position_view(context, entry.positions[to]) for to in entry.addressees),
        outcome=record.outcome.value if record.outcome else "not_assessed",
        withdrawn=entry.withdrawn.date if entry.withdrawn else None,
        successors=tuple(demand_link(context.desk, successor) for successor in entry.successors),
    )


def outcome_view(context: Context, entry: DemandEntry) -> OutcomeView:
    """How a demand turned out, by whose assessment."""
    outcome = entry.record.outcome
    if outcome is None:
        return OutcomeView("not_assessed", None, None, (), None)
    quotes = context.desk.quotes
    return OutcomeView(
        value=outcome.value,
        assessed_on=outcome.assessed_on,
        assessed_by=outcome.assessed_by,
        evidence=context.cards.of_items(map(quotes.get, outcome.evidence)),
        note=outcome.note,
    )


def demands_by_topic(context: Context, entries: Iterable[DemandEntry]) -> tuple[TopicGroup, ...]:
    """Demands by topic, in the order in which the desk lists its topics."""
    desk = context.desk
    place = {topic_id: number for number, topic_id in enumerate(desk.topics)}
    ordered = sorted(entries, key=lambda entry: place[entry.record.topic])
    return tuple(
        TopicGroup(topic_link(desk, topic), tuple(demand_summary(context, item) for item in group))
        for topic, group in groupby(ordered, key=lambda entry: entry.record.topic)
    )
