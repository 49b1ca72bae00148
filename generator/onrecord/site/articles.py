"""The pages of articles, of their quotes, and the list of articles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.render.words import Words
from onrecord.views.article import ArticlesViews, article_view
from onrecord.views.maker import Maker
from onrecord.views.quotes import QuotesViews

from .page import SitePage, Wording, shorten


def plan_articles(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``articles/``, its parts, ``articles/<id>/`` and ``quotes/<article-id>/``."""
    say = Wording(words)
    yield from _list(maker, say)
    views = QuotesViews(maker)
    for article_id in maker.desk.articles:
        yield _article(article_id, maker, say)
        yield from _quotes(article_id, maker, views, say)


def _list(maker: Maker, say: Wording) -> Iterator[SitePage]:
    views = ArticlesViews(maker)
    for part in views.parts():
        yield SitePage(
            uri=part.uri,
            template="pages/articles.html",
            title=say.titled(say("articles.title"), part),
            description=say("articles.description"),
            source=None,
            view=partial(views.page, part),
        )


def _article(article_id: str, maker: Maker, say: Wording) -> SitePage:
    article = maker.desk.articles[article_id]
    source = article.source
    published = say(
        "article.published", publisher=source.publisher, date=say.date(source.published)
    )
    return SitePage(
        uri=f"articles/{article_id}/",
        template="pages/article.html",
        title=article.title,
        description=shorten(f"{published} {article.summary or ''}", 300),
        source=maker.desk.files.get(("article", article_id)),
        view=partial(article_view, maker, article_id),
    )


def _quotes(article_id: str, maker: Maker, views: QuotesViews, say: Wording) -> Iterator[SitePage]:
    article = maker.desk.articles[article_id]
    for part in views.article_parts(article_id):
        yield SitePage(
            uri=part.uri,
            template="pages/article_quotes.html",
            title=say.titled(say("article.quotes_title", title=article.title), part),
            description=say(
                "article.quotes_description", count=part.total, publisher=article.source.publisher
            ),
            source=maker.desk.files.get(("article", article_id)),
            view=partial(views.article_page, article_id, part),
        )
