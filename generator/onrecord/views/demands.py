"""Demands in lists: who asks what of whom, with the latest answer of each side.

The list of all demands has filters and a legend besides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import partial
from typing import get_args

from onrecord.desk import DemandEntry, grouped, only
from onrecord.records import PartialDate, Written, fixed
from onrecord.records.vocabulary import OutcomeValue, Response, Strength

from .acts import SearchView
from .answers import LatestAnswer, PositionView, latest_answers, position_view
from .context import Context, SearchedArticles
from .lines import Catalogue
from .links import Link, demand_link, topic_link
from .listing import Listed, Part, split_by_date

# Several who make a demand, or of whom it is asked, and how often.
Shares = tuple[tuple[tuple[Link, ...], int], ...]


@fixed
class DemandSummary:
    """The summary of a demand in lists and on its pages."""

    written: Written = field(compare=False)
    link: Link
    by: tuple[Link, ...]
    to: tuple[Link, ...]  #: its addressees, in the order of `positions`
    topic: Link
    strength: str
    first: PartialDate  #: when it was first made; `first_reported` if others report it
    first_reported: bool  #: whether its first statement was reported by others
    last: PartialDate | None  #: when it was last repeated; `None` if it was made only once or never
    times_stated: int  #: how often it was made in all
    times_undated: int  #: how many of these times are unknown, so that no range of dates has them
    positions: tuple[PositionView, ...]
    outcome: str  #: what was done; `not_assessed` if nobody looked
    withdrawn: PartialDate | None  #: when it was withdrawn, if it was
    withdrawn_by: tuple[Link, ...]  #: by whom, if not by all whose demand it is
    successors: tuple[Link, ...]  #: the demands that supersede it
    also: Shares  #: those whom only some statements address, and how often

    @property
    def whole_to(self) -> tuple[Link, ...]:
        """The addressees of each of its statements."""
        some = {link for names, _ in self.also for link in names}
        return tuple(link for link in self.to if link not in some)

    @property
    def partly_dated(self) -> bool:
        """Whether only some of these times are known."""
        return 0 < self.times_undated < self.times_stated

    @property
    def times_dated(self) -> int:
        """The number of dated statements."""
        return self.times_stated - self.times_undated


def demand_summary(context: Context, entry: DemandEntry) -> DemandSummary:
    """The maker, the addressees and the state of a demand."""
    record = entry.record
    times_undated = len(entry.undated)
    dated = entry.times_stated - times_undated
    repeated = (dated or entry.times_stated) > 1 and entry.last
    sometimes = entry.asked_sometimes.items()
    return DemandSummary(
        written=Written(record),
        link=demand_link(context.desk, entry.id),
        by=context.people.links(record.by),
        to=context.people.links(entry.addressees),
        topic=topic_link(context.desk, record.topic),
        strength=record.strength,
        first=entry.first_date,
        first_reported=bool(entry.first and not entry.first.own),
        last=repeated.date if repeated else None,
        times_stated=entry.times_stated,
        times_undated=times_undated,
        positions=tuple(position_view(context, entry.positions[to]) for to in entry.addressees),
        outcome=record.outcome.value if record.outcome else "not_assessed",
        withdrawn=entry.withdrawn.date if entry.withdrawn else None,
        withdrawn_by=context.people.links(entry.withdrawn_by),
        successors=tuple(demand_link(context.desk, successor) for successor in entry.successors),
        also=tuple((context.people.links(to), times) for times, to in sometimes),
    )


def who_of_whom(context: Context, entry: DemandEntry, say: Catalogue) -> str:
    """A sentence: who demands it of whom, and how strongly; and who reports it."""
    if not entry.times_stated:
        return say("demand.never_stated")
    by = context.people.links(entry.made_by(context.desk.roles) or entry.record.by)
    to = say.names_within(context.people.links(entry.always_asked or entry.addressees))
    told = len(entry.only_reported) == entry.times_stated
    key = f"demand.who_of_whom{'_told' if told else ''}.{entry.record.strength}"
    return say(key, by=say.names_within(by), By=say.names_opening(by), to=to)


# The states that are derived and never written, after the responses.
DERIVED_STATES = ("conflicting", "mixed")

_RESPONSES: tuple[str, ...] = (*get_args(Response), *DERIVED_STATES)

# Whose account an answer is; the last is where no answer decides.
_ACCOUNTS = ("own", "unnamed", "told", "none")

# A demand with three addressees takes about 2 kB.
SUMMARY_LIMIT = 80


@fixed
class DemandFilters:
    """The choices: id and name of actors and topics, coded words of the rest."""

    by: tuple[tuple[str, str], ...]  #: who makes them
    to: tuple[tuple[str, str], ...]  #: whom they are addressed to
    topics: tuple[tuple[str, str], ...]  #: the topics there are
    states: tuple[str, ...]  #: the states there are
    accounts: tuple[str, ...]  #: whether the answer is in own words or reported by others


@fixed
class SummaryRow:
    """A demand, its state with each side, and its filters."""

    demand: DemandSummary
    by: str  #: the ids of those who make it, separated by spaces
    answers: tuple[tuple[str, LatestAnswer], ...]  #: ids of those asked, and what they answered
    #: for the script: for each addressee its id, the state and the accounts (separated by spaces),
    #: the three separated by commas, the addressees by semicolons
    keys: str


@fixed
class Legend:
    """Which coded words the page explains."""

    responses: tuple[str, ...] = _RESPONSES
    outcomes: tuple[str, ...] = get_args(OutcomeValue)  #: words for what was done
    strengths: tuple[str, ...] = get_args(Strength)  #: words for how strongly a demand is made
    somebody: tuple[Link, ...] = (Link("…", None),)  #: who reports it, in "according to …"


@fixed
class DemandsView:
    """The summary, or one date's share of it where there are very many demands."""

    demands: int  #: how many the whole desk has
    sources: int  #: how many articles the whole desk has
    publishers: int  #: how many publishers the whole desk has
    part: Part[DemandEntry]  #: links to the finer pages
    groups: tuple[tuple[Link, tuple[SummaryRow, ...]], ...]  #: the demands of this page by topic
    search: SearchView | None  #: the search that found no answer, if it is the same for all of them
    searched: SearchedArticles  #: how many articles were searched
    filters: DemandFilters | None  #: the choices of the filters; `None` for fewer than two demands
    all_topics: tuple[Link, ...]  #: every topic with demands; only on the first page
    legend: Legend | None  #: the words to explain; only on the first page, too

    @property
    def noted(self) -> bool:
        """Whether a latest answer says that there is a note."""
        rows = (row for _, of_topic in self.groups for row in of_topic)
        return any(side.noted for row in rows for _, side in row.answers)


