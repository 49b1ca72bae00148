"""The acts of one lane of a picture as marks that nowhere lie over one another.

Where there is no room for a mark beside the others it is in a row below; where that does not do
either, acts are counted by longer and longer periods.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from onrecord.records import PartialDate, fixed
from onrecord.views.acts import ActView, Look

from .scale import PERIODS, SIZES, Axis, CalendarPeriod, PeriodOf, PictureSize, period_with

_FIRST_ROWS = tuple(f"{size.name}0" for size in SIZES)
# Between two marks of a row, in pixels.
_GAP = 2.0

Box = tuple[float, float]


def stack(boxes: Sequence[Box], most: int) -> list[int] | None:
    """The row of each of ``boxes`` (left and right edge, in pixels), from 0."""
    # Each goes into the first row where it has room, narrow ones first, those further left before
    # those further right; no two boxes of a row overlap. `None` where they take over `most` rows.
    rows: list[list[Box]] = []
    found = [0] * len(boxes)

    def order(number: int) -> tuple[float, float]:
        left, right = boxes[number]
        return (round(right - left), left)

    for number in sorted(range(len(boxes)), key=order):
        box = left, right = boxes[number]
        row = 0
        while row < len(rows) and any(
            left < end + _GAP and start < right + _GAP for start, end in rows[row]
        ):
            row += 1
        if row == most:
            return None
        if row == len(rows):
            rows.append([])
        rows[row].append(box)
        found[number] = row
    return found


@fixed
class PlacedMark:
    """One mark: an act, or several of one period."""

    x: float  #: where it is, from 0 to 100
    start: float | None  #: the first day it may mean, if there are several
    end: float | None  #: the last day it may mean
    places: tuple[str, ...]  #: classes for its row at each size where it is shown (`n0`: the first)
    act: ActView | None  #: the act, where it is one
    look: Look | None  #: how it is drawn; `None` for several that look different
    count: int  #: how many acts
    period: CalendarPeriod | None  #: of several acts
    first: int  #: the number of its act, or of the first of several, in the lane
    #: where it leads: the page with the words or, of several acts, with all of them; in a life
    #: `None` where that is this page
    uri: str | None = None
    anchor: str | None = None  #: of a life: the place on this page to which it leads otherwise
    alike: bool = False  #: of a life: whether only its words tell it from another act of the lane
    y: int = 0  #: of a line at a glance: how far down it is, in pixels
    alone: bool = False  #: of a line at a glance: whether no other tick or mark is near

    @property
    def several(self) -> bool:
        """Whether it is several acts."""
        return self.count > 1

    @property
    def in_first_row(self) -> bool:
        """Whether it is shown at every size, always in the first row."""
        return self.places == _FIRST_ROWS


@fixed
class _Item:
    """An act with a date; what it covers is from ``start`` to ``end``."""

    number: int
    act: ActView
    day: date
    last: date
    x: float
    start: float
    end: float


_Group = tuple[Hashable, CalendarPeriod | None, list[_Item]]


def place_marks(
    acts: Sequence[ActView], axis: Axis, asked: PartialDate, sizes: Iterable[PictureSize] = SIZES
) -> tuple[tuple[PlacedMark, ...], tuple[str, ...]]:
    """Lay out the dated ones of ``acts``, which are in the order of the lane.

    ``asked`` is since when a search that found nothing may count. With the marks come classes that
    say how many rows the lane takes at which size.
    """
    items = list(_items(acts, axis, asked))
    groups: dict[Hashable, tuple[CalendarPeriod | None, list[_Item]]] = {}
    places: dict[Hashable, list[str]] = {}
    heights = []
    for size in sizes:
        chosen, rows = _laid_out(items, axis, size)
        for (key, period, group), row in zip(chosen, rows, strict=True):
            groups.setdefault(key, (period, group))
            places.setdefault(key, []).append(f"{size.name}{row}")
        heights.append(f"{size.name}h{max(rows, default=0) + 1}")
    marks = [_mark(*group, axis, tuple(places[key])) for key, group in groups.items()]
    return tuple(sorted(marks, key=lambda mark: (mark.x, mark.first))), tuple(heights)


def _items(acts: Sequence[ActView], axis: Axis, asked: PartialDate) -> Iterator[_Item]:
    for number, act in enumerate(acts):
        first, last = act.drawn_on.first, act.drawn_on.last
        if first is None or last is None:
            continue
        start, end = axis.start(first), axis.end(last)
        x = axis.middle(first) if first == last else round((start + end) / 2, 1)
        if act.search:
            x = axis.middle(last)
            start, end = axis.middle(asked.first) if asked.first else 0, x
        yield _Item(number, act, first, last, x, start, end)


def _laid_out(
    items: Sequence[_Item], axis: Axis, size: PictureSize
) -> tuple[list[_Group], list[int]]:
    """The groups of the finest grouping that fits the rows of a lane."""
    each: list[_Group] = [(item.number, None, [item]) for item in items]
    ways = ((alike, period_of) for alike in (True, False) for period_of in PERIODS)
    counted = (_counted(items, period_of, alike=alike) for alike, period_of in ways)
    for groups in chain([each], counted):
        if len(groups) > size.marks:
            continue
        boxes = [_box(period, group, axis, size) for _, period, group in groups]
        rows = stack(boxes, size.rows)
        if rows is not None:
            return groups, rows
    raise AssertionError("all acts of a lane as one mark have room")


def _counted(items: Sequence[_Item], period_of: PeriodOf, *, alike: bool) -> list[_Group]:
    """The acts of each period; if ``alike``, only those that look the same."""
    groups: dict[Hashable, tuple[CalendarPeriod, list[_Item]]] = {}
    for item in items:
        when = item.act.drawn_on
        period = period_with(when, period_of) or CalendarPeriod(item.day, item.last, when, None)
        look = item.act.look if alike else None
        # A search is a span and stays by itself, as long as looks are kept apart.
        key = item.number if item.act.search and alike else (period, look)
        groups.setdefault(key, (period, []))[1].append(item)
    return [
        (key, period, group) if len(group) > 1 else (group[0].number, None, group)
        for key, (period, group) in groups.items()
    ]


def _box(
    period: CalendarPeriod | None, group: Sequence[_Item], axis: Axis, size: PictureSize
) -> tuple[float, float]:
    """The horizontal extent of a mark, in pixels."""
    item, share = group[0], size.width / 100
    middle = (axis.middle_of(period) if period else item.x) * share
    half = (size.counted if period else size.mark) / 2
    if period or not _spans(item):
        return middle - half, middle + half
    return min(middle - half, item.start * share), max(middle + half, item.end * share)


def _spans(item: _Item) -> bool:
    return item.day != item.last or item.act.search is not None


def _mark(
    period: CalendarPeriod | None, group: Sequence[_Item], axis: Axis, places: tuple[str, ...]
) -> PlacedMark:
    first = group[0]
    x, act = (axis.middle_of(period), None) if period else (first.x, first.act)
    start, end = (first.start, first.end) if act and _spans(first) else (None, None)
    look = first.act.look if len({item.act.look for item in group}) == 1 else None
    return PlacedMark(x, start, end, places, act, look, len(group), period, first.number)
