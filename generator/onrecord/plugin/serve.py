"""A preview that goes on whatever happens.

MkDocs' server waits for ever for a rebuild that failed. The guard lets the rebuild end, and shows
what went wrong in place of every page until one succeeds.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import mkdocs
from click import ClickException
from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from yaml import YAMLError

from onrecord.render.faults import MISTAKES

from .logs import LogLines
from .others import Blaming, Others
from .requests import why_not_answered
from .settings_file import ConfigurationFault

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a rebuild can fail with that an edit can put right: the configuration, a template of the
# theme, a file that cannot be read, another plugin. (MkDocs' own errors are ClickExceptions.)
_FAILURES = (ClickException, ConfigurationFault, YAMLError, OSError, RuntimeError, *MISTAKES)

_PAGE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta http-equiv="refresh" content="1"><title>{0}: not rebuilt</title></head>'
    "<body><h1>{0} could not be rebuilt</h1><p>This page comes back by itself once it can.</p>"
    "<pre>{1}</pre></body></html>"
)


class _Guard:
    """Runs a builder and remembers what it failed with."""

    def __init__(self, builder: Callable[[], None], config_file: Path, site: str) -> None:
        self._builder = builder
        self._config_file = config_file
        self._site = site
        self.page: bytes | None = None

    def build(self) -> None:
        with LogLines(logging.ERROR) as lines:
            try:
                # Reading it first keeps from MkDocs what would end the process.
                with Blaming(Others.named_in(self._config_file), PluginError):
                    self._builder()
            except _FAILURES as error:
                said = [*lines.lines, str(error)]
                log = logging.getLogger(mkdocs.__name__)
                log.error("Not rebuilt: %s", error)  # noqa: TRY400 - no traceback of an edit
                self.page = _PAGE.format(self._site, "\n\n".join(said)).encode()
            else:
                self.page = None


def guard(
    server: LiveReloadServer, builder: Callable[[], None], config_file: Path, site: str
) -> None:
    """Make ``server`` survive a ``builder`` that fails, and show in the browser what it said.

    It answers requests for its own names alone, and odd ones with 400.
    """
    guarded = _Guard(builder, config_file, site)
    pages = server.get_app()
    assert pages  # noqa: S101 - LiveReloadServer sets its application when it is made
    server.builder = guarded.build
    server.set_app(_in_front_of(pages, guarded, str(server.server_address[0])))


def _in_front_of(pages: WSGIApplication, guarded: _Guard, bound: str) -> WSGIApplication:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if why := why_not_answered(environ, bound):
            start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
            return iter_once(f"{why}\n".encode())
        page = guarded.page
        path: str = environ["PATH_INFO"]
        if page is None or not path.endswith(("/", ".html")) or path.startswith("/livereload/"):
            return pages(environ, start_response)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        start_response("500 Internal Server Error", headers)
        return iter_once(page)

    return application


def iter_once(body: bytes) -> Iterator[bytes]:
    """``body`` as WSGI wants it."""
    yield body
