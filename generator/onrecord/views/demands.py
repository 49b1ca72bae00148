"""The summary of all demands: a matrix, and a table of when each was stated.

By what the summary of the demands can be filtered, and what each row has of it.

The coded words that a page about demands uses, in the order of its legend.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Protocol, get_args

from onrecord.desk.demands import DemandEntry
from onrecord.records import PartialDate
from onrecord.records.vocabulary import OutcomeValue, Response, Strength

from .context import Context
from .listing import Listed, Part, split_by_date
from .names import Link, demand_link, topic_link
from .positions import PositionView, position_view

# The states that are derived and never written, after the responses.
DERIVED_STATES = ("conflicting", "mixed")

RESPONSES: tuple[str, ...] = (*get_args(Response), *DERIVED_STATES)
OUTCOMES: tuple[str, ...] = get_args(OutcomeValue)
STRENGTHS: tuple[str, ...] = get_args(Strength)


# Whose account an answer is; the last is where no answer decides.
ACCOUNTS = ("own", "unnamed", "told", "none")


class Row(Protocol):
    """What is needed of a demand."""

    @property
    def by(self) -> tuple[Link, ...]:
        """Who demands."""

    @property
    def to(self) -> tuple[Link, ...]:
        """Of whom."""

    @property
    def topic(self) -> Link:
        """What it is about."""

    @property
    def positions(self) -> tuple[PositionView, ...]:
        """Where it stands with each of ``to``."""


@dataclass(frozen=True, slots=True)
class FilterKeys:
    """What one row has, as its attributes say it to a script.

    Attributes:
        by: ids, set apart by spaces.
        topic: an id.
        cells: for each addressee its id, the state and the accounts (set apart by spaces), these
            three set apart by commas, the addressees by semicolons.
    """

    by: str
    topic: str
    cells: str


@dataclass(frozen=True, slots=True)
class DemandFilters:
    """The choices: id and name of actors and topics, coded words of the rest."""

    by: tuple[tuple[str, str], ...]
    to: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    states: tuple[str, ...]
    accounts: tuple[str, ...]


def id_of(link: Link) -> str:
    """The id of what ``link`` leads to.

    >>> id_of(Link("Mia Brandt", "actors/brandt/"))
    'brandt'
    """
    return link.uri.split("/")[1] if link.uri else link.text


def filter_keys(row: Row) -> FilterKeys:
    """The keys of one demand."""
    cells = (
        ",".join((id_of(position.addressee), position.state, " ".join(accounts(position))))
        for position in row.positions
    )
    return FilterKeys(" ".join(map(id_of, row.by)), id_of(row.topic), ";".join(cells))


def demand_filters(rows: Iterable[Row]) -> DemandFilters:
    """What ``rows`` can be filtered by: each choice that one of them has."""
    shown = list(rows)
    positions = [position for row in shown for position in row.positions]
    states = {position.state for position in positions}
    found = {account for position in positions for account in accounts(position)}
    return DemandFilters(
        by=_by_name(link for row in shown for link in row.by),
        to=_by_name(link for row in shown for link in row.to),
        topics=tuple(
            (id_of(link), link.text) for link in dict.fromkeys(row.topic for row in shown)
        ),
        states=tuple(one for one in RESPONSES if one in states),
        accounts=tuple(one for one in ACCOUNTS if one in found),
    )


def accounts(position: PositionView) -> tuple[str, ...]:
    """Whose account the answers are that a cell shows."""
    ranks = {answer.rank for answer in (*position.deciding, *position.beside)} or {"none"}
    return tuple(one for one in ACCOUNTS if one in ranks)


def _by_name(links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
    distinct = sorted(dict.fromkeys(links), key=lambda link: link.text.casefold())
    return tuple((id_of(link), link.text) for link in distinct)


SUMMARY = "demands/"

# A matrix wider than this is not read across, so a larger summary gets one for each topic.
MATRIX_COLUMNS = 15
MATRIX_ROWS = 60

# A matrix wider than this is scrolled sideways.
MATRIX_IN_SIGHT = 7

# A demand stands in the matrix and in the table: about 3 kB with three addressees.
SUMMARY_LIMIT = 80


@dataclass(frozen=True, slots=True)
class DemandSummary:
    """One demand in the summary.

    Attributes:
        to: its addressees, in the order of ``positions``.
        first: when it was first stated; ``first_reported`` if that is somebody else's account.
        last: when it was last repeated; ``None`` where it was stated once or never.
        outcome: what happened, ``not_assessed`` where nobody looked.
        withdrawn: when it was, if it was.
        successors: the demands that supersede it.
    """

    link: Link
    by: tuple[Link, ...]
    to: tuple[Link, ...]
    topic: Link
    action: str
    strength: str
    first: PartialDate
    first_reported: bool
    last: PartialDate | None
    times_stated: int
    positions: tuple[PositionView, ...]
    outcome: str
    withdrawn: PartialDate | None
    successors: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A demand with one cell for each column; ``None`` where it is not addressed to that one."""

    demand: DemandSummary
    cells: tuple[PositionView | None, ...]
    keys: FilterKeys


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """The rows of one topic."""

    topic: Link
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Demands by topic against addressees.

    Attributes:
        number: its place among the matrices of the page, from 1.
        addressees: the columns, the one addressed most often first.
        ids: theirs.
    """

    number: int
    addressees: tuple[Link, ...]
    ids: tuple[str, ...]
    groups: tuple[MatrixGroup, ...]

    @property
    def columns(self) -> int:
        """How many it has, with that of the demands."""
        return len(self.addressees) + 1

    @property
    def wide(self) -> bool:
        """Whether it is too wide for a page."""
        return len(self.addressees) > MATRIX_IN_SIGHT


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The demands of one topic."""

    topic: Link
    demands: tuple[DemandSummary, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """Which coded words the page explains."""

    responses: tuple[str, ...] = RESPONSES
    outcomes: tuple[str, ...] = OUTCOMES
    strengths: tuple[str, ...] = STRENGTHS


@dataclass(frozen=True, slots=True)
class DemandsView:
    """The summary, or one date's share of it where there are very many demands.

    Attributes:
        demands, sources, publishers: how many the whole desk has.
        part: the way to the finer pages.
        topics: the demands that stand on this page, by topic.
        filters: by what they can be filtered; ``None`` where there is nothing to tell apart.
        all_topics: every topic with demands, as a way in; only on the summary's own page.
        legend: only there, too.
    """

    demands: int
    sources: int
    publishers: int
    part: Part[DemandEntry]
    matrices: tuple[Matrix, ...]
    topics: tuple[TopicGroup, ...]
    filters: DemandFilters | None
    all_topics: tuple[Link, ...]
    legend: Legend | None


def demands_list(context: Context, limit: int = SUMMARY_LIMIT) -> Listed[DemandEntry, DemandsView]:
    """The summary of all demands."""
    demands = context.desk.demands
    entries = [demands[demand_id] for demand_id in context.subjects.demand_order]
    parts = split_by_date(SUMMARY, entries, lambda entry: entry.first_date, limit)
    return Listed(parts, partial(_page, context))


def _page(context: Context, part: Part[DemandEntry]) -> DemandsView:
    desk, own = context.desk, part.opens
    topics = demands_by_topic(context, part.items)
    rows = [row for group in topics for row in group.demands]
    listed = (topic for topic in desk.topics if own and topic in context.subjects.demands)
    return DemandsView(
        demands=len(desk.demands),
        sources=len(desk.articles),
        publishers=len({article.source.publisher for article in desk.articles.values()}),
        part=part,
        matrices=matrices(topics),
        topics=topics,
        filters=demand_filters(rows) if len(rows) > 1 else None,
        all_topics=tuple(topic_link(desk, topic) for topic in listed),
        legend=Legend() if own else None,
    )


def demands_by_topic(context: Context, entries: Iterable[DemandEntry]) -> tuple[TopicGroup, ...]:
    """Demands by topic, in the order in which the desk lists its topics."""
    desk = context.desk
    place = {topic_id: number for number, topic_id in enumerate(desk.topics)}
    ordered = sorted(entries, key=lambda entry: place[entry.record.topic])
    return tuple(
        TopicGroup(
            topic_link(desk, topic_id), tuple(demand_summary(context, item) for item in group)
        )
        for topic_id, group in groupby(ordered, key=lambda one: one.record.topic)
    )


def demand_summary(context: Context, entry: DemandEntry) -> DemandSummary:
    """One demand."""
    record = entry.record
    link = demand_link(context.desk, entry.id)
    repeated = entry.times_stated > 1 and entry.last
    return DemandSummary(
        link=link,
        by=context.people.links(record.by),
        to=context.people.links(entry.addressees),
        topic=topic_link(context.desk, record.topic),
        action=record.action,
        strength=record.strength,
        first=entry.first_date,
        first_reported=bool(entry.first and not entry.first.own),
        last=repeated.date if repeated else None,
        times_stated=entry.times_stated,
        positions=tuple(position_view(context, entry.positions[to]) for to in entry.addressees),
        outcome=record.outcome.value if record.outcome else "not_assessed",
        withdrawn=entry.withdrawn.date if entry.withdrawn else None,
        successors=tuple(demand_link(context.desk, successor) for successor in entry.successors),
    )


def matrices(topics: Sequence[TopicGroup]) -> tuple[Matrix, ...]:
    """One matrix where it stays readable, else one for each topic, else several for a topic."""
    rows = sum(len(group.demands) for group in topics)
    if rows <= MATRIX_ROWS and len(_columns(topics)) <= MATRIX_COLUMNS:
        shares = [list(topics)] if rows else []
    else:
        shares = [[share] for group in topics for share in _narrow(group)]
    return tuple(_matrix(number, share) for number, share in enumerate(shares, start=1))


def _narrow(group: TopicGroup) -> Iterable[TopicGroup]:
    """A topic's demands in shares that each have few enough addressees, in their order.

    One demand to more addressees than that has a share of its own.
    """
    share: list[DemandSummary] = []
    columns: set[Link] = set()
    for demand in group.demands:
        if share and len(columns.union(demand.to)) > MATRIX_COLUMNS:
            yield TopicGroup(group.topic, tuple(share))
            share, columns = [], set()
        share.append(demand)
        columns.update(demand.to)
    yield TopicGroup(group.topic, tuple(share))


def _columns(topics: Iterable[TopicGroup]) -> list[Link]:
    """The addressees, those of most demands first."""
    counts: dict[Link, int] = {}
    for group in topics:
        for demand in group.demands:
            for to in demand.to:
                counts[to] = counts.get(to, 0) + 1
    return sorted(counts, key=lambda link: -counts[link])


def _matrix(number: int, topics: Sequence[TopicGroup]) -> Matrix:
    columns = _columns(topics)
    return Matrix(
        number,
        tuple(columns),
        tuple(map(id_of, columns)),
        tuple(
            MatrixGroup(
                group.topic, tuple(_matrix_row(demand, columns) for demand in group.demands)
            )
            for group in topics
        ),
    )


def _matrix_row(demand: DemandSummary, columns: Sequence[Link]) -> MatrixRow:
    cells = dict(zip(demand.to, demand.positions, strict=True))
    shown = tuple(cells.get(column) for column in columns)
    return MatrixRow(demand, shown, filter_keys(demand))
