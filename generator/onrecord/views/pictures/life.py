"""A demand's life as one picture: an axis of dates, a lane for each side, a mark for each act."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from onrecord.desk import DemandEntry, Position, Rank, decides, grouped
from onrecord.records import PartialDate, fixed
from onrecord.views.acts import ActView, Look, answers_once
from onrecord.views.answers import PositionView, position_view
from onrecord.views.context import Context
from onrecord.views.links import Link
from onrecord.views.listing import Part

from .lane_marks import PlacedMark, place_marks
from .scale import SIZES, CalendarPeriod, Covered, Tick, axis_for, covered, ticks

T = TypeVar("T")
Side = Literal["demands", "addressee", "told", "others"]

# So many marks of unknown date are drawn next to a lane; of more only the number.
_UNDATED = 8
# Fewer marks are no picture; of more acts a lane's table has those of a period in one row.
_FEWEST, _ROWS = 2, 30
# How answers are known, the best first.
_HOW = ("exact", "paraphrased", "unquoted", "unnamed")


@fixed
class LifeRow:
    """A row of the table: one act, or how many of a period on a page that is split."""

    anchor: str  #: its id on the page
    act: ActView | None
    look: Look | None  #: `None` for several acts that look different
    period: CalendarPeriod | None
    count: int
    uri: str | None
    same_date: bool = False  #: whether other words are of its date too


@fixed
class LaneAnswers:
    """The number of each answer of an addressee, without reports by others."""

    name: Link  #: the addressee
    whose: str  #: whether it is `one` body, a `person` or `several`
    #: the answer, how we have its words (or `unnamed`), in how many statements, and how many of
    #: these have a condition; the most frequent answer first
    counts: tuple[tuple[str, str, int, int], ...]


@fixed
class Lane:
    """One side of a demand."""

    kind: Side  #: `demands`, an `addressee`, what others told of it, or `others` not asked
    names: tuple[Link, ...]  #: whose lane it is; none for others
    standing: PositionView | None  #: the status with the addressee; not on the lane of reports
    heights: tuple[str, ...]  #: classes that say how many rows it takes at which size
    marks: tuple[PlacedMark, ...]
    undated: tuple[ActView, ...]  #: acts of unknown date; of many only `undated_count` is given
    undated_count: int  #: how many have no date
    rows: tuple[LifeRow, ...]


@fixed
class LifeView:
    """The picture, as numbers to print."""

    covered: Covered | None  #: the part of the axis that the desk covers
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]  #: one for the demand, one for each addressee, one for others
    looks: tuple[Look, ...]  #: every look that is drawn, acts first
    counted: tuple[str, ...]  #: the sizes at which a mark represents several acts
    spans: bool  #: whether a mark represents a month or a year
    times_stated: int  #: how often it was asked
    answers: tuple[LaneAnswers, ...]  #: one for each addressee

    @property
    def legend(self) -> tuple[Look, ...]:
        """One look of each word that is drawn."""
        first = {look.word: look for look in reversed(self.looks)}
        return tuple(first[word] for word in dict.fromkeys(look.word for look in self.looks))

    def answers_of(self, addressee: Link) -> tuple[str | None, int]:
        """The place of all answers of ``addressee`` in the table, and their number."""
        lanes = [
            (number, sum(row.count for row in lane.rows if not (row.act and row.act.search)))
            for number, lane in enumerate(self.lanes, 1)
            if lane.kind in ("addressee", "told") and addressee in lane.names
        ]
        anchor = next((f"life-rows-{number}" for number, count in lanes if count), None)
        return anchor, sum(count for _, count in lanes)

    @property
    def anchors(self) -> frozenset[str]:
        """The places of the table to which marks lead."""
        return frozenset(mark.anchor for lane in self.lanes for mark in lane.marks if mark.anchor)

    @property
    def has_aside(self) -> bool:
        """Whether one is drawn that does not count."""
        return any(look.aside for look in self.looks)

    @property
    def ranks(self) -> tuple[str, ...]:
        """The ranks of the answers that are drawn, the highest first."""
        drawn = {look.rank for look in self.looks if look.word != "none_found"}
        return tuple(rank for rank in ("own", "unnamed", "told") if rank in drawn)


def life_picture(context: Context, entry: DemandEntry, parts: Sequence[Part[T]]) -> LifeView | None:
    """The life of ``entry``; ``None`` where there is too little to draw.

    ``parts`` are its pages, its own first, to which marks of several acts lead if it is split.
    """
    people, coverage = context.people, context.desk.coverage
    sides: list[tuple[Side, str | None, Sequence[ActView]]] = [
        ("demands", None, answers_once(context, entry.statements)),
        *(side for to in entry.addressees for side in _answers(context, entry.positions[to])),
        ("others", None, answers_once(context, entry.others)),
    ]
    every = [act for _, _, acts in sides for act in acts]
    axis = axis_for((act.drawn_on for act in every), coverage)
    if axis is None or sum(act.drawn_on.known for act in every) < _FEWEST:
        return None
    pages = {part.name: part.uri for part in parts} if len(parts) > 1 else {}
    dated = grouped((act.drawn_on, _words_uri(act)) for act in every)
    words_of = {day: frozenset(uris) for day, uris in dated.items()}
    lanes = []
    for number, (kind, to, acts) in enumerate(sides):
        if not acts and kind in ("others", "told"):
            continue
        by = () if kind == "others" else [to] if to else entry.record.by
        answered = to if kind == "addressee" else None
        state = position_view(context, entry.positions[answered]) if answered else None
        marks, heights = place_marks(acts, axis, entry.first_date)
        layout = _Layout(number, acts, marks, pages, words_of)
        lanes.append(layout.lane(kind, people.links(by), state, heights))
    drawn = [mark for lane in lanes for mark in lane.marks]
    counted = {place[0] for mark in drawn if mark.count > 1 for place in mark.places}
    return LifeView(
        covered=covered(axis, coverage),
        ticks=ticks(axis),
        lanes=tuple(lanes),
        looks=tuple(dict.fromkeys(act.look for act in every)),
        counted=tuple(size.name for size in SIZES if size.name in counted),
        spans=any(mark.act and mark.start is not None and not mark.act.search for mark in drawn),
        times_stated=entry.times_stated,
        answers=tuple(_counts(context, entry.positions[to]) for to in entry.addressees),
    )


def _answers(
    context: Context, position: Position
) -> Iterator[tuple[Side, str | None, Sequence[ActView]]]:
    """The answers of one addressee and its members, then the search; reports separately."""
    # A search that an answer shows to have missed something is left out.
    search = position.none_found if not position.stale else None
    to, answers = position.addressee, position.answers
    said = [answer for answer in answers if answer.rank is not Rank.TOLD]
    told = [answer for answer in answers if answer.rank is Rank.TOLD]
    yield "addressee", to, answers_once(context, (*said, *([search] if search else [])))
    yield "told", to, answers_once(context, told)


def _counts(context: Context, position: Position) -> LaneAnswers:
    """Statements that count as the addressee's own answer; versions of one are one."""
    limited = {(act.word, act.utterance) for act in position.answers if act.condition}
    own = (act for act in position.answers if decides(act) and act.rank is not Rank.TOLD)
    ways = grouped(
        ((act.word, act.utterance), "unnamed" if act.rank is Rank.UNNAMED else act.wording)
        for act in own
    )
    best: dict[tuple[str, Hashable], str] = {
        said: min(hows, key=_HOW.index) for said, hows in ways.items()
    }
    counted = Counter((word, how) for (word, _), how in best.items())
    conditional = Counter((key[0], how) for key, how in best.items() if key in limited)
    often = Counter(word for word, _ in best).most_common()
    order = ((word, how) for word, _ in often for how in _HOW)
    return LaneAnswers(
        name=context.people.link(position.addressee),
        whose=context.people.whose(position.addressee),
        counts=tuple((*key, counted[key], conditional[key]) for key in order if counted[key]),
    )


