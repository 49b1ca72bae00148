"""By what quotes can be filtered, and what a quote has of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from onrecord.desk.entries import QuoteEntry
from onrecord.desk.verdicts import verdict_of

# Who said it where nobody is named; no actor can have these as an id.
UNKNOWN, NOBODY = "unknown", "-"

Values = tuple[str, ...]


def _speaker(quote: QuoteEntry) -> Values:
    return (quote.record.speaker or NOBODY,)


def _topics(quote: QuoteEntry) -> Values:
    return tuple(dict.fromkeys(quote.record.about))


def _source(quote: QuoteEntry) -> Values:
    return (quote.article.source.publisher,)


def _form(quote: QuoteEntry) -> Values:
    return (quote.record.form,)


def _verdict(quote: QuoteEntry) -> Values:
    return (verdict_of(quote),)


# In the order in which the page offers them.
FACETS: Mapping[str, Callable[[QuoteEntry], Values]] = {
    "speaker": _speaker,
    "topic": _topics,
    "source": _source,
    "form": _form,
    "verdict": _verdict,
}


def telling_facets(quotes: Iterable[QuoteEntry]) -> tuple[str, ...]:
    """The names of those facets that tell ``quotes`` apart."""
    found: dict[str, set[Values]] = {name: set() for name in FACETS}
    for quote in quotes:
        for name, values_of in FACETS.items():
            found[name].add(values_of(quote))
    return tuple(name for name, values in found.items() if len(set().union(*values)) > 1)
