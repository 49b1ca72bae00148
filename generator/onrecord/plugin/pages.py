"""Generated pages as MkDocs sees them: a file without Markdown and a page that renders itself."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from onrecord.site.page import SitePage

Make = Callable[[SitePage, str | None], str]
"""From a page, and the HTML that opens it, to the HTML of its content."""

# What the theme takes from the pages that we make: scripts, styles, and where a page leads.
_OURS = frozenset(("scripts_of_page", "styles_of_page", "leads_to", "twin", "modified"))
_IDS = re.compile(r"""\sid=["']?([^"'\s>]+)""")


class DeskFile(File):
    """The file of a generated page, at the source path that `nav:` and Markdown links name."""

    changed: float = float("inf")
    """When what it is made from changed last."""

    @classmethod
    def of(cls, page: SitePage, config: MkDocsConfig, changed: float) -> DeskFile:
        """The file for ``page``, out of the navigation: a tree of all pages would be quadratic."""
        uri, level = f"{page.uri}index.md", InclusionLevel.NOT_IN_NAV
        if page.source:
            file = cls.generated(config, uri, abs_src_path=str(page.source), inclusion=level)
            relative = os.path.relpath(page.source, config.docs_dir)
            file.edit_uri = relative.replace(os.sep, "/")
        else:
            file = cls.generated(config, uri, content="", inclusion=level)
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
    """How far a build is.

    Attributes:
        writing: MkDocs writes one page after the other. Before, it goes through all of them and
            would hold the HTML of every one: two thirds of a large site's memory.
    """

    writing: bool = False


class DeskPage(Page):
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
        self._site_page = site_page
        self._make = make
        self._stage = stage
        self._html: str | None = None
        # The title is given to themes that escape nothing.
        super().__init__(escape(title or site_page.title), file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what MkDocs would read from a Markdown file."""
        self.markdown = ""
        self.meta = page_meta(self._site_page)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set what MkDocs takes from Markdown beside the content."""
        self.toc = TableOfContents([])

    @property
    def content(self) -> str:
        """The HTML of the page, made once; empty before its page is written."""
        if self._html is None and self._stage.writing:
            self._html = self._make(self._site_page, None)
        return self._html or ""

    @content.setter
    def content(self, html: str | None) -> None:
        self._html = html or None

    def let_go(self) -> None:
        """Forget the content: the page is written."""
        self._html = None

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]  # computed only where a link asks
        """The ids that a link may lead to."""
        return set(_IDS.findall(self._html or self._make(self._site_page, None)))


class HomePage(Page):
    """The home page where a Markdown page opens it."""

    def __init__(
        self, site_page: SitePage, file: File, config: MkDocsConfig, make: Make, title: str | None
    ) -> None:
        self._site_page = site_page
        self._make = make
        super().__init__(title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the Markdown page; what it says of itself comes before what we would say."""
        super().read_source(config)
        self.meta = {**page_meta(self._site_page), **meta_of_author(self.meta)}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set the content: the Markdown page, in the place that the template gives it."""
        super().render(config, files)
        self.content = self._make(self._site_page, self.content)
        self.present_anchor_ids = set(_IDS.findall(self.content))


def meta_of_author(meta: Mapping[str, object]) -> dict[str, object]:
    """What stands on top of a Markdown page, without what only we may tell the theme."""
    return {key: value for key, value in meta.items() if key not in _OURS}


def page_meta(page: SitePage) -> dict[str, object]:
    """What themes know of ``page`` beside its title; escaped, since they do not."""
    meta: dict[str, object] = {}
    if page.description:
        meta["description"] = escape(page.description)
    if page.noindex:
        meta["robots"] = "noindex"
    if page.scripts:
        meta["scripts_of_page"] = page.scripts
    if page.leads_to is not None:
        meta["leads_to"] = escape(page.leads_to)
    if page.twin:
        meta["twin"] = page.twin
    if page.styles:
        meta["styles_of_page"] = page.styles
    return meta
