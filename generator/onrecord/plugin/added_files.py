"""What is added to the files of the content, and what of them is left out."""

import os
import posixpath
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path, PurePath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from onrecord.briefing.sections.briefing_view import TEXT
from onrecord.briefing.sections.material import request_of
from onrecord.diagnostics import Diagnostic, Severity
from onrecord.exports.downloads import DATA, DOWNLOADS
from onrecord.exports.feed import ATOM, JSON
from onrecord.exports.feed_items import newest_items
from onrecord.exports.json_ld import ANNOTATIONS, annotated, annotations_uri
from onrecord.exports.twins import TWIN, subjects_of
from onrecord.reading import shown_path
from onrecord.render import SiteContext, SiteFile, SitePage, template_folders
from onrecord.site import SearchedSite, plan_files
from onrecord.site.rests_on import SameSite

from .content_files import ROBOTS, opens_home, sort_out
from .generated_files import (
    SITE_MAPS,
    Date,
    FileMadeWhenWritten,
    GeneratedPage,
    GeneratedPageFile,
    HomePage,
    Make,
    SiteMap,
    Stage,
    date_page,
)
from .page_writing import FilesTogether, OwnFiles
from .prepare import SITE_MAP, Prepared, theme_files
from .publishable import is_record_file
from .publishing import Publishing
from .site_options import SiteSetup


def exclude_unpublished(files: Files, config: MkDocsConfig) -> None:
    """Keep files that are not for readers out of the site, above all the records."""
    content = [file for file in files if file.src_dir == config.docs_dir]
    others = []
    for file in content:
        if is_record_file(file.src_uri):
            file.inclusion = InclusionLevel.EXCLUDED
        else:
            others.append(file)
    for file, _ in sort_out(others, [file.src_uri for file in content], config).kept:
        file.inclusion = InclusionLevel.EXCLUDED


def bring_back_theme_files(files: Files, config: MkDocsConfig) -> None:
    """Add theme files that an unpublished content file has replaced."""
    for file in theme_files(config):
        taken = files.get_file_from_path(file.src_uri)
        if taken and taken.inclusion.is_excluded():
            files.remove(taken)
            files.append(file)


def exclude_faulty(files: Files, diagnostics: Iterable[Diagnostic]) -> None:
    """Leave out files with errors: only a preview gets here with any, and goes on without them."""
    faulty = {found.file for found in diagnostics if found.severity is Severity.ERROR}
    if not faulty:
        return
    for file in files:
        if file.abs_src_path and shown_path(Path(file.abs_src_path)) in faulty:
            file.inclusion = InclusionLevel.EXCLUDED


class PagesToAdd:
    """The generated pages of a site, as MkDocs is to know them."""

    def __init__(
        self, setup: SiteSetup, make: Make, stage: Stage, changed: float, date: Date
    ) -> None:
        """Hold what all pages are made with.

        Args:
            setup: of the site.
            make: makes the HTML of a page.
            stage: whether pages are written already.
            changed: when what they are made from changed last.
            date: says when the desk last changed what a page shows.
        """
        self.setup = setup
        self._config = setup.config
        self._make = make
        self._stage = stage
        self._changed = changed
        self._date = date
        self._titles = dict(_nav_titles(setup.config.nav))

    def page_of(self, planned: SitePage) -> GeneratedPage:
        """MkDocs' page for ``planned``, with its file."""
        file = GeneratedPageFile.of(planned, self._config, self._changed)
        title = self._titles.get(file.src_uri, "")
        page = GeneratedPage(planned, file, self._config, self._make, self._stage, title)
        page.read_source(self._config)
        date_page(page, self._date(planned))
        return page

    def add(self, pages: Mapping[str, SitePage], files: Files) -> None:
        """Add ``pages`` to ``files``; home is opened by its Markdown page."""
        opening = {file.dest_uri: file for file in files.documentation_pages() if opens_home(file)}
        for page in pages.values():
            if not page.uri and opening:
                file = opening["index.html"]
                title = self._titles.get(file.src_uri)
                home = HomePage(page, file, self._config, self._make, title)
                home.changed = self._date(page)
                continue
            made = self.page_of(page).file
            if not page.uri and self._config.nav is None:
                made.inclusion = InclusionLevel.INCLUDED
            files.append(made)


def remove_excluded(files: Files, pages: Container[str]) -> None:
    """Remove from ``files`` what is not published and has the address of one of ``pages``."""
    for taken in [file for file in files if file.inclusion.is_excluded()]:
        uri, name, _ = taken.src_uri.partition("index.md")
        if name and uri in pages:
            files.remove(taken)


class _SourcePaths(Mapping[str, File]):
    """All files by source path; our pages are made as they are asked for."""

    def __init__(self, others: Mapping[str, File], ours: OwnFiles) -> None:
        self._others = others
        self._ours = ours

    def __getitem__(self, path: str) -> File:
        found = self._others.get(path)
        if found is None and (uri := self._ours.uri(path)) is not None:
            return self._ours.known(uri).file
        return self._others[path] if found is None else found

    def __contains__(self, path: object) -> bool:
        return path in self._others or self._ours.uri(str(path)) is not None

    def __iter__(self) -> Iterator[str]:
        return chain(self._others, (f"{uri}index.md" for uri in self._ours))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class SiteFiles(Files):
    """The files of a site: MkDocs goes through all but ours, and finds ours by their paths."""

    def __init__(self, files: Files, ours: OwnFiles) -> None:
        super().__init__(files)
        self._ours = ours

    def __contains__(self, path: str) -> bool:
        return PurePath(path).as_posix() in self.src_uris

    @property
    def src_uris(self) -> Mapping[str, File]:
        """Every file by its source path."""
        return _SourcePaths(self._src_uris, self._ours)

    def get_file_from_path(self, path: str) -> File | None:
        """The file at the source path ``path``, if there is one."""
        return self.src_uris.get(PurePath(path).as_posix())


