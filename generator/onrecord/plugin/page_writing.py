"""When the pages that we make are written: by several processes at once, or when asked for.

MkDocs makes one page after the other. Ours need nothing of each other.

**A large site** is written by one process for each core. Each begins as a copy of this one (a
fork), takes the next few pages that nobody has taken, and writes them into the folder of the site.
Meanwhile this process goes on with what MkDocs has to do, and then takes pages as well. What
another process did not finish, this one makes again: because a template fails, which it then
reports as always, or because the system stopped the process. So the bytes of the site, and what is
said of a fault, do not depend on the number of processes.

**A preview** writes a page when a browser asks for it. Only one page of each template is written at
once, so that a template that fails is reported on every page.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from struct import Struct
from tempfile import TemporaryFile
from typing import IO, NoReturn, TypeGuard

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.utils import write_file

from .generated_files import FileMadeWhenWritten, GeneratedPage

VARIABLE = "ONRECORD_PROCESSES"
"""The environment variable that says how many processes make pages."""

ENOUGH = 200
"""So many pages are worth the start of another process."""

AT_ONCE = 40
"""So many pages a process takes together."""

_MOST_JOBS = 10_000  # their numbers must fit into a pipe, which holds 64 kB
_NUMBER = Struct("=i")

# Another plugin that works at one of these on pages, or on the site when all are there, must find
# them made in the order of MkDocs, in this process.
_EVENTS = ("env", "page_content", "page_context", "post_page", "post_build")


def usable_processes() -> int:
    """How many processes may make pages: ``ONRECORD_PROCESSES``, or one for each core.

    Raises:
        PluginError: the variable has no number.
    """
    # Elsewhere a fork is missing (Windows) or unsafe with the system's libraries (macOS). A copy
    # has only the thread that forked: the locks that others hold would never be released.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    said = os.environ.get(VARIABLE, "")
    if said and not (said.isdecimal() and said.isascii()):
        raise PluginError(f"{VARIABLE} is '{said}', and should be a number, such as 2")
    return int(said) if said else len(os.sched_getaffinity(0))


class FilesToShare(Files):
    """The files of a site; from ``hide_ours`` on, MkDocs sees no page to write that we make."""

    _hidden = False
    _all_hidden = False

    def hide_ours(self, *, files: bool = False) -> None:
        """Hide our pages from the loop that writes pages, not from the map of the site.

        With ``files``, nothing is written either that is made when it is written.
        """
        self._hidden, self._all_hidden = True, files

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] | None = None
    ) -> Sequence[File]:
        """The files of pages. Only MkDocs' loops over pages name an ``inclusion``."""
        if inclusion is None:
            return super().documentation_pages()
        found = super().documentation_pages(inclusion=inclusion)
        if not self._hidden:
            return found
        return [file for file in found if not isinstance(file.page, GeneratedPage)]

    def copy_static_files(
        self,
        dirty: bool = False,  # noqa: FBT001, FBT002 - MkDocs' signature
        *,
        inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included,
    ) -> None:
        """Write the other files, but none that is made when a browser asks for it."""
        for file in self:
            if self._all_hidden and isinstance(file, FileMadeWhenWritten):
                continue
            if not file.is_documentation_page() and inclusion(file.inclusion):
                file.copy_file(dirty)


