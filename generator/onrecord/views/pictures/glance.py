"""Demands at a glance: a thin line of time for each, with when it was made and how it was answered.

All lines of a list have one axis, so that they can be compared. Above the line is a tick for each
day the demand was made; below it is a mark for each answer that may count for those asked.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.desk.acts import NONE_FOUND, Act, Relation
from onrecord.desk.addresses import demand_uri
from onrecord.desk.demands import DemandEntry
from onrecord.desk.positions import decides
from onrecord.records import UNKNOWN, PartialDate
from onrecord.views.acts import ActView, SearchView, act_view, act_views, versions_once
from onrecord.views.context import Context
from onrecord.views.demand_rows import DemandSummary, PositionView, demand_summary
from onrecord.views.names import Link
from onrecord.views.quote_card import QuoteCard

from .marks import Fact, Look, PlacedMark, place_marks, said_of
from .periods import PERIODS, CalendarPeriod, PeriodOf
from .scale import Axis, PictureSize, Tick, axis_for, day_of, ticks

# The narrowest line there is, on a phone, and what a mark below it takes; in pixels.
_WIDTH, _MARK, _COUNTED, _ROWS = 272, 12, 22, 4
# Ticks of two days that are nearer than this look like one.
_APART = 3.2
# A mark that is so far from all others, in pixels, answers to a finger all around it.
_REACH = 24
# The lines of one page have no more marks than these together, so that no page is heavy.
_MARKS_OF_ALL, _FEWEST_OF_ONE = 500, 8
# So many rows below dates, the next group has them again.
# Of an answer made of more than so many no words are shown.
_ROWS_BELOW_DATES, _WORDS_OF = 10, 2
# The dates below the lines: fewer than a picture of its own has.
_DATES = PictureSize("g", 160)
_END_ROOM = 17.0  # of 100: so much is left for the first and the last date
# Pixels down from the top of a line: the first row of marks, and from row to row.
_FIRST_ROW, _ROW = 25, 13


@dataclass(frozen=True, slots=True)
class MadeTick:
    """A tick above the line: the demand was made.

    Attributes:
        x: where it is, from 0 to 100; ``start`` and ``end`` of a month or a year.
        rank: ``own`` if it was made in own words, else ``unnamed`` or ``told``.
        count: how often it was made then; versions of one statement count once.
        period: the day, or a longer period if there are very many.
        who: who made it, in whose words.
        first: the first of the acts.
        ends: whether it was withdrawn then.
        uri: the words, or the first of several; a page with all if they are of more than one day.
        alone: whether no other tick or mark is near.
        alike: whether a tick of another line reads the same.
    """

    x: float
    start: float | None
    end: float | None
    rank: str
    count: int
    who: tuple[Link, ...]
    period: CalendarPeriod
    first: ActView
    ends: bool
    uri: str
    alone: bool = False
    alike: bool = False

    @property
    def says(self) -> Hashable:
        """What is read aloud of it."""
        return (self.count, self.rank, self.who, self.period)


@dataclass(frozen=True, slots=True)
class AnswerMark:
    """A mark below the line.

    Attributes:
        mark: an answer, or several that are too close together.
        y: how far down it is, in pixels.
        uri: the words; of several answers, the page of the demand.
        alone, alike: as of a tick.
    """

    mark: PlacedMark
    y: int
    uri: str | None
    alone: bool = False
    alike: bool = False

    @property
    def says(self) -> Hashable:
        """What is read aloud of it."""
        mark = self.mark
        return said_of(mark.fact) if mark.fact else (mark.look, mark.count, mark.period)


@dataclass(frozen=True, slots=True)
class LatestAnswer:
    """Where a demand is with one side, or with several that are the same in all of it.

    Attributes:
        names: who was asked.
        state: a response, ``conflicting``, ``mixed``, ``none_found`` or ``not_assessed``.
        rank: ``own``, ``unnamed`` or ``told``; ``None`` if there is no answer.
        tellers: who reports it, if it is reported: always show it.
        uri: the words of the latest answer that counts.
        cards: its words, if they are the side's own or an unnamed source's, never those of others
            who report it; if two answers make the state, the words of both, if more, none.
        search: the search, if nothing was found.
        members: where no answer counts, those of single members of the side.
        early: its latest answers before the demand was made, where no such answer counts.
        unordered: whether it may be from before the demand was first made, or from after it.
    """

    names: tuple[Link, ...]
    state: str
    rank: str | None
    tellers: tuple[Link, ...]
    date: PartialDate | None
    uri: str | None
    cards: tuple[QuoteCard, ...]
    search: SearchView | None
    members: tuple[ActView, ...]
    early: tuple[ActView, ...]
    unordered: bool

    @property
    def own_before(self) -> bool:
        """Whether its own words from before are all of its own that there is: they come first."""
        return bool(self.early) and self.early[0].rank == "own" and self.rank in (None, "told")

    @property
    def speakers(self) -> tuple[Link, ...]:
        """Whose words these are, where it is not the side itself."""
        found = dict.fromkeys(name for card in self.cards for name in card.speakers)
        return tuple(name for name in found if name not in self.names)


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """One demand.

    Attributes:
        demand: who asks what of whom.
        made: the ticks above its line.
        answers: the marks below it.
        latest: the latest answer of each side asked.
        rows: how many rows of marks are below its line.
        undated_statements, undated_answers: how many are undated and therefore not drawn.
        early: how many answers of those asked are of a time before the demand was first made, and
            therefore not drawn.
    """

    demand: DemandSummary
    made: tuple[MadeTick, ...]
    answers: tuple[AnswerMark, ...]
    rows: int
    undated_statements: int
    undated_answers: int
    early: int
    latest: tuple[LatestAnswer, ...]


@dataclass(frozen=True, slots=True)
class GlanceGroup:
    """The demands of those who make them together.

    Attributes:
        by: who makes them.
        rows: the demands, those first made first.
        count: how many demands they make, here or not.
        dated: whether the dates of the lines are above it.
    """

    by: tuple[Link, ...]
    rows: tuple[GlanceRow, ...]
    count: int
    dated: bool


@dataclass(frozen=True, slots=True)
class GlanceView:
    """The lines of a list of demands, those first made first.

    Attributes:
        ticks: the dates on the axis of all lines; empty if nothing is dated.
        rows: one for each demand.
        groups: the rows by who makes the demand; the one with the earliest demand first.
        words: the answers that are drawn, one look for each word.
        ranks: whose words they are, ``own`` first.
        search: the search that found nothing, if it is the same for all rows.
        sources: how many sources the desk has.
    """

    ticks: tuple[Tick, ...]
    rows: tuple[GlanceRow, ...]
    groups: tuple[GlanceGroup, ...]
    words: tuple[Look, ...]
    ranks: tuple[str, ...]
    search: SearchView | None
    sources: int

    @property
    def has_more_marks(self) -> bool:
        """Whether there are marks beyond a statement and whose an answer is."""
        return bool(self.words or self.has_taller or self.has_told or self.has_ends)

    @property
    def marks(self) -> int:
        """How many ticks and marks all lines have."""
        return sum(len(row.made) + len(row.answers) for row in self.rows)

    @property
    def has_taller(self) -> bool:
        """Whether a demand was made more than once on a day."""
        return any(tick.count > 1 for row in self.rows for tick in row.made)

    @property
    def has_told(self) -> bool:
        """Whether one was made only according to others."""
        return any(tick.rank == "told" for row in self.rows for tick in row.made)

    @property
    def has_ends(self) -> bool:
        """Whether one was withdrawn."""
        return any(tick.ends for row in self.rows for tick in row.made)

    @property
    def has_counted(self) -> bool:
        """Whether a mark represents several answers."""
        return any(answer.mark.count > 1 for row in self.rows for answer in row.answers)


def first_made_first(entries: Iterable[DemandEntry]) -> list[DemandEntry]:
    """Demands by when they were first made; of one day, those that were made most often first."""

    def order(entry: DemandEntry) -> tuple[tuple[int, int], int, str]:
        return (entry.first_date.sort_key, -entry.times_stated, entry.id)

    return sorted(entries, key=order)


def glance(context: Context, entries: Iterable[DemandEntry]) -> GlanceView:
    """The lines of ``entries``, in the order in which they were first made."""
    demands = first_made_first(entries)
    answers = {entry.id: _answers(context, entry) for entry in demands}
    facts = [fact for found in answers.values() for fact in found]
    dates = [act.date for entry in demands for act in entry.statements]
    axis = axis_for((*dates, *(fact.date for fact in facts)), context.desk.coverage)
    most = max(_FEWEST_OF_ONE, _MARKS_OF_ALL // (2 * max(len(demands), 1)))
    rows = _told_apart([_row(context, entry, answers[entry.id], axis, most) for entry in demands])
    searches = {side.search for row in rows for side in row.latest if side.search}
    looks = [fact.look for fact in facts if fact.date.known]
    ranks = {look.rank for look in looks}
    return GlanceView(
        ticks=_dates(axis) if axis else (),
        rows=rows,
        groups=_groups(context, rows),
        words=tuple({look.word: look for look in looks}.values()),
        ranks=tuple(rank for rank in ("own", "unnamed", "told") if rank in ranks),
        search=searches.pop() if len(searches) == 1 else None,
        sources=len(context.desk.articles),
    )


def _groups(context: Context, rows: Iterable[GlanceRow]) -> tuple[GlanceGroup, ...]:
    """The rows by who makes the demand; the group with the earliest demand first."""
    groups: dict[tuple[Link, ...], list[GlanceRow]] = {}
    for row in rows:
        groups.setdefault(row.demand.by, []).append(row)
    everything = context.desk.demands.values()
    counts = Counter(context.people.links(entry.record.by) for entry in everything)
    found: list[GlanceGroup] = []
    below = _ROWS_BELOW_DATES
    for by, of_group in groups.items():
        dated = below >= _ROWS_BELOW_DATES
        below = len(of_group) + (0 if dated else below)
        found.append(GlanceGroup(by, tuple(of_group), counts[by], dated))
    return tuple(found)


def _answers(context: Context, entry: DemandEntry) -> list[Fact]:
    """The answers that may count for those asked, one of each row, by date."""
    given = (act for position in entry.positions.values() for act in position.answers)
    able = sorted(versions_once(filter(decides, given)), key=lambda act: act.sort_key)
    return [Fact(act) for act in act_views(context, able)]


def _early(context: Context, entry: DemandEntry) -> tuple[ActView, ...]:
    """The answers of those asked that are of a time before the demand was first made."""
    given = (act for position in entry.positions.values() for act in position.answers)
    early = [act for act in given if act.relation is Relation.OWN and act.early]
    return act_views(context, versions_once(early))


def _row(
    context: Context, entry: DemandEntry, answers: Sequence[Fact], axis: Axis | None, most: int
) -> GlanceRow:
    summary = demand_summary(context, entry)
    size = PictureSize("g", _WIDTH, _MARK, _COUNTED, _ROWS, most)
    placed = place_marks(answers, axis, UNKNOWN, [size])[0] if axis else ()
    # The one place of a mark says its row at the one size: "g0".
    rows = [int(mark.places[0][1:]) for mark in placed]
    page = summary.link.uri
    undated = {act.utterance for act in entry.statements if not act.date.known}
    made = _made(context, entry, axis, most) if axis else ()
    places = [*(tick.x for tick in made), *(mark.x for mark in placed)]
    return GlanceRow(
        demand=summary,
        made=tuple(replace(tick, alone=_alone(tick.x, places)) for tick in made),
        answers=tuple(
            AnswerMark(
                mark,
                _FIRST_ROW + _ROW * row,
                (mark.fact and mark.fact.uri) or page,
                _alone(mark.x, places),
            )
            for mark, row in zip(placed, rows, strict=True)
        ),
        rows=max(rows, default=-1) + 1,
        undated_statements=len(undated),
        undated_answers=sum(not fact.date.known for fact in answers),
        early=len(_early(context, entry)),
        latest=latest_answers(summary.positions),
    )


def _told_apart(rows: Sequence[GlanceRow]) -> tuple[GlanceRow, ...]:
    """``rows`` whose ticks and marks know whether others read the same."""
    often = Counter(
        says
        for row in rows
        for says in (*(tick.says for tick in row.made), *(mark.says for mark in row.answers))
    )
    return tuple(
        replace(
            row,
            made=tuple(replace(tick, alike=often[tick.says] > 1) for tick in row.made),
            answers=tuple(replace(mark, alike=often[mark.says] > 1) for mark in row.answers),
        )
        for row in rows
    )


def _alone(place: float, places: Iterable[float]) -> bool:
    """Whether no other of ``places``, which are of 100, is within reach of ``place``."""
    return sum(abs(place - other) * _WIDTH / 100 < _REACH for other in places) == 1


def _made(context: Context, entry: DemandEntry, axis: Axis, most: int) -> tuple[MadeTick, ...]:
    """The ticks of a demand: by days, or by the shortest periods that can be told apart."""
    acts = [act for act in entry.statements if act.date.known]
    exact = [act for act in acts if act.date.precision == "day"]
    groups = next(
        (
            groups
            for period_of in PERIODS
            if len(groups := _by_period(acts, period_of)) <= most
            and _apart(_by_period(exact, period_of), axis)
        ),
        {},
    )
    return tuple(
        _tick(context, demand_uri(entry.id), period, groups[period], axis)
        for period in sorted(groups, key=lambda period: (period.first, period.last))
    )


def _by_period(acts: Iterable[Act], period_of: PeriodOf) -> dict[CalendarPeriod, list[Act]]:
    """``acts`` by the period that holds the whole of their date, else by the date itself."""
    groups: dict[CalendarPeriod, list[Act]] = {}
    for act in acts:
        first, last = act.date.first or day_of(1), act.date.last or day_of(1)
        period = period_of(first)
        if not period.contains(act.date):
            period = CalendarPeriod(first, last, act.date, None)
        groups.setdefault(period, []).append(act)
    return groups


def _apart(periods: Iterable[CalendarPeriod], axis: Axis) -> bool:
    """Whether the ticks of ``periods`` are seen as several."""
    middles = sorted(period.middle_on(axis) * _WIDTH / 100 for period in periods)
    return all(after - before >= _APART for before, after in pairwise(middles))


def _tick(
    context: Context, page: str, period: CalendarPeriod, acts: Sequence[Act], axis: Axis
) -> MadeTick:
    statements = {act.utterance: act for act in reversed(acts) if act.states}
    views = [act_view(context, act) for act in acts]
    spans = period.first != period.last
    speakers = (view.card.speakers if view.card else () for view in views)
    named = (found or view.by for found, view in zip(speakers, views, strict=True))
    words = next((view.uri for view in views if view.uri), page)
    return MadeTick(
        x=period.middle_on(axis),
        start=axis.start(period.first) if spans else None,
        end=axis.end(period.last) if spans else None,
        rank=min(act.rank for act in acts).name.lower(),
        count=len(statements),
        who=tuple(dict.fromkeys(link for links in named for link in links)),
        period=period,
        first=views[0],
        ends=any(not act.states for act in acts),
        uri=page if spans and len(views) > 1 else words,
    )


def latest_answers(positions: Iterable[PositionView]) -> tuple[LatestAnswer, ...]:
    """The latest answer of each side; sides that are the same in all of it together."""
    sides: dict[LatestAnswer, list[Link]] = {}
    for position in positions:
        deciding, found = position.deciding, position.search
        nameless = LatestAnswer(
            names=(),
            state=position.state,
            rank=deciding[0].rank if deciding else None,
            tellers=position.tellers,
            date=position.date,
            uri=deciding[-1].uri if deciding else None,
            cards=_cards(position),
            search=found.search if found and position.state == NONE_FOUND else None,
            members=position.members,
            early=position.early,
            unordered=position.unordered,
        )
        sides.setdefault(nameless, []).append(position.addressee)
    return tuple(replace(side, names=tuple(names)) for side, names in sides.items())


def _cards(position: PositionView) -> tuple[QuoteCard, ...]:
    """The words of the answer; nothing of what others report."""
    acts = position.deciding if position.composed else position.deciding[-1:]
    if len(acts) > _WORDS_OF or position.rank == "told":
        return ()
    return tuple(dict.fromkeys(act.card for act in acts if act.card))


def _dates(axis: Axis) -> tuple[Tick, ...]:
    """The first and the last date of ``axis``, and between them what has room."""
    inner = [tick for tick in ticks(axis, [_DATES]) if _END_ROOM <= tick.x <= 100 - _END_ROOM]
    first = Tick(0, "day", axis.first, None, "start")
    last = Tick(100, "day", axis.last, None, "end")
    found = [first, *inner, last]
    years = [tick.day.year for tick in found]
    return tuple(
        replace(tick, year=f"{year:04}" if year != before and tick.kind != "year" else None)
        for tick, year, before in zip(found, years, [None, *years], strict=False)
    )
