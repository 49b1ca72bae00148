"""The feeds of the site: of all of it, and of each actor, topic and demand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from onrecord.feeds.entries import Entries
from onrecord.feeds.feed import ATOM, ATOM_TYPE, JSON, JSON_TYPE, Feed, atom, json_feed
from onrecord.feeds.items import SITE, Item, newest_items
from onrecord.render.site import SiteContext

from .page import SiteFile
from .records import quote_title


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed, as the head of a page names it: site path, media type and title."""

    uri: str
    type: str
    title: str


class SiteFeeds:
    """The feeds of one site; none where it does not say at which address it is published."""

    def __init__(self, site: SiteContext, titles: Mapping[str, str]) -> None:
        """Collect what is new; ``titles`` are those of the pages, by their site paths."""
        self._site = site
        self._info = site.info
        self._say = site.say
        self._titles = titles
        title = partial(quote_title, site=site)
        self._entries = Entries(site, title)
        coverage = site.info.coverage
        last = coverage.through.last if coverage else None
        found = newest_items(site.desk) if site.info.url else {}
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
                yield SiteFile(f"{folder}{ATOM}", atom(feed, self._info.url, self._site.address))
                yield SiteFile(
                    f"{folder}{JSON}", json_feed(feed, self._info.url, self._site.address)
                )

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
            author=self._info.name,
            language=self._info.language,
            entries=tuple(map(self._entries.entry, entries)),
        )

    def _title(self, folder: str) -> str:
        if not folder:
            return self._info.name
        return self._say("feeds.title", name=self._titles[folder], site=self._info.name)
