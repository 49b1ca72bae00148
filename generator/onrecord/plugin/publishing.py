"""What is published besides pages, and what the heads of pages say to machines.

That is feeds, annotations, briefings as text, a map of the site, and share pictures.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TypedDict

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from onrecord.briefing.formats import make_markdown
from onrecord.briefing.sections.briefing_view import TEXT, briefing_view
from onrecord.briefing.sections.material import request_of
from onrecord.diagnostics import Diagnostic
from onrecord.exports.downloads import DATA, DOWNLOADS
from onrecord.exports.feed import FeedLink, SiteFeeds
from onrecord.exports.feed_items import Modified
from onrecord.exports.json_ld import annotated, annotation_page, annotations_uri, json_ld
from onrecord.exports.json_ld_pages import StructuredData, is_download
from onrecord.records import PartialDate
from onrecord.render import PageFacts, SiteContext, SiteFile, SitePage, TemplateFault, known_texts
from onrecord.share import pictures
from onrecord.share.cache import Missing
from onrecord.site.record_pages import quote_title

from .content_files import ROBOTS
from .generated_files import GeneratedPage, HomePage
from .prepare import SITE_MAP, Prepared
from .settings_file import ConfigurationFault, read_settings
from .site_options import SiteSetup

Report = Callable[[Diagnostic], None]
Progress = Callable[[int, int], None]

_ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_SHOWN = 3  # pages that a notice names
_WHY = {
    Missing.TOO_LONG: ("the words and their details do not fit", ""),
    Missing.NO_LETTERS: (
        "no font has some of its letters",
        "put a font that has them (.ttf or .otf) in share/fonts/ in your templates folder",
    ),
}


class MachineData(TypedDict, total=False):
    """What the theme puts into the head of a page for machines.

    It is JSON-LD, ready for a script element; feeds, those of the page itself first; and the
    annotations of the article that the page shows or quotes.
    """

    structured: str
    feeds: tuple[FeedLink, ...]
    annotations: FeedLink | None


class Publishing:
    """The data of one site that a build publishes for machines."""

    def __init__(self, prepared: Prepared, *, downloads: bool) -> None:
        self._site = prepared.site
        self._pages = prepared.pages
        self._downloads = _listed_downloads() if downloads else []
        self._annotated = annotated(prepared.site.desk)
        self._feeds = SiteFeeds(self._site, self._pages, partial(quote_title, site=self._site))

    def files(self, setup: SiteSetup, files: Files) -> Iterator[SiteFile]:
        """Feeds, annotations and, unless ``files`` have one of its own, a `robots.txt`."""
        site = self._site
        yield from self._feeds.files()
        for article_id in self._annotated:
            uri = annotations_uri(article_id)
            yield SiteFile(uri, partial(self._annotations, article_id))
        own = files.get_file_from_path(ROBOTS)
        if not setup.options.preview and (own is None or own.inclusion.is_excluded()):
            where = f"\nSitemap: {site.info.url}{SITE_MAP}\n" if site.info.url else ""
            yield SiteFile(ROBOTS, f"User-agent: *\nAllow: /\n{where}".encode())

    def _annotations(self, article_id: str) -> bytes:
        quotes = self._annotated[article_id]
        address = self._site.addresses_from(annotations_uri(article_id))
        return annotation_page(article_id, quotes, self._site.info.name, address)

    def date(self, page: SitePage) -> PartialDate | None:
        """When the desk last changed what ``page`` shows, where a map of the site is to say it."""
        return self._modified.of(page) if self._site.info.url else None

    @cached_property
    def _modified(self) -> Modified:
        return Modified(self._site.views)

    def head_of(self, page: Page) -> MachineData:
        """The data for machines in the head of ``page``."""
        facts = page.planned if isinstance(page, GeneratedPage | HomePage) else _written(page)
        return {
            "structured": json_ld(self._structured.of(facts)),
            "feeds": self._feeds.links(facts.uri),
            "annotations": self._annotations_of(facts),
        }

    @cached_property
    def _structured(self) -> StructuredData:
        return StructuredData(self._site, self._pages, self._downloads)

    def _annotations_of(self, page: PageFacts) -> FeedLink | None:
        """The annotations of the article that the page, or the quote on it, is from."""
        if page.part or not page.subject:
            return None
        if page.subject.kind not in ("article", "article_quotes", "quote"):
            return None
        article_id = page.subject.article
        if article_id not in self._annotated:
            return None
        return FeedLink(annotations_uri(article_id), _ANNOTATIONS, "")


def _listed_downloads() -> list[str]:
    return sorted(filter(is_download, (f"{DATA}{name}" for name in DOWNLOADS)))


def _written(page: Page) -> PageFacts:
    """The facts of a page written in Markdown; its folders are above it."""
    source = page.file.src_uri
    uri = source.removesuffix("index.md") if source.endswith("index.md") else page.url
    return PageFacts(
        subject=None,
        uri=uri,
        texts=known_texts(Markup(page.title or "").unescape()),  # noqa: S704 - only to unescape it
        above=tuple(f"{folder}/" for folder in reversed(PurePosixPath(uri).parents[:-1])),
    )


def briefing_files(site: SiteContext) -> Iterator[SiteFile]:
    """The Markdown of each briefing.

    Raises:
        TemplateFault: its template cannot be used.
    """
    for briefing_id, briefing in site.desk.briefings.items():
        request = request_of(briefing_id, briefing)
        made = make_markdown(briefing_view(site.views, request), site.say, site)
        yield SiteFile(f"{request.uri}{TEXT}", made.data)


class SharePictures:
    """Pictures and tags for other sites that link to the pages of one site."""

    def __init__(self) -> None:
        self._pictures: pictures.DrawnPictures | None = None
        self._alts: Mapping[str, str] = {}
        self._given: Mapping[str, str] | None = None
        self._locale: str | None = None
        self._draw_one: Callable[[SitePage], tuple[Path, str] | None] | None = None

    def prepare(
        self,
        setup: SiteSetup,
        site: SiteContext,
        url: str,
        progress: Progress,
        report: Report,
        *,
        on_request: bool,
    ) -> None:
        """Draw the pictures, which show ``url``, unless they are kept from an earlier build.

        With ``on_request`` it draws only the first, which shows whether the template fails; each of
        the others is drawn when it is asked for.

        Raises:
            TemplateFault: the template of the pictures fails.
            PluginError: pictures cannot be kept.
        """
        options = setup.options
        self._locale = pictures.open_graph_locale(site.words, options.language)
        self._pictures, self._alts, self._draw_one = None, self._given or {}, None
        if options.preview or self._given is not None:
            return
        if not setup.config.site_url:
            message = (
                "without `site_url` the site has no feeds, no sitemap, no pictures for shared "
                "links and no canonical addresses"
            )
            hint = "set where the site is published: site_url: https://example.org/record/"
            report(setup.diagnostic("no-site-url", message, hint))
        if not (options.share_pictures and setup.config.site_url):
            return  # no page could name a picture without an address
        # Days that follow from the records would change every picture with one record.
        info = replace(site.info, url=url, coverage=options.coverage)
        frame = pictures.PictureFrame.of(info, site.words)
        every = pictures.plan_pictures(site, frame)
        planned = tuple(islice(every, 1) if on_request else every)
        try:
            drawing = pictures.PictureDrawing(site.templates, frame, setup.cache / "share")
            self._pictures = drawing.draw(planned, progress)
        except OSError as error:
            why = f"share pictures cannot be kept: {error}; see the option `cache`"
            raise PluginError(f"Nothing was built: {why}") from error
        if on_request:
            self._draw_one = partial(_drawn_for, site, frame, drawing, report)
            return
        drawn = self._pictures.files
        self._alts = {each.page: each.alt for each in planned if each.page in drawn}
        for notice in _not_drawn(setup, self._pictures.missing):
            report(notice)

    @property
    def described(self) -> Mapping[str, str]:
        """The alternative texts of all pictures, by the site paths of their pages."""
        return self._alts

    def describe(self, alts: Mapping[str, str]) -> None:
        """Take what is ``described`` elsewhere, where the pictures are drawn."""
        self._given = alts

    def add_pictures(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pictures to ``files``; one that is in the content already takes ours' place."""
        for page, file in self._pictures.files.items() if self._pictures else ():
            uri = pictures.picture_uri(page)
            if uri not in files.src_uris:
                files.append(File.generated(config, uri, abs_src_path=str(file)))

    def on_request(self, page: SitePage) -> SiteFile | None:
        """The picture of ``page``, if it has one that was not drawn before it was asked for."""
        drawn = self._draw_one(page) if self._draw_one else None
        return SiteFile(pictures.picture_uri(page.uri), drawn[0]) if drawn else None

    def _alt(self, page: SitePage) -> str | None:
        """The alternative text of its picture."""
        if self._draw_one is None:
            return self._alts.get(page.uri)
        drawn = self._draw_one(page)
        return drawn[1] if drawn else None

    def tags(self, page: Page, config: MkDocsConfig) -> pictures.OpenGraph:
        """The tags of ``page``."""
        image = alt = None
        if config.site_url and isinstance(page, GeneratedPage) and (alt := self._alt(page.planned)):
            image = pictures.absolute(config.site_url, pictures.picture_uri(page.planned.uri))
        return pictures.OpenGraph(
            type="website" if page.is_homepage else "article",
            locale=self._locale,
            url=page.canonical_url,
            image=image,
            alt=alt,
        )


