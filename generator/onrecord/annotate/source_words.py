"""The text of an article's source as the page shows it, and where quotes are in it."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from onrecord.captures.places import SourceText
from onrecord.captures.quotation import compared_words
from onrecord.captures.quote_comparison import QuoteComparison, compare_words
from onrecord.diagnostics import OnrecordError
from onrecord.records import Article
from onrecord.records.vocabulary import SETS_MARKS

_MARKS = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u2018\u2019"


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """A quote of the article, compared with the text of its source.

    Attributes:
        verdict: as `onrecord verify` gives it; empty where there is nothing to compare.
        spans: where its words are in the source, in UTF-16 code units: what a browser counts.
        differences: the words of the quote and those of the source where they differ.
    """

    id: str
    speakers: tuple[str, ...]
    form: str
    words: str
    verdict: str
    spans: tuple[tuple[int, int], ...]
    differences: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Its attributes by name; of thousands, without a copy of each."""
        return {name: getattr(self, name) for name in _PLACED}


_PLACED = tuple(each.name for each in fields(PlacedQuote))


class ShownSource:
    """The captured text of an article's source, with what was compared with it before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._searched = SourceText(text)
        self._compared: dict[tuple[str, ...], QuoteComparison] = {}
        # Where the characters are that a browser counts twice.
        self._wide = [at for at, character in enumerate(text) if ord(character) > 0xFFFF]
        self._wide_in_browser = [at + before for before, at in enumerate(self._wide)]

    def compare(self, words: tuple[str, ...]) -> QuoteComparison:
        """What `onrecord verify` says of ``words``; at once for those that were asked before."""
        if words not in self._compared:
            self._compared[words] = compare_words(words, self._searched)
        return self._compared[words]

    def span_in_browser(self, span: tuple[int, int]) -> tuple[int, int]:
        """``span``, in characters, as a browser counts it."""
        start, end = (at + bisect_left(self._wide, at) for at in span)
        return start, end

    def span_from_browser(self, span: tuple[int, int]) -> tuple[int, int]:
        """``span``, as a browser counts it, in characters.

        Raises:
            OnrecordError: the text is not as long.
        """
        start, end = (at - bisect_left(self._wide_in_browser, at) for at in span)
        if end > len(self.text):
            raise OnrecordError("the text of the source has changed", "reload the page")
        return start, end

    def placed(self, article: Article | None) -> Iterator[PlacedQuote]:
        """The quotes of ``article``, compared with the text."""
        for quote in article.quotes if article else ():
            words = compared_words(quote)
            compared = self.compare(words) if words and self.text else None
            yield PlacedQuote(
                quote.id,
                tuple(quote.speaker),
                quote.form,
                " ".join(quote.text),
                compared.verdict if compared else "",
                tuple(map(self.span_in_browser, compared.spans)) if compared else (),
                compared.differences if compared else (),
            )

    def form_of(self, start: int, end: int, article: Article | None) -> str:
        """The form that the marks around the words show, or the genre of a source without marks."""
        before = self.text[max(0, start - 1) : start]
        after = self.text[end : end + 3].lstrip(",.!?…")[:1]
        is_whole = self.text[start].isupper()
        if article and article.source.genre and article.source.genre not in SETS_MARKS:
            return "direct" if is_whole else "partial"
        if not before or before not in _MARKS or not after or after not in _MARKS:
            return "indirect"
        return "direct" if is_whole else "partial"
