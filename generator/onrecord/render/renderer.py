"""Pages from templates: the environment is set up once, so that a page is one call."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from onrecord.views.act_lines import (
    act_labels,
    act_line,
    act_word,
    quoting_line,
    said_by,
    spoken_line,
    standing_line,
    standing_meaning,
    state_line,
)
from onrecord.views.context import SiteInfo
from onrecord.views.lines import plain_text

from .addresses import Addresses, file_name
from .copy_filters import CopyFilters
from .jinja import CompiledTemplates, environment_class, template_loader
from .phrases import DateWords, PlainWords
from .templates import COMPILE_ERRORS, RENDER_ERRORS, TemplateFault, template_folders
from .words import Words


def make_environment(
    folders: Sequence[Path],
    words: Words,
    addresses: Addresses,
    site: SiteInfo,
    compiled: CompiledTemplates | None = None,
) -> Environment:
    """An environment for the templates in ``folders`` (an earlier one wins).

    Templates find `t` (words), `site`, the filters `url`, `date` and `plain_date`, `on` and
    `plain_on` (a date with its preposition), `day_month` and `month` (of a day), those that make
    lines of text (`line`, `act_line` and its parts), and those of what readers copy: `address`,
    `attributed`, `citations`, `demand_citations`, `actor_citations`, `embed`, `suggest`. Everything
    is escaped, and what is not there is an error. A site needs nothing else to override a template;
    its own are rendered in a sandbox. ``compiled`` holds what need not be compiled again.
    """
    environment = environment_class(folders)(
        loader=template_loader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    dates = DateWords(words)
    environment.globals.update(t=words, site=site)
    copying = CopyFilters(words, addresses, site)
    environment.filters.update(
        address=copying.address,
        attributed=copying.attributed,
        citations=copying.citations,
        demand_citations=copying.demand_citations,
        actor_citations=copying.actor_citations,
        embed=copying.embed,
        suggest=copying.suggest,
    )
    environment.filters.update(_line_filters(words))
    environment.filters.update(
        url=addresses.url,
        file_name=file_name,
        date=dates.html,
        plain_date=dates.plain,
        on=dates.on_html,
        plain_on=dates.on_plain,
        day_month=dates.day_month,
        month=dates.month,
    )
    return environment


def _line_filters(words: Words) -> dict[str, Callable[..., object]]:
    """What makes lines of views, as spans that the macro of `cards/line.html` sets."""
    say = PlainWords(words)
    makers: dict[str, Callable[..., object]] = {
        "act_line": act_line,
        "act_word": act_word,
        "act_labels": act_labels,
        "said_by": said_by,
        "spoken": spoken_line,
        "quoting": quoting_line,
        "standing": standing_line,
        "standing_meaning": standing_meaning,
        "state_told": state_line,
        "line": lambda view, say: view.line(say),
    }
    return {"plain": plain_text} | {name: partial(maker, say=say) for name, maker in makers.items()}


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
        compiled: CompiledTemplates | None = None,
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
        except RENDER_ERRORS as error:
            raise TemplateFault.of(error, self._file(page.template), page.uri) from error

    def _template(self, name: str) -> Template:
        template = self._templates.get(name)
        if template is None:
            try:
                template = self._environment.get_template(name)
            except COMPILE_ERRORS as error:
                raise TemplateFault.of(error, self._file(name)) from error
            self._templates[name] = template
        return template

    def _file(self, name: str) -> Path:
        candidates = [folder / name for folder in self._folders]
        return next((file for file in candidates if file.is_file()), candidates[-1])
