"""Generated pages and files as MkDocs sees them, and the map of the site, which names all pages."""

import gzip
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from onrecord.records import PartialDate
from onrecord.render import SiteFile, SitePage
from onrecord.render.site import Addresses

from .prepare import MAPPED, SITE_MAP

#: From a page, and the HTML that opens it, to the HTML of its content.
Make = Callable[[SitePage, str | None], str]
#: From a page to when the desk last changed what it shows.
Date = Callable[[SitePage], PartialDate | None]

# What the theme takes from the pages that we make: the list that a page belongs to, its scripts and
# styles, and where it leads.
_OURS = frozenset(("section", "scripts_of_page", "styles_of_page", "leads_to", "twin", "modified"))
# What follows an address as it is.
_PLAIN_URL = re.compile(r"(?:[a-z0-9-]+/)*(?:index\.html)?")
# The ids of elements, in quotes or not, so that links within the site can be checked.
_IDS = re.compile(r"""\sid=["']?([^"'\s>]+)""")


@lru_cache(maxsize=100)
def _edit_uri(source: str, folder: str) -> str:
    return os.path.relpath(source, folder).replace(os.sep, "/")


class GeneratedPageFile(File):
    """The file of a generated page, at the source path that `nav:` and Markdown links name."""

    changed: float = float("inf")  #: when what it is made from changed last

    @property
    def src_path(self) -> str:
        """The source path as the system writes it."""
        return os.path.normpath(self.src_uri)

    @src_path.setter
    def src_path(self, value: str) -> None:
        self.src_uri = value  # ours are as MkDocs wants them

    @classmethod
    def of(cls, page: SitePage, config: MkDocsConfig, changed: float) -> "GeneratedPageFile":
        """The file for ``page``, out of the navigation: a tree of all pages would be quadratic."""
        uri, level = f"{page.uri}index.md", InclusionLevel.NOT_IN_NAV
        if page.source:
            source = str(page.source)
            file = cls.generated(config, uri, abs_src_path=source, inclusion=level)
            file.edit_uri = _edit_uri(source, config.docs_dir)
        else:
            file = cls.generated(config, uri, content="", inclusion=level)
        # As MkDocs would, which takes paths apart.
        file.name, file.dest_uri = "index", f"{page.uri}index.html"
        address = (page.uri or "./") if config.use_directory_urls else file.dest_uri
        file.url = address if _PLAIN_URL.fullmatch(address) else quote(address)
        assert isinstance(file, cls)  # noqa: S101 - `generated` makes what it is called on, but does not say so
        file.changed = changed
        return file

    def is_modified(self) -> bool:
        """Whether the page must be made again (MkDocs asks in its `dirty` mode)."""
        try:
            return os.path.getmtime(self.abs_dest_path) <= self.changed  # noqa: PTH204 - hot
        except OSError:
            return True


@dataclass(slots=True)
class Stage:
    """Whether MkDocs writes one page after the other.

    Before, it goes through all of them and would keep the HTML of each: two thirds of the memory
    that a large site takes.
    """

    writing: bool = False


class GeneratedPage(Page):
    """A generated page: its content is HTML straight from Jinja, made when it is written."""

    def __init__(
        self,
        site_page: SitePage,
        file: File,
        config: MkDocsConfig,
        make: Make,
        stage: Stage,
        title: str = "",
    ) -> None:
        self.planned = site_page
        self._make = make
        self._stage = stage
        self._html: str | None = None
        # The title is given to themes that escape nothing.
        super().__init__(escape(title or site_page.title), file, config)

    def _set_canonical_url(self, base: str | None) -> None:
        """Set the full address as MkDocs does, without parsing it for each page."""
        if base and base.endswith("/") and _PLAIN_URL.fullmatch(self.url):
            self.canonical_url = base + self.url
            self.abs_url = urlsplit(base).path + self.url  # what was parsed is kept
        else:
            super()._set_canonical_url(base)

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what MkDocs would read from a Markdown file."""
        if self.markdown is None:
            self.markdown, self.toc = "", TableOfContents([])
            self.meta = page_meta(self.planned, config)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave it as it is: MkDocs would render Markdown here."""

    @property
    def content(self) -> str:
        """The HTML of the page, made once; empty before its page is written."""
        if self._html is None and self._stage.writing:
            try:
                self._html = self._make(self.planned, None)
            except AttributeError as error:
                # Jinja would take it that the page has no content, and write it without.
                raise RuntimeError(str(error)) from error
        return self._html or ""

    @content.setter
    def content(self, html: str | None) -> None:
        self._html = html or None

    def forget_content(self) -> None:
        """Forget the content: the page is written."""
        self._html = None

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]  # computed only where a link asks
        """The ids that a link may lead to."""
        return set(_IDS.findall(self._html or self._make(self.planned, None)))


