"""The source of an article as the page shows it, with the quotes that are in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from onrecord.captures.edges import begins_within, ends_within
from onrecord.captures.places import SourceText
from onrecord.captures.quotation import compared_words
from onrecord.captures.quote_comparison import CONTEXT, QuoteComparison, compare_words
from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.drafting.candidate import Candidate
from onrecord.records import Article
from onrecord.records.quote import Quote
from onrecord.records.vocabulary import SETS_MARKS

from .journal import digest_of

# Quotes are looked for in parts of so many characters: the first are there while others are sought.
PART, FIRST = 200_000, 20_000  # the first part of a text that has several is shorter
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_MARKS = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u2018\u2019"


class ShownSource:
    """The captured text of an article's source, with what was compared with it before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.digest = digest_of(text.encode())
        self.parts = tuple(_parts(text))
        self._compared: dict[tuple[str, ...], QuoteComparison] = {}
        self._last: dict[str, tuple[int, int]] = {}  # where each quote was found last
        # Where the characters are that a browser counts twice.
        self._wide = [found.start() for found in _WIDE.finditer(text)]
        self._wide_in_browser = [at + before for before, at in enumerate(self._wide)]

    @cached_property
    def searched(self) -> SourceText:
        """The text, ready to be searched."""
        return SourceText(self.text)

    def compare(self, words: tuple[str, ...], quote: str = "") -> QuoteComparison:
        """What `onrecord verify` says of ``words``; at once for those that were asked before.

        While a ``quote`` is typed, its words are nearly those that it had before.
        """
        if words not in self._compared:
            last = self._last.get(quote)
            self._compared[words] = compare_words(words, self.searched, last=last)
        compared = self._compared[words]
        if quote and compared.spans:
            self._last[quote] = compared.spans[0][0], compared.spans[-1][1]
        return compared

    def span_in_browser(self, span: tuple[int, int]) -> tuple[int, int]:
        """``span``, in characters, as a browser counts it."""
        start, end = (at + bisect_left(self._wide, at) for at in span)
        return start, end

    def span_from_browser(self, span: tuple[int, int]) -> tuple[int, int]:
        """``span``, as a browser counts it, in characters."""
        start, end = (at - bisect_left(self._wide_in_browser, at) for at in span)
        if end > len(self.text):
            raise OnrecordError("the text of the source has changed", "reload the page")
        return start, end

    def shown(self, quote: Quote) -> dict[str, Any]:
        """``quote`` as the page shows it, compared with the text; no verdict where there is none.

        The differences are its words and those of the source.
        """
        words = compared_words(quote)
        is_compared = words and self.text
        compared = self.compare(words, quote.id) if is_compared else QuoteComparison("")
        return {
            "id": quote.id,
            "speakers": tuple(quote.speaker),
            "form": quote.form,
            "words": " ".join(quote.text),
            "verdict": compared.verdict,
            "spans": tuple(map(self.span_in_browser, compared.spans)),
            "differences": compared.differences,
        }

    def form_of(self, start: int, end: int, article: Article | None, near: Candidate | None) -> str:
        """The form of the words at these places.

        It is that of what was found there, in ``near``, or what the marks around the words show; of
        words that a sentence goes on before or behind it is never ``direct``.
        """
        if near and (start, end) in (near.parts or ((near.start, near.end),)):
            return near.form
        before, after = self.text[max(0, start - 1) : start], self.text[end : end + 3]
        is_marked = before and before in _MARKS and after.lstrip(",.!?…")[:1] in tuple(_MARKS)
        genre = article.source.genre if article else None
        is_spoken = near is not None and near.form != "indirect"
        if not (is_marked or is_spoken or (genre and genre not in SETS_MARKS)):
            return "indirect"
        return "direct" if self._is_whole(start, end) else "partial"

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether the words at these places are whole sentences of the source."""
        words = self.text[start:end]
        before = self.text[max(0, start - CONTEXT) : start]
        after = self.text[end : end + CONTEXT]
        cut = begins_within(words, before) or ends_within(words, after, exact=True, prefix=before)
        return not cut and not next(filter(str.isalpha, words), "A").islower()


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of ``text`` begin and end: each between paragraphs, if there are any."""
    start, size = 0, FIRST
    while len(text) - start > PART:
        most = start + 2 * size
        found = (text.find(it, start + size, most) + len(it) for it in ("\n\n", "\n", ". ", " "))
        end = next((at for at in found if at > start + size), most)
        size = PART
        yield start, end
        start = end
    if start < len(text) or not text:
        yield start, len(text)


def shown_problem(found: Diagnostic) -> dict[str, Any]:
    """The diagnostic ``found`` of the article's file, as the page shows it."""
    told = {name: getattr(found, name) for name in ("line", "column", "message", "hint")}
    return {"severity": found.severity.value, **told}
