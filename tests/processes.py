"""Commands in processes of their own, forked from one that has imported what they need.

A new Python spends most of the time of a short command on imports and on compiling templates. The
process that is forked does nothing else (see `warm`), so each command begins as a new one does:
with its own arguments, folder, environment, streams and signals.
"""

import multiprocessing
import multiprocessing.forkserver
import os
import runpy
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

_SPAWN = multiprocessing.get_context("spawn")
_FORK = multiprocessing.get_context("forkserver")
_FORK.set_forkserver_preload(["tests.warm"])


def ensure_running() -> None:
    """Make ready what is forked, before anybody else asks for another one."""
    multiprocessing.forkserver.ensure_running()


def _become(
    module: str, arguments: list[str], folder: Path, environment: dict[str, str], streams: list[str]
) -> None:
    """Do in this process what ``python -m module`` does."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # as the environment says
    for number, path in enumerate(streams, start=1):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


@contextmanager
def running(
    module: str,
    *arguments: str,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    stdout: str = os.devnull,
    stderr: str = os.devnull,
) -> Iterator[BaseProcess]:
    """``python -m module`` while it runs in ``folder``; at the end nothing of it is left.

    Args:
        module: whose `__main__` is run.
        arguments: of the command.
        folder: in which it runs.
        environment: as it is here, if none is given.
        stdout: the file that it writes into.
        stderr: the file that it complains into.
    """
    given = dict(os.environ if environment is None else environment)
    # The fork of MkDocs takes its name, so it begins where MkDocs has not been imported.
    context = _SPAWN if module == "properdocs" else _FORK
    everything = (module, list(arguments), folder, given, [stdout, stderr])
    process = context.Process(target=_become, args=everything)
    process.start()
    try:
        yield process
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        process.close()
