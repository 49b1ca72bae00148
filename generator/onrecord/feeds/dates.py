"""When the desk did what: the only dates that tell a reader what is new here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord.desk.entries import QuoteEntry
from onrecord.records import Article, PartialDate


def added_on(article: Article) -> PartialDate | None:
    """The day the desk recorded ``article``; where it does not say, the day of publication.

    It cannot have been recorded before that day. ``None`` where neither is known.
    """
    for when in (article.added, article.source.published):
        if when and when.known:
            return when
    return None


def first_day(when: PartialDate | None) -> date | None:
    """The first day that ``when`` may mean: never later than the truth."""
    return when.first if when else None


def quote_changed(entry: QuoteEntry) -> date | None:
    """When the desk last recorded or corrected a quote."""
    days = [first_day(added_on(entry.article))]
    days += [one.date.first for one in entry.article.corrections if one.item == entry.record.id]
    return latest(days)


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of those that are known."""
    return max((day for day in days if day), default=None)
