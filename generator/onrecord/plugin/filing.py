"""The files of a build: the generated pages added, the records kept from being published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from onrecord.diagnostics import Diagnostic, Severity
from onrecord.reading.paths import shown_path
from onrecord.render.places import template_folders
from onrecord.site.files import SiteFile
from onrecord.site.page import SitePage

from .beside import opens_home, sort_out
from .destinations import add_theme_files
from .late import LateFile
from .pages import DeskFile, DeskPage, HomePage, Make, Stage


def keep_back(files: Files, config: MkDocsConfig) -> None:
    """Keep from being published what in the content folder is for no reader: records first."""
    content = [file for file in files if file.src_dir == config.docs_dir]
    for file, _ in sort_out(content, config).kept:
        file.inclusion = InclusionLevel.EXCLUDED


def bring_back_theme_files(files: Files, config: MkDocsConfig) -> None:
    """Add the files of the theme whose address a file of the content has that is not published."""
    theme = Files([])
    add_theme_files(theme, config)
    for file in theme:
        taken = files.get_file_from_path(file.src_uri)
        if taken and taken.inclusion.is_excluded():
            files.remove(taken)
            files.append(file)


def exclude_faulty(files: Files, diagnostics: Iterable[Diagnostic]) -> None:
    """Leave out what has errors: only a preview gets here with any, and goes on without it."""
    faulty = {one.file for one in diagnostics if one.severity is Severity.ERROR}
    if not faulty:
        return
    for file in files:
        if file.abs_src_path and shown_path(Path(file.abs_src_path)) in faulty:
            file.inclusion = InclusionLevel.EXCLUDED


def add_pages(
    pages: Mapping[str, SitePage],
    files: Files,
    config: MkDocsConfig,
    make: Make,
    stage: Stage,
    changed: float,
) -> None:
    """Add a file and its page for each of ``pages``; home is opened by its Markdown page."""
    titles = dict(_nav_titles(config.nav))
    opening = {file.dest_uri: file for file in files.documentation_pages() if opens_home(file)}
    for taken in [file for file in files if file.inclusion.is_excluded()]:
        if taken.src_uri.removesuffix("index.md") in pages:
            files.remove(taken)
    for page in pages.values():
        if not page.uri and opening:
            file = opening["index.html"]
            HomePage(page, file, config, make, titles.get(file.src_uri))
            continue
        made = DeskFile.of(page, config, changed)
        if not page.uri and config.nav is None:
            made.inclusion = InclusionLevel.INCLUDED
        files.append(made)
        DeskPage(page, made, config, make, stage, titles.get(made.src_uri, ""))


def add_files(made: Iterable[SiteFile], files: Files, config: MkDocsConfig) -> None:
    """Add generated files that are no pages; what has an address of theirs is not published."""
    for one in made:
        if taken := files.get_file_from_path(one.uri):
            files.remove(taken)
        files.append(_file(one, config))


def _file(one: SiteFile, config: MkDocsConfig) -> File:
    if isinstance(one.content, bytes):
        return File.generated(config, one.uri, content=one.content)
    if isinstance(one.content, Path):
        return File.generated(config, one.uri, abs_src_path=str(one.content))
    return LateFile.of(one.uri, one.content, config)


def newest(config: MkDocsConfig, templates: Path) -> float:
    """When a file of the content, a template or the configuration changed last."""
    times = [_modified(Path(config.config_file_path))]
    for folder in (Path(config.docs_dir), *template_folders(templates)):
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
