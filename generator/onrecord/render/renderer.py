"""Pages from templates: everything is set up once, so that a page is one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from jinja2 import Template
from markupsafe import Markup

from onrecord.views.site_info import SiteInfo

from .addresses import Addresses
from .compiled import Compiled
from .environment import make_environment
from .faults import MISTAKES, UNCOMPILED, TemplateFault
from .places import template_folders
from .words import Words


class Page(Protocol):
    """What is needed of a page: where it is, its template and what it shows."""

    @property
    def uri(self) -> str:
        """Site path."""

    @property
    def template(self) -> str:
        """Name of the template."""

    @property
    def view(self) -> Callable[[], object]:
        """Computes what the page shows."""


class Renderer:
    """Makes the HTML of pages, one at a time.

    In a template: `view` (what the page shows), `page` (its `uri` and `title`), `markdown` (the
    HTML of the Markdown page that opens this one, or None), and what the environment gives.
    """

    def __init__(
        self,
        site_templates: Path | None,
        words: Words,
        directory_urls: bool,  # noqa: FBT001 - MkDocs' own setting, handed through
        site: SiteInfo,
        compiled: Compiled | None = None,
    ) -> None:
        self._folders = template_folders(site_templates)
        self._addresses = Addresses(directory_urls=directory_urls)
        self._environment = make_environment(self._folders, words, self._addresses, site, compiled)
        self._templates: dict[str, Template] = {}

    def compile(self, names: Iterable[str]) -> list[TemplateFault]:
        """Compile the templates ``names``; the faults of those that cannot be."""
        faults = []
        for name in sorted(set(names)):
            try:
                self._template(name)
            except TemplateFault as fault:
                faults.append(fault)
        return faults

    def render(self, page: Page, markdown: str | None = None) -> str:
        """The HTML of the content of ``page``.

        Args:
            page: its view is computed here.
            markdown: HTML that opens the page.

        Raises:
            TemplateFault: its template cannot be compiled, or fails on what the page shows.
        """
        template = self._template(page.template)
        self._addresses.start(page.uri)
        view = page.view()
        opening = None if markdown is None else Markup(markdown)  # noqa: S704 - Markdown may hold HTML: it is the site's own page
        try:
            return template.render(view=view, page=page, markdown=opening)
        except MISTAKES as error:
            raise TemplateFault.of(error, self._file(page.template), page.uri) from error

    def _template(self, name: str) -> Template:
        template = self._templates.get(name)
        if template is None:
            try:
                template = self._environment.get_template(name)
            except UNCOMPILED as error:
                raise TemplateFault.of(error, self._file(name)) from error
            self._templates[name] = template
        return template

    def _file(self, name: str) -> Path:
        candidates = [folder / name for folder in self._folders]
        return next((file for file in candidates if file.is_file()), candidates[-1])
