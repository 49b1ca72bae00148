"""Words, acts and answers of a later day than their source."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding
from onrecord.records import Article
from onrecord.records.load import Records

_ZONES = "a day's difference can be a time zone: then say so in a note"


def check_sayings(records: Records, desk: Desk) -> Iterator[Finding]:
    """What is dated after the day on which its source was published."""
    for article_id, article in records.articles.items():
        yield from _rows(article_id, article)
    yield from _said(desk)


def _said(desk: Desk) -> Iterator[Finding]:
    for quote in desk.quotes.values():
        published = quote.article.source.published
        if published.before(quote.date):
            message = f"said {quote.date}, after its source was published ({published})"
            path = ("quotes", quote.index, "said", "date")
            noted = bool(quote.record.note)
            yield Finding(
                "said-after-published",
                "article",
                quote.article_id,
                path,
                message,
                _ZONES,
                noted=noted,
            )


def _rows(article_id: str, article: Article) -> Iterator[Finding]:
    """Acts and answers of a later day than the source that has them."""
    published = article.source.published
    for field in ("demands", "responses", "claims"):
        for index, row in enumerate(getattr(article, field)):
            if row.date and published.before(row.date):
                message = f"dated {row.date}, after its source was published ({published})"
                path = (field, index, "date")
                noted = bool(row.note)
                yield Finding(
                    "said-after-published",
                    "article",
                    article_id,
                    path,
                    message,
                    _ZONES,
                    noted=noted,
                )
