"""Our own words as plain text: what views need of the catalogue, for text that leaves the page."""

from collections.abc import Sequence
from typing import Protocol

from onrecord.records import PartialDate

from .names import Link

_TITLE_WORDS = 70


class Catalogue(Protocol):
    """The words of a site as plain, unescaped text."""

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for ``key`` with ``values`` in their places."""

    def __contains__(self, key: object) -> bool:
        """Whether there are words for ``key``."""

    def date(self, date: PartialDate) -> str:
        """``date`` in words."""

    def on(self, date: PartialDate) -> str:
        """``date`` as a phrase with its preposition: "on 1 Feb 2022", "in Feb 2022"."""

    def names(self, links: Sequence[Link]) -> str:
        """Names as one phrase: "A, B and C"."""

    def names_within(self, links: Sequence[Link]) -> str:
        """The same within a sentence: "the Dock Union and Ferry Line"."""

    def phrases(self, texts: Sequence[str]) -> str:
        """Texts as one phrase: "A, B and C"."""

    def around(self, count: int) -> Sequence[str]:
        """What a list of ``count`` items has before, between and after them."""

    def language(self, tag: str) -> str:
        """The name of a language; its tag where it has none."""


def raised(text: str) -> str:
    """``text`` as a sentence begins, with a capital."""
    return text[:1].upper() + text[1:]


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return " ".join(text.split())


def shorten(text: str, length: int = _TITLE_WORDS) -> str:
    """``text`` on one line, cut at a word with an ellipsis where it is longer than ``length``.

    >>> shorten("We will not work nights", 14)
    'We will not…'
    """
    line = one_line(text)
    if len(line) <= length:
        return line
    cut = line[: length + 1].rpartition(" ")[0] or line[:length]
    return cut.rstrip(" ,;:-\N{EN DASH}\N{EM DASH}") + "…"
