"""When the desk did what: the only dates that tell a reader what is new here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord.desk.entries import QuoteEntry
from onrecord.records import Article


def added_on(article: Article) -> date | None:
    """The first day on which the desk can have recorded ``article``; never later than the truth.

    That is the day it gives, or the first of the month it gives; and not before the day of
    publication, which alone counts where it gives none. ``None`` where neither is known.
    """
    added, published = article.added, article.source.published
    return latest([added.first if added else None, published.first])


def quote_changed(entry: QuoteEntry) -> date | None:
    """When the desk last recorded or corrected a quote."""
    corrections = entry.article.corrections
    days = [one.date.first for one in corrections if one.item == entry.record.id]
    return latest([added_on(entry.article), *days])


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of those that are known."""
    return max((day for day in days if day), default=None)
