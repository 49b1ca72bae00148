"""Keeps a live preview running whatever fails, and lets it answer only requests for itself.

MkDocs' server waits for ever for a rebuild that failed. The guard lets the rebuild end, and shows
what went wrong in place of every page until one succeeds.

A page of any other site may send a browser here. It cannot read the answer, unless a name of its
own leads to this machine: then the browser takes our pages for that site's. The request has the
name in it.

MkDocs looks twice a second for what has changed. We hear it from the system, and still look twice a
second (less often where that takes long), for there are folders of which it says nothing (network
drives).
"""

import logging
import re
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import mkdocs
from click import ClickException
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileCreatedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingEmitter
from yaml import YAMLError

from onrecord.render.templates import RENDER_ERRORS

from .page_writing import PagesOnRequest
from .reporting import NamingFailures, OtherCode, caught_log
from .settings_file import ConfigurationFault

_OWN = frozenset(("localhost", "127.0.0.1", "::1"))
_EVERYWHERE = frozenset(("0.0.0.0", "::", ""))  # noqa: S104 - to know them, not to bind to them
# The Host of a request: a name or an IPv6 address in brackets, perhaps with a port.
_FIGURES = r"\[(?P<six>[0-9a-f:.]+)\]|(?P<four>\d{1,3}(?:\.\d{1,3}){3})"
_HOST = re.compile(rf"(?:{_FIGURES}|(?P<name>[^\[\]:@/\\,\s]+))(?::\d{{1,5}})?", re.IGNORECASE)
# What no path has that a browser sends; a backslash is a folder to Windows.
_REFUSED = re.compile(r"[\x00-\x1f\x7f\\]")
_LONGEST = 2_000
# A request that many others keep waiting can lose its page to as many rebuilds.
_TRIES = 50
# MkDocs makes a number of what follows, however long it is.
_RELOAD = re.compile(r"/livereload/\d{1,18}/\d{1,18}")
# What a rebuild can fail with that an edit can put right: the configuration, a template of the
# theme, a file that cannot be read, another plugin. (MkDocs' own errors are ClickExceptions.)
_FAILURES = (ClickException, ConfigurationFault, YAMLError, OSError, RuntimeError, *RENDER_ERRORS)
_PAGE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta http-equiv="refresh" content="1"><title>{0}: not rebuilt</title></head>'
    "<body><h1>{0} could not be rebuilt</h1><p>This page comes back by itself once it can.</p>"
    "<pre>{1}</pre></body></html>"
)

# Seconds between two looks at least and at most, and from a change to the rebuild, unless there is
# another change. To look takes at most this share of the time.
_LOOKS, _MOST, _PAUSE = 0.5, 10.0, 0.05
_SHARE = 0.05
_CHANGES = frozenset(("created", "modified", "moved", "deleted"))


def why_not_answered(environ: WSGIEnvironment, bound: str) -> str | None:
    """Why a preview at the address ``bound`` refuses the request; None if it does not."""
    if not is_own(environ.get("HTTP_HOST", ""), bound):
        return "This preview answers only for its own address."
    raw = environ.get("PATH_INFO", "").encode("latin-1", "replace")
    if not is_path(raw):
        return "No page can have this address."
    return None


def is_own(host: str, bound: str) -> bool:
    """Whether ``host`` (a name, perhaps with a port) is one of a preview bound to ``bound``."""
    found = _HOST.fullmatch(host)
    if not found:
        return False
    figures = found["six"] or found["four"]
    name = (figures or found["name"]).lower().removesuffix(".")
    if name in _OWN or name.endswith(".localhost") or name == bound.lower():
        return True
    # An address in figures is nobody's name; who lets everyone in names the machine as well.
    return bound in _EVERYWHERE and bool(figures or name == socket.gethostname().lower())


def is_path(raw: bytes) -> bool:
    """Whether ``raw``, a path without its escapes, can be that of a page."""
    try:
        path = raw.decode()
    except UnicodeDecodeError:
        return False
    if path.startswith("/livereload/"):
        return _RELOAD.fullmatch(path) is not None
    odd = not path.startswith("/") or "//" in path or ".." in path.split("/")
    return not odd and len(path) <= _LONGEST and not _REFUSED.search(path)


