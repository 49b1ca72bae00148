"""A site that is made by several machines.

Each gets a snapshot, everything that the site is made of, makes a site of it as this machine does,
and from then on makes the parts that it is asked for. So a part is a pure function of the snapshot
and of its number, and any ``concurrent.futures.Executor`` can run it; the command uses that of a
Dask cluster. What is not made elsewhere, this machine makes: the bytes of the site, and what is
said of a fault, do not depend on how many machines there are.
"""

import hashlib
import io
import logging
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from queue import Empty, SimpleQueue

from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.records import fixed
from onrecord.writing.own_folders import WorkFolder
from onrecord.writing.processes import Job

from .configuration import Configuration, load
from .page_writing import Begin, OwnWriter
from .site_build import build_into

_PATIENCE = 10  # seconds until a scheduler answers
# Seconds in which no part came, after which this machine makes parts, too: a scheduler that lost
# a machine may never tell what has become of its parts.
_QUIET = 30.0

Files = Mapping[str, bytes]
"""What is in files, by their site paths."""


@fixed
class Snapshot:
    """Everything that a site is made of."""

    archive: bytes  #: the configuration and the folders that it names, as a ZIP file
    configuration: str  #: its name in there
    #: the alternative texts of the share pictures, by the site paths of their pages
    pictures: Mapping[str, str]
    drafts: bool  #: whether drafts are part of the site
    #: the version of Onrecord that makes the site
    program: str = field(default_factory=lambda: version("onrecord"))
    #: the same for the same site, so that a process knows that it has it already
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        said = repr((self.configuration, sorted(self.pictures.items()), self.drafts)).encode()
        object.__setattr__(self, "digest", hashlib.sha256(self.archive + said).hexdigest())

    @classmethod
    def of(cls, configuration: Configuration) -> "Snapshot":
        """What the site of ``configuration`` is made of.

        Raises:
            OnrecordError: a folder is not below that of the configuration.
        """
        setup, plugin = configuration.setup, configuration.plugin
        root = setup.file.parent
        folders = [setup.content, setup.templates]
        if setup.config.theme.custom_dir:
            folders.append(Path(setup.config.theme.custom_dir))
        files = {setup.file, *(file for folder in folders for file in folder.rglob("*"))}
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for file in sorted(file for file in files if file.is_file()):
                if not file.is_relative_to(root):
                    hint = f"keep what the site is made of below {root}"
                    raise OnrecordError(f"a cluster cannot have {file}", hint)
                # All of one time, so that the same files are the same archive.
                entry = zipfile.ZipInfo(file.relative_to(root).as_posix())
                archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED, 1)
        return cls(made.getvalue(), setup.file.name, plugin.sharing.described, plugin.config.drafts)


class _Silent:
    """Says nothing: the machine that asked has said it."""

    def report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Say nothing of ``diagnostics``."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Say nothing of how it goes."""


class _NoWork:
    """Stands for other processes where nothing is made while MkDocs builds."""

    trying = False

    def __init__(self) -> None:
        self.given: dict[int, bytes | None] = {}

    def finish(self, progress: Callable[[int, int], None]) -> None:
        """Make nothing."""

    def stop(self) -> None:
        """End nothing."""


