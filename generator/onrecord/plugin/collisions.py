"""Files in the content folder that would be published where a generated page stands."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, set_exclusions

from onrecord.diagnostics import CODES, Diagnostic
from onrecord.reading.paths import shown_path

RECORDS = (".yml", ".yaml")


def find_collisions(config: MkDocsConfig, pages: Collection[str]) -> list[Diagnostic]:
    """A diagnostic for each file of the content that takes the address of one of ``pages``.

    The Markdown page that opens the home page is none. Capitals are not told apart: many file
    systems do not either.
    """
    taken = {f"{uri}index.html" for uri in pages}
    files = [
        File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        for path in _published(config.docs_dir)
    ]
    set_exclusions(files, config)
    return [
        _collision(file)
        for file in files
        if file.dest_uri.casefold() in taken
        and file.inclusion.is_included()
        and not opens_home(file)
    ]


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


def _collision(file: File) -> Diagnostic:
    code = "address-collision"
    address = file.dest_uri.removesuffix("index.html")
    return Diagnostic(
        code,
        CODES[code],
        shown_path(Path(file.abs_src_path or file.src_uri)),
        1,
        1,
        f"this file would be published at /{address}, where the site makes a page of its own",
        "give it another name or move it to another folder",
    )