class HomePage(Page):
    """The home page where a Markdown page opens it."""

    def __init__(
        self, site_page: SitePage, file: File, config: MkDocsConfig, make: Make, title: str | None
    ) -> None:
        self.planned = site_page
        self.changed: PartialDate | None = None
        self._make = make
        super().__init__(title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the Markdown page; what it says of itself comes before what we would say."""
        super().read_source(config)
        self.meta = {**page_meta(self.planned, config), **meta_of_author(self.meta)}
        date_page(self, self.changed)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set the content: the Markdown page, in the place that the template gives it."""
        super().render(config, files)
        self.content = self._make(self.planned, self.content)
        self.present_anchor_ids = set(_IDS.findall(self.content))


def meta_of_author(meta: Mapping[str, object]) -> dict[str, object]:
    """The settings on top of a Markdown page, without those that only we may give the theme."""
    return {key: value for key, value in meta.items() if key not in _OURS}


class PageMeta(dict[str, object]):
    """Further facts of a page for themes; a missing one is None in a template."""

    __getattr__ = dict.get


def page_meta(page: SitePage, config: MkDocsConfig) -> PageMeta:
    """The facts of ``page`` for themes, escaped, since themes do not; without the title."""
    meta = PageMeta(section=page.subject.section)
    if page.description:
        meta["description"] = escape(page.description)
    if page.noindex:
        meta["robots"] = "noindex"
    if page.scripts:
        meta["scripts_of_page"] = page.scripts
    if page.leads_to is not None:
        addresses = Addresses(directory_urls=config.use_directory_urls)
        meta["leads_to"] = escape(addresses.absolute("", page.leads_to))
    if page.twin:
        meta["twin"] = page.twin
    if page.styles:
        meta["styles_of_page"] = page.styles
    return meta


def date_page(page: Page, when: PartialDate | None) -> None:
    """Tell ``page`` that the desk last changed ``when`` what it shows."""
    if when:
        page.meta["modified"] = when.text
        if when.precision == "day":
            page.update_date = when.text  # what other themes' maps show


class FileMadeWhenWritten(File):
    """A file that is made as it is copied into the site."""

    make: Callable[[], bytes]

    @classmethod
    def of(cls, uri: str, make: Callable[[], bytes], config: MkDocsConfig) -> "FileMadeWhenWritten":
        """The file at ``uri`` that has what ``make`` returns."""
        file = cls.generated(config, uri, content=b"")
        assert isinstance(file, cls)  # noqa: S101 - `generated` makes what it is called on, but does not say so
        file.make = make
        return file

    @property  # type: ignore[misc]  # nobody sets it
    def content_bytes(self) -> bytes:
        """The content."""
        return self.make()

    @property  # type: ignore[misc]  # nobody sets it
    def content_string(self) -> str:
        """The content as text."""
        return self.make().decode()

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Write it into the site."""
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.make())


SITE_MAPS = (SITE_MAP, "sitemap-")  # how the names of its files begin
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
        self._root = urljoin(config.site_url, ".") if config.site_url else ""
        self._in_folders = config.use_directory_urls
        self._date = date
        every: list[File | SitePage] = [*others, *pages]
        self._parts = [every[at : at + MAPPED] for at in range(0, len(every), MAPPED)]

    def files(self) -> Iterator[SiteFile]:
        """The map, packed too, and its parts where it has more than one."""
        if not self._root:
            return
        first = cache(self._index if len(self._parts) > 1 else partial(self._part, 0))
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
        """The line of ``page``; empty if search engines must not index it."""
        if isinstance(page, SitePage):
            uri = page.uri if self._in_folders else f"{page.uri}index.html"
            if page.noindex:
                return ""
            address = self._root + (uri if _PLAIN_URL.fullmatch(uri) else quote(uri))
            when = self._date(page)
            return _element("url", address, when.text if when else "")
        made = page.page
        if made is None or not made.canonical_url or made.meta.get("robots") == "noindex":
            return ""
        return _element("url", made.canonical_url, str(made.meta.get("modified") or ""))


def site_map_parts(number: int) -> Iterator[str]:
    """The addresses of the parts of a map with this ``number`` of parts."""
    return (f"sitemap-{part}.xml" for part in range(1, number + 1))


def _element(name: str, address: str, modified: str = "") -> str:
    when = f"<lastmod>{escape(modified)}</lastmod>" if modified else ""
    return f"<{name}><loc>{escape(address)}</loc>{when}</{name}>"


def _xml(name: str, elements: Iterable[str]) -> bytes:
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_SCHEMA}">'
    return "\n".join([start, *elements, f"</{name}>\n"]).encode()
