"""Writing a file or a folder whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """A path beside ``target`` to write a file or a folder at; it takes its place at the end.

    A file that is there is replaced; so is a folder.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    with tempfile.TemporaryDirectory(prefix=".onrecord-", dir=target.absolute().parent) as folder:
        made = Path(folder, "made")
        yield made
        if target.is_dir():
            old = Path(folder, "old")
            target.rename(old)
            try:
                made.rename(target)
            except OSError:
                old.rename(target)
                raise
        else:
            made.replace(target)


def write_chunks(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file piece by piece."""
    with path.open("wb") as file:
        file.writelines(chunks)


Write = Callable[[Path], None]
"""Writes a file or a folder at a path where nothing is."""
