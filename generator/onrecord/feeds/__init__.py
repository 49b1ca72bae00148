"""Feeds: what they can contain, its words, and their two forms."""

from .feed import ATOM, ATOM_TYPE, JSON, JSON_TYPE, Entries, Feed, WriteFeed, atom, json_feed
from .items import SITE, newest_items

__all__ = [
    "ATOM",
    "ATOM_TYPE",
    "JSON",
    "JSON_TYPE",
    "SITE",
    "Entries",
    "Feed",
    "WriteFeed",
    "atom",
    "json_feed",
    "newest_items",
]
