"""Quotes that are said to be versions of one utterance."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding
from onrecord.desk.quotes import full_reference
from onrecord.records.load import Records


def check_versions(records: Records, desk: Desk) -> Iterator[Finding]:
    """``same_as`` that leads to the quote itself or to another speaker's."""
    for article_id, article in records.articles.items():
        for index, quote in enumerate(article.quotes):
            for place, same in enumerate(quote.same_as):
                other = desk.quotes.get(full_reference(same.quote, article_id))
                path = ("quotes", index, "same_as", place, "quote")
                if other is None:
                    continue
                if other.reference == f"{article_id}#{quote.id}":
                    message = "a quote is not another version of itself"
                    yield Finding("circular", "article", article_id, path, message, "remove it")
                elif other.record.speaker != quote.speaker:
                    theirs = other.record.speaker
                    message = (
                        f"that quote has another speaker: '{theirs}'"
                        if theirs
                        else "that quote has no speaker"
                    )
                    hint = "one utterance has one speaker"
                    yield Finding("same-as-differs", "article", article_id, path, message, hint)
