"""Demands at a glance: a thin line of time for each, with when it was made and how it was answered.

All lines of a list have one axis, so that they can be compared. Above the line is a tick for each
day the demand was made; below it is a mark for each answer that may count for those asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.desk import Act, DemandEntry, Relation, decides, grouped, only
from onrecord.desk.positions import before_it
from onrecord.records import UNKNOWN, PartialDate, demand_uri, fixed
from onrecord.views.acts import ActView, Look, SearchView, act_view, answers_once
from onrecord.views.answers import LatestAnswer, latest_answers, of_members
from onrecord.views.context import Context, SearchedArticles, first_made_first
from onrecord.views.demands import DemandSummary, demand_summary
from onrecord.views.links import Link

from .lane_marks import PlacedMark, place_marks
from .scale import (
    PERIODS,
    Axis,
    CalendarPeriod,
    PeriodOf,
    PictureSize,
    Tick,
    axis_for,
    day_numbered,
    period_with,
    ticks,
    with_years,
)

# The narrowest line there is, on a phone, in pixels.
LINE_WIDTH = 272
# Ticks of two days that are nearer than this look like one.
_APART = 3.2
# What a mark below a line takes, in pixels, and how many rows of them there are at most.
_MARK, _COUNTED, _ROWS = 12, 26, 4
# A mark that is so far from all others, in pixels, answers to a finger all around it.
_REACH = 24
# The lines of one page have no more marks than these together, so that no page is heavy.
_MARKS_OF_ALL, _FEWEST_OF_ONE = 500, 8
# So many rows below dates, the next group has them again.
_ROWS_BELOW_DATES = 10
# The dates below the lines: fewer than a picture of its own has.
_DATES = PictureSize("g", 160)
# Pixels down from the top of a line: the first row of marks, and from row to row.
_FIRST_ROW, _ROW = 25, 13


@fixed
class MadeTick:
    """A tick above the line: the demand was made."""

    x: float  #: where it is, from 0 to 100; `start` and `end` of a month or a year
    start: float | None  #: the first day it may mean
    end: float | None  #: the last day it may mean
    rank: str  #: `own` if it was made in own words, else `unnamed` or `told`
    count: int  #: how often it was made then; versions of one statement count once
    who: tuple[Link, ...]  #: who made it, in whose words
    period: CalendarPeriod  #: the day, or a longer period if there are very many
    first: ActView  #: the first of the acts
    ends: bool  #: whether it was withdrawn then
    uri: str  #: the words, or the first of several; a page with all if of more than one day
    alone: bool = False  #: whether no other tick or mark is near

    @property
    def several(self) -> bool:
        """Whether the demand was made several times then."""
        return self.count > 1

    @property
    def said_by_act(self) -> bool:
        """Whether the line of ``first`` says all of it: a report, a change, or a withdrawal."""
        changes = self.first.word == "modified"
        return not self.several and (self.rank == "told" or self.ends or changes)


@fixed
class GlanceRow:
    """One demand."""

    number: int  #: its number among the rows, from 1
    demand: DemandSummary  #: who asks what of whom
    made: tuple[MadeTick, ...]  #: the ticks above its line
    answers: tuple[PlacedMark, ...]  #: the marks below it
    rows: int  #: how many rows of marks are below its line
    undated_answers: int  #: how many are undated and therefore not drawn
    early: int  #: how many answers are from before the demand was made, and so not drawn
    latest: tuple[LatestAnswer, ...]  #: the latest answer of each side asked


@fixed
class GlanceGroup:
    """The demands of those who make them together."""

    by: tuple[Link, ...]  #: who makes them
    rows: tuple[GlanceRow, ...]  #: the demands, those first made first
    count: int  #: how many demands they make, here or not
    dated: bool  #: whether the dates of the lines are above it

    @property
    def has_more(self) -> bool:
        """Whether they make demands that are not here."""
        return self.count > len(self.rows)


@fixed
class GlanceView:
    """The lines of a list of demands, those first made first."""

    ticks: tuple[Tick, ...]  #: the dates on the axis of all lines; empty if nothing is dated
    rows: tuple[GlanceRow, ...]  #: one for each demand
    groups: tuple[GlanceGroup, ...]  #: the rows by who makes the demand; the earliest group first
    words: tuple[Look, ...]  #: the answers that are drawn, one look for each word
    ranks: tuple[str, ...]  #: whose words they are, `own` first
    search: SearchView | None  #: the search that found nothing, if it is the same for all rows
    noted: bool  #: whether a latest answer says that there is a note
    searched: SearchedArticles  #: how many articles were searched

    @property
    def marks(self) -> int:
        """The number of ticks and marks on all lines."""
        return sum(len(row.made) + len(row.answers) for row in self.rows)

    @property
    def pictured(self) -> bool:
        """Whether its lines are drawn: one mark alone says no more than its date."""
        return self.marks > 1

    @property
    def drawn(self) -> tuple[str, ...]:
        """The kinds of marks: `made`, `taller`, `told`, `ends`, `members`, `counted`."""
        # A demand made, made more than once on a day, made only according to others, withdrawn; an
        # answer by a single member of those asked; several answers as one mark.
        ticks = [tick for row in self.rows for tick in row.made]
        marks = [mark for row in self.rows for mark in row.answers]
        there = {
            "made": ticks,
            "taller": [tick for tick in ticks if tick.several],
            "told": [tick for tick in ticks if tick.rank == "told"],
            "ends": [tick for tick in ticks if tick.ends],
            "members": [mark for mark in marks if mark.look and mark.look.aside],
            "counted": [mark for mark in marks if mark.several],
        }
        return tuple(what for what, found in there.items() if found)

    @property
    def has_more_marks(self) -> bool:
        """Whether there are marks beyond a statement and whose an answer is."""
        return bool(self.words or {"taller", "told", "ends"}.intersection(self.drawn))


def glance(context: Context, entries: Iterable[DemandEntry]) -> GlanceView:
    """The lines of ``entries``, in the order in which they were first made."""
    demands = first_made_first(entries)
    answers = {entry.id: _answers(context, entry) for entry in demands}
    acts = [act for found in answers.values() for act in found]
    dates = [act.date for entry in demands for act in entry.statements]
    axis = axis_for((*dates, *(act.drawn_on for act in acts)), context.desk.coverage)
    most = max(_FEWEST_OF_ONE, _MARKS_OF_ALL // (2 * max(len(demands), 1)))
    rows = tuple(
        _row(context, number, entry, answers[entry.id], axis, most)
        for number, entry in enumerate(demands, 1)
    )
    looks = [act.look for act in acts if act.drawn_on.known]
    return GlanceView(
        ticks=_dates(axis) if axis else (),
        rows=rows,
        groups=_groups(context, rows),
        words=tuple({look.word: look for look in looks}.values()),
        ranks=tuple(sorted({look.rank for look in looks}, key=("own", "unnamed", "told").index)),
        search=one_search(rows),
        noted=any_noted(rows),
        searched=context.searched,
    )


def one_search(rows: Iterable[GlanceRow]) -> SearchView | None:
    """The search that found no answer, if it is the same for all sides that ``rows`` show."""
    return only(side.search for row in rows for side in row.latest if side.search)


def any_noted(rows: Iterable[GlanceRow]) -> bool:
    """Whether a latest answer that ``rows`` show says that there is a note."""
    return any(side.noted for row in rows for side in row.latest)


def _groups(context: Context, rows: Iterable[GlanceRow]) -> tuple[GlanceGroup, ...]:
    """The rows by maker of the demand; the group with the earliest demand first."""
    found: list[GlanceGroup] = []
    below = _ROWS_BELOW_DATES
    for by, of_group in grouped((row.demand.by, row) for row in rows).items():
        dated = below >= _ROWS_BELOW_DATES
        below = len(of_group) + (0 if dated else below)
        found.append(GlanceGroup(by, of_group, context.demands_by[by], dated))
    return tuple(found)


def _answers(context: Context, entry: DemandEntry) -> tuple[ActView, ...]:
    """The answers of those asked that may count, one per statement or report, by date."""
    # Where none counts for a side, those of its single members.
    shown: list[Act] = []
    for position in entry.positions.values():
        shown += [*filter(decides, position.answers), *of_members(position)]
    return answers_once(context, sorted(shown, key=lambda act: act.sort_key))


def _early(context: Context, entry: DemandEntry) -> int:
    """The number of answers of those asked from before the demand was made."""
    # Without those that are beside the line in words.
    early = []
    for position in entry.positions.values():
        rank = position.deciding[0].rank if position.deciding else None
        told = before_it(position.answers, rank)
        early += [act for act in position.answers if act.early and act not in told]
    return len(answers_once(context, (act for act in early if act.relation is Relation.OWN)))


def _row(
    context: Context,
    number: int,
    entry: DemandEntry,
    answers: Sequence[ActView],
    axis: Axis | None,
    most: int,
) -> GlanceRow:
    summary = demand_summary(context, entry)
    size = PictureSize("g", LINE_WIDTH, _MARK, _COUNTED, _ROWS, most)
    placed = place_marks(answers, axis, UNKNOWN, [size])[0] if axis else ()
    # The one place of a mark says its row at the one size: "g0".
    rows = [int(mark.places[0][1:]) for mark in placed]
    made = _made(context, entry, axis, most) if axis else ()
    places = [*(tick.x for tick in made), *(mark.x for mark in placed)]

    def answer(mark: PlacedMark, row: int) -> PlacedMark:
        uri = (mark.act and mark.act.uri) or summary.link.uri
        return replace(mark, y=_FIRST_ROW + _ROW * row, uri=uri, alone=_alone(mark.x, places))

    return GlanceRow(
        number=number,
        demand=summary,
        made=tuple(replace(tick, alone=_alone(tick.x, places)) for tick in made),
        answers=tuple(map(answer, placed, rows)),
        rows=max(rows, default=-1) + 1,
        undated_answers=sum(not act.drawn_on.known for act in answers),
        early=_early(context, entry),
        latest=latest_answers(summary.positions),
    )


def _made(context: Context, entry: DemandEntry, axis: Axis, most: int) -> tuple[MadeTick, ...]:
    """The ticks of a demand: by days, or by the shortest distinguishable periods."""
    dated = [act for act in entry.statements if act.date.known]
    # Versions of one statement are of one day, which only some of their sources may give.
    exactest_last = sorted(dated, key=lambda act: len(act.date.text))
    days = {(act.utterance, act.states): act.date for act in exactest_last}
    acts = [act for act in dated if days[act.utterance, act.states] == act.date]
    exact = [act for act in acts if act.date.precision == "day"]
    for period_of in PERIODS:
        groups = _by_period(acts, period_of)
        if len(groups) <= most and _apart(_by_period(exact, period_of), axis):
            break
    else:
        return ()
    ordered = sorted(groups, key=lambda period: (period.first, period.last))
    page = demand_uri(entry.id)
    return tuple(_tick(context, page, period, groups[period], axis) for period in ordered)


def _by_period(acts: Iterable[Act], period_of: PeriodOf) -> Mapping[CalendarPeriod, Sequence[Act]]:
    """``acts`` by the period that includes their whole date, else by the date itself."""

    def period(when: PartialDate) -> CalendarPeriod:
        first, last = when.first or day_numbered(1), when.last or day_numbered(1)
        return period_with(when, period_of) or CalendarPeriod(first, last, when, None)

    return grouped((period(act.date), act) for act in acts)


def _apart(periods: Iterable[CalendarPeriod], axis: Axis) -> bool:
    """Whether the ticks of ``periods`` are visibly separate."""
    middles = sorted(axis.middle_of(period) * LINE_WIDTH / 100 for period in periods)
    return all(after - before >= _APART for before, after in pairwise(middles))


def _tick(
    context: Context, page: str, period: CalendarPeriod, acts: Sequence[Act], axis: Axis
) -> MadeTick:
    statements = {act.utterance: act for act in reversed(acts) if act.states}
    views = [act_view(context, act) for act in acts]
    spans = period.first != period.last
    # Who tells of it later did not make it then.
    named = (
        (view.card.speakers if view.card and view.card.when == view.date else ()) or view.by
        for view in views
    )
    words = next((view.uri for view in views if view.uri), page)
    first_day = min(act.date.first or period.first for act in acts)
    last_day = max(act.date.last or period.last for act in acts)
    return MadeTick(
        x=axis.middle_of(period),
        start=axis.start(period.first) if spans else None,
        end=axis.end(period.last) if spans else None,
        rank=min(act.rank for act in acts).name.lower(),
        count=len(statements),
        who=tuple(dict.fromkeys(link for links in named for link in links)),
        period=period.named_from(first_day, last_day),
        first=views[0],
        ends=any(not act.states for act in acts),
        uri=page if spans and len(views) > 1 else words,
    )


def _alone(place: float, places: Iterable[float]) -> bool:
    """Whether no other of ``places`` (from 0 to 100) is within reach of ``place``."""
    return sum(abs(place - other) * LINE_WIDTH / 100 < _REACH for other in places) == 1


def _dates(axis: Axis) -> tuple[Tick, ...]:
    """The first and the last date of ``axis``, and others between them that fit."""
    first = Tick(0, "day", axis.first, None, "start")
    last = Tick(100, "day", axis.last, None, "end")
    return with_years([first, *ticks(axis, [_DATES]), last])