class _Guard:
    """Runs a builder and remembers what it failed with."""

    def __init__(
        self, builder: Callable[[], None], config_file: Path, site: str, pages: PagesOnRequest
    ) -> None:
        self._builder = partial(pages.built, builder)
        self._config_file = config_file
        self._site = site
        self._pages = pages
        self.page: bytes | None = None

    def write(self, path: str) -> bool:
        """Write the page that a browser finds at ``path``; whether it is one of ours."""
        uri = f"{path}index.html" if not path or path.endswith("/") else path
        try:
            return self._pages.write(uri) or self._pages.write(f"{path}/index.html")
        except RENDER_ERRORS as error:
            self._fail([], error)
            return False

    def build(self) -> None:
        with caught_log(logging.ERROR) as lines:
            try:
                # Reading it first keeps from MkDocs what would end the process.
                with NamingFailures(OtherCode.named_in(self._config_file), PluginError):
                    self._builder()
            except _FAILURES as error:
                self._fail(lines.lines, error)
            else:
                self.page = None

    def _fail(self, lines: Sequence[str], error: Exception) -> None:
        logging.getLogger(mkdocs.__name__).error("Not rebuilt: %s", error)  # no traceback
        self.page = _PAGE.format(self._site, "\n\n".join([*lines, str(error)])).encode()


def guard(
    server: LiveReloadServer,
    builder: Callable[[], None],
    config: MkDocsConfig,
    on_request: PagesOnRequest,
) -> None:
    """Make ``server`` survive a ``builder`` that fails, and show in the browser what it said.

    It sees changes at once, answers requests for its own names alone, and odd ones with 400. The
    pages ``on_request`` are written before they are served.
    """
    file = Path(config.config_file_path or "")
    _look_promptly(server, (config.docs_dir, str(file), *config.theme.dirs))
    guarded = _Guard(builder, file, config.site_name, on_request)
    pages = server.get_app()
    assert pages  # noqa: S101 - LiveReloadServer sets its application when it is made
    server.builder = guarded.build
    written = _written_first(pages, guarded, server.mount_path)
    server.set_app(_in_front_of(written, guarded, str(server.server_address[0])))


