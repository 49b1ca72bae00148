"""Names of demands, claims, topics and articles as links."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.desk.desk import Desk

from .links import Link, article_uri, demand_uri, topic_uri


def demand_link(desk: Desk, demand_id: str) -> Link:
    """A demand's title as a link to its page."""
    return Link(desk.demands[demand_id].record.title, demand_uri(demand_id))


def topic_link(desk: Desk, topic_id: str) -> Link:
    """A topic's name as a link to its page."""
    return Link(desk.topics[topic_id].name, topic_uri(topic_id))


def article_links(desk: Desk, article_ids: Iterable[str]) -> tuple[Link, ...]:
    """Articles by our titles for them, each once, the earliest published first."""
    articles = desk.articles
    ordered = sorted(
        dict.fromkeys(article_ids), key=lambda one: (articles[one].source.published.sort_key, one)
    )
    return tuple(Link(articles[one].title, article_uri(one)) for one in ordered)
