"""Quotes over time, of an actor, about a topic or all: a bar for each week or longer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from onrecord.desk import Coverage, QuoteEntry, grouped
from onrecord.records import PartialDate, fixed, quote_uri
from onrecord.views.context import Context
from onrecord.views.links import Link
from onrecord.views.newest import Place

from . import scale
from .scale import PERIODS, UNITS, CalendarPeriod, PeriodOf, day_numbered, period_with

# Pixels: the highest bar, the lowest, and the least width of a bar, for a finger and its number.
_HEIGHT, _LOWEST, _BAR, _DIGIT, _AROUND = 96, 3, 24, 7, 4
_APART, _THINNEST = 0.4, 0.6  # what a bar leaves free on each side, its least width, of 100
_SIZES = (replace(scale.SIZES[0], width=288), replace(scale.SIZES[1], width=432))
_ABOVE, _NUMBER = 22, 17  # room for the numbers above the bars, and how far down in it each is
_WIDE_ENOUGH = 0.6  # of its period: the number of a narrower bar is beside its middle
_NAMED_GAPS, _FEWEST = 2, 3  # the longest gaps; statements, of more than one day, for a picture


@fixed
class Bar:
    """The statements of one period."""

    period: CalendarPeriod
    x: float  #: where the whole period begins, from 0 to 100; it answers to the pointer
    width: float  #: how wide the whole period is, from 0 to 100
    number_x: float  #: where its number is written, from 0 to 100
    side: str  #: whether the number begins, ends or has its middle there
    inner_x: float  #: where the bar begins, likewise
    inner_width: float  #: the width of the bar within the period, from 0 to 100
    own: int  #: how many of its own statements
    others: int  #: how many statements of those who speak for it
    own_height: float  #: how high the part for its own statements is, in pixels
    others_height: float  #: how high the part for the others' is, on top of its own
    own_y: float  #: how far down the part for its own statements begins, in pixels
    others_y: float  #: how far down the part for the others' begins, in pixels
    number_y: float  #: how far down the number is, in pixels
    uri: str | None  #: the page with its own words; `None` if it is this page or there are none
    anchor: str  #: where its own words are on that page; without any, the row of the table

    @property
    def total(self) -> int:
        """All of them."""
        return self.own + self.others


@fixed
class Chart:
    """The bars of one length of period, shown at ``sizes``."""

    sizes: tuple[str, ...]
    unit: str  #: the key of the words for that length, such as `week`
    covered: scale.Covered | None
    ticks: tuple[scale.Tick, ...]
    bars: tuple[Bar, ...]


@fixed
class SpokenBy:
    """The number of times somebody spoke for the actor."""

    link: Link
    count: int
    uri: str  #: of the latest of it


@fixed
class ActivityRow:
    """A row of the table."""

    id: str  #: on the page
    period: CalendarPeriod | None  #: `None` for no date, or one longer than a bar's period
    own: int  #: its own statements
    others: int  #: statements of those who speak for it
    place: Place | None  #: where its own words are
    speakers: tuple[SpokenBy, ...]  #: who else spoke for it


@fixed
class ActivityView:
    """The picture, as numbers to print."""

    whose: Link | None  #: the actor whose words they are; `None` of a topic and of the timeline
    full_height: int  #: how high it is with the numbers above the bars
    coverage: Coverage | None
    charts: tuple[Chart, ...]  #: one for each length of period
    rows: tuple[ActivityRow, ...]  #: the periods of the widest chart, oldest first; then undated
    own: int  #: how many of its own statements
    others: int  #: how many statements of those who speak for it
    undated: int  #: how many of them have no bar
    gaps: tuple[tuple[PartialDate, PartialDate], ...]  #: the longest, each by its first and last
    other_gaps: bool  #: whether there are more of them


@dataclass(slots=True)
class _Utterances:
    """The utterances of one period in their order: its own, and those by others for it."""

    own: list[QuoteEntry] = field(default_factory=list)
    others: list[QuoteEntry] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.own) + len(self.others)

    def place(self, shown: Mapping[str, Place]) -> Place | None:
        """Where the last of its own is shown; ``None`` where none of it is its own."""
        return shown.get(self.own[-1].reference) if self.own else None


# Under ``None`` is what has a date that fits into no period, or none.
_ByPeriod = Mapping[CalendarPeriod | None, _Utterances]


def activity_picture(
    context: Context,
    quotes: Iterable[QuoteEntry],
    shown: Mapping[str, Place],
    for_it: Iterable[QuoteEntry] = (),
    whose: str | None = None,
    fewest: int = _FEWEST,
) -> ActivityView | None:
    """When ``quotes`` were said; ``None`` where there is too little to draw.

    A bar leads to where the last of its ``quotes`` is ``shown``: oldest first, to the latest.
    Of an actor, ``whose`` words they are, there are those of others ``for_it`` too.
    """
    coverage, quotes, for_it = context.desk.coverage, tuple(quotes), tuple(for_it)
    own, others = _first_quotes(quotes), _first_quotes(for_it)
    dates = [quote.date for quote in (*own, *others) if quote.date.known]
    axis = scale.axis_for(dates, coverage)
    if axis is None or len(dates) < fewest or len(set(dates)) < 2:
        return None
    steps = grouped((_step(axis, size, [*own, *others]), size.name) for size in _SIZES)
    heard = {step: _by_period(own, others, PERIODS[step]) for step in steps}
    finest = heard[min(heard)]
    rows = tuple(_rows(context, finest, shown, whose))

    def chart(step: int, names: tuple[str, ...]) -> Chart:
        wide, sizes = _aligned(axis, PERIODS[step]), [size for size in _SIZES if size.name in names]
        covered, ticks = scale.covered(wide, coverage), scale.ticks(wide, sizes)
        bars = tuple(_bars(wide, heard[step], shown, rows, coverage))
        return Chart(names, UNITS[step], covered, ticks, bars)

    # Words that do not count as its own are words of it all the same: no gap is where they are.
    gaps = _gaps_between((*quotes, *for_it), coverage, PERIODS[min(heard)])
    return ActivityView(
        whose=context.people.link(whose) if whose else None,
        full_height=_HEIGHT + _ABOVE,
        coverage=coverage,
        charts=tuple(chart(*step) for step in steps.items()),
        rows=rows,
        own=len(own),
        others=len(others),
        undated=finest[None].total if None in finest else 0,
        gaps=tuple(sorted(gaps[:_NAMED_GAPS], key=lambda gap: gap[0].sort_key)),
        other_gaps=len(gaps) > _NAMED_GAPS,
    )


def _first_quotes(quotes: Iterable[QuoteEntry]) -> list[QuoteEntry]:
    """The first quote of each utterance that counts, in the order of ``quotes``."""
    found: dict[str, QuoteEntry] = {}
    for quote in quotes:
        if quote.counts:
            found.setdefault(quote.utterance, quote)
    return list(found.values())


def _by_period(
    own: Iterable[QuoteEntry], others: Iterable[QuoteEntry], period_of: PeriodOf
) -> _ByPeriod:
    heard = defaultdict[CalendarPeriod | None, _Utterances](_Utterances)
    for quote in own:
        heard[period_with(quote.date, period_of)].own.append(quote)
    for quote in others:
        heard[period_with(quote.date, period_of)].others.append(quote)
    return dict(heard)


def _dated(heard: _ByPeriod) -> list[CalendarPeriod]:
    return sorted(filter(None, heard), key=lambda period: period.first)


def _rows(
    context: Context, finest: _ByPeriod, shown: Mapping[str, Place], whose: str | None
) -> Iterator[ActivityRow]:
    coverage = context.desk.coverage
    periods = [*_dated(finest), *([None] if None in finest else [])]
    for number, period in enumerate(periods, 1):
        heard = finest[period]
        yield ActivityRow(
            id=f"heard-{number}",
            period=period and period.named_from(*_drawn_days(period, heard, coverage)),
            own=len(heard.own),
            others=len(heard.others),
            place=heard.place(shown),
            speakers=_speakers(context, heard.others, whose),
        )


def _speakers(context: Context, quotes: list[QuoteEntry], of: str | None) -> tuple[SpokenBy, ...]:
    # Others may have said a quote together with one who spoke for it.
    voices, people = context.desk.roles.voices, context.people
    whose = ((quote, voices(quote.speakers, [of or ""], quote.date)) for quote in quotes)
    said = grouped((speaker, quote.reference) for quote, speakers in whose for speaker in speakers)
    return tuple(
        SpokenBy(people.link(speaker), len(said[speaker]), quote_uri(said[speaker][-1]))
        for speaker in sorted(said, key=people.sort_key)
    )


def _aligned(axis: scale.Axis, period_of: PeriodOf) -> scale.Axis:
    """``axis`` extended to whole periods."""
    return scale.Axis(period_of(axis.first).first, period_of(axis.last).last)


def _step(axis: scale.Axis, size: scale.PictureSize, quotes: Sequence[QuoteEntry]) -> int:
    """The finest of ``PERIODS`` whose bars fit a finger and their number; never days."""
    days_of = Counter(quote.date.first for quote in quotes if quote.date.first)
    for step in range(1, len(PERIODS)):
        # The first of February is in the shortest month and quarter.
        probe = PERIODS[step](date(2001, 2, 1))
        days = probe.last.toordinal() - probe.first.toordinal() + 1
        room = days * size.width / _aligned(axis, PERIODS[step]).days
        if room < _BAR:
            continue
        said = Counter[date]()
        for day, count in days_of.items():
            said[PERIODS[step](day).first] += count
        if room >= len(f"{max(said.values()):,}") * _DIGIT + _AROUND:
            return step
    return len(PERIODS) - 1


def _bars(
    axis: scale.Axis,
    heard: _ByPeriod,
    shown: Mapping[str, Place],
    rows: Sequence[ActivityRow],
    coverage: Coverage | None,
) -> Iterator[Bar]:
    ordered = _dated(heard)
    share = (_HEIGHT - _LOWEST) / max((heard[period].total for period in ordered), default=1)
    for period in ordered:
        own, others = len(heard[period].own), len(heard[period].others)
        own_height, others_height = (
            max(round(count * share, 1), _LOWEST) if count else 0 for count in (own, others)
        )
        top = round(_HEIGHT - own_height - others_height, 1)
        # A row's period ends in the bar's, or begins there.
        row = next(row.id for row in rows if not row.period or row.period.last >= period.first)
        place = heard[period].place(shown) or Place(None, row)
        start, end = axis.start(period.first), axis.end(period.last)
        first, last = _drawn_days(period, heard[period], coverage)
        left, right = axis.start(first) + _APART, axis.end(last) - _APART
        number_x, side = _number_place(left, right, start, end)
        yield Bar(
            period=period.named_from(first, last),
            x=start,
            width=round(end - start, 1),
            number_x=round(number_x, 1),
            side=side,
            inner_x=round(left, 1),
            inner_width=round(max(right - left, _THINNEST), 1),
            own=own,
            others=others,
            own_height=own_height,
            others_height=others_height,
            own_y=round(_HEIGHT - own_height, 1) + _ABOVE,
            others_y=top + _ABOVE,
            number_y=top + _NUMBER,
            uri=place.uri,
            anchor=place.anchor,
        )


def _number_place(left: float, right: float, start: float, end: float) -> tuple[float, str]:
    """Where the number of a bar from ``left`` to ``right`` fits within its period."""
    if right - left >= _WIDE_ENOUGH * (end - start):
        return (left + right) / 2, "middle"
    return (left, "start") if left - start < end - right else (right, "end")


def _drawn_days(
    period: CalendarPeriod, heard: _Utterances, coverage: Coverage | None
) -> tuple[date, date]:
    """The first and last day of ``period`` that are covered or have words."""
    if coverage is None:
        return period.first, period.last
    dates = [quote.date for quote in (*heard.own, *heard.others)]
    firsts = [when.first for when in (coverage.first, *dates) if when.first]
    lasts = [when.last for when in (coverage.through, *dates) if when.last]
    return max(period.first, min(firsts)), min(period.last, max(lasts))


def _gaps_between(
    quotes: Iterable[QuoteEntry], coverage: Coverage | None, period_of: PeriodOf
) -> list[tuple[PartialDate, PartialDate]]:
    """The covered times without any statement, the longest first."""
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
    return [
        (PartialDate.of(day_numbered(first)), PartialDate.of(day_numbered(last)))
        for first, last in found
    ]


def _empty_days(first: int, period_of: PeriodOf) -> int:
    """The number of days from ``first`` that include two whole periods."""
    ordinal = first
    for _ in range(2 if period_of(day_numbered(first)).first.toordinal() == first else 3):
        ordinal = period_of(day_numbered(ordinal)).last.toordinal() + 1
    return ordinal - first
