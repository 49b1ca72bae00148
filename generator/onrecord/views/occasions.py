"""Quotes newest first, grouped by the event at which they were said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.desk.entries import QuoteEntry
from onrecord.records import PartialDate

from .listing import Part
from .quote_card import QuoteCard, QuoteCards

# So many of the latest quotes open a list that is split.
LATEST = 12


@dataclass(frozen=True, slots=True)
class OccasionGroup:
    """What was said on one occasion, in the order of the sources.

    Attributes:
        date: when, local at the place.
        name: what it was; ``None`` where no source tells of an event.
        place: where, if told.
    """

    date: PartialDate
    name: str | None
    place: str | None
    cards: tuple[QuoteCard, ...]


def newest_first(quotes: Iterable[QuoteEntry]) -> list[QuoteEntry]:
    """The latest date first and unknown dates last; what was said together stays together."""
    return sorted(quotes, key=_order)


def opens_an_index(part: Part[QuoteEntry]) -> bool:
    """Whether this is the own page of a list that is split by date."""
    return part.opens and bool(part.finer) and part.number is None


def latest_or_all(
    part: Part[QuoteEntry], quotes: Callable[[], Sequence[QuoteEntry]], cards: QuoteCards
) -> tuple[OccasionGroup, ...]:
    """The groups of a page; where a list's own page is only an index, its latest quotes.

    Args:
        part: the page.
        quotes: gives all quotes of the list, newest first; called only where they are needed.
        cards: makes the cards.
    """
    if opens_an_index(part):
        return by_occasion(quotes()[:LATEST], cards)
    return by_occasion(part.items, cards)


def by_occasion(quotes: Sequence[QuoteEntry], cards: QuoteCards) -> tuple[OccasionGroup, ...]:
    """Groups of ``quotes``, which are in the order of ``newest_first``."""
    groups = []
    for _, group in groupby(quotes, key=lambda one: (one.date, one.occasion.key, one.place)):
        together = list(group)
        first = together[0]
        groups.append(
            OccasionGroup(
                first.date, first.occasion.name, first.place, tuple(map(cards.card, together))
            )
        )
    return tuple(groups)


def _order(quote: QuoteEntry) -> tuple[bool, int, int, str, str, str, int]:
    first, last = quote.date.sort_key
    together = (quote.occasion.key, quote.place or "", quote.article_id, quote.index)
    return (not quote.date.known, -last, -first, *together)
