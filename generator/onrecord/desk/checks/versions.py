"""Quotes that are said to be versions of one utterance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from onrecord.desk.finding import Finding
from onrecord.desk.quotes import full_reference
from onrecord.records import Quote
from onrecord.records.load import Records
from onrecord.records.partial import NO_HOLES, NO_ID

# A quote and its place in its article.
_Found: TypeAlias = tuple[int, Quote]


def check_versions(records: Records) -> Iterator[Finding]:
    """``same_as`` that leads to the quote itself or to another speaker's."""
    quotes = _Quotes(records)
    for article_id, article in records.articles.items():
        for index, quote in enumerate(article.quotes):
            for place, same in enumerate(quote.same_as):
                path = ("quotes", index, "same_as", place, "quote")
                reference = full_reference(same.quote, article_id)
                other_article = reference.partition("#")[0]
                found = quotes.find(reference)
                if found is None:
                    continue
                other_index, other = found
                if other is quote:
                    message = "a quote is not another version of itself"
                    yield Finding("circular", "article", article_id, path, message, "remove it")
                elif other.speaker == quote.speaker:
                    continue
                elif quotes.clear(article_id, index) and quotes.clear(other_article, other_index):
                    theirs = other.speaker
                    message = (
                        f"that quote has another speaker: '{theirs}'"
                        if theirs
                        else "that quote has no speaker"
                    )
                    hint = "one utterance has one speaker"
                    yield Finding("same-as-differs", "article", article_id, path, message, hint)


class _Quotes:
    """The quotes of all articles; an article's are sorted once one of them is asked for."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._of: dict[str, dict[str, _Found]] = {}

    def find(self, reference: str) -> _Found | None:
        """The quote of ``reference``, if there is one."""
        article_id, _, quote_id = reference.partition("#")
        article = self._records.articles.get(article_id)
        if article is None or quote_id == NO_ID:
            return None
        if article_id not in self._of:
            found = {quote.id: (index, quote) for index, quote in enumerate(article.quotes)}
            self._of[article_id] = found
        return self._of[article_id].get(quote_id)

    def clear(self, article_id: str, index: int) -> bool:
        """Whether the speaker of a quote can be read."""
        holes = self._records.holes.get(("article", article_id), NO_HOLES)
        return not holes.excuse(("quotes", index), "speaker", "form")
