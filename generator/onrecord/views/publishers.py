"""Who published a set of quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.desk.entries import QuoteEntry

from .links import Link
from .people import People


@dataclass(frozen=True, slots=True)
class PublisherCount:
    """A publisher with how many of the quotes are from it.

    Attributes:
        party: the actor whose own outlet it is, where each of the quotes says the same.
    """

    name: str
    party: Link | None
    quotes: int
    articles: int


def publishers(quotes: Iterable[QuoteEntry], people: People) -> tuple[PublisherCount, ...]:
    """The publishers of ``quotes`` by name."""
    counts: Counter[str] = Counter()
    articles: dict[str, set[str]] = {}
    parties: dict[str, set[str | None]] = {}
    for quote in quotes:
        source = quote.article.source
        counts[source.publisher] += 1
        articles.setdefault(source.publisher, set()).add(quote.article_id)
        parties.setdefault(source.publisher, set()).add(source.party)
    return tuple(
        PublisherCount(name, _only(parties[name], people), counts[name], len(articles[name]))
        for name in sorted(counts, key=str.casefold)
    )


def _only(parties: set[str | None], people: People) -> Link | None:
    party = next(iter(parties)) if len(parties) == 1 else None
    return people.link(party) if party else None
