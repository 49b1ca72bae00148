"""What others read of the site beside its pages: data in them, feeds, annotations, a map of it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from onrecord.render.addresses import Addresses
from onrecord.render.plain_words import PlainWords
from onrecord.site.feeds import FeedLink, SiteFeeds
from onrecord.site.files import SiteFile
from onrecord.site.modified import Modified
from onrecord.structured.annotations import annotated, annotation_page, annotations_uri
from onrecord.structured.node import Address, json_ld
from onrecord.structured.pages import PageFacts, SiteFacts, StructuredData, is_download
from onrecord.views.maker import Maker

from .config import OnrecordConfig
from .filing import add_files
from .prepare import Prepared

_ROBOTS, _MAP = "robots.txt", "sitemap.xml"
ANNOTATIONS_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


class Publishing:
    """What one build publishes for machines."""

    def __init__(self) -> None:
        self._prepared: Prepared | None = None
        self._files: Files | None = None
        self._feeds: SiteFeeds | None = None
        self._data: StructuredData | None = None
        self._maker: Maker | None = None
        self._addresses = Addresses(directory_urls=True)
        self._annotated: frozenset[str] = frozenset()

    def add_files(
        self, prepared: Prepared, files: Files, config: MkDocsConfig, options: OnrecordConfig
    ) -> None:
        """Add feeds, annotations and a `robots.txt`, unless the content has one of its own."""
        self._prepared, self._files, self._data = prepared, files, None
        self._addresses = Addresses(directory_urls=config.use_directory_urls)
        self._maker = Maker.of(prepared.desk)
        titles = {uri: page.title for uri, page in prepared.pages.items()}
        self._feeds = SiteFeeds(self._maker, prepared.words, prepared.site, titles, self._addresses)
        made = [*self._feeds.files(), *self._annotations(prepared)]
        if not options.preview:
            made.append(_robots(prepared.site.url))
        add_files((one for one in made if one.uri not in files.src_uris), files, config)

    def date_pages(self, files: Files) -> None:
        """Tell each page when it changed last: the map of the site is made before the pages are."""
        if self._prepared is None or self._maker is None or not self._prepared.site.url:
            return
        modified = Modified(self._maker)
        for file in files.documentation_pages():
            if file.page and (when := modified.of(_uri(file.page))):
                file.page.meta["modified"] = when.text
                if when.precision == "day":
                    file.page.update_date = when.text  # what other themes' maps show

    def context(self, page: Page) -> dict[str, object]:
        """What the head of ``page`` holds for machines."""
        if self._prepared is None:
            return {}
        uri = _uri(page)
        planned = self._prepared.pages.get(uri)
        title = planned.title if planned else Markup(page.title or "").unescape()  # noqa: S704 - only to unescape it
        description = planned.description if planned else ""
        facts = PageFacts(uri, title, description, self._from(uri))
        return {
            "structured": json_ld(self._structured().of(facts)),
            "feeds": self._feeds.links(uri) if self._feeds else (),
            "annotations": self._annotations_of(uri),
        }

    def finish(self, config: MkDocsConfig) -> None:
        """Pack the map of the site anew: MkDocs puts the day of the build into the packed one."""
        folder = Path(config.site_dir)
        if (folder / _MAP).is_file():
            packed = gzip.compress((folder / _MAP).read_bytes(), mtime=0)
            (folder / f"{_MAP}.gz").write_bytes(packed)

    def _structured(self) -> StructuredData:
        if self._data is None:
            assert self._prepared and self._maker and self._files is not None  # noqa: S101 - files come before pages
            site = self._prepared.site
            facts = SiteFacts(
                name=site.name,
                language=site.language,
                coverage=site.coverage,
                url=site.url,
                titles={uri: page.title for uri, page in self._prepared.pages.items()},
                downloads=sorted(filter(is_download, self._files.src_uris)),
            )
            words = PlainWords(self._prepared.words)
            self._data = StructuredData(self._maker, words, facts)
        return self._data

    def _annotations(self, prepared: Prepared) -> Iterator[SiteFile]:
        found = annotated(prepared.desk)
        self._annotated = frozenset(found)
        for article_id, quotes in found.items():
            uri = annotations_uri(article_id)
            made = annotation_page(article_id, quotes, prepared.site.name, self._from(uri))
            yield SiteFile(uri, made)

    def _annotations_of(self, uri: str) -> FeedLink | None:
        """The annotations of the article that the page at ``uri`` shows or quotes."""
        match uri.split("/"):
            case ["articles" | "quotes", article_id, ""] | ["quotes", article_id, _, ""] if (
                article_id in self._annotated
            ):
                return FeedLink(annotations_uri(article_id), ANNOTATIONS_TYPE, "")
            case _:
                return None

    def _from(self, uri: str) -> Address:
        """Addresses in full, or relative to the page at ``uri`` where the site has none."""
        assert self._prepared  # noqa: S101 - nothing is addressed before
        root = self._prepared.site.url or "../" * uri.count("/")
        absolute = self._addresses.absolute
        return lambda path: absolute(root, path) or "./"


def _robots(site_url: str) -> SiteFile:
    """Everyone may read everything."""
    where = f"\nSitemap: {site_url}{_MAP}\n" if site_url else ""
    return SiteFile(_ROBOTS, f"User-agent: *\nAllow: /\n{where}".encode())


def _uri(page: Page) -> str:
    """The site path of ``page``; that of a Markdown page is one that no record has."""
    source: str = page.file.src_uri
    return source.removesuffix("index.md") if source.endswith("index.md") else page.url
