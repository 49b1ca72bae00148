"""The feeds of the site: of all of it, and of each actor, topic and demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.feeds.entries import Entries
from onrecord.feeds.feed import ATOM, ATOM_TYPE, JSON, JSON_TYPE, Feed, atom, json_feed
from onrecord.feeds.items import SITE, Item, newest_items
from onrecord.render import SiteInfo, Words
from onrecord.render.addresses import Addresses
from onrecord.views.maker import Maker

from .files import SiteFile
from .page import Wording
from .quotes import quote_title


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed, as the head of a page names it.

    Attributes:
        uri: site path of the file.
        type: its media type.
        title: plain text.
    """

    uri: str
    type: str
    title: str


class SiteFeeds:
    """The feeds of one site; none where it does not say at which address it is published."""

    def __init__(
        self,
        maker: Maker,
        words: Words,
        site: SiteInfo,
        titles: Mapping[str, str],
        addresses: Addresses,
    ) -> None:
        """Collect what is new.

        Args:
            maker: of the desk.
            words: of the site.
            site: its name, language and address.
            titles: of the pages, by their site paths.
            addresses: as the pages have them.
        """
        self._site = site
        self._addresses = addresses
        self._say = Wording(words)
        self._titles = titles
        self._entries = Entries(
            maker, self._say, lambda entry: quote_title(entry, maker, self._say), site.url
        )
        last = site.coverage.through.last if site.coverage else None
        found = newest_items(maker.desk) if site.url else {}
        # A feed must say when it changed last; one without entries has been so from the beginning.
        self._items = {
            folder: (items, items[0].updated if items else last)
            for folder, items in found.items()
            if items or last
        }

    def links(self, uri: str) -> tuple[FeedLink, ...]:
        """The feeds that the page at ``uri`` names: its own, then that of the site."""
        folders = [uri, SITE] if uri else [SITE]
        return tuple(
            FeedLink(f"{folder}{name}", type_, self._title(folder))
            for folder in folders
            if folder in self._items
            for name, type_ in ((ATOM, ATOM_TYPE), (JSON, JSON_TYPE))
        )

    def files(self) -> Iterator[SiteFile]:
        """Every feed in both forms."""
        for folder in self._items:
            feed = self._feed(folder)
            if feed:
                yield SiteFile(f"{folder}{ATOM}", atom(feed, self._site.url, self._full))
                yield SiteFile(f"{folder}{JSON}", json_feed(feed, self._site.url, self._full))

    def _feed(self, folder: str) -> Feed | None:
        items, updated = self._items[folder]
        if updated is None:
            return None
        entries: tuple[Item, ...] = items
        return Feed(
            folder=folder,
            title=self._title(folder),
            description=self._say("feeds.description"),
            updated=updated,
            author=self._site.name,
            language=self._site.language,
            entries=tuple(map(self._entries.entry, entries)),
        )

    def _title(self, folder: str) -> str:
        if not folder:
            return self._site.name
        return self._say("feeds.title", name=self._titles[folder], site=self._site.name)

    def _full(self, uri: str) -> str:
        return self._addresses.absolute(self._site.url, uri)
