"""Feeds: what they can contain, its words, and their two forms."""

from .feed import (
    ATOM,
    ATOM_TYPE,
    JSON,
    JSON_TYPE,
    Entries,
    Feed,
    FeedLink,
    SiteFeeds,
    WriteFeed,
    atom,
    json_feed,
)
from .items import SITE, Item, Modified, folders_of_feeds, newest_items