class _Site:
    """The site of a snapshot, of which a process makes parts."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.digest = snapshot.digest
        self._folder = WorkFolder.temporary()
        desk = self._folder.path / "desk"
        with zipfile.ZipFile(io.BytesIO(snapshot.archive)) as archive:
            archive.extractall(desk)
        configuration = load(desk / snapshot.configuration, strict=False)
        configuration.plugin.config.drafts = snapshot.drafts
        configuration.plugin.sharing.describe(snapshot.pictures)
        configuration.plugin.begin = self._begin
        build_into(configuration, _Silent(), self._folder.path / "site")

    def _begin(self, writer: OwnWriter, _make_shared: Job) -> _NoWork:
        self._writer, self._jobs = writer, [*writer.jobs()]
        return _NoWork()

    def part(self, number: int) -> Files:
        """The output of the job ``number``."""
        self._writer.written.clear()
        self._jobs[number]()
        return {uri: (self._writer.folder / uri).read_bytes() for uri in self._writer.written}

    def close(self) -> None:
        """Forget it."""
        self._folder.close()


_lock = threading.Lock()
_sites: list[_Site] = []


def make_part(snapshot: Snapshot, number: int) -> Files:
    """The files of the part ``number`` of the site of ``snapshot``.

    Raises:
        OnrecordError: this is another version of Onrecord than that which made the snapshot.
    """
    if snapshot.program != version("onrecord"):
        raise OnrecordError(f"this is Onrecord {version('onrecord')}, not {snapshot.program}")
    # One process may run several tasks at once, and has one site.
    with _lock:
        if not _sites or _sites[0].digest != snapshot.digest:
            while _sites:
                _sites.pop().close()
            _sites.append(_Site(snapshot))
        return _sites[0].part(number)


class PartsElsewhere:
    """The jobs of one site, done by the processes of an executor.

    Attributes:
        trying: whether a job that fails now is done again; never, since those here are the last.
        given: what jobs gave: nothing.
    """

    trying = False

    def __init__(
        self, executor: Executor, shared: Callable[[Snapshot], object], configuration: Configuration
    ) -> None:
        """Store what the jobs need; ``shared`` turns the snapshot into what tasks get."""
        self._executor = executor
        self._shared = shared
        self._configuration = configuration
        self.given: dict[int, bytes | None] = {}

    def begin(self, writer: OwnWriter, _make_shared: Job) -> "PartsElsewhere":
        """Begin to make all that ``writer`` would write."""
        self._writer, self._jobs = writer, [*writer.jobs()]
        snapshot = self._shared(Snapshot.of(self._configuration))
        self._parts: dict[Future[Files], int] = {
            self._executor.submit(make_part, snapshot, number): number  # type: ignore[arg-type]  # Dask puts the snapshot in place of what stands for it
            for number in range(len(self._jobs))
        }
        return self

    def finish(self, progress: Callable[[int, int], None]) -> None:
        """Write what was made elsewhere, and make the rest; from the end on while nothing comes."""
        done: SimpleQueue[Future[Files]] = SimpleQueue()
        for part in self._parts:
            part.add_done_callback(done.put)
        coming, left = dict(self._parts), list[int]()
        quiet = _QUIET
        while coming:
            try:
                part = done.get(timeout=quiet)
            except Empty:
                quiet = 0
                part, number = coming.popitem()
                part.cancel()
                self._jobs[number]()
            else:
                if part not in coming:  # it was made here
                    continue
                quiet, number = _QUIET, coming.pop(part)
                if not self._write(part):
                    left.append(number)
            progress(len(self._parts) - len(coming), len(self._parts))
        for number in sorted(left):
            self._jobs[number]()

    def _write(self, part: Future[Files]) -> bool:
        """Write a finished part; false if it failed elsewhere."""
        try:
            files = part.result()
        except Exception as error:  # noqa: BLE001 - made here, where it fails as always
            logging.getLogger(__name__).debug("made here: %s", error)
            return False
        for uri, content in files.items():
            self._writer.write(uri, content)
        return True

    def stop(self) -> None:
        """Have nothing more made."""
        for part in self._parts:
            part.cancel()


def with_executor(
    executor: Executor, shared: Callable[[Snapshot], object] = lambda snapshot: snapshot
) -> Callable[[Configuration], Begin]:
    """Has the parts of a site made by ``executor``; see `PartsElsewhere`."""
    return lambda configuration: PartsElsewhere(executor, shared, configuration).begin


@contextmanager
def scheduler(address: str) -> Iterator[Callable[[Configuration], Begin]]:
    """Has a site made by the Dask cluster whose scheduler is at ``address``.

    Raises:
        OnrecordError: Dask is not installed, or nothing answers there.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        hint = "install it: pip install 'onrecord[dask]'"
        raise OnrecordError("--scheduler needs Dask, which is not installed", hint) from None
    try:
        client = Client(address, timeout=_PATIENCE)  # type: ignore[no-untyped-call]  # Dask has no types
    except (OSError, ValueError) as error:
        hint = "start one: dask scheduler; and on each machine: dask worker ADDRESS --nthreads 1"
        raise OnrecordError(f"no scheduler of Dask answers at {address}: {error}", hint) from None
    with client:
        executor = client.get_executor()  # type: ignore[no-untyped-call]  # likewise
        yield with_executor(executor, partial(client.scatter, broadcast=True))
