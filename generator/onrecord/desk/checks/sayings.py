"""Words, acts and answers of a later day than their source, or of another than their event."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding
from onrecord.records import Article
from onrecord.records.load import Records

_ZONES = "a day's difference can be a time zone"


def check_sayings(records: Records, desk: Desk) -> Iterator[Finding]:
    """What is dated after the day on which its source was published."""
    for article_id, article in records.articles.items():
        yield from _rows(article_id, article)
    yield from _said(desk)
    yield from _elsewhere(desk)


def _said(desk: Desk) -> Iterator[Finding]:
    for quote in desk.quotes.values():
        published = quote.article.source.published
        if published.before(quote.date):
            message = f"said {quote.date}, after its source was published ({published})"
            path = ("quotes", quote.index, "said", "date")
            yield Finding(
                "said-after-published", "article", quote.article_id, path, message, _ZONES
            )


def _elsewhere(desk: Desk) -> Iterator[Finding]:
    """Quotes that name an event themselves and are dated on another day."""
    for quote in desk.quotes.values():
        said, occasion = quote.record.said, quote.occasion
        # One of another day than an event that it only inherits does not have that event.
        if said is None or said.event is None or occasion.name is None:
            continue
        if not occasion.may_be_on(quote.date):
            message = f"said {quote.date}, but the event named for it was on {occasion.date}"
            yield Finding(
                "said-outside-event",
                "article",
                quote.article_id,
                ("quotes", quote.index, "said", "date"),
                message,
                "correct the one that is wrong; `event: none` if it was said elsewhere",
            )


def _rows(article_id: str, article: Article) -> Iterator[Finding]:
    """Acts and answers of a later day than the source that has them."""
    published = article.source.published
    for field in ("demands", "responses", "claims"):
        for index, row in enumerate(getattr(article, field)):
            if row.date and published.before(row.date):
                message = f"dated {row.date}, after its source was published ({published})"
                path = (field, index, "date")
                yield Finding("said-after-published", "article", article_id, path, message, _ZONES)
