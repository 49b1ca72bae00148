"""What stands in the content folder beside the records: Markdown pages, pictures, downloads."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, set_exclusions

from onrecord.diagnostics import CODES, Diagnostic
from onrecord.reading.paths import shown_path
from onrecord.reading.source import read_source

RECORDS = (".yml", ".yaml")


def check_beside(config: MkDocsConfig, pages: Collection[str]) -> list[Diagnostic]:
    """What is wrong with the files that MkDocs will publish as they are.

    A file may not take the address of one of ``pages``, but for the Markdown page that opens home.
    (Capitals are not told apart: many file systems do not either.) A Markdown page must be text.
    """
    taken = {f"{uri}index.html" for uri in pages}
    files = [
        File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        for path in _published(config.docs_dir)
    ]
    set_exclusions(files, config)
    faults: list[Diagnostic] = []
    for file in files:
        if file.inclusion.is_excluded():
            continue
        if file.is_documentation_page():
            faults += _unreadable(file)
        if file.dest_uri.casefold() in taken and not opens_home(file):
            faults.append(_collision(file))
    return faults


def opens_home(file: File) -> bool:
    """Whether ``file`` is the Markdown page that opens the home page."""
    return file.dest_uri == "index.html" and file.is_documentation_page()


def _published(folder: str) -> Iterator[str]:
    """The path, relative to ``folder``, of everything there that is no record."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and not name.endswith(RECORDS):
                yield os.path.relpath(f"{parent}/{name}", folder)


def _unreadable(file: File) -> list[Diagnostic]:
    """Why ``file`` cannot be read as text; what its characters are is its author's affair."""
    source, faults = read_source(_path(file))
    return faults if source is None else []


def _path(file: File) -> Path:
    return Path(file.abs_src_path or file.src_uri)


def _collision(file: File) -> Diagnostic:
    code = "address-collision"
    address = file.dest_uri.removesuffix("index.html")
    return Diagnostic(
        code,
        CODES[code],
        shown_path(_path(file)),
        1,
        1,
        f"this file would be published at /{address}, where the site makes a page of its own",
        "give it another name or move it to another folder",
    )
