"""Lists of quotes: of the whole desk and of one article; by what the first can be filtered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from onrecord.desk.quotes import QuoteEntry
from onrecord.desk.totals import count_utterances

from .context import Context
from .listing import PART_LIMIT, Listed, Part, split_by_date, split_by_number
from .names import article_quotes_uri
from .quote_card import OccasionGroup, QuoteCard, latest_or_all, newest_quotes_first, opens_an_index
from .source_facts import SourceFacts, source_facts

# Who said it where nobody is named; no actor can have these as an id.
UNKNOWN, NOBODY = "unknown", "-"

Values = tuple[str, ...]


# In the order in which the page offers them.
FACETS: Mapping[str, Callable[[QuoteEntry], Values]] = MappingProxyType(
    {
        "speaker": lambda quote: quote.record.speaker or (NOBODY,),
        "topic": lambda quote: tuple(dict.fromkeys(quote.record.about)),
        "source": lambda quote: (quote.article.source.publisher,),
        "form": lambda quote: (quote.record.form,),
        "verdict": lambda quote: (quote.verdict,),
    }
)


def distinguishing_facets(quotes: Iterable[QuoteEntry]) -> tuple[str, ...]:
    """The names of those facets in which ``quotes`` differ."""
    every = list(quotes)
    found = {
        name: {value for quote in every for value in values_of(quote)}
        for name, values_of in FACETS.items()
    }
    return tuple(name for name, values in found.items() if len(values) > 1)


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


def quotes_list(context: Context, limit: int = PART_LIMIT) -> Listed[QuoteEntry, QuotesView]:
    """The list of all quotes, newest first."""
    quotes = context.desk.quotes.values()
    ordered, utterances = newest_quotes_first(quotes), count_utterances(quotes)

    def page(part: Part[QuoteEntry]) -> QuotesView:
        groups = latest_or_all(part, lambda: ordered, context.cards)
        facets = distinguishing_facets(quotes) if part.opens else ()
        return QuotesView(part, opens_an_index(part), groups, len(quotes), utterances, facets)

    return Listed(split_by_date("quotes/", ordered, lambda quote: quote.date, limit), page)


def article_quote_parts(
    context: Context, article_id: str, limit: int = PART_LIMIT
) -> list[Part[QuoteEntry]]:
    """The pages of an article's quotes."""
    quotes = context.desk.quotes_of_article[article_id]
    return split_by_number(article_quotes_uri(article_id), quotes, limit)


def article_quotes_view(
    context: Context, article_id: str, part: Part[QuoteEntry]
) -> ArticleQuotesView:
    """One page of an article's quotes."""
    facts = source_facts(article_id, context.desk.articles[article_id], context.people)
    return ArticleQuotesView(
        part, facts, tuple(map(context.cards.card, part.items)), article_quotes_uri(article_id)
    )
