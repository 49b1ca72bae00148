"""An actor's quotes over time: a bar for each week or longer, its own words and those for it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.desk.quotes import QuoteEntry
from onrecord.desk.settings import Coverage
from onrecord.views.context import Context
from onrecord.views.listing import Part
from onrecord.views.names import Link, quote_uri

from .periods import (
    PERIODS,
    CalendarPeriod,
    Heard,
    PeriodOf,
    Place,
    by_period,
    latest_place,
    places,
    utterances,
)
from .scale import SIZES, Axis, Covered, PictureSize, Tick, axis_for, covered, ticks

# Pixels: the highest bar, and the least room across that a bar takes.
HEIGHT = 96
_BAR = 26
# One utterance among very many is seen.
_LOWEST = 3
# What a bar leaves free on each side, of 100.
_APART = 0.4
_ABOVE, _NUMBER = 22, 17  # room for the numbers above the bars, and where each stands in it
# Fewer utterances than these, or all of one day, are no picture.
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """What was said in one period.

    Attributes:
        x, width: of the whole period, from 0 to 100.
        own, others: how many utterances.
        own_height, others_height: in pixels; the others' stands upon its own.
        uri, anchor: where its own words are; where there are none, the row of the table.
    """

    period: CalendarPeriod
    x: float
    width: float
    own: int
    others: int
    own_height: float
    others_height: float
    uri: str | None
    anchor: str

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 1)

    @property
    def inner_x(self) -> float:
        """Where what is drawn begins: bars keep apart."""
        return round(self.x + _APART, 1)

    @property
    def inner_width(self) -> float:
        """How wide it is."""
        return round(self.width - 2 * _APART, 1)

    @property
    def total(self) -> int:
        """All of them."""
        return self.own + self.others

    @property
    def own_top(self) -> float:
        """Where its own part ends, counted from above."""
        return round(HEIGHT - self.own_height, 1)

    @property
    def top(self) -> float:
        """Where the whole bar ends."""
        return round(HEIGHT - self.own_height - self.others_height, 1)

    @property
    def own_y(self) -> float:
        """Where its own part is drawn."""
        return self.own_top + _ABOVE

    @property
    def others_y(self) -> float:
        """Where the part of others is drawn."""
        return self.top + _ABOVE

    @property
    def number_y(self) -> float:
        """Where its number is written."""
        return self.top + _NUMBER


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of one length of period, shown at ``sizes``."""

    sizes: tuple[str, ...]
    covered: Covered | None
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class SpokenBy:
    """How often somebody spoke for the actor; ``uri`` is the latest of it."""

    link: Link
    count: int
    uri: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A row of the table.

    Attributes:
        id: on the page.
        period: ``None`` for what has no date, or one that is longer than a bar's period.
        place: where its own words are.
        speakers: who else spoke for it.
    """

    id: str
    period: CalendarPeriod | None
    own: int
    others: int
    place: Place | None
    speakers: tuple[SpokenBy, ...]


@dataclass(frozen=True, slots=True)
class ActivityView:
    """The picture, as numbers to print.

    Attributes:
        charts: one for each length of period.
        rows: the periods of the widest chart that have any, oldest first, then the undated.
        own, others: how many utterances in all.
        undated: how many of them have no bar.
    """

    height: int
    coverage: Coverage | None
    charts: tuple[Chart, ...]
    rows: tuple[ActivityRow, ...]
    own: int
    others: int
    undated: int

    @property
    def full_height(self) -> int:
        """How high the picture is with the numbers above the bars."""
        return self.height + _ABOVE


def activity_picture(
    context: Context, actor_id: str, parts: Sequence[Part[QuoteEntry]]
) -> ActivityView | None:
    """When ``actor_id`` was heard; ``None`` where there is too little to draw.

    Args:
        context: the context of all views.
        actor_id: the actor.
        parts: the pages of its quotes, its own first; a bar leads to the one it is on.
    """
    desk = context.desk
    index = desk.index[actor_id]
    own, others = utterances(index.quotes), utterances(index.spoken_by_others)
    dates = [one.date for one in (*own, *others) if one.date.known]
    axis = axis_for(dates, desk.coverage)
    if axis is None or len(dates) < _FEWEST or len(set(dates)) < 2:
        return None
    steps: dict[int, list[str]] = {}
    for size in SIZES:
        steps.setdefault(_step(axis, size), []).append(size.name)
    shown = places(parts)
    heard = {step: by_period(own, others, PERIODS[step]) for step in steps}
    finest = heard[min(heard)]
    rows = tuple(_rows(context, finest, shown))
    return ActivityView(
        height=HEIGHT,
        coverage=desk.coverage,
        charts=tuple(
            Chart(
                tuple(sizes),
                covered(wide := _aligned(axis, PERIODS[step]), desk.coverage),
                ticks(wide),
                tuple(_bars(wide, heard[step], shown, rows)),
            )
            for step, sizes in steps.items()
        ),
        rows=rows,
        own=len(own),
        others=len(others),
        undated=finest[None].total if None in finest else 0,
    )


def _rows(
    context: Context, finest: Mapping[CalendarPeriod | None, Heard], shown: Mapping[str, Place]
) -> Iterator[ActivityRow]:
    ordered = sorted((one for one in finest if one), key=lambda one: one.first)
    undated = [None] if None in finest else []
    for number, period in enumerate([*ordered, *undated], 1):
        heard = finest[period]
        yield ActivityRow(
            id=f"heard-{number}",
            period=period,
            own=len(heard.own),
            others=len(heard.others),
            place=latest_place(heard, shown),
            speakers=_speakers(context, heard.others),
        )


def _speakers(context: Context, quotes: Iterable[QuoteEntry]) -> tuple[SpokenBy, ...]:
    counts: Counter[str] = Counter()
    latest: dict[str, QuoteEntry] = {}
    for one in quotes:
        for speaker in one.speakers:
            counts[speaker] += 1
            latest[speaker] = one
    people = context.people
    return tuple(
        SpokenBy(people.link(one), counts[one], quote_uri(latest[one].reference))
        for one in sorted(counts, key=people.sort_key)
    )


def _step(axis: Axis, size: PictureSize) -> int:
    """The number of the finest of ``PERIODS`` whose bars are wide enough; never days."""
    for step in range(1, len(PERIODS)):
        # The first of February lies in the shortest of months and of quarters.
        probe = PERIODS[step](date(2001, 2, 1))
        days = probe.last.toordinal() - probe.first.toordinal() + 1
        if days / _aligned(axis, PERIODS[step]).days * size.width >= _BAR:
            return step
    return len(PERIODS) - 1


def _aligned(axis: Axis, period_of: PeriodOf) -> Axis:
    """``axis``, made to hold whole periods."""
    return Axis(period_of(axis.first).first, period_of(axis.last).last)


def _bars(
    axis: Axis,
    heard: Mapping[CalendarPeriod | None, Heard],
    shown: Mapping[str, Place],
    rows: Sequence[ActivityRow],
) -> Iterator[Bar]:
    ordered = sorted((one for one in heard if one), key=lambda one: one.first)
    share = (HEIGHT - _LOWEST) / max((heard[one].total for one in ordered), default=1)
    for period in ordered:
        one = heard[period]
        place = latest_place(one, shown)
        # A row's period ends in the bar's, or begins there.
        row = next(row.id for row in rows if not row.period or row.period.last >= period.first)
        start, end = axis.start(period.first), axis.end(period.last)
        yield Bar(
            period=period,
            x=start,
            width=round(end - start, 1),
            own=len(one.own),
            others=len(one.others),
            own_height=_height(len(one.own), share),
            others_height=_height(len(one.others), share),
            uri=place.uri if place else None,
            anchor=place.anchor if place else row,
        )


def _height(count: int, share: float) -> float:
    return max(round(count * share, 1), _LOWEST) if count else 0
