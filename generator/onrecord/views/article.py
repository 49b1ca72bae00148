"""Articles: their list, the page of one, with all that the desk took from it; all corrections."""

from dataclasses import dataclass
from itertools import groupby

from onrecord.desk import Desk, QuoteEntry, article_occasion, newest_quotes_first
from onrecord.desk.corrections import reason_for
from onrecord.desk.quotes import Occasion
from onrecord.records import PartialDate, Written, article_quotes_uri, quote_uri
from onrecord.records.articles_demands_claims import Article, Correction

from .acts import ActView, acts_of
from .context import Context, newest_first
from .links import Link, topic_link
from .listing import PART_LIMIT, Listed, Part, split_by_date
from .newest import LATEST, MonthJump, ShownQuote, jumps_to_months, quotes_of_article
from .quote_card import CorrectionView, QuoteCard, correction_view
from .source_facts import SourceFacts, source_facts

# The article's page shows so many of its quotes; all of them are at their own address.
SHOWN_QUOTES = 25


# The site path of a quote, or ``None`` if it was removed, and a correction of it.
CorrectedQuote = tuple[str | None, CorrectionView]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """What the page of an article shows."""

    written: Written
    title: str
    source: SourceFacts
    event: Occasion  #: its `name` (`None` if not known), `date` and `place`
    shown: tuple[ShownQuote, ...]  #: the first of its quotes, in the order of its file
    quotes: int  #: how many there are
    all_quotes: str  #: site path of the page with all of them
    statements: tuple[ActView, ...]  #: demands made in it
    answers: tuple[ActView, ...]  #: answers given in it
    claims: tuple[ActView, ...]  #: who made or denied which claim
    corrections: tuple[CorrectedQuote, ...]  #: what was corrected in its quotes
    speakers: tuple[Link, ...]  #: who is quoted
    mentions: tuple[Link, ...]  #: who is named, neither quoted nor acting
    topics: tuple[Link, ...]  #: what its quotes are about

    @property
    def has_more_quotes(self) -> bool:
        """Whether there are quotes that this page does not show."""
        return self.quotes > len(self.shown)


def article_view(context: Context, article_id: str) -> ArticleView:
    """The page of the article ``article_id``."""
    desk = context.desk
    acts = desk.acts_by_article.get(article_id, ())
    article = desk.articles[article_id]
    quotes = desk.quotes_of_article[article_id]
    event = article_occasion(article_id, article, desk.events)
    topics = dict.fromkeys(topic for quote in quotes for topic in quote.record.about)
    speakers = dict.fromkeys(speaker for quote in quotes for speaker in quote.speakers)
    return ArticleView(
        written=Written(article),
        title=article.title,
        source=source_facts(article_id, article, context.people),
        event=event,
        shown=quotes_of_article(quotes[:SHOWN_QUOTES], context.cards, event),
        quotes=len(quotes),
        all_quotes=article_quotes_uri(article_id),
        statements=acts_of(context, acts, "statement"),
        answers=acts_of(context, acts, "answer"),
        claims=acts_of(context, acts, "claim"),
        corrections=_corrections(desk, article_id, article),
        speakers=context.people.links(speakers),
        mentions=context.people.links(article.mentions),
        topics=tuple(topic_link(desk, topic) for topic in topics),
    )


def _corrections(desk: Desk, article_id: str, article: Article) -> tuple[CorrectedQuote, ...]:
    withheld = {quote.id: quote.withheld for quote in article.quotes}

    def corrected(correction: Correction) -> CorrectedQuote:
        item = correction.item
        view = correction_view(desk, correction, withheld=withheld.get(item, False))
        return quote_uri(f"{article_id}#{item}") if item in withheld else None, view

    return tuple(map(corrected, article.corrections))


@dataclass(frozen=True, slots=True)
class ArticlesView:
    """One page of the list."""

    part: Part[str]  #: links to the other pages; `part.items` is not for templates
    #: the sources published on each date, as precise as it is known, and how many quotes each has
    days: tuple[tuple[PartialDate, tuple[tuple[SourceFacts, int], ...]], ...]
    articles: int  #: how many articles the desk has
    publishers: int  #: how many publishers the desk has

    @property
    def jumps(self) -> tuple[MonthJump, ...]:
        """The months of a page with many days."""
        days = self.days if len(self.days) > LATEST else ()
        return jumps_to_months((f"published-{date.text}", date) for date, _ in days)


def articles_list(context: Context, limit: int = PART_LIMIT) -> Listed[str, ArticlesView]:
    """The list of articles, the latest published first; what its pages hold is ids."""
    articles = context.desk.articles

    def published(article_id: str) -> PartialDate:
        return articles[article_id].source.published

    def row(article_id: str) -> tuple[SourceFacts, int]:
        facts = source_facts(article_id, articles[article_id], context.people)
        return facts, len(context.desk.quotes_of_article[article_id])

    def page(part: Part[str]) -> ArticlesView:
        by_day = groupby(part.items, key=published)
        days = tuple((date, tuple(map(row, ids))) for date, ids in by_day)
        return ArticlesView(part, days, len(articles), context.publishers)

    figures = len(articles), context.publishers
    ordered = newest_first(sorted(articles), published)
    parts = split_by_date("articles/", ordered, published, limit)
    return Listed(parts, page, lambda _: figures)


# A correction and the quote it concerns.
_Correction = tuple[Correction, QuoteEntry]


@dataclass(frozen=True, slots=True)
class CorrectionsListView:
    """One page of the list of corrections."""

    part: Part[_Correction]
    #: each without the words of a withheld quote, with the quote it concerns
    rows: tuple[tuple[CorrectionView, QuoteCard], ...]
    total: int  #: how many there are
    #: on the first page, what is retracted, misattributed or withheld; why, if the desk says so
    taken_back: tuple[tuple[QuoteCard, str | None], ...]

    @property
    def misattributed(self) -> bool:
        """Whether one of those that no longer count was attributed to the wrong person."""
        return any(card.state == "misattributed" for card, _ in self.taken_back)


def corrections_list(
    context: Context, limit: int = PART_LIMIT
) -> Listed[_Correction, CorrectionsListView]:
    """The list of corrections, the newest first."""
    desk, card = context.desk, context.cards.card
    quotes = desk.quotes.values()
    corrections = ((each, quote) for quote in quotes for each in quote.article.corrections)
    entries = [pair for pair in corrections if pair[0].item == pair[1].record.id]
    entries.sort(key=lambda pair: (pair[0].date.sort_key, pair[1].reference), reverse=True)

    def row(correction: Correction, quote: QuoteEntry) -> tuple[CorrectionView, QuoteCard]:
        view = correction_view(desk, correction, withheld=quote.record.withheld)
        return view, card(quote)

    def page(part: Part[_Correction]) -> CorrectionsListView:
        rows = tuple(row(*pair) for pair in part.items)
        newest = newest_quotes_first(quotes) if part.opens else ()
        back = (quote for quote in newest if quote.record.taken_back)
        taken_back = tuple((card(quote), reason_for(quote)) for quote in back)
        return CorrectionsListView(part, rows, len(entries), taken_back)

    return Listed(split_by_date("corrections/", entries, lambda entry: entry[0].date, limit), page)
