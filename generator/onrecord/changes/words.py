"""Two texts word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A word with its marks inside (don't, ten-percent), a run of white space, or a single sign.
# In scripts written without spaces each sign is a token of its own.
_SPACELESS = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
_TOKEN = re.compile(
    rf"\s+|[{_SPACELESS}]|(?:(?![{_SPACELESS}])[\w'\u2019\u0300-\u036f])+|.", re.DOTALL
)
# Above this many tokens comparing is quadratic work nobody reads: the whole is old and new.
_LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one of the two, or in both."""

    kind: Literal["same", "removed", "added"]
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """How ``new`` differs from ``old``, word by word.

    The pieces that are not ``added`` give ``old`` when joined, those not ``removed`` give ``new``.

    >>> [piece.kind + ":" + piece.text for piece in word_diff("not one inch", "not an inch")]
    ['same:not ', 'removed:one', 'added:an', 'same: inch']
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _LONGEST:
        return tuple(_pieces(("removed", old), ("added", new)))
    pieces: list[tuple[Literal["same", "removed", "added"], str]] = []
    for tag, start, end, begin, stop in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(before[start:end])))
            continue
        pieces.append(("removed", "".join(before[start:end])))
        pieces.append(("added", "".join(after[begin:stop])))
    return tuple(_pieces(*pieces))


def _pieces(*parts: tuple[Literal["same", "removed", "added"], str]) -> Iterator[Piece]:
    return (Piece(kind, text) for kind, text in parts if text)
