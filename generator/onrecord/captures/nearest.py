"""What in a text comes nearest to words that do not stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

_WORDS = re.compile(r"\w+(?:['\u2019-]\w+)*|[^\w\s]")
# Of a hundred: below it, rapidfuzz' likeness of letters is chance.
_LIKE = 75.0
# From here on the letters alone will do, as in "now here" for "nowhere".
_VERY_LIKE = 88.0
# How much of the words must be the same where the letters are not very like.
_SAME_WORDS = 0.6
# Characters beside the place of the likest letters that may belong to the words.
_ROOM = 40


@dataclass(frozen=True, slots=True)
class Nearest:
    """The words in a text that are nearly those of a quote.

    Attributes:
        start, end: where they stand, in characters.
        differences: the quote's words and the text's, wherever they differ.
    """

    start: int
    end: int
    differences: tuple[tuple[str, str], ...]


def nearest(words: str, text: str) -> Nearest | None:
    """The place of ``text`` that is nearest to ``words``; ``None`` where none is near."""
    ours, theirs = _folded(words), _folded(text)
    if not ours or not theirs or len(ours) > 2 * len(theirs):
        return None
    found = fuzz.partial_ratio_alignment(ours, theirs, score_cutoff=_LIKE)
    if found is None:
        return None
    mine = _WORDS.findall(words)
    around = _around(text, found.dest_start, found.dest_end)
    span = _span(mine, around)
    other = [word[0] for word in span]
    likeness = fuzz.ratio(_folded(" ".join(mine)), _folded(" ".join(other)))
    same = SequenceMatcher(None, _all_folded(mine), _all_folded(other), autojunk=False).ratio()
    if likeness < _LIKE or (likeness < _VERY_LIKE and same < _SAME_WORDS):
        return None
    return Nearest(span[0].start(), span[-1].end(), _differences(mine, other))


def _around(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of ``text`` from ``start`` to ``end`` and as many characters before and after."""
    room = end - start + _ROOM
    return list(_WORDS.finditer(text, max(0, start - room), end + room))


def _span(ours: Sequence[str], around: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The words of ``around`` that stand for ``ours``, from the first of them to the last."""
    theirs = _all_folded([word[0] for word in around])
    matcher = SequenceMatcher(None, _all_folded(ours), theirs, autojunk=False)
    *blocks, _ = matcher.get_matching_blocks()
    if not blocks:
        return _likest(ours, around)
    first, last = blocks[0], blocks[-1]
    start = max(0, first.b - first.a)
    end = last.b + len(ours) - last.a
    return around[start:end]


def _likest(ours: Sequence[str], around: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The run of words whose letters are most like ``ours``, where no word is the same."""
    said = "".join(ours).lower()
    runs = [
        around[start : start + count]
        for count in range(max(1, len(ours) - 1), len(ours) + 2)
        for start in range(max(1, len(around) - count + 1))
    ]
    return max(runs, key=lambda run: fuzz.ratio(said, "".join(word[0] for word in run).lower()))


def _differences(ours: Sequence[str], theirs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return tuple(
        (" ".join(ours[a:b]), " ".join(theirs[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )


def _folded(text: str) -> str:
    """``text`` in small letters, character for character, so that places stay what they are."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _all_folded(words: Sequence[str]) -> list[str]:
    return [word.casefold().replace("\u2019", "'") for word in words]