def _words_uri(act: ActView) -> str | None:
    """The page of the quote, else of the article; none for a search."""
    return None if act.search else act.uri


def _without_words(act: ActView) -> Hashable:
    """What is said of an act aside from its words."""
    return (act.word, act.by, act.told_by, act.date, act.card and act.card.speakers)


@fixed
class _Layout:
    """Makes one lane: its number, its acts, their marks, and the pages of a split demand."""

    number: int
    acts: Sequence[ActView]
    marks: Sequence[PlacedMark]
    pages: Mapping[str, str]
    words_of: Mapping[PartialDate, Collection[str | None]]  #: of all sides by their date

    def lane(
        self,
        kind: Side,
        names: tuple[Link, ...],
        state: PositionView | None,
        heights: tuple[str, ...],
    ) -> Lane:
        undated = [act for act in self.acts if not act.drawn_on.known]
        few = tuple(undated) if len(undated) <= _UNDATED else ()
        marks, rows = (
            map(self._mark, self.marks),
            self._counts() if len(self.acts) > _ROWS else self._rows(),
        )
        return Lane(kind, names, state, heights, tuple(marks), few, len(undated), tuple(rows))

    def _mark(self, mark: PlacedMark) -> PlacedMark:
        """``mark`` with its link."""
        if mark.act and (uri := _words_uri(mark.act)):
            alike = sum(_without_words(act) == _without_words(mark.act) for act in self.acts) > 1
            return replace(mark, uri=uri, alike=alike)
        if mark.period and self.pages:
            return replace(mark, uri=self._page(mark.period))
        return replace(mark, anchor=self._anchor(mark.first))

    def _rows(self, *, undated: bool = False) -> Iterable[LifeRow]:
        for number, act in enumerate(self.acts):
            if not (undated and act.drawn_on.known):
                same_date = len(self.words_of.get(act.drawn_on, ())) > 1
                anchor, uri = self._anchor(number), _words_uri(act)
                yield LifeRow(anchor, act, act.look, None, 1, uri, same_date)

    def _counts(self) -> Iterable[LifeRow]:
        """The marks of the widest size, which say the same in fewer rows; then the undated."""
        for mark in self.marks:
            if any(place.startswith(SIZES[-1].name) for place in mark.places):
                anchor, uri = self._anchor(mark.first), self._mark(mark).uri
                yield LifeRow(anchor, mark.act, mark.look, mark.period, mark.count, uri)
        yield from self._rows(undated=True)

    def _anchor(self, number: int) -> str:
        return f"life-{self.number + 1}-{number + 1}"

    def _page(self, period: CalendarPeriod) -> str:
        """The finest page with the whole of ``period``; the demand's own has everything."""
        first, last = period.first.isoformat(), period.last.isoformat()
        names = [first[:length] for length in (10, 7, 4) if first[:length] == last[:length]]
        return self.pages[next((name for name in names if name in self.pages), "")]
