"""Titles and descriptions: plain text from the catalogue of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.records import PartialDate
from onrecord.render.dates import DateWords
from onrecord.render.words import Words
from onrecord.views.links import Link
from onrecord.views.listing import Part

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

    def part(self, part: Part[Any]) -> str:
        """What tells a part of a list from the other parts; empty for the list's own page."""
        date = self.date(part.date) if part.date else ""
        number = part.number or 1
        page = self("parts.page", number=number) if number > 1 else ""
        return self("list.comma").join(one for one in (date, page) if one)

    def titled(self, title: str, part: Part[Any]) -> str:
        """``title`` for the list's own page, with what tells it apart for a part."""
        label = self.part(part)
        return self("parts.title", title=title, part=label) if label else title

    def names(self, links: Sequence[Link]) -> str:
        """Names as one phrase: "A, B and C"."""
        texts = [link.text for link in links]
        if len(texts) < 2:
            return "".join(texts)
        return self("list.comma").join(texts[:-1]) + self("list.and") + texts[-1]


def shorten(text: str, length: int = _TITLE_WORDS) -> str:
    """``text`` on one line, cut at a word with an ellipsis where it is longer than ``length``.

    >>> shorten("We will not work nights", 14)
    'We will not…'
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length + 1].rpartition(" ")[0] or line[:length]
    return cut.rstrip(" ,;:-\N{EN DASH}\N{EM DASH}") + "…"
