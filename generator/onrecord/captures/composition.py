"""A text with its accents composed, character by character beside the text as it was."""

from __future__ import annotations

import unicodedata
from array import array


class Composed:
    """A text in NFC that knows where each of its characters stood in the text as it was.

    Attributes:
        text: in NFC.
    """

    __slots__ = ("_places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: array[int] | None = None
        if not unicodedata.is_normalized("NFC", text):
            self.text, self._places = _composed_with_places(text)

    def place(self, index: int) -> int:
        """Where the character ``index`` of ``text`` stood in the text as it was."""
        return index if self._places is None else self._places[index]


def _composed_with_places(text: str) -> tuple[str, array[int]]:
    """``text`` in NFC, and for each of its characters (and its end) where it came from."""
    made: list[str] = []
    places: array[int] = array("L")
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _melts(text, start, end):
            continue
        new = unicodedata.normalize("NFC", text[start:end])
        made.append(new)
        places.extend([start] * len(new))
        start = end
    places.append(len(text))
    return "".join(made), places


def _melts(text: str, start: int, end: int) -> bool:
    """Whether the character at ``end`` combines with those from ``start`` on before it."""
    char = text[end]
    if char < "\u0300":
        return False
    if unicodedata.combining(char):
        return True
    run = text[start:end]
    return unicodedata.normalize("NFC", run + char) != unicodedata.normalize("NFC", run) + char
