"""Weeks, months and longer: what a picture counts by where single days are too many.

So are the ticks that say when a demand was made: one for each day, or for longer periods.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise

from onrecord.desk import Act, Coverage, DemandEntry, QuoteEntry, grouped
from onrecord.records import PartialDate, demand_uri, fixed
from onrecord.views.acts import ActView, act_view
from onrecord.views.context import Context
from onrecord.views.links import Link

from .scale import Axis, day_of


@dataclass(frozen=True, slots=True)
class CalendarPeriod:
    """A span of days."""

    first: date  #: its first day
    last: date  #: its last day
    start: PartialDate  #: as readers name it (a month as a month); `end` is set if it differs
    end: PartialDate | None

    def contains(self, when: PartialDate) -> bool:
        """Whether all of ``when`` is in it."""
        return bool(
            when.first and when.last and self.first <= when.first and when.last <= self.last
        )

    def named_from(self, first: date, last: date) -> "CalendarPeriod":
        """The same, if it is named by days named by those from ``first`` to ``last`` alone."""
        if self.start.precision != "day":
            return self
        days = _period(max(first, self.first), min(last, self.last), 10)
        return replace(self, start=days.start, end=days.end)

    def middle_on(self, axis: Axis) -> float:
        """Where its middle is on ``axis``, from 0 to 100."""
        return round((axis.start(self.first) + axis.end(self.last)) / 2, 1)


PeriodOf = Callable[[date], CalendarPeriod]


def period_with(when: PartialDate, period_of: PeriodOf) -> CalendarPeriod | None:
    """The period that has all of ``when``; ``None`` if it is unknown or longer than a period."""
    found = period_of(when.first) if when.first else None
    return found if found and found.contains(when) else None


def _day(day: date) -> CalendarPeriod:
    return _period(day, day, 10)


def _weeks(count: int, day: date) -> CalendarPeriod:
    """``count`` weeks, from a Monday on."""
    first = day.toordinal() - (day.toordinal() - 1) % (7 * count)
    return _period(day_of(first), day_of(first + 7 * count - 1), 10)


def _months(count: int, day: date) -> CalendarPeriod:
    """``count`` months (a divisor of 12), from January on."""
    begin = (day.month - 1) // count * count + 1
    last_month = begin + count - 1
    last = date(day.year, last_month, monthrange(day.year, last_month)[1])
    return _period(date(day.year, begin, 1), last, 7)


def _years(count: int, day: date) -> CalendarPeriod:
    """``count`` years, from one that ``count`` divides on."""
    begin = day.year - day.year % count
    first, last = date(max(begin, 1), 1, 1), date(min(begin + count - 1, 9999), 12, 31)
    return _period(first, last, 4)


def _kept(period_of: PeriodOf) -> PeriodOf:
    """``period_of``, made once for each day: many pages count quotes of the same days."""
    return lru_cache(maxsize=4_096)(period_of)


# From fine to coarse.
PERIODS: tuple[PeriodOf, ...] = (
    _kept(_day),
    *(_kept(partial(_weeks, count)) for count in (1, 2)),
    *(_kept(partial(_months, count)) for count in (1, 3)),
    *(_kept(partial(_years, count)) for count in (1, 5, 10, 100, 10000)),
)

# What each is called: the key of its words.
UNITS = (
    *("day", "week", "fortnight", "month", "quarter"),
    *("year", "five_years", "decade", "century", "whole"),
)


@lru_cache(maxsize=4_096)
def _period(first: date, last: date, length: int) -> CalendarPeriod:
    """From ``first`` to ``last``, named by the first ``length`` characters of these days."""
    start, end = (PartialDate.parse(day.isoformat()[:length]) for day in (first, last))
    return CalendarPeriod(first, last, start, end if end != start else None)


def aligned(axis: Axis, period_of: PeriodOf) -> Axis:
    """``axis``, made to hold whole periods."""
    return Axis(period_of(axis.first).first, period_of(axis.last).last)


def gaps_between(
    quotes: Iterable[QuoteEntry], coverage: Coverage | None, period_of: PeriodOf
) -> list[tuple[PartialDate, PartialDate]]:
    """The times within the days covered from which nothing can be, the longest first."""
    # Each leaves two whole periods without a bar; a date known to the month may be any of its days.
    if coverage is None or not coverage.first.first or not coverage.through.last:
        return []
    begin, end = coverage.first.first.toordinal(), coverage.through.last.toordinal()
    known = [(quote.date.first, quote.date.last) for quote in quotes if quote.date.known]
    said = [(first.toordinal(), last.toordinal()) for first, last in known if first and last]
    found, free = [], begin
    for first, last in (*sorted(said), (end + 1, end + 1)):
        if first - free >= _empty_days(free, period_of):
            found.append((free, min(first, end + 1) - 1))
        free = max(free, last + 1)
    found.sort(key=lambda gap: (gap[0] - gap[1], gap[0]))
    return [(PartialDate.of(day_of(first)), PartialDate.of(day_of(last))) for first, last in found]


def _empty_days(first: int, period_of: PeriodOf) -> int:
    """How many days from ``first`` on have two whole periods among them."""
    ordinal = first
    for _ in range(2 if period_of(day_of(first)).first.toordinal() == first else 3):
        ordinal = period_of(day_of(ordinal)).last.toordinal() + 1
    return ordinal - first


# The narrowest line there is, on a phone, in pixels.
WIDTH = 272
# Ticks of two days that are nearer than this look like one.
_APART = 3.2


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
        """Whether the line of ``first`` says all of it: a report, or a withdrawal."""
        return not self.several and (self.rank == "told" or self.ends)


def made_ticks(context: Context, entry: DemandEntry, axis: Axis, most: int) -> tuple[MadeTick, ...]:
    """The ticks of a demand: by days, or by the shortest periods that can be told apart."""
    acts = [act for act in entry.statements if act.date.known]
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
    """``acts`` by the period that holds the whole of their date, else by the date itself."""

    def period(when: PartialDate) -> CalendarPeriod:
        first, last = when.first or day_of(1), when.last or day_of(1)
        return period_with(when, period_of) or CalendarPeriod(first, last, when, None)

    return grouped((period(act.date), act) for act in acts)


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
    named = (
        (view.card.speakers if view.card and view.card.when == view.date else ()) or view.by
        for view in views
    )
    words = next((view.uri for view in views if view.uri), page)
    first_day = min(act.date.first or period.first for act in acts)
    last_day = max(act.date.last or period.last for act in acts)
    return MadeTick(
        x=period.middle_on(axis),
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
