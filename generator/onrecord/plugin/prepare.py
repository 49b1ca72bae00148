"""Everything that a build needs to know before it may touch the old site."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import mkdocs
from jinja2 import TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from onrecord.captures.quiet_reports import without_known_words
from onrecord.captures.verify import withheld_on_desk
from onrecord.captures.withheld import SOME_WITHHELD, WithheldDigests
from onrecord.desk.checks.prose import Prose
from onrecord.desk.findings import with_levels
from onrecord.desk.load import LastReading, load_desk
from onrecord.diagnostics import Diagnostic, Severity, Tally, sorted_unique
from onrecord.editing.withheld_words import comments_in, names_in, texts_in_file
from onrecord.reading import file_fault
from onrecord.records import KINDS, FilesRead, Records, fixed
from onrecord.render import CompiledTemplates, SiteContext, SitePage, TemplateFault, Words
from onrecord.render.environments import CachedParts
from onrecord.render.templates import outside_links, template_folders, without_effect
from onrecord.writing.own_folders import WorkFolder

from .content_files import (
    address_key,
    check_content_files,
    check_settings,
    collisions,
    content_files,
    merged_text,
    opens_home,
    path_of,
    wanted_by,
)
from .markdown_pages import check_pages, check_prose
from .publishable import NEVER_WORDS, copied_sources
from .site_options import SiteSetup

if TYPE_CHECKING:
    from onrecord.render.renderer import Renderer
    from onrecord.site import DataSite, SearchedSite, SitePages

SITE_MAP = "sitemap.xml"
MAPPED = 50_000  # addresses that a map of a site may have; the parts of a larger one are numbered
_MAP_PART = re.compile(r"sitemap-\d+\.xml")
# MkDocs' own map of a site is all that is in this folder.
_MKDOCS_TEMPLATES = Path(mkdocs.__file__).parent / "templates"
# The folders of a site in which pages and indexes are, besides those of the theme.
FOLDERS = frozenset(
    (
        *(kind.plural for kind in KINDS.values()),
        *("quotes", "timeline", "sources", "corrections", "data", "changes", "search", "explore"),
    )
)
# What among the templates is text that a reader may see.
_TEXTS = (".css", ".html", ".js", ".md", ".svg", ".txt", ".typ", ".xml")
# A symbolic link leads out of where the site reads: MkDocs would follow it and publish what is
# there, and a template would show it.
_OUTSIDE = frozenset({"outside-content", "outside-templates"})
ReadingProgress = Callable[[int, int], None]


@fixed
class Prepared:
    """A site without errors: its pages by site path, what renders them, its downloads, if any.

    And what the search finds, if it has one.
    """

    site: SiteContext
    pages: "SitePages"
    renderer: "Renderer"
    data: "DataSite | None" = None
    search: "SearchedSite | None" = None


@fixed
class Preparation:
    """Every problem of the content and the templates; the site, where none is an error.

    ``records`` are what the content says, whatever is wrong with it.
    """

    prepared: Prepared | None
    diagnostics: tuple[Diagnostic, ...]
    records: Records

    def refusal(self, *, strict: bool, serving: bool) -> str | None:
        """Why nothing is built; a preview goes on, unless something leads out of the site."""
        if serving and not any(found.code in _OUTSIDE for found in self.diagnostics):
            return None
        tally = Tally.of(self.diagnostics)
        if self.prepared is None or tally.exit_code(strict=strict):
            why = "" if tally.errors else ", and warnings fail a strict build"
            stopping = Tally(tally.errors, tally.warnings if strict else 0, 0)
            return f"Nothing was built: the content has {stopping}{why}"
        return None


def prepare(
    setup: SiteSetup,
    progress: ReadingProgress | None = None,
    *,
    checking: bool = False,
    work: Callable[[], WorkFolder] = WorkFolder.temporary,
    compiled: CompiledTemplates | None = None,
    read: FilesRead | None = None,
    last: LastReading | None = None,
) -> Preparation:
    """Read and check the desk, plan its pages and compile their templates.

    ``work`` makes the folder that the data are written into; ``compiled`` and
    ``read`` are what need not be compiled and parsed again, nor what ``last`` has from an earlier
    process. ``checking`` alone, for no build,
    compares summaries with captures too, and plans pages only where they may have a fault.
    """
    config, options, settings = setup.config, setup.options, setup.settings()
    if checking and setup.captures.is_dir():
        settings = replace(settings, captures=setup.captures)
    loaded = load_desk(settings, progress, read, last)
    files = content_files(config)
    diagnostics = [*loaded.diagnostics, *outside_links(setup.templates)]
    custom = config.theme.custom_dir
    diagnostics += outside_links(Path(custom)) if custom else ()
    outside = any(found.code in _OUTSIDE for found in diagnostics)
    withheld = withheld_on_desk(loaded.records.with_partial().articles, setup.captures)
    for fault in (
        *_unexplained(check_content_files(files, setup.content), loaded.diagnostics),
        *check_pages(setup, files.published),
        *check_settings(setup, files.paths),
        *without_effect(setup.templates),
        *_repeated_words(setup, files.published, loaded.records, withheld),
        *(
            copied_sources(map(path_of, files.published), settings.captures)
            if settings.captures
            else ()
        ),
    ):
        level = options.levels.get(fault.code, fault.severity)
        diagnostics.append(replace(fault, severity=level))

    def preparation(prepared: Prepared | None, found: Iterable[Diagnostic]) -> Preparation:
        quiet = sorted_unique([*without_known_words(found, withheld)])
        return Preparation(prepared, quiet, loaded.records)

    if loaded.desk:
        found = check_prose(files.published, Prose.of(loaded.desk, settings))
        diagnostics += with_levels(found, options.levels)
    if loaded.desk is None or outside:
        return preparation(None, diagnostics)
    try:
        words = Words.load(template_folders(setup.templates), options.language)
    except TemplateFault as fault:
        return preparation(None, [*diagnostics, fault.diagnostic])
    diagnostics += [*_theme_faults(setup), *_unfinished_merges(setup.templates)]
    # Pages are planned as they are asked for, where none can have a fault, nor all are made.
    some = checking or read or (last and last.differing)
    whole = not some or _may_be_faulty(setup, files.published)
    if not whole:
        diagnostics += collisions(files.published, ())
        if checking:
            return preparation(None, diagnostics)
    # What follows takes long to import.
    from onrecord.exports.downloads import Downloads  # noqa: PLC0415
    from onrecord.render.renderer import Renderer  # noqa: PLC0415
    from onrecord.site import DataSite, SearchedSite, SitePages, plan_redirects  # noqa: PLC0415

    site = setup.site(loaded.desk, words)
    data = DataSite(Downloads(site), work) if options.downloads else None
    pages = SitePages(site, data)
    diagnostics += _check_redirects(setup, pages)
    pages.add(plan_redirects(options.redirects, pages, site))
    directory_urls = config.use_directory_urls
    renderer = Renderer(setup.templates, words, directory_urls, site.info, compiled)
    if whole:
        diagnostics += collisions(files.published, _made(setup, files.published, site, pages))
        templates = {page.template for page in pages.values()}
        diagnostics += [fault.diagnostic for fault in renderer.compile(templates)]
    failed = any(found.severity is Severity.ERROR for found in diagnostics)
    search = SearchedSite(site) if options.search else None
    prepared = None if failed else Prepared(site, pages, renderer, data, search)
    return preparation(prepared, diagnostics)


def _made(
    setup: SiteSetup, published: Iterable[File], site: SiteContext, pages: Iterable[str]
) -> list[str]:
    """The addresses of generated files that ``published`` files could have, too."""
    from .added_files import made_files  # noqa: PLC0415 - as above

    wanted = wanted_by(published)
    made = [
        f"{uri}index.html" for uri in (*pages, *(["changes/"] if setup.options.preview else ()))
    ]
    made += made_files(wanted, site, setup)
    return made + [it for it in wanted if len(made) > MAPPED and _MAP_PART.fullmatch(it)]


def _check_redirects(setup: SiteSetup, pages: Mapping[str, SitePage]) -> Iterator[Diagnostic]:
    """Redirects from an address that a page has, and to one that does not exist."""
    for old, new in setup.options.redirects.items():
        if old in pages:
            message = f"the address '{old}' is a page of this site, so it cannot redirect"
            hint = "remove it from `redirects`"
            yield setup.diagnostic("redirect-taken", message, hint, f"redirects: {old}")
        target = new.partition("#")[0]
        name = target.rstrip("/")
        in_content = (target, f"{name}.md", f"{name}/index.md") if name else ()
        if target not in pages and not any((setup.content / file).is_file() for file in in_content):
            message = f"'{old}' redirects to '{new}', which does not exist"
            hint = "correct it in `redirects`"
            yield setup.diagnostic("broken-link", message, hint, f"redirects: {old}")


def _theme_faults(setup: SiteSetup) -> Iterator[Diagnostic]:
    if not setup.has_our_theme:
        return
    environment, folder = setup.config.theme.get_env(), setup.templates / "theme"
    environment.add_extension(CachedParts)
    for file in sorted(path for path in folder.rglob("*.html") if path.is_file()):
        try:
            environment.parse(file.read_text(encoding="utf-8"), file.name, str(file))
        except (TemplateError, OSError, UnicodeDecodeError) as error:
            yield TemplateFault.of(error, file).diagnostic


def _unfinished_merges(templates: Path) -> Iterator[Diagnostic]:
    """Templates with the marks of an unfinished merge, which every page would show."""
    for file in sorted(templates.rglob("*")):
        if file.suffix in _TEXTS and file.is_file():
            yield from merged_text(file)


def _repeated_words(
    setup: SiteSetup, files: Iterable[File], records: Records, withheld: WithheldDigests
) -> Iterator[Diagnostic]:
    """Files and comments beside the records that repeat withheld words."""
    if not withheld:
        return
    templates = (file for file in sorted(setup.templates.rglob("*")) if file.is_file())
    for path in (setup.file, *map(path_of, files), *templates):
        if not NEVER_WORDS.search(path.name):
            texts = [*names_in(path, setup.content), *texts_in_file(path)]
            yield from _repeated(path, texts, "this", withheld)
    for path in {*records.files.values()}:
        for number, comment in comments_in(path.read_text("utf-8", errors="replace")):
            for fault in _repeated(path, [comment], "this comment", withheld):
                yield replace(fault, line=number)


def _repeated(
    path: Path, texts: Sequence[str], what: str, withheld: WithheldDigests
) -> Iterator[Diagnostic]:
    found = {withheld.repeated_in(text) for text in texts}
    if True in found:
        message = f"{what} repeats words that are withheld on this desk"
        yield file_fault("withheld-words", path, message, "remove them")
    elif False in found:
        message = f"{what} has a few words that are withheld on this desk"
        yield file_fault("maybe-withheld", path, message, "remove them, if they are meant")
    elif any(map(withheld.some_in, texts)):
        hint = "remove them if they reveal it"
        yield file_fault("some-withheld", path, f"{what} {SOME_WITHHELD}", hint)


def _unexplained(faults: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """``faults`` without those that follow from a git repository in the content."""
    found = tuple(
        f"{posixpath.dirname(found.file)}/" for found in known if found.code == "git-repository"
    )
    for fault in faults:
        if fault.code != "not-published" or not fault.file.startswith(found):
            yield fault


def _may_be_faulty(setup: SiteSetup, files: Iterable[File]) -> bool:
    """Whether planning the pages may find a fault: not where all of these are elsewhere.

    Our own templates have no fault, and all that is made is in folders that are known.
    """
    if len(template_folders(setup.templates)) > 1:
        return True
    themes = {path.name for folder in setup.config.theme.dirs for path in Path(folder).iterdir()}
    taken = {address_key(name) for name in FOLDERS | themes}
    keys = [address_key(file.dest_uri) for file in files if not opens_home(file)]
    tops = [key.partition("/")[0] if "/" in key else "." for key in keys]
    # What has a dot may be a file.
    return bool(setup.options.redirects) or any("." in top or top in taken for top in tops)


def theme_files(config: MkDocsConfig) -> Files:
    """The files of the theme."""
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return files


def prepare_theme(setup: SiteSetup) -> None:
    """Let the site's own files of our theme come before ours, and make the map of the site ours."""
    theme, folder = setup.config.theme, setup.templates / "theme"
    if setup.has_our_theme:
        theme.static_templates.discard(SITE_MAP)
        theme.dirs = [dir_ for dir_ in theme.dirs if Path(dir_) != _MKDOCS_TEMPLATES]
    if setup.has_our_theme and folder.is_dir() and str(folder) not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, str(folder))
