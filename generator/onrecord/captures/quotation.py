"""A quote's words as the runs that must be in the source, what is between them, and their order.

Where the quote has an ellipsis, a bracket or the end of a part, the source may have other words.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from onrecord.records import fixed

from .typography import DOTS, DOUBLE, NO_WIDTH, SINGLE, Folded, composed, runs_on

ABRIDGED = "abridged"
INSERTED = "inserted"

# Dots in brackets of any shape, or the word for it in Chinese and Japanese, say that words are
# left out; so do dots alone, and square brackets without a word. Words in square brackets are not
# the speaker's.
_LEFT_OUT = (
    r"(?P<left_out>[\[({<\uff3b\uff08\u3010\u3014\u27e8][\s,;:]*+"
    rf"(?:{DOTS}|[\u4e2d\u524d\u5f8c\u540e\u4e0b]?\u7565)[\s,;:]*+[\])}}>\uff3d\uff09\u3011\u3015\u27e9]"
    r"|\[\s*+(?i:snip(?:ped)?|cut|omitted|(?:words )?left out|coup\u00e9e?|omis)\s*+\]"
    rf"|{DOTS}|\[[\s*_]*+\]|\[\s*+(?:[\u2013\u2014]|--)[\s\-\u2013\u2014]*+\])"
)
_DOTS = re.compile(_LEFT_OUT)  # only to part a text there
# "[...]", "…", "[]", or words in square brackets, "[the dockers]", of whatever width.
_BREAK = re.compile(
    rf"{_LEFT_OUT}|"
    r"(?P<added>\[[^\[\]]*+\]|\uff3b[^\uff3b\uff3d]*+\uff3d|\u3014[^\u3014\u3015]*+\u3015)"
)
_LOOSE_ENDS = " \t\n,;:"  # what may be next to a break without belonging to the words
# How much of a source is looked at next to a break before the first run or after the last.
_BESIDE = 2_000
_BESIDE_BREAK = " ,;:"  # what may be next to a break without being left out
_QUOTATION_MARKS = f"{SINGLE}{DOUBLE}\u2039\u203a"
_STOPS = f".,;:!?{_QUOTATION_MARKS}"  # where nothing else is left out, nothing is


@fixed
class Break:
    """The text between two runs, and what it means if the source does not have it."""

    text: str
    flag: str


@fixed
class Run:
    """Words that are together in the source."""

    words: str  # composed, not empty
    same: bool  # whether they are written as the quote has them, letter by letter
    part: int = 0  # the number of the part they belong to, from 0
    # Between the run before and this one; none at the begin of a part.
    breaks: tuple[Break, ...] = ()
    # What is in the brackets before it where its first word begins in them, as "w" in "[w]orkers";
    # else empty.
    opening: str = ""
    # Its last word ends in the brackets after it, as in "strike[s]" or "strike[]".
    open_end: bool = False
    last: bool = True  # whether it ends a part, so that its last stop or comma may be another


@fixed
class QuoteRuns:
    """The runs of a quote, in order."""

    runs: tuple[Run, ...]  # none where there is nothing but brackets and dots
    # The breaks after the last run of a part, by the number of that run; -1 for those of parts that
    # have no run.
    endings: tuple[tuple[int, tuple[Break, ...]], ...] = ()

    @classmethod
    def whole(cls, parts: Sequence[str]) -> "QuoteRuns":
        """Each of ``parts`` as one run: ellipses and brackets may be the source's own."""
        stripped = ((number, part.strip()) for number, part in enumerate(parts))
        return cls(
            tuple(
                Run(composed(part), composed(part) == part, number)
                for number, part in stripped
                if composed(part)
            )
        )

    @classmethod
    def abridged(cls, parts: Sequence[str]) -> "QuoteRuns":
        """``parts`` split at every ellipsis: brackets may be the source's own."""
        return cls._broken(parts, _DOTS)

    @classmethod
    def broken(cls, parts: Sequence[str]) -> "QuoteRuns":
        """``parts`` split at every ellipsis and bracket."""
        return cls._broken(parts, _BREAK)

    @classmethod
    def _broken(cls, parts: Sequence[str], at: re.Pattern[str]) -> "QuoteRuns":
        runs: list[Run] = []
        endings: list[tuple[int, tuple[Break, ...]]] = []
        for number, part in enumerate(parts):
            found, ending = _runs(part.strip(), number, at)
            runs += found
            if ending:
                endings.append((len(runs) - 1 if found else -1, ending))
        return cls(tuple(runs), tuple(endings))

    @property
    def letters(self) -> int:
        """The least number of characters that the source needs."""
        return sum(len(run.words) for run in self.runs)

    @property
    def flags(self) -> frozenset[str]:
        """The meanings of its breaks, if the source has none of them."""
        groups = [*(run.breaks for run in self.runs), *(breaks for _, breaks in self.endings)]
        return frozenset(each.flag for breaks in groups for each in breaks)


def _runs(part: str, number: int, at: re.Pattern[str]) -> tuple[list[Run], tuple[Break, ...]]:
    """The runs of ``part``, and the breaks that no run follows."""
    same = composed(part) == part
    runs: list[Run] = []
    breaks: list[Break] = []
    opening = ""
    pieces = [*_pieces(composed(part), at), ("", None)]
    for (text, flag), (following, following_flag) in pairwise(pieces):
        if flag:
            breaks.append(Break(text, flag))
            opening = text[1:-1] if flag == INSERTED and following[:1].isalnum() else ""
            continue
        words = text.lstrip(_LOOSE_ENDS) if breaks else text.lstrip()
        words = words.rstrip(_LOOSE_ENDS) if following else words.rstrip()
        if not any(char.isalnum() for char in words):
            continue
        in_brackets = following_flag == INSERTED or following.startswith("[]")
        open_end = in_brackets and text[-1:].isalnum()
        last = not following
        runs.append(Run(words, same, number, tuple(breaks), opening, open_end, last))
        breaks, opening = [], ""
    return runs, tuple(breaks)


def _pieces(part: str, breaks: re.Pattern[str]) -> Iterator[tuple[str, str | None]]:
    """The texts and breaks of ``part`` in order, each break with its meaning."""
    at = 0
    for found in breaks.finditer(part):
        if found.start() > at:
            yield part[at : found.start()], None
        yield found[0], ABRIDGED if found.lastgroup == "left_out" else INSERTED
        at = found.end()
    if at < len(part):
        yield part[at:], None


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
        while start < end and between[start] in _BESIDE_BREAK:
            start += 1
        if not left or not between.startswith(sign := Folded(left[0].text).text, start):
            break
        start += len(sign)
        left.popleft()
    while ends:
        while start < end and between[end - 1] in _BESIDE_BREAK:
            end -= 1
        if not left or not between.endswith(sign := Folded(left[-1].text).text, start, end):
            break
        end -= len(sign)
        left.pop()
    return list(left), between[start:end]


NEAR = 2_000  # how far a run may be from the end of the run before, in characters
_ROOM = 40  # in so many characters something is left out, whatever they are

Spans = tuple[tuple[int, int], ...]


@fixed
class RunPlace:
    """The place of one run in a text, in characters."""

    start: int
    end: int


class Gaps:
    """What must be between runs: an ellipsis leaves something out."""

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
    """The ``places`` that one of ``after`` follows, each with the first of these."""
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