def begin(
    files: Files, env: Environment, config: MkDocsConfig, nav: Navigation
) -> "PageWorkers | None":
    """Begin to make our pages in further processes, and hide them from MkDocs.

    Returns:
        What makes the rest of them; None where MkDocs is to make them all: there are few, there is
        one core, or another plugin has to do with them.
    """
    ours = _generated(files)
    processes = min(usable_processes(), len(ours) // ENOUGH)
    if processes < 2 or not _can_hide(files, config):
        return None
    files.hide_ours()
    return PageWorkers(ours, partial(_write, env, config, nav), processes)


def _can_hide(files: Files, config: MkDocsConfig) -> TypeGuard[FilesToShare]:
    """Whether no plugin but ours has to do with pages once they are planned."""
    alone = all(len(config.plugins.events[event]) == 1 for event in _EVENTS)
    return alone and isinstance(files, FilesToShare)


def _generated(files: Files) -> list[GeneratedPage]:
    return [file.page for file in files if isinstance(file.page, GeneratedPage)]


def _write(env: Environment, config: MkDocsConfig, nav: Navigation, page: GeneratedPage) -> None:
    """Make a page and write it, as MkDocs would."""
    page.active = True
    context = get_context(nav, [], config, page)
    context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
    output = env.get_template("main.html").render(context)
    output = config.plugins.on_post_page(output, page=page, config=config)
    page.active = False
    write_file(output.encode("utf-8", errors="xmlcharrefreplace"), page.file.abs_dest_path)


class PageWorkers:
    """Processes that make pages, this one among them.

    Attributes:
        trying: whether a page that fails now is made again, so that nothing need be said of it yet.
    """

    def __init__(
        self,
        pages: Sequence[GeneratedPage],
        write: Callable[[GeneratedPage], None],
        processes: int,
    ) -> None:
        """Begin to make ``pages`` with ``write`` in ``processes``, this one among them."""
        size = max(AT_ONCE, -(-len(pages) // _MOST_JOBS))
        self._jobs = [pages[start : start + size] for start in range(0, len(pages), size)]
        self._write = write
        self.trying = False
        self._parent = os.getpid()
        self._turns, turns = os.pipe()
        os.write(turns, b"".join(map(_NUMBER.pack, range(len(self._jobs)))))
        os.close(turns)
        self._others: dict[int, IO[bytes]] = {}
        for _ in range(processes - 1):
            self._fork()

    def finish(self, progress: Callable[[int], None]) -> None:
        """Make pages until all are made, and hear of ``progress``: about how many are."""
        left = set(range(len(self._jobs)))
        self.trying = True
        try:
            for number in self._taken():
                progress(number * len(self._jobs[0]))
                for page in self._jobs[number]:
                    self._write(page)
                left.remove(number)
        except Exception:  # noqa: BLE001 - made again below, where it is raised again
            self._take_all()
        self.trying = False
        for pid in list(self._others):
            os.waitpid(pid, 0)
            with self._others.pop(pid) as written:
                written.seek(0)
                left.difference_update(number for (number,) in _NUMBER.iter_unpack(written.read()))
        for number in sorted(left):
            for page in self._jobs[number]:
                self._write(page)

    def stop(self) -> None:
        """End the other processes, whatever they are at; nothing where all have ended."""
        for pid, written in self._others.items():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            written.close()
        self._others.clear()
        with suppress(OSError):
            os.close(self._turns)

    def _taken(self) -> Iterator[int]:
        """The numbers of jobs that nobody has taken, each taken as it is given."""
        while read := os.read(self._turns, _NUMBER.size):
            yield _NUMBER.unpack(read)[0]

    def _take_all(self) -> None:
        """Leave nothing to take, so that all processes end."""
        while os.read(self._turns, _NUMBER.size * _MOST_JOBS):
            pass

    def _fork(self) -> None:
        written = TemporaryFile()  # noqa: SIM115 - closed when the process has ended
        for stream in (sys.stdout, sys.stderr):
            stream.flush()  # else both would print what waits there
        try:
            pid = os.fork()
        except OSError:  # no room for another: those that there are make all pages
            written.close()
            return
        if pid:
            self._others[pid] = written
        else:
            self._serve(written)

    def _serve(self, written: IO[bytes]) -> NoReturn:
        """Make pages in this copy of the process, and end without what ends the process itself."""
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
            for number in self._taken():
                if os.getppid() != self._parent:
                    break  # nobody waits for the pages any more
                for page in self._jobs[number]:
                    self._write(page)
                written.write(_NUMBER.pack(number))
                written.flush()
        except BaseException:  # noqa: BLE001 - the first process makes them again, and says why not
            self._take_all()
        finally:
            os._exit(0)


class PagesOnRequest:
    """The pages and files of a preview, each written when a browser asks for it."""

    def __init__(self) -> None:
        # Nothing is made while the site is built, nor two things at once.
        self._lock = threading.RLock()
        self._makers: dict[str, tuple[Path, Callable[[], None]]] = {}

    def begin(
        self,
        files: Files,
        env: Environment,
        config: MkDocsConfig,
        nav: Navigation,
        *,
        samples: bool,
    ) -> None:
        """Hide our pages and files from MkDocs; write one page of each template if ``samples``."""
        self._makers = {}
        if not _can_hide(files, config):
            return
        files.hide_ours(files=True)
        first: dict[str, str] = {}
        for file in files:
            if isinstance(file, FileMadeWhenWritten):
                maker = file.copy_file
            elif isinstance(file.page, GeneratedPage):
                maker = partial(_write, env, config, nav, file.page)
                first.setdefault(file.page.planned.template, file.dest_uri)
            else:
                continue
            self._makers[file.dest_uri] = (Path(file.abs_dest_path), maker)
        for uri in first.values() if samples else ():
            self.write(uri)

    def built(self, builder: Callable[[], None]) -> None:
        """Build with ``builder``, while nothing is made."""
        with self._lock:
            builder()

    def write(self, uri: str) -> bool:
        """Write the page or file ``uri`` if it is not there.

        Returns:
            Whether it is one of these.
        """
        with self._lock:
            path, make = self._makers.get(uri, (None, None))
            if make and path and not path.exists():
                make()
            return make is not None
