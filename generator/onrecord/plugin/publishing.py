"""What is published beside the pages: feeds, annotations, briefings as text, a map of the site."""

import gzip
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from onrecord.briefing.markdown import make_markdown
from onrecord.briefing.sections.request import request_of
from onrecord.briefing.sections.view import TEXT, briefing_view
from onrecord.render.site import SiteContext
from onrecord.site.feeds import FeedLink, SiteFeeds
from onrecord.site.modified import Modified
from onrecord.site.page import SiteFile, SitePage
from onrecord.structured.annotations import annotated, annotation_page, annotations_uri
from onrecord.structured.nodes import json_ld
from onrecord.structured.pages import PageFacts, StructuredData, is_download

from .destinations import ROBOTS, SITE_MAP
from .generated_files import GeneratedPage, HomePage, add_files
from .options import OnrecordConfig
from .prepare import Prepared

_ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


class MachineData(TypedDict, total=False):
    """What the theme puts into the head of a page for machines.

    It is JSON-LD, ready for a script element; feeds, those of the page itself first; and the
    annotations of the article that the page shows or quotes.
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
        made = self._made = _Published(prepared, files)
        add_files([*made.feeds.files(), *made.annotations()], files, config)
        own = files.get_file_from_path(ROBOTS)
        if not options.preview and (own is None or own.inclusion.is_excluded()):
            add_files([_robots(prepared.site.info.url)], files, config)

    def date_pages(self, files: Files) -> None:
        """Tell each page when it changed last: the map of the site is made before the pages are."""
        if self._made is None or not self._made.site.info.url:
            return
        modified = Modified(self._made.site.views)
        for file in files.documentation_pages():
            page = file.page
            if isinstance(page, GeneratedPage | HomePage) and (when := modified.of(page.planned)):
                page.meta["modified"] = when.text
                if when.precision == "day":
                    page.update_date = when.text  # what other themes' maps show

    def context(self, page: Page) -> MachineData:
        """What the head of ``page`` holds."""
        return self._made.context(page) if self._made else {}

    def finish(self, config: MkDocsConfig) -> None:
        """Pack the map of the site anew: MkDocs puts the day of the build into the packed one."""
        folder = Path(config.site_dir)
        if (folder / SITE_MAP).is_file():
            packed = gzip.compress((folder / SITE_MAP).read_bytes(), mtime=0)
            (folder / f"{SITE_MAP}.gz").write_bytes(packed)


class _Published:
    """A site that is being published."""

    def __init__(self, prepared: Prepared, files: Files) -> None:
        self.site = prepared.site
        self._titles = {uri: page.title for uri, page in prepared.pages.items()}
        self._files = files
        self._annotated = annotated(prepared.site.desk)
        self.feeds = SiteFeeds(self.site, self._titles)

    def annotations(self) -> Iterator[SiteFile]:
        """The annotations of each article that has any."""
        for article_id, quotes in self._annotated.items():
            uri = annotations_uri(article_id)
            made = annotation_page(
                article_id, quotes, self.site.info.name, self.site.addresses_from(uri)
            )
            yield SiteFile(uri, made)

    def context(self, page: Page) -> MachineData:
        """What the head of ``page`` holds."""
        planned = page.planned if isinstance(page, GeneratedPage | HomePage) else None
        if planned:
            uri, title, description = planned.uri, planned.title, planned.description
        else:
            source = page.file.src_uri
            uri = source.removesuffix("index.md") if source.endswith("index.md") else page.url
            title, description = Markup(page.title or "").unescape(), ""  # noqa: S704 - only to unescape it
        facts = PageFacts(
            uri,
            title,
            description,
            self.site.addresses_from(uri),
            planned.subject if planned else None,
            planned.part if planned else "",
        )
        return {
            "structured": json_ld(self._structured.of(facts)),
            "feeds": self.feeds.links(uri),
            "annotations": self._annotations_of(planned),
        }

    @cached_property
    def _structured(self) -> StructuredData:
        """Made when the first page is written: then all files are there."""
        downloads = sorted(filter(is_download, self._files.src_uris))
        return StructuredData(self.site, self._titles, downloads)

    def _annotations_of(self, page: SitePage | None) -> FeedLink | None:
        """Those of the article that the page, or the quote on it, is from."""
        if page is None or page.part not in ("", "quotes"):
            return None
        if page.subject.kind not in ("article", "quote"):
            return None
        article_id = page.subject.id.partition("#")[0]
        if article_id not in self._annotated:
            return None
        return FeedLink(annotations_uri(article_id), _ANNOTATIONS, "")


def briefing_files(site: SiteContext) -> Iterator[SiteFile]:
    """The Markdown of each briefing.

    Raises:
        TemplateFault: its template cannot be used.
    """
    for briefing_id, briefing in site.desk.briefings.items():
        request = request_of(briefing_id, briefing)
        made = make_markdown(briefing_view(site.views, request), site.say, site)
        yield SiteFile(f"{request.uri}{TEXT}", made.data)


def _robots(site_url: str) -> SiteFile:
    """Everyone may read everything."""
    where = f"\nSitemap: {site_url}{SITE_MAP}\n" if site_url else ""
    return SiteFile(ROBOTS, f"User-agent: *\nAllow: /\n{where}".encode())
