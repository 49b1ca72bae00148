"""Dates that cannot both be."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.finding import Finding, YamlPath
from onrecord.records import Article, PartialDate
from onrecord.records.load import Records


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