def _written_first(pages: WSGIApplication, guarded: _Guard, mount: str) -> WSGIApplication:
    """``pages``; ours are written before they are served."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        said: list[tuple[Any, ...]] = []
        answer: Iterable[bytes] = ()
        for _ in range(_TRIES):
            ours = path.startswith(mount) and guarded.write(path.removeprefix(mount))
            said.clear()
            answer = pages(environ, lambda *values: said.append(values))  # type: ignore[arg-type]  # the server writes nothing itself
            # A rebuild between the two has taken the page away.
            if not ours or not said[0][0].startswith("404"):
                break
        start_response(*said[0])
        return answer

    return application


def _in_front_of(pages: WSGIApplication, guarded: _Guard, bound: str) -> WSGIApplication:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if why := why_not_answered(environ, bound):
            start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [f"{why}\n".encode()]
        page = guarded.page
        path: str = environ["PATH_INFO"]
        if page is None or not path.endswith(("/", ".html")) or path.startswith("/livereload/"):
            return pages(environ, start_response)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        start_response("500 Internal Server Error", headers)
        return [page]

    return application


def _look_promptly(server: LiveReloadServer, paths: Iterable[str]) -> None:
    """Let ``server`` see at once what changes in the files and folders ``paths``, which it watches.

    Nothing is different where it watches others already: they stay with its own observer.
    """
    watched = []
    for path in paths:
        with suppress(KeyError):
            server.unwatch(path)
            watched.append(path)
    if not server.observer.emitters:
        server.observer = _PromptObserver()  # type: ignore[assignment]  # any observer will do
        server.build_delay = _PAUSE
    for path in watched:
        server.watch(path)


class _PromptEmitter(PollingEmitter):
    """Passes on what the system says; now and then compares a folder with what it was."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._rest = _LOOKS
        self._told: set[object] = set()
        self._told_before: set[object] = set()
        self.teller = FileSystemEventHandler()
        self.teller.on_any_event = self._tell  # type: ignore[method-assign]  # as MkDocs does

    def _tell(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES:
            # In old versions of watchdog only what is moved has a destination.
            self._told |= {event.src_path, getattr(event, "dest_path", "")}
            super().queue_event(event)

    def queue_event(self, event: FileSystemEvent) -> None:
        """Pass on what a look finds, unless the system has said it."""
        if event.src_path not in self._told | self._told_before:
            super().queue_event(event)

    def queue_events(self, timeout: float) -> None:
        """Wait, then look."""
        if not self.stopped_event.wait(self._rest):
            self._told, self._told_before = set(), self._told
            began = time.monotonic()
            super().queue_events(0)
            self._rest = min(max((time.monotonic() - began) / _SHARE, timeout), _MOST)


class _PromptObserver(BaseObserver):
    """Hears of changes from the system, and looks for those of which it says nothing."""

    def __init__(self) -> None:
        super().__init__(_PromptEmitter, timeout=_LOOKS)
        self._system = Observer()

    def schedule(
        self, event_handler: FileSystemEventHandler, *args: Any, **how: Any
    ) -> ObservedWatch:
        """Watch a file or folder."""
        watch = super().schedule(event_handler, *args, **how)
        emitter: Any = self._emitter_for_watch[watch]
        with suppress(OSError, RuntimeError):  # the system allows no more
            # Nothing is said twice: a handler that is there already stays the only one.
            self._system.schedule(emitter.teller, *args, **how)
        return watch

    def unschedule(self, watch: ObservedWatch) -> None:
        """Watch it no longer."""
        with suppress(KeyError):
            self._system.unschedule(watch)
        super().unschedule(watch)

    def on_thread_start(self) -> None:
        """Begin to look, and to be told."""
        super().on_thread_start()
        with suppress(OSError, RuntimeError):
            self._system.start()

    def on_thread_stop(self) -> None:
        """End."""
        self._system.stop()
        super().on_thread_stop()


class FolderWatch(FileSystemEventHandler):
    """Rebuilds whenever something below ``folder`` changes, even if it is made later.

    It looks at the nearest folder above that there is, for a folder to appear or vanish in it. The
    server watches the folder ``watched`` all the time.
    """

    def __init__(self, server: LiveReloadServer, folder: Path, watched: Path) -> None:
        self._server = server
        self._other = ObservedWatch(str(watched.absolute()), recursive=True)
        self._folder = folder.absolute()
        self._watched = False
        self._above: ObservedWatch | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Look at the folder again if a folder changed; changes of files do not matter."""
        if event.is_directory and self.look():
            # What stood in it already nobody saw come, and what was in it nobody saw go.
            event = FileCreatedEvent(self._other.path)
            self._server.observer.event_queue.put((event, self._other))

    def look(self) -> bool:
        """Watch the folder if it is there, and what is above it; return whether it is another."""
        there = self._folder.is_dir()
        # A folder that went and came between two looks at the one above has lost its watcher.
        another = there is not self._watched or (there and self._has_lost_its_watcher())
        if another and self._watched:
            self._server.unwatch(str(self._folder))
        if another and there:
            self._server.watch(str(self._folder))
        self._watched = there
        above = next(parent for parent in self._folder.parents if parent.is_dir())
        if self._above is None or self._above.path != str(above):
            if self._above is not None:
                self._server.observer.remove_handler_for_watch(self, self._above)
            self._above = self._server.observer.schedule(self, str(above), recursive=False)
        return another

    def _has_lost_its_watcher(self) -> bool:
        return any(
            not emitter.should_keep_running()
            for emitter in self._server.observer.emitters
            if emitter.watch.path == str(self._folder)
        )
