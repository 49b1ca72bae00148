"""Content that lies outside the days that the site says it covers."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.settings import Coverage
from onrecord.records import PartialDate

_HINT = "set `coverage` in the site's configuration to the days that the desk covers"


def check_coverage(desk: Desk, coverage: Coverage) -> Iterator[Finding]:
    """Articles of which nothing is within ``coverage``, or something is later.

    What is earlier may be told beside what is within: a desk looks back. Nothing is later, say its
    pages; but a source may be published later than what it tells of.
    """
    days = f"{coverage.first} to {coverage.through}"
    for article_id, article in desk.articles.items():
        published = article.source.published
        told = list(_told(desk, article_id))
        dates = [published, *(date for date, _ in told)]
        known = [date for date in dates if date.known]
        later = next(((date, path) for date, path in told if coverage.through.before(date)), None)
        if known and not any(coverage.holds(date) for date in known):
            message = f"nothing in this article is of the days covered, {days}"
            path: YamlPath = ("source", "published")
        elif later:
            date, path = later
            message = f"dated {date}, after the last of the days covered, {days}"
        else:
            continue
        yield Finding("outside-coverage", "article", article_id, path, message, _HINT)


def _told(desk: Desk, article_id: str) -> Iterator[tuple[PartialDate, YamlPath]]:
    """The dates of what an article tells of, with where they are written."""
    for quote in desk.quotes_of_article[article_id]:
        yield quote.date, ("quotes", quote.index, "said", "date")
    article = desk.articles[article_id]
    for field in ("demands", "responses", "claims"):
        for index, row in enumerate(getattr(article, field)):
            if row.date:
                yield row.date, (field, index, "date")
