"""A text with its accents composed (NFC), and the place of each character in the original."""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache

# No letter has more marks than this; putting n marks in order takes n x n steps.
_MOST_MARKS = 30
# What is neither Latin, a sign, Chinese, Japanese nor Korean may be a mark.
_MAYBE_A_MARK = re.compile(
    "[^\x00-\u02ff\u2000-\u20cf\u2100-\u2fff\u3030-\u3098\u309b-\ua66e\uac00-\ud7ff]"
)
_LAST = "\U0001efff"  # no mark comes behind it


def nfc(text: str) -> str:
    """``text`` in NFC, in a time that grows with its length whatever it holds."""
    if not _MAYBE_A_MARK.search(text):
        return unicodedata.normalize("NFC", text)
    pieces, at = [], 0
    for stack in _excess_marks().finditer(text):
        pieces.append(unicodedata.normalize("NFC", text[at : stack.end()]))
        at = stack.end()
    pieces.append(unicodedata.normalize("NFC", text[at:]))
    return "".join(pieces)


@cache
def _excess_marks() -> re.Pattern[str]:
    """A pattern: each mark that follows more marks on a letter than any writing has."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x10000))))
    return re.compile(
        f"[{marks}](?<=[{marks}]{{{_MOST_MARKS}}})|[\U00010000-{_LAST}]{{{_MOST_MARKS}}}"
    )


class Composed:
    """A text in NFC that knows where each of its characters was in the original."""

    __slots__ = ("_places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: array[int] | None = None
        if nfc(text) != text:
            self.text, self._places = _composed_with_places(text)

    def place(self, index: int) -> int:
        """Where the character ``index`` of ``text`` is in the original."""
        return index if self._places is None else self._places[index]


def _composed_with_places(text: str) -> tuple[str, array[int]]:
    """``text`` in NFC, and for each of its characters (and its end) where it came from."""
    made: list[str] = []
    places: array[int] = array("L")
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _combines(text, start, end):
            continue
        new = unicodedata.normalize("NFC", text[start:end])
        made.append(new)
        places.extend([start] * len(new))
        start = end
    places.append(len(text))
    return "".join(made), places


def _combines(text: str, start: int, end: int) -> bool:
    """Whether the character at ``end`` combines with those from ``start`` on before it."""
    char = text[end]
    if char < "\u0300":
        return False
    if end - start > _MOST_MARKS:
        return False
    if unicodedata.combining(char):
        return True
    run = text[start:end]
    return unicodedata.normalize("NFC", run + char) != unicodedata.normalize("NFC", run) + char
