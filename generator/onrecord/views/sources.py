"""The page of sources: who published what, of which kind, and how many quotes come from each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from onrecord.desk.quotation import QuotedWords, quoted_words
from onrecord.records import PartialDate

from .check import CheckCounts, check_counts
from .context import Context
from .listing import PART_LIMIT, Part, split_by_number
from .names import Link, article_uri


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One article.

    Attributes:
        article: our title for it.
        headline, url: the source's own; ``None`` where not known.
        via: who the source says it has it from.
        quotes: how many this desk took from it.
        party: the actor whose own outlet published it.
        words: how many words are taken from it.
        checked: what comparing its quotes came to.
    """

    article: Link
    headline: str | None
    url: str | None
    published: PartialDate
    language: str | None
    genre: str | None
    via: tuple[str, ...]
    quotes: int
    party: Link | None
    words: QuotedWords
    checked: CheckCounts


@dataclass(frozen=True, slots=True)
class PublisherView:
    """A publisher with those of its articles that stand on this page.

    Attributes:
        number: its place among all publishers, from 1, the same on every page.
        articles, quotes: how many the desk has from it in all.
        parties: the actors whose own outlet it is.
        genres: what kinds it is used for, with the number of articles.
        continued: whether its first articles stand on an earlier page.
    """

    number: int
    name: str
    articles: int
    quotes: int
    parties: tuple[Link, ...]
    genres: tuple[tuple[str, int], ...]
    rows: tuple[SourceRow, ...]
    continued: bool


@dataclass(frozen=True, slots=True)
class GenreRow:
    """How many articles and quotes of one kind the desk has.

    Attributes:
        genre: ``None`` where it is not said.
        of_parties: how many of the articles come from a party's own outlet.
        checked: what comparing the quotes came to.
    """

    genre: str | None
    articles: int
    quotes: int
    of_parties: int
    checked: CheckCounts


@dataclass(frozen=True, slots=True)
class SourcesView:
    """One page of the sources.

    Attributes:
        articles, publishers, quotes: how many in all.
        genres: the most used first; empty but on the first page.
        parties: how many articles come from a party's own outlet.
        checked: what comparing all quotes came to.
    """

    part: Part[str]
    articles: int
    publishers: int
    quotes: int
    parties: int
    checked: CheckCounts
    genres: tuple[GenreRow, ...]
    shown: tuple[PublisherView, ...]


@dataclass(slots=True)
class _Publisher:
    """What all articles of one publisher come to."""

    number: int = 0
    articles: int = 0
    quotes: int = 0
    parties: dict[str, None] = field(default_factory=dict)
    genres: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    first: str = ""


class SourcesViews:
    """Makes what the pages of sources show."""

    def __init__(self, context: Context) -> None:
        self._context = context
        articles = context.desk.articles
        self._order = sorted(
            articles,
            key=lambda one: (
                articles[one].source.publisher.casefold(),
                articles[one].source.publisher,
                articles[one].source.published.sort_key,
                one,
            ),
        )
        self._publishers = self._count()

    def parts(self, limit: int = PART_LIMIT) -> list[Part[str]]:
        """The pages, each with articles in the order of their publishers' names."""
        return split_by_number("sources/", self._order, limit)

    def page(self, part: Part[str]) -> SourcesView:
        """One page."""
        desk = self._context.desk
        sources = [article.source for article in desk.articles.values()]
        return SourcesView(
            part=part,
            articles=len(sources),
            publishers=len(self._publishers),
            quotes=len(desk.quotes),
            parties=sum(1 for source in sources if source.party),
            checked=check_counts(desk.quotes.values()),
            genres=self._genres() if part.opens else (),
            shown=tuple(
                self._publisher(name, tuple(ids))
                for name, ids in groupby(part.items, key=self._name)
            ),
        )

    def _name(self, article_id: str) -> str:
        return self._context.desk.articles[article_id].source.publisher

    def _quotes(self, article_id: str) -> int:
        return len(self._context.desk.quotes_of_article[article_id])

    def _count(self) -> Mapping[str, _Publisher]:
        found: dict[str, _Publisher] = {}
        for article_id in self._order:
            source = self._context.desk.articles[article_id].source
            one = found.get(source.publisher)
            if one is None:
                one = found[source.publisher] = _Publisher(len(found) + 1, first=article_id)
            one.articles += 1
            one.quotes += self._quotes(article_id)
            if source.party:
                one.parties[source.party] = None
            if source.genre:
                one.genres[source.genre] += 1
        return found

    def _publisher(self, name: str, article_ids: tuple[str, ...]) -> PublisherView:
        found = self._publishers[name]
        return PublisherView(
            number=found.number,
            name=name,
            articles=found.articles,
            quotes=found.quotes,
            parties=self._context.people.links(found.parties),
            genres=tuple(sorted(found.genres.items(), key=lambda pair: (-pair[1], pair[0]))),
            rows=tuple(map(self._row, article_ids)),
            continued=article_ids[0] != found.first,
        )

    def _row(self, article_id: str) -> SourceRow:
        article = self._context.desk.articles[article_id]
        source = article.source
        return SourceRow(
            article=Link(article.title, article_uri(article_id)),
            headline=source.headline,
            url=source.url,
            published=source.published,
            language=source.language,
            genre=source.genre,
            via=source.via,
            quotes=self._quotes(article_id),
            party=self._context.people.link(source.party) if source.party else None,
            words=quoted_words(self._context.desk.quotes_of_article[article_id]),
            checked=check_counts(self._context.desk.quotes_of_article[article_id]),
        )

    def _genres(self) -> tuple[GenreRow, ...]:
        desk = self._context.desk
        groups: defaultdict[str | None, list[str]] = defaultdict(list)
        for article_id, article in desk.articles.items():
            groups[article.source.genre].append(article_id)
        rows = [
            GenreRow(
                genre=genre,
                articles=len(ids),
                quotes=sum(map(self._quotes, ids)),
                of_parties=sum(bool(desk.articles[one].source.party) for one in ids),
                checked=check_counts(quote for one in ids for quote in desk.quotes_of_article[one]),
            )
            for genre, ids in groups.items()
        ]
        return tuple(sorted(rows, key=lambda row: (-row.articles, row.genre or "")))
