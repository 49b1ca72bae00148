"""How the runs of a quote follow each other in a text: in order, each near the one before.

Where the quote has an ellipsis, a bracket or the end of a part, the source may have other words.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .quotation import ABRIDGED, Break, QuoteRuns, Run
from .typography import DOUBLE, NO_WIDTH, SINGLE, Folded, composed, runs_on

# How much of a source is looked at next to a break before the first run or after the last.
_BESIDE = 2_000
_LOOSE = " ,;:"  # what may be next to a break without being left out
_QUOTATION_MARKS = f"{SINGLE}{DOUBLE}\u2039\u203a"
_STOPS = f".,;:!?{_QUOTATION_MARKS}"  # where nothing else is left out, nothing is


def leaves_words_out(between: str) -> bool:
    """Whether there are more than stops, quotation marks and white space in ``between``."""
    return any(not (char.isspace() or char in _STOPS) for char in between)


def only_marks(between: str) -> bool:
    """Whether there are only quotation marks and white space in ``between``."""
    seen = NO_WIDTH.sub("", between)
    return all(char.isspace() or char in _QUOTATION_MARKS for char in seen)


def touching_runs(quotation: QuoteRuns) -> Iterator[int]:
    """The runs of ``quotation`` that end a part and that the next part may follow at once."""
    ended = {number for number, _ in quotation.endings}
    for number, (run, following) in enumerate(pairwise(quotation.runs)):
        follows = following.part == run.part + 1 and not following.breaks
        if follows and number not in ended:
            yield number


def join_touching_parts(parts: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """``parts`` of a quote with runs at ``spans``, joined where the source has nothing between."""
    ways = (QuoteRuns.whole(parts), QuoteRuns.abridged(parts), QuoteRuns.broken(parts))
    fitting = [quotation for quotation in ways if len(quotation.runs) == len(spans)]
    if not fitting:
        return tuple(parts)
    runs = fitting[-1].runs
    follow = {
        runs[number + 1].part
        for number in touching_runs(fitting[-1])
        if spans[number][1] == spans[number + 1][0]
    }
    made: list[str] = []
    for number, part in enumerate(parts):
        if number in follow:
            before, after = made[-1].rstrip(), part.lstrip()
            space = "" if runs_on(before[-1]) or runs_on(after[0]) else " "
            made[-1] = f"{before}{space}{after}"
        else:
            made.append(part)
    return tuple(made)


def breaks_not_in_source(
    breaks: Sequence[Break], text: str, start: int | None, end: int | None
) -> tuple[list[Break], str]:
    """The ``breaks`` that the source has not, and what it has there, from ``start`` to ``end``."""
    room = 2 * sum(len(each.text) for each in breaks) + _BESIDE
    after = start if start is not None else max(0, (end or 0) - room)
    before = end if end is not None else after + room
    between = Folded(composed(text[after:before])).text
    return _left_over(breaks, between, begins=start is not None, ends=end is not None)


def _left_over(
    breaks: Sequence[Break], between: str, *, begins: bool, ends: bool
) -> tuple[list[Break], str]:
    """The breaks that are not where ``between`` ``begins`` or ``ends``, and what is left of it."""
    left = deque(breaks)
    start, end = 0, len(between)
    while begins:
        while start < end and between[start] in _LOOSE:
            start += 1
        if not left or not between.startswith(sign := Folded(left[0].text).text, start):
            break
        start += len(sign)
        left.popleft()
    while ends:
        while start < end and between[end - 1] in _LOOSE:
            end -= 1
        if not left or not between.endswith(sign := Folded(left[-1].text).text, start, end):
            break
        end -= len(sign)
        left.pop()
    return list(left), between[start:end]


NEAR = 2_000  # how far a run may be from the end of the run before, in characters
_ROOM = 40  # in so many characters something is left out, whatever they are

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class RunPlace:
    """Where a text has one run, in characters."""

    start: int
    end: int


class Gaps:
    """What must lie between runs: an ellipsis leaves something out."""

    def __init__(self, runs: Sequence[Run], text: str) -> None:
        self._dots = [any(each.flag == ABRIDGED for each in run.breaks) for run in runs]
        self._text = text

    def fit(self, number: int, end: int, start: int) -> bool:
        """Whether the run ``number`` may begin at ``start`` where the one before ends."""
        if not self._dots[number] or start - end > _ROOM:
            return True
        return leaves_words_out(self._text[end:start])


def in_order(
    runs: Iterator[Iterable[RunPlace]], gaps: Gaps | None
) -> Iterator[tuple[RunPlace, ...]]:
    """For each place of the first run, the first way in which the others follow, each near.

    From the last run to the first, each place is linked to the first one after it that leads to the
    end: one walk over all places, however many arrangements there are. ``gaps`` says what must be
    between the runs; ``None`` for nothing.
    """
    first = next(runs, None)
    second = next(runs, None)
    if first is None or second is None:
        # Nobody needs all places of a single run at once.
        yield from ((place,) for place in first or ())
        return
    places = [list(first), list(second)]
    for run in runs:
        if not places[-1]:
            return
        places.append(list(run))
    links: list[list[int]] = []
    reaching = [places[-1]]
    for number in range(len(places) - 1, 0, -1):
        good, link = _linked(places[number - 1], reaching[-1], number, gaps)
        reaching.append(good)
        links.append(link)
    reaching.reverse()
    links.reverse()
    for at, place in enumerate(reaching[0]):
        way = [place]
        for link, after in zip(links, reaching[1:], strict=True):
            at = link[at]  # noqa: PLW2901 - from place to place
            way.append(after[at])
        yield tuple(way)


def _linked(
    places: Sequence[RunPlace], after: Sequence[RunPlace], number: int, gaps: Gaps | None
) -> tuple[list[RunPlace], list[int]]:
    """Those of ``places`` that one of ``after`` follows, and which is the first of these."""
    good: list[RunPlace] = []
    links: list[int] = []
    first = len(after)
    for place in reversed(places):
        while first and after[first - 1].start >= place.end:
            first -= 1
        link = first
        # Only the next few characters can be no gap.
        while gaps and link < len(after) and not gaps.fit(number, place.end, after[link].start):
            link += 1
        if link < len(after) and after[link].start <= place.end + NEAR:
            good.append(place)
            links.append(link)
    good.reverse()
    links.reverse()
    return good, links
