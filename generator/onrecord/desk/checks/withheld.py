"""A withheld quote keeps its words to itself, wherever they could stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from onrecord.desk.corrections import OF_THE_WORDS, fields_of
from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.quotes import full_reference
from onrecord.records import Article, Correction
from onrecord.records.load import Records
from onrecord.records.partial import NO_ID
from onrecord.records.quote import TELLING_WORDS

# Where words stand that should not, and what to say of it.
_Fault: TypeAlias = tuple[YamlPath, str]

_HINT = "remove it: whoever reads this file reads the words"


def check_withheld(records: Records) -> Iterator[Finding]:
    """Words of withheld quotes: in the quote, in its corrections, in how a version differs."""
    withheld = {
        f"{article_id}#{quote.id}"
        for article_id, article in records.articles.items()
        for quote in article.quotes
        if quote.withheld
    }
    if not withheld:
        return
    for article_id, article in records.articles.items():
        for path, message in _words(article_id, article, withheld):
            yield Finding("withheld-words", "article", article_id, path, message, _HINT)


def _words(article_id: str, article: Article, withheld: set[str]) -> Iterator[_Fault]:
    for index, quote in enumerate(article.quotes):
        path: YamlPath = ("quotes", index)
        if quote.withheld:
            for field in TELLING_WORDS:
                if getattr(quote, field):
                    yield (*path, field), f"a withheld quote has no '{field}'"
        for place, same in enumerate(quote.same_as):
            either = quote.withheld or full_reference(same.quote, article_id) in withheld
            if same.differs and either:
                message = "'differs' tells words of a withheld quote"
                yield (*path, "same_as", place, "differs"), message
    for index, correction in enumerate(article.corrections):
        if correction.item != NO_ID and f"{article_id}#{correction.item}" in withheld:
            yield from _correction(index, correction)


def _correction(index: int, correction: Correction) -> Iterator[_Fault]:
    fields = fields_of(correction)
    if fields and not fields & OF_THE_WORDS:
        return  # that its state was changed may be told
    for field in ("was", "now"):
        if getattr(correction, field):
            message = f"'{field}' tells words of the withheld quote '{correction.item}'"
            yield ("corrections", index, field), message
