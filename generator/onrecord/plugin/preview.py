"""MkDocs' own preview server, started for one configuration."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mkdocs
from mkdocs.commands.serve import serve
from mkdocs.exceptions import MkDocsException

from onrecord.writing.work import WorkFolder

from .configuration import load
from .others import Blaming, Others


class PreviewFailed(Exception):
    """The preview could not be started."""


def preview(config_file: Path, *, address: str | None = None, in_browser: bool = False) -> None:
    """Serve the site of ``config_file`` until interrupted.

    Args:
        config_file: `site_config.yml`.
        address: `host:port`, in place of what the configuration says.
        in_browser: open a browser.

    Raises:
        ConfigurationFault: the configuration cannot be used.
        PreviewFailed: the address is taken, or the first build failed.
    """
    load(config_file)
    others = Others.named_in(config_file)
    with _log_shown(), _temporary_files_swept(), Blaming(others, PreviewFailed):
        try:
            serve(str(config_file), open_in_browser=in_browser, dev_addr=address)
        except (MkDocsException, OSError) as error:
            raise PreviewFailed(str(error)) from None


@contextmanager
def _temporary_files_swept() -> Iterator[None]:
    """Have MkDocs build into a folder that the next command removes, should this one be killed."""
    with WorkFolder.temporary() as work:
        before, tempfile.tempdir = tempfile.tempdir, str(work.path)
        try:
            yield
        finally:
            tempfile.tempdir = before


@contextmanager
def _log_shown() -> Iterator[None]:
    """What MkDocs says, on standard error."""
    log = logging.getLogger(mkdocs.__name__)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    level, propagated = log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = propagated
