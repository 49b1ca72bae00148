"""Share pictures and the tags of pages, in a build of MkDocs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from onrecord.diagnostics import Diagnostic
from onrecord.render.site import SiteContext
from onrecord.share.cache import Missing
from onrecord.share.drawing import DrawnPictures, PictureDrawing
from onrecord.share.picture import (
    OpenGraph,
    PictureFrame,
    absolute,
    locale_of,
    picture_uri,
    plan_pictures,
)

from .generated_files import GeneratedPage
from .options import OnrecordConfig, configuration_diagnostic
from .settings_file import ConfigurationFault, read_settings

Report = Callable[[Diagnostic], None]
Progress = Callable[[int, int], None]

_SHOWN = 3  # pages that a notice names
_WHY = {
    Missing.TOO_LONG: ("no room for all that belongs to the words", ""),
    Missing.NO_LETTERS: (
        "letters that none of the fonts has",
        "put a font that has them (.ttf or .otf) into share/fonts/ among your templates",
    ),
}


class SharePictures:
    """What other sites show of the pages of one site."""

    def __init__(self) -> None:
        self._pictures: DrawnPictures | None = None
        self._alts: Mapping[str, str] = {}
        self._locale: str | None = None

    def prepare(
        self,
        config: MkDocsConfig,
        options: OnrecordConfig,
        site: SiteContext,
        url: str,
        progress: Progress,
        report: Report,
    ) -> None:
        """Draw the pictures, which show ``url``, unless they are kept from an earlier build.

        Raises:
            TemplateFault: the template of the pictures fails.
            PluginError: pictures cannot be kept.
        """
        self._locale = locale_of(site.words, options.language)
        self._pictures, self._alts = None, {}
        if options.preview:
            return
        if not config.site_url:
            report(_no_address(config))
        if not options.share_pictures:
            return
        # Days that follow from the records would change every picture with one record.
        frame = PictureFrame.of(replace(site.info, url=url, coverage=options.coverage), site.words)
        pictures = tuple(plan_pictures(site, frame))
        try:
            drawing = PictureDrawing(site.templates, frame, options.cache_folder() / "share")
            self._pictures = drawing.draw(pictures, progress)
        except OSError as error:
            why = f"share pictures cannot be kept: {error}; see the option `cache`"
            raise PluginError(f"Nothing was built: {why}") from error
        self._alts = {
            picture.page: picture.alt
            for picture in pictures
            if picture.page in self._pictures.files
        }
        for notice in _not_drawn(config, self._pictures.missing):
            report(notice)

    def add_pictures(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pictures to ``files``; one that lies in the content already stands for ours."""
        for page, file in self._pictures.files.items() if self._pictures else ():
            uri = picture_uri(page)
            if uri not in files.src_uris:
                files.append(File.generated(config, uri, abs_src_path=str(file)))

    def tags(self, page: Page, config: MkDocsConfig) -> OpenGraph:
        """The tags of ``page``."""
        uri = page.planned.uri if isinstance(page, GeneratedPage) else ""
        alt = self._alts.get(uri) if config.site_url else None
        return OpenGraph(
            type="website" if page.is_homepage else "article",
            locale=self._locale,
            url=page.canonical_url,
            image=absolute(config.site_url or "", picture_uri(uri)) if alt else None,
            alt=alt,
        )


def published_at(config: MkDocsConfig) -> str:
    """The address in the configuration file: a preview has put its own in its place."""
    try:
        said = read_settings(Path(config.config_file_path)).get("site_url")
    except ConfigurationFault:
        said = config.site_url
    return said if isinstance(said, str) else ""


def _no_address(config: MkDocsConfig) -> Diagnostic:
    return configuration_diagnostic(
        config,
        "no-site-url",
        "without `site_url` there are no feeds and no map of the site, shared links have no "
        "picture, and pages no canonical address",
        "say where the site is published: site_url: https://example.org/record/",
    )


def _not_drawn(config: MkDocsConfig, missing: Mapping[str, Missing]) -> Iterator[Diagnostic]:
    for reason, (why, hint) in _WHY.items():
        pages = [f"/{page}" for page, one in missing.items() if one is reason]
        if pages:
            message = f"no share picture for {_listed(pages)}: {why}"
            yield configuration_diagnostic(config, "no-share-picture", message, hint)


def _listed(pages: Sequence[str]) -> str:
    more = len(pages) - _SHOWN
    return ", ".join(pages[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
