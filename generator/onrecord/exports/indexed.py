"""What the full-text index of the database takes of a text, so that its words are found.

SQLite knows a word by what is around it: spaces and punctuation. Three kinds of word it would not
find so: those of scripts that set no spaces (Chinese would be one long word), letters that have two
forms (wide Latin ones, narrow Japanese ones), and Arabic or Hebrew with its vowel signs.
"""

from __future__ import annotations

import re
import unicodedata

# Scripts that set no spaces between words, and Korean, which joins endings to its words.
_RUN_ON = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_LONGEST = 8  # characters of a piece: the longest names; a longer one is found by its parts
_HAS_RUN_ON = re.compile(f"[{_RUN_ON}]")
_WORD = re.compile(rf"(?:[{_RUN_ON}]|\w)+")
# A character of such a script, or all that is between two of them: "AI" of "AI技術".
_UNIT = re.compile(rf"[{_RUN_ON}]|[^{_RUN_ON}]+")
_VOWEL_SIGNS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc]"
)


def indexed(text: str | None) -> str | None:
    """``text``, and behind it the pieces of it that are words or may be.

    Which pieces of a script without spaces are words is not known, so each one up to ``_LONGEST``
    characters is. (SQLite's `trigram` finds no word of two characters, which most Chinese words
    are.)
    """
    if text is None or text.isascii():
        return text
    plain = _VOWEL_SIGNS.sub("", unicodedata.normalize("NFKC", text))
    words = set(_WORD.findall(text))
    others = dict.fromkeys(word for word in _WORD.findall(plain) if word not in words)
    pieces = dict.fromkeys(piece for one in (text, plain) for piece in _pieces(one))
    return " ".join((text, *(others | pieces)))


def _pieces(text: str) -> list[str]:
    return [
        "".join(units[start:end])
        for word in _WORD.findall(text)
        if _HAS_RUN_ON.search(word)
        for units in [_UNIT.findall(word)]
        for start in range(len(units))
        for end in range(start + 1, min(start + _LONGEST, len(units)) + 1)
    ]
