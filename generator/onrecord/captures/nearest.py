"""The words of a text that are most like words that are not in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from .typography import Folded, marks_agree

# A number with its signs ("1,000"), a word with its apostrophes and hyphens ("can't"), or a sign.
_WORDS = re.compile(r"\d+(?:[.,:/']\d+)+|\w+(?:['\u2019-]\w+)*|[^\w\s]")
# Of a hundred: a likeness of letters, as rapidfuzz measures it, that is lower is chance.
_LIKE = 75.0
# From here on the letters alone will do, as in "now here" for "nowhere".
_VERY_LIKE = 88.0
# How much of the words must be the same where the letters are not very like.
_SAME_WORDS = 0.6
# Characters around the place of the likest letters that may belong to the words.
_ROOM = 40


@dataclass(frozen=True, slots=True)
class Nearest:
    """The words in a text that are nearly those of a quote.

    ``start`` and ``end`` count characters of the folded text. ``differences`` are the quote's words
    and the text's, as written, wherever they differ by more than typography.
    """

    start: int
    end: int
    differences: tuple[tuple[str, str], ...]


def nearest(words: str, text: Folded) -> Nearest | None:
    """The place of ``text`` that is nearest to ``words``; ``None`` where none is near."""
    said = Folded(words)
    ours, theirs = _small(said.text), _small(text.text)
    if not ours or not theirs or len(ours) > 2 * len(theirs):
        return None
    found = fuzz.partial_ratio_alignment(ours, theirs, score_cutoff=_LIKE)
    if found is None:
        return None
    mine = list(_WORDS.finditer(said.text))
    span = _span(_texts(mine), _around(text.text, found.dest_start, found.dest_end))
    quoted, printed = _texts(mine), _texts(span)
    likeness = fuzz.ratio(_small(" ".join(quoted)), _small(" ".join(printed)))
    same = SequenceMatcher(None, _all_small(quoted), _all_small(printed), autojunk=False).ratio()
    if likeness < _LIKE or (likeness < _VERY_LIKE and same < _SAME_WORDS):
        return None
    differences = _differences(_WrittenWords(said, mine), _WrittenWords(text, span))
    return Nearest(span[0].start(), span[-1].end(), differences)


def _around(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of ``text`` from ``start`` to ``end`` and as many characters before and after."""
    room = end - start + _ROOM
    return list(_WORDS.finditer(text, max(0, start - room), end + room))


def _span(ours: Sequence[str], around: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The words of ``around`` that correspond to ``ours``, from the first of them to the last."""
    theirs = _all_small([word[0] for word in around])
    matcher = SequenceMatcher(None, _all_small(ours), theirs, autojunk=False)
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


class _WrittenWords:
    """Words of a folded text, as they are written."""

    def __init__(self, text: Folded, words: Sequence[re.Match[str]]) -> None:
        self.folded = _texts(words)
        self.written = [text.source[text.start(w.start()) : text.end(w.end())] for w in words]


def _differences(ours: _WrittenWords, theirs: _WrittenWords) -> tuple[tuple[str, str], ...]:
    matcher = SequenceMatcher(None, ours.folded, theirs.folded, autojunk=False)
    differences: list[tuple[str, str]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        mine, other = ours.written[a:b], theirs.written[c:d]
        if kind != "equal":
            differences.append((" ".join(mine), " ".join(other)))
        else:
            pairs = zip(mine, other, strict=True)
            differences += [pair for pair in pairs if not marks_agree(*pair)]
    return tuple(differences)


def _texts(words: Sequence[re.Match[str]]) -> list[str]:
    return [word[0] for word in words]


def _small(text: str) -> str:
    """``text`` in small letters, character for character, so that places stay what they are."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _all_small(words: Sequence[str]) -> list[str]:
    return [word.casefold() for word in words]
