"""The MkDocs plugin `onrecord`: it reads the desk and adds its pages to the site."""

import gc
from collections import Counter
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

from onrecord import render
from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.editing import schemas
from onrecord.records import FilesRead
from onrecord.render.templates import RENDER_ERRORS, is_of_template
from onrecord.site.rests_on import SameSite
from onrecord.writing.own_folders import WorkFolder
from onrecord.writing.processes import Work, usable_processes

from . import added_files, generated_files, page_policy, page_writing, theme_frame
from .generated_files import GeneratedPage, HomePage
from .markdown_pages import AddressLinks
from .page_writing import OwnWriter
from .prepare import Prepared, prepare, prepare_theme
from .publishing import Publishing, SharePictures, briefing_files, published_at
from .reporting import (
    LogReporter,
    Reporter,
    is_ours_alone,
    problems_html,
    why_incompatible,
    with_problems,
)
from .site_folder import BuildInPlace
from .site_options import OnrecordConfig, SiteSetup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2 import Environment
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.utils.templates import TemplateContext

    from onrecord.desk.load import LastReading

    from .site_files import LastSite


class OnrecordPlugin(BasePlugin[OnrecordConfig]):
    """Ties the desk to the events of a build.

    Attributes:
        reporter: is given what is wrong; MkDocs' log until another is put here.
        prepared: the desk as last read without errors.
        staged: whether who began the build puts the site in its place; else it is `mkdocs build`.
        begin: begins to write pages; ``sharing`` has what other sites show of them.
        last: the last site, where this one may have pages of it.
        reading: what is known of the desk from an earlier process, and then from this one. What the
            class has is for the first build of a preview, whose plugin MkDocs makes.
    """

    reading: "LastReading | None" = None
    _setup: SiteSetup
    _nav: Navigation | None = None
    _publishing: Publishing | None = None
    _own: page_writing.OwnFiles | None = None
    _workers: Work | None = None

    def __init__(self) -> None:
        self.reporter: Reporter = LogReporter()
        self.prepared: Prepared | None = None
        self.staged = self._serving = self._dirty = False
        self.diagnostics: list[Diagnostic] = []
        self._direct = BuildInPlace()
        self._links = AddressLinks(self._report)
        self._rendered = 0
        self._stage = generated_files.Stage()
        self.begin: page_writing.Begin = OwnWriter.begin
        self.last: LastSite | None = None
        self._same: SameSite | None = None
        self.sharing = SharePictures()
        self._previewing = theme_frame.ReviewPreview()
        self._on_request = page_writing.PagesOnRequest()
        # Kept, as this object is, between rebuilds.
        self._compiled = render.CompiledTemplates()
        self._read = FilesRead()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin a run (that this is here also keeps the object from one rebuild to the next)."""
        self._serving = command == "serve"
        self._dirty = dirty
        self.prepared = None

    @property
    def taken(self) -> frozenset[str]:
        """The files that this site has of the last one."""
        return frozenset(self._own.taken) if self._own else frozenset()

    @property
    def sections(self) -> Counter[str]:
        """The number of pages by the list that they belong to."""
        if self._own and self._own.same:
            return self._own.same.sections
        pages = self.prepared.pages.values() if self.prepared else ()
        return Counter(page.subject.section for page in pages)

    def on_shutdown(self) -> None:
        """End a run."""
        for work in (self._workers, self.prepared and self.prepared.search):
            if work:
                work.stop()
        self._workers = None
        self._on_request.end()
        gc.unfreeze()
        gc.enable()
        # MkDocs keeps this object for the next build of the process.
        self.reporter, self.staged, self.begin = LogReporter(), False, OwnWriter.begin
        self.last = self._same = self.reading = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our Markdown extension and the site's own theme files into their places.

        Raises:
            PluginError: a folder of the configuration leads out of the site, or is in another; or
                another plugin cannot work with this one.
        """
        if not self._serving:
            gc.disable()  # until pages are made: all that is made before stays
        self._setup = SiteSetup(config, self.config)
        if faults := self._setup.folder_faults():
            raise PluginError("\n".join(faults))
        if why := why_incompatible(config):
            raise PluginError(why)
        try:
            usable_processes()
        except OnrecordError as error:
            raise PluginError(str(error)) from None
        self._links = AddressLinks(self._report)
        self._previewing.begin(self._setup, serving=self._serving)
        config.markdown_extensions.append(self._links)  # type: ignore[arg-type]  # Markdown takes objects too
        prepare_theme(self._setup)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check the desk, before MkDocs empties the site's folder.

        Raises:
            PluginError: the content has errors (or warnings, in a strict build); not in a preview,
                which goes on with the last good desk. Or MkDocs would delete what is not ours.
        """
        self._rendered, self._publishing, self._own = 0, None, None
        if not self.staged and not self._serving:
            self._direct.begin(config)
        near = partial(WorkFolder, Path(config.site_dir).parent)
        work = near if self.staged else WorkFolder.temporary
        reading = partial(self.reporter.progress, "reading")
        setup, compiled = self._setup, self._compiled
        read = self._read if self._serving else None
        preparation = prepare(
            setup, reading, work=work, compiled=compiled, read=read, last=self.reading
        )
        self.diagnostics = list(preparation.diagnostics)
        self.reading = None if self._serving else self.reading
        self.reporter.report(preparation.diagnostics)
        prepared = preparation.prepared
        if self._serving:
            fresh, records = schemas.keep_fresh, preparation.records
            self._on_request.later = partial(fresh, setup.file.parent, setup.content, records)
        self.prepared = prepared or self.prepared
        if why := preparation.refusal(strict=config.strict, serving=self._serving):
            raise PluginError(why)
        if prepared:
            last, records = self.last, preparation.records
            self._same = last.same_as(setup, prepared, records) if last else None
            if not (prepared.search and prepared.search.last):
                self._begin_search(prepared)
            self._previewing.prepare(setup, prepared)
            with self._template_faults_reported():
                drawing = partial(self.reporter.progress, "drawing")
                url = published_at(config) if self._serving else prepared.site.info.url
                on_request = self._serving and is_ours_alone(config, self)
                self.sharing.prepare(
                    setup, prepared.site, url, drawing, self._report, on_request=on_request
                )

    def _begin_search(self, prepared: Prepared) -> None:
        """Begin to index in another process, if several are to write pages."""
        many = len(prepared.site.desk.quotes) >= page_writing.ENOUGH and usable_processes() > 1
        own = self.staged and is_ours_alone(self._setup.config, self)
        here = self.begin == OwnWriter.begin and self._setup.has_our_theme
        if prepared.search and many and own and here:
            prepared.search.begin()

    def _make_shared(self) -> None:
        """Make what all processes that write pages need."""
        if self.prepared and self.prepared.search and not self.prepared.search.last:
            _ = self.prepared.search.indexed
        if self.prepared and not self._same:  # else few are written
            self.prepared.site.views.make_all()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages; keep the records from being published."""
        added_files.exclude_unpublished(files, config)
        added_files.exclude_faulty(files, self.diagnostics)
        added_files.bring_back_theme_files(files, config)
        if self.prepared:
            return self._add_made(self.prepared, files, config)
        if not any(file.dest_uri == "index.html" for file in files):
            files.append(added_files.home_without_desk(config))
        return files

    def _add_made(self, prepared: Prepared, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages and files made from the desk, or keep them to write them ourselves."""
        changed = added_files.newest(self._setup) if self._dirty else float("inf")
        # Another plugin that works on the content of pages must find it there.
        alone = is_ours_alone(config, self)
        self._stage = generated_files.Stage(writing=not alone)
        self._publishing = Publishing(prepared, downloads=prepared.data is not None)
        adding = added_files.PagesToAdd(
            self._setup, self._render, self._stage, changed, self._publishing.date
        )
        briefings: list[render.SiteFile] = []
        with self._template_faults_reported():
            briefings += briefing_files(prepared.site)
        self._own = added_files.add_made(
            prepared,
            self._publishing,
            adding,
            files,
            briefings,
            own=alone and not self._dirty,
            same=self._same,
        )
        self.sharing.add_pictures(files, config)
        self._previewing.add_files(files, config)
        return added_files.SiteFiles(files, self._own) if self._own else files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the lists of the site to the navigation of whichever theme there is."""
        if self.prepared:
            site = self.prepared.site
            menu = theme_frame.menu_of(site.desk)
            names = menu if self._setup.has_our_theme else theme_frame.LISTS
            theme_frame.add_sections(nav, theme_frame.lists_among(files, names, site))
        if self._own:
            self._own.take_home(files)
        self._nav = nav
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell the Markdown extension which page comes next, and what is its own to say."""
        if not isinstance(page, GeneratedPage):
            self._links.start(page.file, files)
        if not isinstance(page, GeneratedPage | HomePage):
            page.meta = generated_files.meta_of_author(page.meta)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make a Markdown page fit for our frame: its title escaped, no style in its tables."""
        if not isinstance(page, GeneratedPage):
            page.title = theme_frame.escaped_title(page.title)
            html = page_policy.with_classes(html) if self._setup.has_our_theme else html
        return html

    def on_env(self, env: "Environment", *, config: MkDocsConfig, files: Files) -> "Environment":
        """Give the theme its words; from here on pages are written."""
        self._stage.writing = True
        env.bytecode_cache = self._compiled
        if self._setup.has_our_theme:
            theme_frame.extend_theme(env)
        if not self._serving:
            # What is there now stays until the end: the collector need not look at it again, which
            # takes a fifth of the time that a large site takes. Pages leave nothing for it to find.
            gc.freeze()
            gc.set_threshold(1_000_000)
            gc.enable()
        if self.prepared:
            site = self.prepared.site
            lists = theme_frame.lists_among(files, theme_frame.LISTS, site)
            search, banner = self.config.search, self._previewing.banner
            # MkDocs puts a script of its own into what it serves.
            policy = "" if self._serving else str(self.config.policy())
            frame = theme_frame.ThemeFrame(
                site.words, site.info, self._nav, lists, search, banner, policy
            )
        else:
            info = render.SiteInfo(config.site_name, language=self.config.language)
            frame = theme_frame.ThemeFrame(self._spare_words(), info, self._nav)
        env.globals.update(onrecord=frame, t=frame.t)
        # Filters, since a site's own theme may call no method of ours where it is not trusted.
        env.filters.update(frame.filters)
        own, nav = self._own, self._nav
        writer = OwnWriter(own, env, config, nav) if own and nav else None
        if self._serving:
            trusted = self.prepared is None or self.prepared.renderer.trusted
            self._on_request.begin(writer, self.sharing.on_request, samples=not trusted)
        elif writer and self.prepared:
            self._workers = self.begin(writer, self._make_shared)
        return env

    def on_page_context(
        self, context: "TemplateContext", *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> "TemplateContext":
        """Give the theme what other sites will show of the page."""
        tags = None if self.config.preview else self.sharing.tags(page, config)
        made = self._publishing if self._setup.has_our_theme else None
        machines = made.head_of(page) if made else {}
        return {**context, **machines, "open_graph": tags}  # type: ignore[typeddict-unknown-key]  # the theme's own

    def on_template_context(
        self, context: "TemplateContext", *, template_name: str, config: MkDocsConfig
    ) -> "TemplateContext":
        """Give the page for missing ones the address of the site, as far as it is known."""
        base = self._previewing.base_of(template_name)
        return context if base is None else {**context, "base_url": base}

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Show on every page of a preview what is wrong."""
        if isinstance(page, GeneratedPage):
            page.forget_content()
        return self._with_problems(self._previewing.marked(output, config, page.url))

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Show it on the page for missing ones too."""
        if template_name != "404.html":
            return output_content
        return self._with_problems(self._previewing.marked(output_content, config, template_name))

    @event_priority(-100)  # after plugins that add files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the packed map of the site as true as the map, and mark the site as ours."""
        if self._workers:
            self._workers.finish(partial(self.reporter.progress, "rendering"))
            if own := self._own:
                own.taken.update(
                    *(it.decode().split("\n") for it in self._workers.given.values() if it)
                )
        if not self._setup.has_our_theme:
            generated_files.pack_site_map(Path(config.site_dir))
        if not self.staged and not self._serving:
            self._direct.finish(config)

    def on_build_error(self, *, error: Exception) -> None:
        """Report a fault in a template of the theme; those of our own pages are reported already.

        Raises:
            PluginError: it was one, and a build ends; a preview goes on.
        """
        if self._serving or not isinstance(error, RENDER_ERRORS) or not is_of_template(error):
            return
        self._report(render.TemplateFault.of(error, self._setup.file).diagnostic)
        raise PluginError(f"Nothing was built: {error}") from None

    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: "Callable[[], None]"
    ) -> "LiveReloadServer":
        """Watch the templates, and keep serving whatever goes wrong."""
        from .rebuild_guard import FolderWatch, guard  # noqa: PLC0415 - not in a build

        guard(server, builder, config, self._on_request)
        ours = render.packaged_templates()
        server.watch(str(ours))
        FolderWatch(server, self._setup.templates, ours).look()
        return server

    def _render(self, page: render.SitePage, markdown: str | None) -> str:
        """The HTML of ``page``; empty if its template fails in a preview."""
        assert self.prepared  # noqa: S101 - pages are made of what was prepared
        html = ""
        with self._template_faults_reported():
            html = self.prepared.renderer.render(page, markdown)
        if not (self._workers or self._serving):
            self._rendered += 1
            self.reporter.progress("rendering", self._rendered, len(self.prepared.pages))
        return html

    @contextmanager
    def _template_faults_reported(self) -> "Iterator[None]":
        """Report a template that fails in the block; a preview goes on."""
        try:
            yield
        except render.TemplateFault as fault:
            if not (self._workers and self._workers.trying):
                self._report(fault.diagnostic)
            if not self._serving:
                raise PluginError(f"Nothing was built: {fault}") from fault

    def _report(self, diagnostic: Diagnostic) -> None:
        level = self.config.levels.get(diagnostic.code, diagnostic.severity)
        self.diagnostics.append(replace(diagnostic, severity=level))
        self.reporter.report(self.diagnostics[-1:])

    def _with_problems(self, output: str) -> str:
        if not self._serving:
            return output
        words = self.prepared.site.words if self.prepared else self._spare_words()
        section = problems_html(self.diagnostics, words, stale=self.prepared is not None)
        return with_problems(output, section)

    def _spare_words(self) -> render.Words:
        return render.Words.load([render.packaged_templates()], self.config.language)