def demands_list(context: Context, limit: int = SUMMARY_LIMIT) -> Listed[DemandEntry, DemandsView]:
    """The summary of all demands."""
    demands = context.desk.demands
    entries = [demands[demand_id] for demand_id in context.indexes.demand_order]
    parts = split_by_date("demands/", entries, lambda entry: entry.first_date, limit)
    figures = len(demands), context.searched, context.publishers
    return Listed(parts, partial(_page, context), lambda _: figures)


def _page(context: Context, part: Part[DemandEntry]) -> DemandsView:
    desk, own = context.desk, part.opens
    summaries = [demand_summary(context, entry) for entry in part.items]
    by_topic = grouped((summary.topic, _row(summary)) for summary in summaries)
    place = {topic_id: number for number, topic_id in enumerate(desk.topics)}
    groups = tuple(sorted(by_topic.items(), key=lambda group: place[group[0].id]))
    rows = [row for _, of_topic in groups for row in of_topic]
    listed = (topic for topic in desk.topics if own and topic in context.indexes.demands)
    return DemandsView(
        demands=len(desk.demands),
        sources=len(desk.articles),
        publishers=context.publishers,
        part=part,
        groups=groups,
        search=only(side.search for row in rows for _, side in row.answers if side.search),
        searched=context.searched,
        filters=_demand_filters([row.demand for row in rows]) if len(rows) > 1 else None,
        all_topics=tuple(topic_link(desk, topic) for topic in listed),
        legend=Legend() if own and desk.demands else None,
    )


def _row(demand: DemandSummary) -> SummaryRow:
    keys = (
        ",".join((position.addressee.id, position.state, " ".join(_accounts(position))))
        for position in demand.positions
    )
    answers = ((_ids(side.names), side) for side in latest_answers(demand.positions))
    return SummaryRow(demand, _ids(demand.by), tuple(answers), ";".join(keys))


def _demand_filters(rows: Sequence[DemandSummary]) -> DemandFilters:
    """The filters for ``rows``: each choice that one of them has."""
    positions = [position for row in rows for position in row.positions]
    states = {position.state for position in positions}
    found = {account for position in positions for account in _accounts(position)}
    topics = dict.fromkeys(row.topic for row in rows)
    return DemandFilters(
        by=_by_name(link for row in rows for link in row.by),
        to=_by_name(link for row in rows for link in row.to),
        topics=tuple((topic.id, topic.text) for topic in topics),
        states=tuple(state for state in _RESPONSES if state in states),
        accounts=tuple(account for account in _ACCOUNTS if account in found),
    )


def _accounts(position: PositionView) -> tuple[str, ...]:
    """The actors who report the answers in a cell."""
    ranks = {answer.rank for answer in position.deciding} or {"none"}
    return tuple(account for account in _ACCOUNTS if account in ranks)


def _by_name(links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
    distinct = sorted(dict.fromkeys(links), key=lambda link: link.text.casefold())
    return tuple((link.id, link.text) for link in distinct)


def _ids(links: Iterable[Link]) -> str:
    return " ".join(link.id for link in links)
