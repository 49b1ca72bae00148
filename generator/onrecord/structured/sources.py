"""The sources that articles are about."""

from __future__ import annotations

from onrecord.records import Article
from onrecord.views.links import article_uri

from .node import Address, Node, known, node

# An official transcript is no news; what it is not known to be, it is not called.
_TYPES = {
    "news_report": "NewsArticle",
    "wire_copy": "NewsArticle",
    "interview": "NewsArticle",
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
}


def source_node(article_id: str, article: Article, address: Address) -> Node:
    """The source, as far as a quote's page names it; never our page about it."""
    source = article.source
    return node(
        _TYPES.get(source.genre or "", "Article"),
        id=f"{address(article_uri(article_id))}#source",
        headline=source.headline,
        url=source.url,
        datePublished=known(source.published),
        publisher=node("Organization", name=source.publisher),
    )


def full_source(article_id: str, article: Article, address: Address) -> Node:
    """All that is known of the source."""
    source = article.source
    return source_node(article_id, article, address) | {
        name: value
        for name, value in (
            # Bylines: whether one is a person's is not known.
            ("creditText", ", ".join(source.authors)),
            ("inLanguage", source.language),
            ("archivedAt", source.archive_url),
            ("copyrightNotice", source.rights),
        )
        if value
    }
