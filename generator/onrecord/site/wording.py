"""Titles and descriptions: plain text from the catalogue of words."""

from __future__ import annotations

from onrecord.records import PartialDate
from onrecord.render.dates import DateWords
from onrecord.render.words import Words

_TITLE_WORDS = 70


class Wording:
    """Words and dates as plain text, unescaped: what a `<title>` and a description are given."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._dates = DateWords(words)
        self._made: dict[str, str] = {}

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for ``key`` with ``values`` in their places."""
        return self._words(key, **values).unescape()

    def date(self, date: PartialDate) -> str:
        """``date`` in words."""
        made = self._made.get(date.text)
        if made is None:
            made = self._made[date.text] = self._dates.plain(date).unescape()
        return made


def shorten(text: str, length: int = _TITLE_WORDS) -> str:
    """``text`` on one line, cut at a word with an ellipsis where it is longer than ``length``.

    >>> shorten("We will not work nights", 14)
    'We will not…'
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length + 1].rpartition(" ")[0] or line[:length]
    return cut.rstrip(" ,;:–—-") + "…"