def add_made(
    prepared: Prepared,
    publishing: Publishing,
    adding: PagesToAdd,
    files: Files,
    briefings: Iterable[SiteFile],
    *,
    own: bool,
    same: SameSite | None = None,
) -> OwnFiles | None:
    """Add what is made of the desk to ``files``.

    Returns:
        What is to be written by us and not by MkDocs, if ``own``; None where it is to write all.
        It need not make what is the ``same`` in the last site.
    """
    pages, setup = prepared.pages, adding.setup
    ours = setup.has_our_theme
    remove_excluded(files, pages)
    # Home may be opened by a Markdown page, and begins the navigation.
    held = own and ours
    adding.add({"": pages[""]} if held else pages, files)
    made = [*prepared.data.files()] if prepared.data else []
    made += [*briefings, *publishing.files(setup, files)]
    together = []
    if ours:
        index = partial(plan_files, prepared.site, search=prepared.search)
        if held and same:
            index = partial(index, known=same.explored)
        together.append(FilesTogether(("search/", "explore/"), index))
        mapped = partial(_map_files, setup.config, files.documentation_pages(), publishing.date)
        together.append(
            FilesTogether(SITE_MAPS, partial(mapped, pages if held else {}), has_words=False)
        )
    if held:
        remove_taken(files, made)
        return OwnFiles(adding.page_of, pages, made, together, same)
    made += (file for each in together for file in each.make())
    add_files(made, files, setup.config)
    return None


def _map_files(
    config: MkDocsConfig, others: Sequence[File], date: Date, pages: Mapping[str, SitePage]
) -> Iterator[SiteFile]:
    """The map of the site; home is among ``others``, not among our ``pages``."""
    return SiteMap(config, others, [page for page in pages.values() if page.uri], date).files()


def add_files(made: Iterable[SiteFile], files: Files, config: MkDocsConfig) -> None:
    """Add generated files that are no pages; what has an address of theirs is not published."""
    for file in made:
        remove_taken(files, [file])
        files.append(_file(file, config))


def remove_taken(files: Files, made: Iterable[SiteFile]) -> None:
    """Remove from ``files`` what has an address of ``made``."""
    there = files.src_uris
    for file in made:
        if taken := there.get(file.uri):
            files.remove(taken)


def _file(file: SiteFile, config: MkDocsConfig) -> File:
    if isinstance(file.content, bytes):
        return File.generated(config, file.uri, content=file.content)
    if isinstance(file.content, Path):
        return File.generated(config, file.uri, abs_src_path=str(file.content))
    return FileMadeWhenWritten.of(file.uri, file.content, config)


def made_files(wanted: Collection[str], site: SiteContext, setup: SiteSetup) -> Iterator[str]:
    """The generated files that are no pages, as far as they could be among ``wanted``.

    Some are costly to name (an index must be made for it), and few desks have anything near them.
    """
    desk, options = site.desk, setup.options
    names = {posixpath.basename(address) for address in wanted}
    tops = {address.partition("/")[0] for address in wanted}
    if not options.preview:
        yield ROBOTS
    yield from _theme_files(setup)
    if setup.has_our_theme and tops.intersection(("search", "explore")):
        search = SearchedSite(site) if options.search else None
        yield from (file.uri for file in plan_files(site, search=search))
    if options.downloads:
        yield from (f"{DATA}{name}" for name in DOWNLOADS)
        yield from (
            subject.uri + TWIN for subject in subjects_of(site.views.indexes) if TWIN in names
        )
    if site.info.url and names.intersection((ATOM, JSON)):
        for folder in newest_items(desk):
            yield from (f"{folder}{ATOM}", f"{folder}{JSON}")
    if ANNOTATIONS in names:
        yield from map(annotations_uri, annotated(desk))
    if TEXT in names:
        yield from (f"{request_of(*item).uri}{TEXT}" for item in desk.briefings.items())


def _theme_files(setup: SiteSetup) -> Iterator[str]:
    """What the theme publishes; files of the content may replace those of another theme."""
    yield from setup.config.theme.static_templates - {SITE_MAP}
    if setup.config.site_url or not setup.has_our_theme:
        yield from (SITE_MAP, f"{SITE_MAP}.gz")
    if setup.has_our_theme:
        yield from theme_files(setup.config).src_uris


def newest(setup: SiteSetup) -> float:
    """When a file of the content, a template or the configuration changed last."""
    times = [_modified(setup.file)]
    for folder in (setup.content, *template_folders(setup.templates)):
        for parent, _, names in os.walk(folder):
            times += [_modified(Path(parent, name)) for name in names]
    return max(times)


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _nav_titles(nav: object) -> Iterator[tuple[str, str]]:
    """Source path and title of each page that `nav:` names with a title."""
    if isinstance(nav, list):
        for item in nav:
            yield from _nav_titles(item)
    elif isinstance(nav, dict):
        for title, item in nav.items():
            if isinstance(item, str):
                yield item, str(title)
            else:
                yield from _nav_titles(item)


def home_without_desk(config: MkDocsConfig) -> File:
    """An empty home page, for a preview of content that cannot be read."""
    return File.generated(config, "index.md", content="", inclusion=InclusionLevel.INCLUDED)
