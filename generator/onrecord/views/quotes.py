"""Lists of quotes: of the whole desk, of one actor, of one article.

By what quotes can be filtered, and what a quote has of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from onrecord.desk.entries import QuoteEntry
from onrecord.desk.totals import count_utterances
from onrecord.desk.verdicts import verdict_of

from .context import Context
from .listing import PART_LIMIT, Part, split_by_date, split_by_number
from .names import article_quotes_uri
from .quote_card import OccasionGroup, QuoteCard, latest_or_all, newest_quotes_first, opens_an_index
from .source_facts import SourceFacts, source_facts

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


@dataclass(frozen=True, slots=True)
class QuotesView:
    """One page of the list of all quotes.

    Attributes:
        part: the way to the other pages; ``part.items`` is not for templates.
        quotes: how many the desk has.
        latest: whether ``groups`` are the latest quotes only, the others being on finer pages.
        groups: the quotes of this page, newest first.
        utterances: how many utterances they are: two versions of one are one, and what does not
            count as its speaker's own words is left out.
        facets: by what the list can be filtered, on its own page.
    """

    part: Part[QuoteEntry]
    latest: bool
    groups: tuple[OccasionGroup, ...]
    quotes: int
    utterances: int
    facets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleQuotesView:
    """One page of the quotes of an article, in the order of the source."""

    part: Part[QuoteEntry]
    source: SourceFacts
    cards: tuple[QuoteCard, ...]
    all_quotes: str


class QuotesViews:
    """Makes the lists of quotes."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._utterances = count_utterances(context.desk.quotes.values())

    def parts(self, limit: int = PART_LIMIT) -> list[Part[QuoteEntry]]:
        """The pages of the list of all quotes."""
        return split_by_date("quotes/", self._ordered(), lambda one: one.date, limit)

    def _ordered(self) -> list[QuoteEntry]:
        return newest_quotes_first(self._context.desk.quotes.values())

    def page(self, part: Part[QuoteEntry]) -> QuotesView:
        """One page of the list of all quotes."""
        context = self._context
        groups = latest_or_all(part, self._ordered, context.cards)
        latest = opens_an_index(part)
        quotes = context.desk.quotes
        facets = telling_facets(quotes.values()) if part.opens else ()
        return QuotesView(part, latest, groups, len(quotes), self._utterances, facets)

    def article_parts(self, article_id: str, limit: int = PART_LIMIT) -> list[Part[QuoteEntry]]:
        """The pages of an article's quotes."""
        quotes = self._context.desk.quotes_of_article[article_id]
        return split_by_number(article_quotes_uri(article_id), quotes, limit)

    def article_page(self, article_id: str, part: Part[QuoteEntry]) -> ArticleQuotesView:
        """One page of an article's quotes."""
        context = self._context
        facts = source_facts(article_id, context.desk.articles[article_id], context.people)
        return ArticleQuotesView(
            part, facts, tuple(map(context.cards.card, part.items)), article_quotes_uri(article_id)
        )
