"""Everything that a build needs to know before it may touch the old site."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.config.defaults import MkDocsConfig

from onrecord.desk.load import load_desk
from onrecord.diagnostics import Diagnostic, Severity, Tally, sorted_unique
from onrecord.diagnostics.report import tally_line
from onrecord.exports.downloads import Downloads
from onrecord.render import CompiledTemplates, Renderer, TemplateFault, Words
from onrecord.render.site import SiteContext
from onrecord.render.templates import outside_links, template_folders
from onrecord.site.data import DataSite
from onrecord.site.moved import plan_redirects
from onrecord.site.page import SitePage
from onrecord.site.plan import plan_site
from onrecord.writing.work_folder import WorkFolder

from .content_files import check_content_files, content_files, merged_text
from .destinations import collisions
from .options import OnrecordConfig, configuration_diagnostic
from .page_checks import check_pages

# What among the templates is text that a reader may see.
_TEXTS = (".css", ".html", ".js", ".md", ".svg", ".txt", ".typ", ".xml")
ReadingProgress = Callable[[int, int], None]
# A symbolic link leads out of where the site reads: MkDocs would follow it and publish what is
# there, and a template would show it.
OUTSIDE = frozenset({"outside-content", "outside-templates"})


def check_configured(
    config: MkDocsConfig, redirects: Mapping[str, str], pages: Mapping[str, SitePage]
) -> Iterator[Diagnostic]:
    """Redirects from an address that a page has, and to one that nothing has."""
    for old, new in redirects.items():
        if old in pages:
            message = f"the address '{old}' is in use, so it cannot redirect"
            hint = "remove it from `redirects`"
            yield configuration_diagnostic(config, "redirect-taken", message, hint)
        target = new.partition("#")[0]
        if target not in pages and not _is_in_content(config, target):
            message = f"'{old}' is to lead to '{new}', and nothing is there"
            yield configuration_diagnostic(
                config, "broken-link", message, "correct it in `redirects`"
            )


def _is_in_content(config: MkDocsConfig, target: str) -> bool:
    """Whether the content folder has a page or a file for ``target``."""
    folder, name = Path(config.docs_dir), target.rstrip("/")
    candidates = (target, f"{name}.md", f"{name}/index.md")
    return any((folder / name).is_file() for name in candidates if name)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site without errors: its pages by site path, what renders them, its downloads, if any."""

    site: SiteContext
    pages: dict[str, SitePage]
    renderer: Renderer
    data: DataSite | None = None


@dataclass(frozen=True, slots=True)
class Preparation:
    """Every problem of the content and the templates; the site, where none is an error."""

    prepared: Prepared | None
    diagnostics: tuple[Diagnostic, ...]

    def refusal(self, *, strict: bool, serving: bool) -> str | None:
        """Why nothing is built; a preview goes on, unless something leads out of the site."""
        if serving and not any(found.code in OUTSIDE for found in self.diagnostics):
            return None
        tally = Tally.of(self.diagnostics)
        if self.prepared is None or tally.exit_code(strict=strict):
            return f"Nothing was built: the content has {tally_line(tally)}"
        return None


def theme_faults(config: MkDocsConfig, folder: Path) -> list[Diagnostic]:
    """What is wrong with the site's own templates for the theme, in ``folder``."""
    if config.theme.name != "onrecord":
        return []
    environment = config.theme.get_env()
    faults = []
    for file in sorted(path for path in folder.rglob("*.html") if path.is_file()):
        try:
            environment.parse(file.read_text(encoding="utf-8"), file.name, str(file))
        except (TemplateError, OSError, UnicodeDecodeError) as error:
            faults.append(TemplateFault.of(error, file).diagnostic)
    return faults


def prepare(
    config: MkDocsConfig,
    options: OnrecordConfig,
    progress: ReadingProgress | None = None,
    *,
    with_captures: bool = False,
    work: Callable[[], WorkFolder] = WorkFolder.temporary,
    compiled: CompiledTemplates | None = None,
) -> Preparation:
    """Read and check the desk, plan its pages and compile their templates.

    ``work`` makes the folder that the data are written into; ``compiled`` is what need not be
    compiled again. Comparing summaries ``with_captures``, where there are any, takes long.
    """
    content, templates = Path(config.docs_dir), options.site_templates()
    settings = options.settings(content)
    captures = options.captures_folder()
    if with_captures and captures.is_dir():
        settings = replace(settings, captures=captures)
    loaded = load_desk(settings, progress)
    files = content_files(config)
    diagnostics = [*loaded.diagnostics, *outside_links(templates)]
    if config.theme.custom_dir:
        diagnostics += outside_links(Path(config.theme.custom_dir))
    outside = any(found.code in OUTSIDE for found in diagnostics)
    of_pages = check_pages(config, options, files.published)
    for fault in (
        *_unexplained(check_content_files(files, content), loaded.diagnostics),
        *of_pages,
    ):
        level = options.levels.get(fault.code, fault.severity)
        diagnostics.append(replace(fault, severity=level))
    if loaded.desk is None or outside:
        return Preparation(None, sorted_unique(diagnostics))
    try:
        words = Words.load(template_folders(templates), options.language)
    except TemplateFault as fault:
        return Preparation(None, sorted_unique([*diagnostics, fault.diagnostic]))
    site = options.site(config, loaded.desk, words)
    data = DataSite(Downloads(site), work) if options.downloads else None
    pages = {page.uri: page for page in plan_site(site, data)}
    faults = list(check_configured(config, options.redirects, pages))
    pages |= {page.uri: page for page in plan_redirects(options.redirects, pages, site)}
    faults += collisions(files.published, pages, site, config, options)
    renderer = Renderer(templates, words, config.use_directory_urls, site.info, compiled)
    faults += [
        fault.diagnostic for fault in renderer.compile(page.template for page in pages.values())
    ]
    faults += theme_faults(config, templates / "theme")
    faults += _unfinished_merges(templates)
    diagnostics += faults
    failed = any(found.severity is Severity.ERROR for found in diagnostics)
    prepared = None if failed else Prepared(site, pages, renderer, data)
    return Preparation(prepared, sorted_unique(diagnostics))


def _unfinished_merges(templates: Path) -> Iterator[Diagnostic]:
    """The templates whose merge was not finished: every page would show it."""
    for file in sorted(templates.rglob("*")):
        if file.suffix in _TEXTS and file.is_file():
            yield from merged_text(file)


def _unexplained(faults: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """``faults`` without what only follows from the insides of a git repository in the content."""
    found = tuple(
        f"{posixpath.dirname(found.file)}/" for found in known if found.code == "git-repository"
    )
    for fault in faults:
        if fault.code != "not-published" or not fault.file.startswith(found):
            yield fault
