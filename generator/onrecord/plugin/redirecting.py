"""The redirects of the configuration among the pages of a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from onrecord.diagnostics import CODES, Diagnostic
from onrecord.reading.paths import shown_path
from onrecord.site.page import SitePage


def check_configured(
    config: MkDocsConfig, redirects: Mapping[str, str], pages: Mapping[str, SitePage]
) -> Iterator[Diagnostic]:
    """Redirects from an address that a page has, and to one that nothing has."""
    for old, new in redirects.items():
        if old in pages:
            message = f"the address '{old}' is in use, so it cannot redirect"
            hint = "remove it from `redirects`"
            yield _fault("redirect-taken", config, message, hint)
        target = new.partition("#")[0]
        if target not in pages and not _beside(config, target):
            message = f"'{old}' is to lead to '{new}', and nothing is there"
            yield _fault("broken-link", config, message, "correct it in `redirects`")


def _beside(config: MkDocsConfig, target: str) -> bool:
    """Whether the content folder has a page or a file for ``target``."""
    folder, name = Path(config.docs_dir), target.rstrip("/")
    candidates = (target, f"{name}.md", f"{name}/index.md")
    return any((folder / one).is_file() for one in candidates if one)


def _fault(code: str, config: MkDocsConfig, message: str, hint: str) -> Diagnostic:
    file = shown_path(Path(config.config_file_path))
    return Diagnostic(code, CODES[code], file, 1, 1, message, hint)
