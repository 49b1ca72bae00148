"""When a demand was made: a tick for each day above its line, for longer periods if need be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.desk.acts import Act
from onrecord.desk.demands import DemandEntry
from onrecord.records.record_kinds import demand_uri
from onrecord.views.acts import ActView, act_view
from onrecord.views.context import Context
from onrecord.views.links import Link

from .periods import PERIODS, CalendarPeriod, PeriodOf
from .scale import Axis, day_of

# The narrowest line there is, on a phone, in pixels.
WIDTH = 272
# Ticks of two days that are nearer than this look like one.
_APART = 3.2


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

    @property
    def several(self) -> bool:
        """Whether the demand was made several times then."""
        return self.count > 1

    @property
    def said_by_act(self) -> bool:
        """Whether the line of ``first`` says all of it: a report, or a withdrawal."""
        return not self.several and (self.rank == "told" or self.ends)


def made_ticks(context: Context, entry: DemandEntry, axis: Axis, most: int) -> tuple[MadeTick, ...]:
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
    middles = sorted(period.middle_on(axis) * WIDTH / 100 for period in periods)
    return all(after - before >= _APART for before, after in pairwise(middles))


def _tick(
    context: Context, page: str, period: CalendarPeriod, acts: Sequence[Act], axis: Axis
) -> MadeTick:
    statements = {act.utterance: act for act in reversed(acts) if act.states}
    views = [act_view(context, act) for act in acts]
    spans = period.first != period.last
    # Who tells of it later did not make it then.
    speakers = (
        view.card.speakers if view.card and view.card.when == view.date else () for view in views
    )
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
