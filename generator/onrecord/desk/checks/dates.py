"""Dates that cannot both be."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding
from onrecord.records.load import Records


def check_dates(records: Records, desk: Desk) -> Iterator[Finding]:
    """Words said after they were published, sources read before they were, ranges turned round."""
    for article_id, article in records.articles.items():
        source = article.source
        if source.retrieved and source.retrieved.before(source.published):
            message = f"retrieved {source.retrieved}, before it was published ({source.published})"
            path = ("source", "retrieved")
            yield Finding("impossible-date", "article", article_id, path, message)
    for quote in desk.quotes.values():
        published = quote.article.source.published
        if published.before(quote.date):
            message = f"said {quote.date}, after its source was published ({published})"
            hint = "a day's difference can be a time zone: then say so in a note"
            yield Finding(
                "said-after-published",
                "article",
                quote.article_id,
                ("quotes", quote.index, "said", "date"),
                message,
                hint,
                noted=bool(quote.record.note),
            )
    for briefing_id, briefing in records.briefings.items():
        if briefing.until.before(briefing.since):
            message = f"this briefing ends ({briefing.until}) before it begins ({briefing.since})"
            yield Finding("impossible-date", "briefing", briefing_id, ("until",), message)
