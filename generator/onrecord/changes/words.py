"""Two texts word by word: what stayed, what went, what came."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from onrecord.reading.texts import shared_start

# A word with its marks inside (don't, ten-percent), a run of white space, or a single sign.
# In scripts written without spaces each sign is a token of its own.
_SPACELESS = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
# Spaces; a letter of those; a word with its apostrophes and accents; any other sign.
_TOKEN = re.compile(
    rf"\s+|[{_SPACELESS}]|(?:(?![{_SPACELESS}])[\w'\u2019\u0300-\u036f])+|.", re.DOTALL
)
# So many pairs of equal tokens take a fifth of a second; prose of 800 words has as many.
_MOST_PAIRS = 8_000


_Kind: TypeAlias = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text in one of the two, or in both."""

    kind: _Kind
    text: str


def word_diff(old: str, new: str) -> tuple[Segment, ...]:
    """How ``new`` differs from ``old``, word by word.

    Joined, the segments that are not ``added`` give ``old``, those not ``removed`` give ``new``.

    >>> [segment.kind + ":" + segment.text for segment in word_diff("not one inch", "not an inch")]
    ['same:not ', 'removed:one', 'added:an', 'same: inch']
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    start = shared_start(before, after)
    end = shared_start(before[start:][::-1], after[start:][::-1])
    first, second = before[start : len(before) - end], after[start : len(after) - end]
    changed = _runs(first, second)
    return _joined([("same", before[:start]), *changed, ("same", before[len(before) - end :])])


def _runs(before: Sequence[str], after: Sequence[str]) -> list[tuple[_Kind, Sequence[str]]]:
    """What stayed, went and came; where tokens recur too often to compare, all of it."""
    recur = Counter(after)
    if sum(recur[token] for token in before) > _MOST_PAIRS:
        return [("removed", before), ("added", after)]
    runs: list[tuple[_Kind, Sequence[str]]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            runs.append(("same", before[start:end]))
        else:
            runs += [("removed", before[start:end]), ("added", after[begin:stop])]
    return runs


def _joined(runs: Sequence[tuple[_Kind, Sequence[str]]]) -> tuple[Segment, ...]:
    """``runs`` as segments, without empty ones, what stayed the same in one."""
    segments: list[Segment] = []
    for kind, tokens in runs:
        text = "".join(tokens)
        if text and segments and segments[-1].kind == kind == "same":
            segments[-1] = Segment("same", segments[-1].text + text)
        elif text:
            segments.append(Segment(kind, text))
    return tuple(segments)
