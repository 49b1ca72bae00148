"""Lists of quotes: of the whole desk, of one actor, of one article."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.entries import QuoteEntry
from onrecord.desk.totals import count_utterances

from .links import article_quotes_uri
from .listing import PART_LIMIT, Part, split_by_date, split_by_number
from .maker import Maker
from .occasions import OccasionGroup, by_occasion, newest_first
from .quote_card import QuoteCard
from .source_facts import SourceFacts, source_facts


@dataclass(frozen=True, slots=True)
class QuotesView:
    """One page of the list of all quotes.

    Attributes:
        part: the way to the other pages; ``part.items`` is not for templates.
        quotes: how many the desk has.
        utterances: how many utterances they are: two versions of one are one, and what does not
            count as its speaker's own words is left out.
    """

    part: Part[QuoteEntry]
    groups: tuple[OccasionGroup, ...]
    quotes: int
    utterances: int


@dataclass(frozen=True, slots=True)
class ArticleQuotesView:
    """One page of the quotes of an article, in the order of the source."""

    part: Part[QuoteEntry]
    source: SourceFacts
    cards: tuple[QuoteCard, ...]
    all_quotes: str


class QuotesViews:
    """Makes the lists of quotes."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._utterances = count_utterances(maker.desk.quotes.values())

    def parts(self, limit: int = PART_LIMIT) -> list[Part[QuoteEntry]]:
        """The pages of the list of all quotes."""
        ordered = newest_first(self._maker.desk.quotes.values())
        return split_by_date("quotes/", ordered, lambda one: one.date, limit)

    def page(self, part: Part[QuoteEntry]) -> QuotesView:
        """One page of the list of all quotes."""
        maker = self._maker
        groups = by_occasion(part.items, maker.cards)
        return QuotesView(part, groups, len(maker.desk.quotes), self._utterances)

    def article_parts(self, article_id: str, limit: int = PART_LIMIT) -> list[Part[QuoteEntry]]:
        """The pages of an article's quotes."""
        quotes = self._maker.desk.quotes_of_article[article_id]
        return split_by_number(article_quotes_uri(article_id), quotes, limit)

    def article_page(self, article_id: str, part: Part[QuoteEntry]) -> ArticleQuotesView:
        """One page of an article's quotes."""
        maker = self._maker
        facts = source_facts(article_id, maker.desk.articles[article_id], maker.people)
        return ArticleQuotesView(
            part, facts, tuple(map(maker.cards.card, part.items)), article_quotes_uri(article_id)
        )
