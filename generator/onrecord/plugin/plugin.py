"""The MkDocs plugin `onrecord`: it reads the desk and adds its pages to the site."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from onrecord.diagnostics import Diagnostic
from onrecord.render import CompiledTemplates, SiteInfo, TemplateFault, Words
from onrecord.render.templates import RENDER_ERRORS, is_of_template, packaged_templates
from onrecord.site.page import SitePage
from onrecord.site.plan import plan_files
from onrecord.writing.work_folder import WorkFolder

from .destinations import put_own_theme_first
from .generated_files import (
    GeneratedPage,
    HomePage,
    Stage,
    add_files,
    add_pages,
    bring_back_theme_files,
    exclude_faulty,
    exclude_unpublished,
    home_without_desk,
    meta_of_author,
    newest,
)
from .markdown_pages import AddressLinks
from .options import OnrecordConfig, folder_faults
from .other_plugins import why_incompatible
from .page_checks import with_classes
from .prepare import Prepared, prepare
from .publishing import Publishing, briefing_files
from .rebuild_guard import guard, watch_folder
from .reporting import LogReporter, Reporter, problems_html, with_problems
from .review_preview import ReviewPreview
from .sharing import SharePictures, published_at
from .site_folder import BuildInPlace
from .theme_frame import (
    FOOT,
    SECTIONS,
    ThemeFrame,
    add_sections,
    escaped_title,
    extend_theme,
    lists_among,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Environment
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.utils.templates import TemplateContext


class OnrecordPlugin(BasePlugin[OnrecordConfig]):
    """Ties the desk to the events of a build.

    Attributes:
        reporter: hears what is wrong; MkDocs' log until someone else is put here.
        prepared: the desk as last read without errors.
        diagnostics: all that was found wrong in this build.
        staged: whether who began the build puts the site in its place; else it is `mkdocs build`.
    """

    def __init__(self) -> None:
        self.reporter: Reporter = LogReporter()
        self.prepared: Prepared | None = None
        self.staged = False
        self._direct = BuildInPlace()
        self._serving = False
        self._dirty = False
        self.diagnostics: list[Diagnostic] = []
        self._links = AddressLinks(self._report)
        self._rendered = 0
        self._stage = Stage()
        self._nav: Navigation | None = None
        self._sharing = SharePictures()
        self._previewing = ReviewPreview()
        self._publishing = Publishing()
        self._compiled = (
            CompiledTemplates()
        )  # kept, as this object is, from one rebuild to the next

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin a run (that this is here also keeps the object from one rebuild to the next)."""
        self._serving = command == "serve"
        self._dirty = dirty
        self.prepared = None

    def on_shutdown(self) -> None:
        """End a run."""
        gc.unfreeze()
        self.reporter = LogReporter()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our Markdown extension and the site's own theme files into their places.

        Raises:
            PluginError: a folder of the configuration leads out of the site, or lies in another; or
                another plugin cannot work beside this one.
        """
        if faults := folder_faults(config, self.config):
            raise PluginError("\n".join(faults))
        if why := why_incompatible(config):
            raise PluginError(why)
        self._links = AddressLinks(self._report)
        self._previewing.begin(config, self.config, serving=self._serving)
        config.markdown_extensions.append(self._links)  # type: ignore[arg-type]  # Markdown takes objects too
        put_own_theme_first(config, self.config.site_templates() / "theme")
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check the desk, before MkDocs empties the site's folder.

        Raises:
            PluginError: the content has errors (or warnings, in a strict build); not in a preview,
                which goes on with the last good desk. Or MkDocs would delete what is not ours.
        """
        self._rendered = 0
        if not self.staged and not self._serving:
            self._direct.begin(config)
        near = partial(WorkFolder, Path(config.site_dir).parent)
        work = near if self.staged else WorkFolder.temporary
        reading = self._progress("reading")
        preparation = prepare(config, self.config, reading, work=work, compiled=self._compiled)
        self.diagnostics = list(preparation.diagnostics)
        self.reporter.report(preparation.diagnostics)
        if preparation.prepared:
            self.prepared = preparation.prepared
        if why := preparation.refusal(strict=config.strict, serving=self._serving):
            raise PluginError(why)
        if preparation.prepared:
            self._previewing.prepare(config, self.config, preparation.prepared)
            with self._template_faults_told():
                site, drawing = preparation.prepared.site, self._progress("drawing")
                url = published_at(config) if self._serving else site.info.url
                self._sharing.prepare(config, self.config, site, url, drawing, self._report)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages; keep the records from being published."""
        exclude_unpublished(files, config)
        exclude_faulty(files, self.diagnostics)
        bring_back_theme_files(files, config)
        if self.prepared:
            templates = self.config.site_templates()
            changed = newest(config, templates) if self._dirty else float("inf")
            # Another plugin that works on the content of pages must find it there; and a preview
            # shows on every page what is wrong with any.
            alone = len(config.plugins.events["page_content"]) == 1
            self._stage = Stage(writing=self._serving or not alone)
            add_pages(self.prepared.pages, files, config, self._render, self._stage, changed)
            if config.theme.name == "onrecord":
                extra = plan_files(self.prepared.site, search=self.config.search)
                add_files(extra, files, config)
            if self.prepared.data:
                add_files(self.prepared.data.files(), files, config)
            with self._template_faults_told():
                add_files(briefing_files(self.prepared.site), files, config)
            self._publishing.add_files(self.prepared, files, config, self.config)
            self._sharing.add_pictures(files, config)
            self._previewing.add_files(files, config)
        elif not any(file.dest_uri == "index.html" for file in files):
            files.append(home_without_desk(config))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the lists of the site to the navigation of whichever theme there is."""
        if self.prepared:
            add_sections(nav, lists_among(files, SECTIONS, self.prepared.site.words))
        self._nav = nav
        return nav

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        """Tell the Markdown extension which page comes next, and what is its own to say."""
        if not isinstance(page, GeneratedPage):
            self._links.start(page.file, files)
        if not isinstance(page, GeneratedPage | HomePage):
            page.meta = meta_of_author(page.meta)
        return markdown

    def on_page_content(
        self,
        html: str,
        *,
        page: Page,
        config: MkDocsConfig,
        files: Files,
    ) -> str:
        """Make a Markdown page fit for our frame: its title escaped, no style in its tables."""
        if not isinstance(page, GeneratedPage):
            page.title = escaped_title(page.title)
            if config.theme.name == "onrecord":
                return with_classes(html)
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme its words; from here on pages are written."""
        self._stage.writing = True
        env.bytecode_cache = self._compiled
        if config.theme.name == "onrecord":
            extend_theme(env)
        if not self._serving:
            # What stands now stands until the end: the collector need not look at it again, which
            # takes a fifth of the time that a large site takes.
            gc.freeze()
        if self.prepared:
            site = self.prepared.site
            self._publishing.date_pages(files)
            frame = ThemeFrame(
                site.words,
                site.info,
                self._nav,
                foot=lists_among(files, FOOT, site.words),
                search=self.config.search,
                preview=self._previewing.banner,
                # MkDocs puts a script of its own into what it serves.
                policy="" if self._serving else str(self.config.policy()),
            )
        else:
            info = SiteInfo(config.site_name, language=self.config.language)
            frame = ThemeFrame(self._spare_words(), info, self._nav)
        env.globals["onrecord"] = frame
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme what other sites will show of the page."""
        tags = None if self.config.preview else self._sharing.tags(page, config)
        machines = self._publishing.context(page) if config.theme.name == "onrecord" else None
        return {**context, **(machines or {}), "open_graph": tags}  # type: ignore[typeddict-unknown-key]  # the theme's own

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Tell the page that stands for missing ones where the site is, as far as one can know."""
        base = self._previewing.base_of(template_name)
        return context if base is None else {**context, "base_url": base}

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Show on every page of a preview what is wrong."""
        if isinstance(page, GeneratedPage):
            page.let_go()
        return self._with_problems(self._previewing.marked(output, config, page.url))

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Show it on the page that stands for missing ones too."""
        if template_name != "404.html":
            return output_content
        return self._with_problems(self._previewing.marked(output_content, config, template_name))

    @event_priority(-100)  # after plugins that add files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the packed map of the site as true as the map, and mark the site as ours."""
        self._publishing.finish(config)
        if not self.staged and not self._serving:
            self._direct.finish(config)

    def on_build_error(self, *, error: Exception) -> None:
        """Report a fault in a template of the theme; those of our own pages are reported already.

        Raises:
            PluginError: it was one, and a build ends; a preview goes on.
        """
        if self._serving or not isinstance(error, RENDER_ERRORS) or not is_of_template(error):
            return
        self._report(TemplateFault.of(error, Path(self.config.config_file_path)).diagnostic)
        raise PluginError(f"Nothing was built: {error}") from None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Watch the templates, and keep serving whatever goes wrong."""
        ours = packaged_templates()
        server.watch(str(ours))
        watch_folder(server, self.config.site_templates(), ours)
        guard(server, builder, Path(config.config_file_path), config.site_name)
        return server

    def _render(self, page: SitePage, markdown: str | None) -> str:
        """The HTML of ``page``; empty where its template fails in a preview."""
        assert self.prepared  # noqa: S101 - pages are made of what was prepared
        html = ""
        with self._template_faults_told():
            html = self.prepared.renderer.render(page, markdown)
        self._rendered += 1
        self.reporter.progress("rendering", self._rendered, len(self.prepared.pages))
        return html

    @contextmanager
    def _template_faults_told(self) -> Iterator[None]:
        """Report a template that fails in the block; a preview survives that."""
        try:
            yield
        except TemplateFault as fault:
            self._report(fault.diagnostic)
            if not self._serving:
                raise PluginError(f"Nothing was built: {fault}") from fault

    def _report(self, diagnostic: Diagnostic) -> None:
        if diagnostic.code in self.config.levels:
            diagnostic = replace(diagnostic, severity=self.config.levels[diagnostic.code])
        self.diagnostics.append(diagnostic)
        self.reporter.report([diagnostic])

    def _progress(self, stage: str) -> Callable[[int, int], None]:
        return lambda done, total: self.reporter.progress(stage, done, total)

    def _with_problems(self, output: str) -> str:
        if not self._serving:
            return output
        words = self.prepared.site.words if self.prepared else self._spare_words()
        section = problems_html(self.diagnostics, words, stale=self.prepared is not None)
        return with_problems(output, section)

    def _spare_words(self) -> Words:
        return Words.load([packaged_templates()], self.config.language)
