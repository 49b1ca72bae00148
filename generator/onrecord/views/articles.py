"""The list of all articles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from onrecord.records import PartialDate

from .links import Link, article_uri
from .listing import PART_LIMIT, Part, split_by_date
from .maker import Maker


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article in the list."""

    link: Link
    publisher: str
    party: Link | None
    genre: str | None
    quotes: int


@dataclass(frozen=True, slots=True)
class DayOfArticles:
    """What was published on one date, as precise as it is known."""

    date: PartialDate
    rows: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class ArticlesView:
    """One page of the list.

    Attributes:
        part: the way to the other pages; ``part.items`` is not for templates.
        articles, publishers: how many the desk has.
    """

    part: Part[str]
    days: tuple[DayOfArticles, ...]
    articles: int
    publishers: int


class ArticlesViews:
    """Makes the list of articles, the latest published first."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        articles = maker.desk.articles.values()
        self._publishers = len({article.source.publisher for article in articles})

    def parts(self, limit: int = PART_LIMIT) -> list[Part[str]]:
        """The pages of the list; what they hold is ids."""
        articles = self._maker.desk.articles
        ordered = sorted(articles, key=self._order)
        return split_by_date("articles/", ordered, self._published, limit)

    def page(self, part: Part[str]) -> ArticlesView:
        """One page of the list."""
        days = tuple(
            DayOfArticles(date, tuple(map(self._row, group)))
            for date, group in groupby(part.items, key=self._published)
        )
        return ArticlesView(part, days, len(self._maker.desk.articles), self._publishers)

    def _row(self, article_id: str) -> ArticleRow:
        desk = self._maker.desk
        article = desk.articles[article_id]
        source = article.source
        return ArticleRow(
            link=Link(article.title, article_uri(article_id)),
            publisher=source.publisher,
            party=self._maker.people.link(source.party) if source.party else None,
            genre=source.genre,
            quotes=len(desk.quotes_of_article[article_id]),
        )

    def _published(self, article_id: str) -> PartialDate:
        return self._maker.desk.articles[article_id].source.published

    def _order(self, article_id: str) -> tuple[bool, int, int, str]:
        published = self._published(article_id)
        first, last = published.sort_key
        return (not published.known, -last, -first, article_id)
