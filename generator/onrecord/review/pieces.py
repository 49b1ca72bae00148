"""A changed text, cut to what a reviewer has to see of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.changes.words import Piece, word_diff
from onrecord.views.saying import shorten

_AROUND = 12  # words kept on each side of a change
_LONG = 600  # characters of one piece
_WHOLE = 1_500  # characters of all pieces
_PAIRS = 8_000  # prose of 800 words has as many; comparing takes a fifth of a second at worst
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff]|\w+|[^\w\s]")
_GAP = "…"
# White space that is all that changed must be seen.
_SEEN = str.maketrans({" ": "␣", "\t": "⇥", "\n": "⏎", "\N{NO-BREAK SPACE}": "⍽"})


def changed_words(old: str, new: str) -> tuple[Piece, ...]:
    """How ``new`` differs from ``old``, word by word, what stayed cut to what stands around."""
    pieces = _compared(old, new)
    last = len(pieces) - 1
    shown = [
        _around(piece, first=index == 0, last=index == last)
        if piece.kind == "same"
        else Piece(piece.kind, _seen(piece.text))
        for index, piece in enumerate(pieces)
    ]
    return tuple(_bounded(shown))


def _compared(old: str, new: str) -> tuple[Piece, ...]:
    """As ``word_diff``, but never for long: where words recur too often, the middle is replaced."""
    start = _to_word(_common(old, new))
    end = _to_word(_common(old[len(start) :][::-1], new[len(start) :][::-1]))
    before = old[len(start) : len(old) - len(end)]
    after = new[len(start) : len(new) - len(end)]
    if _pairs(before, after) <= _PAIRS:
        middle = word_diff(before, after)
    else:
        middle = (Piece("removed", before), Piece("added", after))
    return _joined((Piece("same", start), *middle, Piece("same", end[::-1])))


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """``pieces`` without empty ones, what stayed the same in one."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.text and joined and joined[-1].kind == piece.kind == "same":
            joined[-1] = Piece("same", joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return tuple(joined)


def _common(one: str, other: str) -> str:
    """What both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return one[: next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))]


def _to_word(common: str) -> str:
    """``common`` as far as its last white space; all of it where it has none at all."""
    cut = max(common.rfind(" "), common.rfind("\n"))
    return common[: cut + 1] if cut >= 0 or len(common) < _AROUND else common


def _pairs(old: str, new: str) -> int:
    """How often a word of one stands in the other: what comparing them costs grows with it."""
    before, after = Counter(_WORD.findall(old)), Counter(_WORD.findall(new))
    return sum(count * after[word] for word, count in before.items())


def share_words(pieces: Sequence[Piece]) -> bool:
    """Whether the two texts have a word in common: else one simply stands for the other."""
    return any(
        piece.kind == "same" and any(character.isalnum() for character in piece.text)
        for piece in pieces
    )


def excerpt(text: str) -> str:
    """``text`` on one line, its beginning where it is long."""
    return shorten(text, _LONG)


def _seen(text: str) -> str:
    if text.isspace():
        return text.translate(_SEEN)
    if len(text) <= _LONG:
        return text
    tail = " " if text[-1:].isspace() else ""
    return (" " if text[:1].isspace() else "") + shorten(text, _LONG) + tail


def _around(piece: Piece, *, first: bool, last: bool) -> Piece:
    words = piece.text.split(" ")
    if first and last:  # nothing changed at all
        return Piece("same", shorten(piece.text, _LONG))
    if first and len(words) > _AROUND + 2:
        kept = [_GAP, *words[-_AROUND:]]
    elif last and len(words) > _AROUND + 2:
        kept = [*words[:_AROUND], _GAP]
    elif len(words) > 2 * _AROUND + 2:
        kept = [*words[:_AROUND], _GAP, *words[-_AROUND:]]
    else:
        kept = words
    text = " ".join(kept)
    if len(text) <= _LONG:
        return Piece("same", text)
    # One endless word, or a script that does without spaces.
    half = _LONG // 4
    start, end = "" if first else text[:half], "" if last else text[-half:]
    return Piece("same", start + _GAP + end)


def _bounded(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """``pieces`` as far as they are not too much together."""
    total = 0
    for piece in pieces:
        total += len(piece.text)
        if total > _WHOLE and piece is not pieces[0]:
            yield Piece("same", f" {_GAP}")
            return
        yield piece
