"""The page of sources: who published what, of which kind, and how many quotes come from each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from .context import Context
from .links import Link
from .listing import PART_LIMIT, Listed, Part, page_of_number, split_by_number
from .source_check import CheckCounts, check_counts
from .source_facts import SourceFacts, source_facts

# An article has a row of two or three lines, and the first page has the publishers, too.
ARTICLES = 50


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One article."""

    source: SourceFacts
    quotes: int  #: how many quotes are from it
    checked: CheckCounts  #: the results of comparing its quotes


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class GenreRow:
    """How many articles and quotes of one kind the desk has."""

    genre: str | None  #: `None` if unknown
    articles: int
    quotes: int
    of_parties: int  #: how many of the articles were published by a party
    checked: CheckCounts  #: the results of comparing the quotes


@dataclass(frozen=True, slots=True)
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
