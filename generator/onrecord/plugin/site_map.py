"""The map of a site for search engines, in the form of https://www.sitemaps.org/protocol.html."""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote, urljoin

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from onrecord.render import SiteFile, SitePage

from .generated_files import Date
from .prepare import MAPPED, SITE_MAP

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def pack_site_map(folder: Path) -> None:
    """Pack another theme's map of the site anew: MkDocs puts the day of the build into its own.

    (Two builds of the same content would differ.)
    """
    if (folder / SITE_MAP).is_file():
        packed = _packed((folder / SITE_MAP).read_bytes())
        (folder / f"{SITE_MAP}.gz").write_bytes(packed)


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


class SiteMap:
    """The map of a site with our theme; it is parted where the protocol wants that."""

    def __init__(
        self, config: MkDocsConfig, others: Sequence[File], pages: Sequence[SitePage], date: Date
    ) -> None:
        """Hold what is on the map.

        Args:
            config: MkDocs' own, which says where the site is published.
            others: the files of pages that MkDocs makes.
            pages: those that we make.
            date: when the desk last changed what a page shows.
        """
        self._root = config.site_url or ""
        self._in_folders = config.use_directory_urls
        self._date = date
        every: list[File | SitePage] = [*others, *pages]
        self._parts = [every[at : at + MAPPED] for at in range(0, len(every), MAPPED)]

    def files(self) -> Iterator[SiteFile]:
        """The map, packed too, and its parts where it has more than one."""
        if not self._root:
            return
        first = self._index if len(self._parts) > 1 else partial(self._part, 0)
        yield SiteFile(SITE_MAP, first)
        yield SiteFile(f"{SITE_MAP}.gz", lambda: _packed(first()))
        if len(self._parts) > 1:
            for number, uri in enumerate(site_map_parts(len(self._parts))):
                yield SiteFile(uri, partial(self._part, number))

    def _index(self) -> bytes:
        addresses = (urljoin(self._root, uri) for uri in site_map_parts(len(self._parts)))
        return _xml("sitemapindex", (_element("sitemap", loc) for loc in addresses))

    def _part(self, number: int) -> bytes:
        return _xml("urlset", filter(None, map(self._entry, self._parts[number])))

    def _entry(self, page: File | SitePage) -> str:
        """The line of ``page``; empty where search engines are to stay away."""
        if isinstance(page, SitePage):
            uri = page.uri if self._in_folders else f"{page.uri}index.html"
            address, hidden, when = urljoin(self._root, quote(uri)), page.noindex, self._date(page)
            return "" if hidden else _element("url", address, when.text if when else "")
        made = page.page
        if made is None or not made.canonical_url or made.meta.get("robots") == "noindex":
            return ""
        return _element("url", made.canonical_url, str(made.meta.get("modified") or ""))


def site_map_parts(number: int) -> Iterator[str]:
    """The addresses of the parts of a map that has so many."""
    return (f"sitemap-{part}.xml" for part in range(1, number + 1))


def _element(name: str, address: str, modified: str = "") -> str:
    when = f"<lastmod>{escape(modified)}</lastmod>" if modified else ""
    return f"<{name}><loc>{escape(address)}</loc>{when}</{name}>"


def _xml(name: str, elements: Iterable[str]) -> bytes:
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_SCHEMA}">'
    return "\n".join([start, *elements, f"</{name}>\n"]).encode()