def _drawn_for(
    site: SiteContext,
    frame: pictures.PictureFrame,
    drawing: pictures.PictureDrawing,
    report: Report,
    page: SitePage,
) -> tuple[Path, str] | None:
    """The picture of a quote's own page, and its alternative text."""
    quote = site.desk.quotes.get(page.subject.id) if page.subject.kind == "quote" else None
    planned = pictures.plan_picture(site, frame, quote) if quote and not page.part else None
    try:
        file = drawing.draw_one(planned) if planned else None
    except TemplateFault as fault:
        report(fault.diagnostic)
        return None
    except OSError:  # a preview goes on without it
        return None
    return (file, planned.alt) if file and planned else None


def published_at(config: MkDocsConfig) -> str:
    """The address in the configuration file: a preview has put its own in its place."""
    try:
        said = read_settings(Path(config.config_file_path)).get("site_url")
    except ConfigurationFault:
        said = config.site_url
    return said if isinstance(said, str) else ""


def _not_drawn(setup: SiteSetup, missing: Mapping[str, Missing]) -> Iterator[Diagnostic]:
    for reason, (why, hint) in _WHY.items():
        pages = [f"/{page}" for page, found in missing.items() if found is reason]
        if pages:
            message = f"no share picture for {_listed(pages)}: {why}"
            yield setup.diagnostic("no-share-picture", message, hint)


def _listed(pages: Sequence[str]) -> str:
    more = len(pages) - _SHOWN
    return ", ".join(pages[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
