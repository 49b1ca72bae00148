"""Work shared by several processes, each of them a copy of this one.

A process begins as a copy (a fork), takes the next job that nobody has taken, and does it.
Meanwhile this process goes on with what else there is, and then takes jobs as well. What another
process did not finish, this one does again: because it failed, which is then reported as always,
or because the system stopped the process. So what is made, and what is said of a fault, do not
depend on the number of processes.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from struct import Struct
from tempfile import TemporaryFile
from typing import IO, NoReturn, Protocol

from onrecord.diagnostics import OnrecordError

VARIABLE = "ONRECORD_PROCESSES"
"""The environment variable that says how many processes share the work."""

MOST_JOBS = 10_000  # their numbers must fit into a pipe, which holds 64 kB
_NUMBER = Struct("=i")
_DONE = Struct("=iq")  # the number of a job, and the size of what it gave

# What a job gives is handed on as bytes; most give nothing.
Job = Callable[[], bytes | None]


def usable_processes() -> int:
    """How many processes may share the work: ``ONRECORD_PROCESSES``, or one for each core.

    Raises:
        OnrecordError: the variable has no number.
    """
    # Elsewhere a fork is missing (Windows) or unsafe with the system's libraries (macOS). A copy
    # has only the thread that forked: the locks that others hold would never be released.
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    said = os.environ.get(VARIABLE, "")
    if said and not (said.isdecimal() and said.isascii()):
        raise OnrecordError(f"{VARIABLE} is '{said}', and should be a number, such as 2")
    return int(said) if said else len(os.sched_getaffinity(0))


class Work(Protocol):
    """Jobs that were begun."""

    given: dict[int, bytes | None]
    """What each job gave that has been done, by its number; complete at the end."""

    trying: bool
    """Whether a job that fails now is done again, so that nothing need be said of it yet."""

    def finish(self, progress: Callable[[int, int], None]) -> None:
        """Have all done, and tell ``progress`` how many of all have been begun."""

    def stop(self) -> None:
        """End it, whatever is done; nothing where all is."""


def done(jobs: Sequence[Job], processes: int) -> Iterator[bytes]:
    """The results of ``jobs``, one after the other, once all are done."""
    if processes == 1:
        yield from (job() or b"" for job in jobs)
        return
    work = SharedJobs(jobs, processes)
    try:
        work.finish(lambda *_: None)
    finally:
        work.stop()
    yield from (work.given[number] or b"" for number in range(len(jobs)))


class SharedJobs:
    """Processes that share jobs, this one among them."""

    def __init__(self, jobs: Sequence[Job], processes: int) -> None:
        """Begin at most ``MOST_JOBS`` of ``jobs`` in ``processes``, including this one."""
        self._jobs = jobs
        self.trying = False
        self.given: dict[int, bytes | None] = {}
        self._parent = os.getpid()
        self._turns, turns = os.pipe()
        os.write(turns, b"".join(map(_NUMBER.pack, range(len(jobs)))))
        os.close(turns)
        self._others: dict[int, IO[bytes]] = {}
        for _ in range(processes - 1):
            self._fork()

    def finish(self, progress: Callable[[int, int], None]) -> None:
        """Do jobs until all are done, and tell ``progress`` how many of all have been begun."""
        self.trying = True
        try:
            for number in self._taken():
                progress(number, len(self._jobs))
                self.given[number] = self._jobs[number]()
        except Exception:  # noqa: BLE001 - done again below, where it is raised again
            self._take_all()
        self.trying = False
        for pid in list(self._others):
            os.waitpid(pid, 0)
            with self._others.pop(pid) as done:
                done.seek(0)
                while len(head := done.read(_DONE.size)) == _DONE.size:
                    number, size = _DONE.unpack(head)
                    if len(gave := done.read(size)) == size:
                        self.given[number] = gave
        for number in range(len(self._jobs)):
            if number not in self.given:
                self.given[number] = self._jobs[number]()

    def stop(self) -> None:
        """End the other processes, whatever they are at; nothing where all have ended."""
        for pid, done in self._others.items():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            done.close()
        self._others.clear()
        with suppress(OSError):
            os.close(self._turns)

    def _taken(self) -> Iterator[int]:
        """The numbers of free jobs; each is taken when it is yielded."""
        while read := os.read(self._turns, _NUMBER.size):
            yield _NUMBER.unpack(read)[0]

    def _take_all(self) -> None:
        """Leave no free jobs, so that all processes end."""
        while os.read(self._turns, _NUMBER.size * MOST_JOBS):
            pass

    def _fork(self) -> None:
        done = TemporaryFile()  # noqa: SIM115 - closed when the process has ended
        for stream in (sys.stdout, sys.stderr):
            stream.flush()  # else both would print what waits there
        try:
            pid = os.fork()
        except OSError:  # no room for another: those that there are do all jobs
            done.close()
            return
        if pid:
            self._others[pid] = done
        else:
            self._serve(done)

    def _serve(self, done: IO[bytes]) -> NoReturn:
        """Do jobs in this forked process, and end without the cleanup of the parent."""
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
            for number in self._taken():
                if os.getppid() != self._parent:
                    break  # nobody waits for them any more
                gave = self._jobs[number]() or b""
                done.write(_DONE.pack(number, len(gave)) + gave)
                done.flush()
        except BaseException:  # noqa: BLE001 - the first process does them again, and says why not
            self._take_all()
        finally:
            os._exit(0)
