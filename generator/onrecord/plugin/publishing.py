"""What is published beside the pages: feeds, annotations, briefings as text, a map of the site."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from onrecord.briefing.formats import Imprint
from onrecord.briefing.markdown import make
from onrecord.briefing.sections.request import request_of
from onrecord.briefing.sections.view import TEXT, briefing_view
from onrecord.render.addresses import Addresses
from onrecord.render.places import template_folders
from onrecord.render.plain_words import PlainWords
from onrecord.site.feeds import FeedLink, SiteFeeds
from onrecord.site.files import SiteFile
from onrecord.site.modified import Modified
from onrecord.structured.annotations import annotated, annotation_page, annotations_uri
from onrecord.structured.nodes import Address, json_ld
from onrecord.structured.pages import PageFacts, SiteFacts, StructuredData, is_download
from onrecord.views.maker import Maker

from .destinations import ROBOTS, SITE_MAP
from .generated_files import add_files
from .options import OnrecordConfig
from .prepare import Prepared

_ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


class Machines(TypedDict, total=False):
    """What the theme puts into the head of a page for machines.

    Attributes:
        structured: JSON-LD, ready for a script element.
        feeds: in both forms, those of the page itself first.
        annotations: of the article that the page shows or quotes.
    """

    structured: str
    feeds: tuple[FeedLink, ...]
    annotations: FeedLink | None


class Publishing:
    """What one build publishes for machines."""

    def __init__(self) -> None:
        self._made: _Published | None = None

    def add_files(
        self, prepared: Prepared, files: Files, config: MkDocsConfig, options: OnrecordConfig
    ) -> None:
        """Add feeds, annotations and, unless the content has one of its own, a `robots.txt`."""
        made = self._made = _Published(prepared, files, config, options)
        add_files([*made.feeds.files(), *made.annotations()], files, config)
        own = files.get_file_from_path(ROBOTS)
        if not options.preview and (own is None or own.inclusion.is_excluded()):
            add_files([_robots(prepared.site.url)], files, config)

    def date_pages(self, files: Files) -> None:
        """Tell each page when it changed last: the map of the site is made before the pages are."""
        if self._made is None or not self._made.site.url:
            return
        modified = Modified(self._made.maker)
        for file in files.documentation_pages():
            if file.page and (when := modified.of(_uri(file.page))):
                file.page.meta["modified"] = when.text
                if when.precision == "day":
                    file.page.update_date = when.text  # what other themes' maps show

    def context(self, page: Page) -> Machines:
        """What the head of ``page`` holds."""
        return self._made.context(page) if self._made else {}

    def finish(self, config: MkDocsConfig) -> None:
        """Pack the map of the site anew: MkDocs puts the day of the build into the packed one."""
        folder = Path(config.site_dir)
        if (folder / SITE_MAP).is_file():
            packed = gzip.compress((folder / SITE_MAP).read_bytes(), mtime=0)
            (folder / f"{SITE_MAP}.gz").write_bytes(packed)


class _Published:
    """A desk that is being published."""

    def __init__(
        self, prepared: Prepared, files: Files, config: MkDocsConfig, options: OnrecordConfig
    ) -> None:
        self.site = prepared.site
        self.maker = Maker.of(prepared.desk)
        self._pages = prepared.pages
        self._titles = {uri: page.title for uri, page in prepared.pages.items()}
        self._say = PlainWords(prepared.words)
        self._files = files
        self._licence = options.licence.strip()
        self._addresses = Addresses(directory_urls=config.use_directory_urls)
        self._annotated = annotated(prepared.desk)
        self.feeds = SiteFeeds(
            self.maker, prepared.words, prepared.site, self._titles, self._addresses
        )

    def annotations(self) -> Iterator[SiteFile]:
        """The annotations of each article that has any."""
        for article_id, quotes in self._annotated.items():
            uri = annotations_uri(article_id)
            made = annotation_page(article_id, quotes, self.site.name, self._from(uri))
            yield SiteFile(uri, made)

    def context(self, page: Page) -> Machines:
        """What the head of ``page`` holds."""
        uri = _uri(page)
        if planned := self._pages.get(uri):
            title, description = planned.title, planned.description
        else:
            title, description = Markup(page.title or "").unescape(), ""  # noqa: S704 - only to unescape it
        facts = PageFacts(uri, title, description, self._from(uri))
        return {
            "structured": json_ld(self._structured.of(facts)),
            "feeds": self.feeds.links(uri),
            "annotations": self._annotations_of(uri),
        }

    @cached_property
    def _structured(self) -> StructuredData:
        """Made when the first page is written: then all files are there."""
        facts = SiteFacts(
            name=self.site.name,
            language=self.site.language,
            coverage=self.site.coverage,
            url=self.site.url,
            titles=self._titles,
            downloads=sorted(filter(is_download, self._files.src_uris)),
            licence=self._licence,
        )
        return StructuredData(self.maker, self._say, facts)

    def _annotations_of(self, uri: str) -> FeedLink | None:
        match uri.split("/"):
            case ["articles" | "quotes", article_id, ""] | ["quotes", article_id, _, ""] if (
                article_id in self._annotated
            ):
                return FeedLink(annotations_uri(article_id), _ANNOTATIONS, "")
            case _:
                return None

    def _from(self, uri: str) -> Address:
        """Addresses in full, or relative to the page at ``uri`` where the site has none."""
        root = self.site.url or "../" * uri.count("/")
        absolute = self._addresses.absolute
        return lambda path: absolute(root, path) or "./"


def _robots(site_url: str) -> SiteFile:
    """Everyone may read everything."""
    where = f"\nSitemap: {site_url}{SITE_MAP}\n" if site_url else ""
    return SiteFile(ROBOTS, f"User-agent: *\nAllow: /\n{where}".encode())


def _uri(page: Page) -> str:
    """The site path of ``page``; that of a Markdown page is one that no record has."""
    source = page.file.src_uri
    return source.removesuffix("index.md") if source.endswith("index.md") else page.url


def briefing_files(
    prepared: Prepared, options: OnrecordConfig, config: MkDocsConfig
) -> Iterator[SiteFile]:
    """The Markdown of each briefing.

    Raises:
        TemplateFault: its template cannot be used.
    """
    briefings = prepared.desk.briefings
    if not briefings:
        return
    maker, say = Maker.of(prepared.desk), PlainWords(prepared.words)
    folders = template_folders(options.site_templates())
    imprint = Imprint(prepared.site, prepared.words, folders, config.use_directory_urls)
    for briefing_id, briefing in briefings.items():
        request = request_of(briefing_id, briefing)
        made = make(briefing_view(maker, request), say, imprint)
        yield SiteFile(f"{request.uri}{TEXT}", made.data)
