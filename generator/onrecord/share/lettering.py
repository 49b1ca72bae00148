"""Text made ready for a picture: on one line, breakable, and harmless to the line it stands in."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile("[ \t\n\r\f\v]+")
# Characters that turn the direction of whatever follows them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Longer than any word of a language that has spaces: an address, or somebody's joke.
_LONG = re.compile("[^\\s\u200b\u0e00-\U0010ffff]{31,}")
_ISOLATED = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
# What the fonts that come with Onrecord are known to hold; tests see to it. Anything else is tried.
_COMMON = re.compile(
    "[\n -~\xa0-\u017f\u0218-\u021b\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491"
    "\u05d0-\u05ea\u200b\u2013\u2014\u2018-\u201e\u2022\u2026\u2068\u2069\u20ac\u2116]*"
)


def line(text: str) -> str:
    """``text`` on one line, its long runs breakable, its direction its own."""
    plain = _SPACE.sub(" ", _TURNING.sub("", text)).strip(" ")
    return _LONG.sub(lambda found: "\N{ZERO WIDTH SPACE}".join(found[0]), plain)


def phrase(text: str) -> str:
    """``text`` as a part of a longer line: where it runs from right to left it does so alone.

    >>> phrase("Ana") == "Ana", phrase("\u05d0") == "\u2068\u05d0\u2069"
    (True, True)
    """
    tidy = line(text)
    return _ISOLATED.format(tidy) if _runs_left(tidy) else tidy


def is_common(text: str) -> bool:
    """Whether our own fonts hold every letter of ``text``."""
    return _COMMON.fullmatch(text) is not None


def _runs_left(text: str) -> bool:
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in {"R", "AL"} for character in text
    )
