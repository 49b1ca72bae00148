"""Dates that cannot be, or hardly: of what is done with a source, of what it tells, of coverage."""

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.settings import Coverage
from onrecord.records import Article, PartialDate
from onrecord.records.load import Records
from onrecord.records.values import YamlPath

_ZONES = "a day's difference can be a time zone"
_SET_COVERAGE = "set `coverage` in the site's configuration to the days that the desk covers"


def check_dates(records: Records) -> Iterator[Finding]:
    """What was done with a source before there was one, and ranges turned round."""
    for article_id, article in records.articles.items():
        for path, message in _too_early(article):
            yield Finding("impossible-date", "article", article_id, path, message)
    for briefing_id, briefing in records.briefings.items():
        if briefing.until.before(briefing.since):
            message = f"this briefing ends ({briefing.until}) before it begins ({briefing.since})"
            yield Finding("impossible-date", "briefing", briefing_id, ("until",), message)


def _too_early(article: Article) -> Iterator[tuple[YamlPath, str]]:
    """What the desk did with a source before it was published."""
    published = article.source.published
    done: list[tuple[YamlPath, str, PartialDate | None]] = [
        (("source", "retrieved"), "retrieved", article.source.retrieved),
        (("added",), "added", article.added),
    ]
    for index, correction in enumerate(article.corrections):
        done.append((("corrections", index, "date"), "corrected", correction.date))
    for path, word, when in done:
        if when and _days_before(when, published) > 1:
            yield path, f"{word} {when}, before the source was published ({published})"


def _days_before(one: PartialDate, other: PartialDate) -> int:
    """Days from the end of ``one`` to the start of ``other``; 0 where it is not before it.

    Dates are local: early on Tuesday in one place it is still Monday in another.
    """
    if one.last is None or other.first is None:
        return 0
    return max(0, (other.first - one.last).days)


def check_sayings(records: Records, desk: Desk) -> Iterator[Finding]:
    """What is dated after the day on which its source was published."""
    for article_id, article in records.articles.items():
        published = article.source.published
        for when, path in _dates_of_rows(article):
            if published.before(when):
                message = f"dated {when}, after its source was published ({published})"
                yield Finding("said-after-published", "article", article_id, path, message, _ZONES)
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
        yield Finding("outside-coverage", "article", article_id, path, message, _SET_COVERAGE)


def _told(desk: Desk, article_id: str) -> Iterator[tuple[PartialDate, YamlPath]]:
    """The dates of what an article tells of, with where they are written."""
    for quote in desk.quotes_of_article[article_id]:
        yield quote.date, ("quotes", quote.index, "said", "date")
    yield from _dates_of_rows(desk.articles[article_id])


def _dates_of_rows(article: Article) -> Iterator[tuple[PartialDate, YamlPath]]:
    """The dates that rows of an article have themselves, with where they are written."""
    for field in ("demands", "responses", "claims"):
        for index, row in enumerate(getattr(article, field)):
            if row.date:
                yield row.date, (field, index, "date")
