"""The downloads with their page, the twins of pages in JSON, and the feeds of the site."""

import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from onrecord import feeds
from onrecord.desk.addresses import Subject
from onrecord.exports.downloads import DATA, DataView, Downloads, data_view
from onrecord.exports.tables import TWINNED
from onrecord.exports.twins import TWIN, subjects_of
from onrecord.render import SiteContext, SiteFile, SitePage, Wording
from onrecord.writing.work_folder import WorkFolder

from .records import quote_title


class DataSite:
    """The data of a site; written once, when the first file or the page of them is asked for."""

    def __init__(self, downloads: Downloads, work: Callable[[], WorkFolder]) -> None:
        """Hold what writes the data, and what makes a folder that goes with this object."""
        self._downloads = downloads
        self._work = work

    def plan(self, say: Wording) -> SitePage:
        """``data/``."""
        return SitePage(
            subject=Subject("data"),
            uri=DATA,
            template="pages/data.html",
            title=say("data.title"),
            description=say("data.description"),
            view=self.view,
            styles=("data",),
        )

    def with_twins(self, pages: Iterable[SitePage]) -> Iterator[SitePage]:
        """``pages``, of which those that have a twin name it."""
        for page in pages:
            own = page.subject.kind in TWINNED and not page.part
            yield replace(page, twin=page.uri + TWIN) if own else page

    def view(self) -> DataView:
        """What the page of the downloads shows."""
        folder, rows = self._written
        return data_view(self._downloads, folder, rows)

    def files(self) -> Iterator[SiteFile]:
        """Every download, and every twin; a twin is made when it is written."""
        folder, _ = self._written
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield SiteFile(DATA + path.relative_to(folder).as_posix(), path)
        for subject in subjects_of(self._downloads.site.desk):
            yield SiteFile(subject.uri + TWIN, partial(self._downloads.twin, subject))

    @cached_property
    def _written(self) -> tuple[Path, dict[str, int]]:
        """A folder of our own with all downloads, and the number of rows by table."""
        work = self._work()
        weakref.finalize(self, work.close)  # when the site is forgotten
        folder = work.path / "data"
        folder.mkdir()
        return folder, self._downloads.write_all(folder)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed, as the head of a page names it: site path, media type and title."""

    uri: str
    type: str
    title: str


class SiteFeeds:
    """The feeds of the site, and of each actor, topic and demand.

    There are none where the site does not say at which address it is published.
    """

    def __init__(self, site: SiteContext, titles: Mapping[str, str]) -> None:
        """Collect what is new; ``titles`` are those of the pages, by their site paths."""
        self._site = site
        self._titles = titles
        self._entries = feeds.Entries(site, partial(quote_title, site=site))
        coverage = site.info.coverage
        last = coverage.through.last if coverage else None
        found = feeds.newest_items(site.desk) if site.info.url else {}
        # A feed must say when it changed last; one without entries has been so from the beginning.
        self._items = {
            folder: (items, updated)
            for folder, items in found.items()
            if (updated := items[0].updated if items else last)
        }

    def links(self, uri: str) -> tuple[FeedLink, ...]:
        """The feeds that the page at ``uri`` names: its own, then that of the site."""
        return tuple(
            FeedLink(f"{folder}{name}", type_, self._title(folder))
            for folder in dict.fromkeys((uri, feeds.SITE))
            if folder in self._items
            for name, type_ in ((feeds.ATOM, feeds.ATOM_TYPE), (feeds.JSON, feeds.JSON_TYPE))
        )

    def files(self) -> Iterator[SiteFile]:
        """Every feed in both forms."""
        info, address = self._site.info, self._site.address
        for folder, (items, updated) in self._items.items():
            feed = feeds.Feed(
                folder=folder,
                title=self._title(folder),
                description=self._site.say("feeds.description"),
                updated=updated,
                author=info.name,
                language=info.language,
                entries=tuple(map(self._entries.entry, items)),
            )
            yield SiteFile(f"{folder}{feeds.ATOM}", feeds.atom(feed, info.url, address))
            yield SiteFile(f"{folder}{feeds.JSON}", feeds.json_feed(feed, info.url, address))

    def _title(self, folder: str) -> str:
        name = self._site.info.name
        if not folder:
            return name
        return self._site.say("feeds.title", name=self._titles[folder], site=name)
