"""The words of a site as plain text: for titles, and for what is copied out of a page."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.records import PartialDate
from onrecord.views.names import Link

from .dates import DateWords
from .words import Words


class PlainWords:
    """Words and dates as plain text, unescaped."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._dates = DateWords(words)
        self._dates_said: dict[str, str] = {}
        self._said: dict[str, str] = {}

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for ``key`` with ``values`` in their places."""
        if values:
            return self._words(key, **values).unescape()
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._words(key).unescape()
        return said

    def __contains__(self, key: object) -> bool:
        return key in self._words

    def date(self, date: PartialDate) -> str:
        """``date`` in words."""
        made = self._dates_said.get(date.text)
        if made is None:
            made = self._dates_said[date.text] = self._dates.plain(date).unescape()
        return made

    def on(self, date: PartialDate) -> str:
        """``date`` as a phrase with its preposition: "on 1 Feb 2022", "in Feb 2022"."""
        return self._dates.on_plain(date).unescape()

    def names(self, links: Sequence[Link]) -> str:
        """Names as one phrase: "A, B and C"."""
        return self.phrases([link.text for link in links])

    def phrases(self, texts: Sequence[str]) -> str:
        """Texts as one phrase: "A, B and C"."""
        return self._words.join(texts).unescape()

    def around(self, count: int) -> Sequence[str]:
        """What a list of ``count`` items has before, between and after them."""
        return [text.unescape() for text in self._words.around(count)]

    def language(self, tag: str) -> str:
        """The name of a language; its tag where it has none."""
        return self._words.language(tag).unescape()
