"""The summary of all demands: a matrix, a table of when each was stated, filters and a legend."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

from onrecord.desk.demands import DemandEntry
from onrecord.records.vocabulary import OutcomeValue, Response, Strength

from .context import Context
from .demand_rows import DemandSummary, PositionView, TopicGroup, demands_by_topic
from .listing import Listed, Part, split_by_date
from .names import Link, topic_link

# The states that are derived and never written, after the responses.
DERIVED_STATES = ("conflicting", "mixed")

_RESPONSES: tuple[str, ...] = (*get_args(Response), *DERIVED_STATES)

# Whose account an answer is; the last is where no answer decides.
_ACCOUNTS = ("own", "unnamed", "told", "none")

# A matrix wider than this is not read across, so a larger summary gets one for each topic.
MATRIX_COLUMNS = 15
_MATRIX_ROWS = 60

# A matrix wider than this is scrolled sideways.
_MATRIX_IN_SIGHT = 7

# A demand is in the matrix and in the table: about 3 kB with three addressees.
SUMMARY_LIMIT = 80


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
    def heads(self) -> tuple[tuple[str, Link], ...]:
        """The id and the name of each addressee."""
        return tuple(zip(self.ids, self.addressees, strict=True))

    @property
    def topic(self) -> Link | None:
        """The topic of all its demands, where that is one."""
        return self.groups[0].topic if len(self.groups) == 1 else None

    @property
    def columns(self) -> int:
        """How many it has, with that of the demands."""
        return len(self.addressees) + 1

    @property
    def wide(self) -> bool:
        """Whether it is too wide for a page."""
        return len(self.addressees) > _MATRIX_IN_SIGHT


@dataclass(frozen=True, slots=True)
class Legend:
    """Which coded words the page explains."""

    responses: tuple[str, ...] = _RESPONSES
    outcomes: tuple[str, ...] = get_args(OutcomeValue)
    strengths: tuple[str, ...] = get_args(Strength)


@dataclass(frozen=True, slots=True)
class DemandsView:
    """The summary, or one date's share of it where there are very many demands.

    Attributes:
        demands, sources, publishers: how many the whole desk has.
        part: the way to the finer pages.
        topics: the demands of this page, by topic.
        filters: by what they can be filtered; ``None`` for fewer than two.
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
    parts = split_by_date("demands/", entries, lambda entry: entry.first_date, limit)
    return Listed(parts, partial(_page, context))


def _page(context: Context, part: Part[DemandEntry]) -> DemandsView:
    desk, own = context.desk, part.opens
    topics = demands_by_topic(context, part.items)
    rows = [row for group in topics for row in group.demands]
    listed = (topic for topic in desk.topics if own and topic in context.subjects.demands)
    return DemandsView(
        demands=len(desk.demands),
        sources=len(desk.articles),
        publishers=context.publishers,
        part=part,
        matrices=_matrices(topics),
        topics=topics,
        filters=_demand_filters(rows) if len(rows) > 1 else None,
        all_topics=tuple(topic_link(desk, topic) for topic in listed),
        legend=Legend() if own else None,
    )


def _matrices(topics: Sequence[TopicGroup]) -> tuple[Matrix, ...]:
    """One matrix where it stays readable, else one for each topic, else several for a topic."""
    rows = sum(len(group.demands) for group in topics)
    if rows <= _MATRIX_ROWS and len(_columns(topics)) <= MATRIX_COLUMNS:
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
    counts = Counter(to for group in topics for demand in group.demands for to in demand.to)
    return [addressee for addressee, _ in counts.most_common()]


def _matrix(number: int, topics: Sequence[TopicGroup]) -> Matrix:
    columns = _columns(topics)
    groups = (
        MatrixGroup(group.topic, tuple(_matrix_row(demand, columns) for demand in group.demands))
        for group in topics
    )
    return Matrix(number, tuple(columns), tuple(map(_id_of, columns)), tuple(groups))


def _matrix_row(demand: DemandSummary, columns: Sequence[Link]) -> MatrixRow:
    cells = dict(zip(demand.to, demand.positions, strict=True))
    shown = tuple(cells.get(column) for column in columns)
    keys = (
        ",".join((_id_of(position.addressee), position.state, " ".join(_accounts(position))))
        for position in demand.positions
    )
    by, topic = " ".join(map(_id_of, demand.by)), _id_of(demand.topic)
    return MatrixRow(demand, shown, FilterKeys(by, topic, ";".join(keys)))


def _demand_filters(rows: Sequence[DemandSummary]) -> DemandFilters:
    """What ``rows`` can be filtered by: each choice that one of them has."""
    positions = [position for row in rows for position in row.positions]
    states = {position.state for position in positions}
    found = {account for position in positions for account in _accounts(position)}
    topics = dict.fromkeys(row.topic for row in rows)
    return DemandFilters(
        by=_by_name(link for row in rows for link in row.by),
        to=_by_name(link for row in rows for link in row.to),
        topics=tuple((_id_of(topic), topic.text) for topic in topics),
        states=tuple(state for state in _RESPONSES if state in states),
        accounts=tuple(account for account in _ACCOUNTS if account in found),
    )


def _accounts(position: PositionView) -> tuple[str, ...]:
    """Whose account the answers are that a cell shows."""
    ranks = {answer.rank for answer in (*position.deciding, *position.later_accounts)} or {"none"}
    return tuple(account for account in _ACCOUNTS if account in ranks)


def _by_name(links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
    distinct = sorted(dict.fromkeys(links), key=lambda link: link.text.casefold())
    return tuple((_id_of(link), link.text) for link in distinct)


def _id_of(link: Link) -> str:
    """The id of what ``link`` leads to, as in ``actors/brandt/``."""
    return link.uri.split("/")[1] if link.uri else link.text
