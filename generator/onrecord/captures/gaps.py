"""What a source has where a quote has an ellipsis, a bracket or the end of a part."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .quotation import Break, Quotation
from .typography import DOUBLE, NO_WIDTH, SINGLE, Folded, composed, runs_on

# How much of a source is looked at beside a break before the first run or after the last.
_BESIDE = 2_000
# What may stand beside a break without being left out.
_LOOSE = " ,;:"
_QUOTATION_MARKS = f"{SINGLE}{DOUBLE}\u2039\u203a"
# Where nothing else is left out, nothing is.
_STOPS = f".,;:!?{_QUOTATION_MARKS}"


def is_left_out(between: str) -> bool:
    """Whether there are more than stops, quotation marks and white space in ``between``."""
    return any(not (char.isspace() or char in _STOPS) for char in between)


def touch(between: str) -> bool:
    """Whether there are only quotation marks and white space in ``between``."""
    seen = NO_WIDTH.sub("", between)
    return all(char.isspace() or char in _QUOTATION_MARKS for char in seen)


def touching(quotation: Quotation) -> Iterator[int]:
    """The runs of ``quotation`` that end a part and that the next part may follow at once."""
    ended = {number for number, _ in quotation.endings}
    for number, (run, following) in enumerate(pairwise(quotation.runs)):
        follows = following.part == run.part + 1 and not following.breaks
        if follows and number not in ended:
            yield number


def joined(parts: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """``parts`` with those joined between which there is nothing in the source.

    Args:
        parts: the words of a quote.
        spans: where its runs are, as comparing found them: one reaches to the next there.
    """
    ways = (Quotation.whole(parts), Quotation.abridged(parts), Quotation.broken(parts))
    fitting = [one for one in ways if len(one.runs) == len(spans)]
    if not fitting:
        return tuple(parts)
    runs = fitting[-1].runs
    follow = {
        runs[number + 1].part
        for number in touching(fitting[-1])
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


def ours_of(
    breaks: Sequence[Break], text: str, start: int | None, end: int | None
) -> tuple[list[Break], str]:
    """Those of ``breaks`` that the source does not have itself, and what it has instead.

    Args:
        breaks: in order.
        text: of the source.
        start: where the run before them ends; ``None`` without one.
        end: where the run after them begins; ``None`` without one.
    """
    room = 2 * sum(len(one.text) for one in breaks) + _BESIDE
    after = start if start is not None else max(0, (end or 0) - room)
    before = end if end is not None else after + room
    between = Folded(composed(text[after:before])).text
    return _left_over(breaks, between, begins=start is not None, ends=end is not None)


def _left_over(
    breaks: Sequence[Break], between: str, *, begins: bool, ends: bool
) -> tuple[list[Break], str]:
    """The breaks that do not stand where ``between`` ``begins`` or ``ends``.

    Returns:
        These, and what is left of ``between``.
    """
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
