"""A changed text, cut to what a reviewer has to see of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.changes.words import Piece, word_diff
from onrecord.views.saying import shorten

_AROUND = 12  # words kept on each side of a change
_LONG = 600  # characters of one piece
_WHOLE = 1_500  # characters of all pieces
_GAP = "…"
# White space that is all that changed must be seen.
_SEEN = str.maketrans({" ": "␣", "\t": "⇥", "\n": "⏎", "\N{NO-BREAK SPACE}": "⍽"})


def changed_words(old: str, new: str) -> tuple[Piece, ...]:
    """How ``new`` differs from ``old``, word by word, what stayed cut to what stands around."""
    pieces = word_diff(old, new)
    last = len(pieces) - 1
    shown = [
        _around(piece, first=index == 0, last=index == last)
        if piece.kind == "same"
        else Piece(piece.kind, _seen(piece.text))
        for index, piece in enumerate(pieces)
    ]
    return tuple(_bounded(shown))


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
