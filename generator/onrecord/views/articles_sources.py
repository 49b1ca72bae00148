"""Articles: the page of one, their list, all corrections; and the page of sources, by publisher."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import groupby

from onrecord.desk import Desk, QuoteEntry, article_occasion, newest_quotes_first
from onrecord.desk.corrections import reason_for
from onrecord.desk.quotes import Occasion
from onrecord.records import PartialDate, Written, article_quotes_uri, fixed, quote_uri
from onrecord.records.articles_demands_claims import Article, Correction

from .acts import ActView, acts_of
from .context import Context, newest_first
from .links import Link, topic_link
from .listing import PART_LIMIT, Listed, Part, page_of_number, split_by_date, split_by_number
from .newest import LATEST, MonthJump, ShownQuote, jumps_to_months, quotes_of_article
from .quote_card import CorrectionView, QuoteCard, correction_view
from .source_check import CheckCounts, check_counts
from .source_facts import SourceFacts, source_facts

# An article has a row of two or three lines, and the first page has the publishers, too.
ARTICLES = 50
# A correction and the quote it concerns.
_Correction = tuple[Correction, QuoteEntry]


@fixed
class SourceRow:
    """One article."""

    source: SourceFacts
    quotes: int  #: how many quotes are from it
    checked: CheckCounts  #: the results of comparing its quotes


@fixed
class PublisherView:
    """A publisher with those of its articles that are on this page."""

    number: int  #: its place among all publishers, from 1, the same on every page
    uri: str  #: the page on which its articles begin
    name: str
    articles: int  #: how many articles the desk has from it
    quotes: int  #: how many quotes the desk has from it
    parties: tuple[Link, ...]  #: the actors whose own outlet it is
    rows: tuple[SourceRow, ...]
    checked: CheckCounts  #: the results of comparing all its quotes
    continued: bool  #: whether its first articles are on an earlier page

    @property
    def own(self) -> bool:
        """Whether it is itself the one party whose outlet it is."""
        return tuple(link.text for link in self.parties) == (self.name,)

    @property
    def several_parties(self) -> bool:
        """Whether its articles come from the outlets of more than one party."""
        return len(self.parties) > 1


@fixed
class GenreRow:
    """The number of articles and quotes of one genre."""

    genre: str | None  #: `None` if unknown
    articles: int
    quotes: int
    of_parties: int  #: how many of the articles were published by a party
    checked: CheckCounts  #: the results of comparing the quotes


@fixed
class SourcesView:
    """One page of the sources."""

    part: Part[str]
    articles: int  #: how many in all
    publishers: int  #: how many in all
    quotes: int  #: how many in all
    parties: int  #: how many articles come from a party's own outlet
    checked: CheckCounts  #: the results of comparing all quotes
    genres: tuple[GenreRow, ...]  #: the most used first; only on the first page, if any is known
    listed: tuple[PublisherView, ...]  #: on the first page, the first hundred publishers alone
    unlisted: int  #: how many others there are
    shown: tuple[PublisherView, ...]  #: the publishers of the articles on this page


def sources_list(context: Context, limit: int = ARTICLES) -> Listed[str, SourcesView]:
    """The pages of sources, each with articles in the order of their publishers' names."""
    desk = context.desk
    articles, quotes = desk.articles, desk.quotes_of_article

    def name(article_id: str) -> str:
        return articles[article_id].source.publisher

    def order(article_id: str) -> tuple[str, str, tuple[int, int], str]:
        source = articles[article_id].source
        publisher = source.publisher
        return (publisher.casefold(), publisher, source.published.sort_key, article_id)

    ordered = sorted(articles, key=order)
    by_publisher = {name: tuple(ids) for name, ids in groupby(ordered, key=name)}
    numbers = {name: number for number, name in enumerate(by_publisher, 1)}
    listed = [*by_publisher][:PART_LIMIT]
    places = {article_id: place for place, article_id in enumerate(ordered)}

    def row(article_id: str) -> SourceRow:
        facts = source_facts(article_id, articles[article_id], context.people)
        taken = quotes[article_id]
        return SourceRow(facts, len(taken), check_counts(taken))

    @cache  # it counts all articles of the publisher, which may be on many pages
    def publisher_alone(name: str) -> PublisherView:
        every = by_publisher[name]
        of_all = [quote for article_id in every for quote in quotes[article_id]]
        parties = dict.fromkeys(articles[article_id].source.party for article_id in every)
        return PublisherView(
            number=numbers[name],
            uri=page_of_number("sources/", places[every[0]], limit),
            name=name,
            articles=len(every),
            quotes=len(of_all),
            parties=context.people.links(filter(None, parties)),
            rows=(),
            checked=check_counts(of_all),
            continued=False,
        )

    def publisher(name: str, ids: Iterable[str]) -> PublisherView:
        shown = tuple(ids)
        continued = shown[0] != by_publisher[name][0]
        return replace(publisher_alone(name), rows=tuple(map(row, shown)), continued=continued)

    @cache
    def totals() -> tuple[int, CheckCounts]:
        parties = sum(bool(article.source.party) for article in articles.values())
        return parties, check_counts(desk.quotes.values())

    def page(part: Part[str]) -> SourcesView:
        parties, checked = totals()
        by_name = groupby(part.items, key=name)
        return SourcesView(
            part=part,
            articles=len(articles),
            publishers=len(by_publisher),
            quotes=len(desk.quotes),
            parties=parties,
            checked=checked,
            genres=_genres(context) if part.opens else (),
            listed=tuple(map(publisher_alone, listed if part.opens else ())),
            unlisted=len(by_publisher) - len(listed),
            shown=tuple(publisher(found, ids) for found, ids in by_name),
        )

    def figures(part: Part[str]) -> object:
        names = dict.fromkeys(map(name, part.items))
        return len(articles), len(quotes), totals(), tuple(map(publisher_alone, names))

    return Listed(split_by_number("sources/", ordered, limit), page, figures)


def _genres(context: Context) -> tuple[GenreRow, ...]:
    desk = context.desk
    groups = defaultdict[str | None, list[str]](list)
    for article_id, article in desk.articles.items():
        groups[article.source.genre].append(article_id)
    rows = []
    if set(groups) == {None}:
        return ()
    for genre, ids in groups.items():
        quotes = [quote for article_id in ids for quote in desk.quotes_of_article[article_id]]
        parties = sum(bool(desk.articles[article_id].source.party) for article_id in ids)
        rows.append(GenreRow(genre, len(ids), len(quotes), parties, check_counts(quotes)))
    return tuple(sorted(rows, key=lambda row: (-row.articles, row.genre or "")))


# The article's page shows so many of its quotes; all of them are at their own address.
SHOWN_QUOTES = 25


# The site path of a quote, or ``None`` if it was removed, and a correction of it.
CorrectedQuote = tuple[str | None, CorrectionView]


@fixed
class ArticleView:
    """The view of an article's page."""

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


@fixed
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


@fixed
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
    entries = [(correction, quote) for quote in quotes for correction in quote.corrections]
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
