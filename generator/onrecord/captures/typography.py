"""Which differences between two texts are typography, and which are words.

Typography is what a typesetter, a browser or a line break does to a text: curly and straight marks,
the kind, length and spacing of dashes, three dots and ``…``, white space between words, characters
of no width, the composition of accents. Everything else is wording: a letter, a capital, a comma,
an apostrophe, a word cut in two.
"""

from __future__ import annotations

import re
import unicodedata
from array import array

# Soft hyphen, zero-width space and joiners, word joiner, byte-order mark, marks of direction.
_NO_WIDTH = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u061c\u202a-\u202e\u2066-\u2069"
NO_WIDTH = re.compile(f"[{_NO_WIDTH}]")

_SINGLE = "'\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`"
_DOUBLE = '"\u201c\u201d\u201e\u201f\u2033'
_HYPHENS = "\\-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"

_TOKEN = re.compile(
    rf"(?P<dash>\s*[{_HYPHENS}]+\s*)"
    r"|(?P<dots>\s*(?:\.{3}|\u2026)\s*)"
    r"|(?P<opening>\u00ab\s*)|(?P<closing>\s*\u00bb)"
    rf"|(?P<double>[{_DOUBLE}])|(?P<single>[{_SINGLE}])"
    r"|(?P<space>\s+)|(?P<letter>.)",
    re.DOTALL,
)
_AS = {
    "dash": rf"\s*[{_HYPHENS}]+\s*",
    "dots": r"\s*(?:\.{3}|\u2026)\s*",
    "opening": rf"(?:\u00ab\s*|[{_DOUBLE}])",
    "closing": rf"(?:\s*\u00bb|[{_DOUBLE}])",
    "double": rf"(?:\u00ab\s*|\s*\u00bb|[{_DOUBLE}])",
    "single": f"[{_SINGLE}]",
    "space": r"\s+",
}

# Scripts that set no space between words, so that a word has no edge to look for.
_RUN_ON = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff66-\uff9f]"
)


def composed(text: str) -> str:
    """``text`` with accents composed (NFC) and without characters of no width."""
    return unicodedata.normalize("NFC", NO_WIDTH.sub("", text))


def pattern_of(words: str, *, loose: bool = False) -> str:
    """A regular expression for ``words`` in whatever typography; ``words`` are composed.

    Args:
        words: one run of words, not empty.
        loose: whether the text may hold characters of no width between any two letters.
    """
    between = f"[{_NO_WIDTH}]*" if loose else ""
    return between.join(_token(found) for found in _TOKEN.finditer(words))


def _token(found: re.Match[str]) -> str:
    kind = str(found.lastgroup)
    return _AS[kind] if kind in _AS else re.escape(found[0])


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins and ends where words do."""
    return _edge(text, start) and _edge(text, end)


def _edge(text: str, place: int) -> bool:
    """Whether a word begins or ends at ``place``."""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if not _in_word(before) or not _in_word(after):
        return True
    return bool(_RUN_ON.match(before) or _RUN_ON.match(after))


def _in_word(char: str) -> bool:
    # A mark (an accent, a vowel sign) belongs to the letter before it.
    return char.isalnum() or unicodedata.category(char)[0] == "M"


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
        if end < len(text) and _melts(text[start:end], text[end]):
            continue
        new = unicodedata.normalize("NFC", text[start:end])
        made.append(new)
        places.extend([start] * len(new))
        start = end
    places.append(len(text))
    return "".join(made), places


def _melts(run: str, char: str) -> bool:
    """Whether ``char`` combines with the characters before it."""
    if char < "\u0300":
        return False
    if unicodedata.combining(char):
        return True
    return unicodedata.normalize("NFC", run + char) != unicodedata.normalize("NFC", run) + char
