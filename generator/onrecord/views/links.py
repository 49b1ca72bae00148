"""Names that lead to pages of the site, and where these are."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.addresses import (
    actor_uri,
    article_quotes_uri,
    article_uri,
    briefing_uri,
    claim_uri,
    demand_uri,
    quote_uri,
    topic_uri,
)

__all__ = [
    "Link",
    "actor_uri",
    "article_quotes_uri",
    "article_uri",
    "briefing_uri",
    "claim_uri",
    "demand_uri",
    "quote_uri",
    "topic_uri",
]


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads to a page of the site; plain text where ``uri`` is ``None``."""

    text: str
    uri: str | None
