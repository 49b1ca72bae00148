"""Putting files into a folder beside what lies there: all of them, or none; none over another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

_ASIDE = ".onrecord-import-"


class Taken(Exception):
    """There is something in the place of files to be written.

    Attributes:
        paths: where.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = tuple(paths)
        super().__init__(f"{len(self.paths)} files are there already")


def taken(files: Iterable[PurePosixPath], folder: Path) -> list[Path]:
    """The places of ``files`` in ``folder`` where something is already."""
    return [path for file in files if os.path.lexists(path := folder / file)]


def put_files(
    files: Mapping[PurePosixPath, str], folder: Path, review: Callable[[Path], None]
) -> None:
    """Write ``files`` into ``folder``, which need not exist.

    Args:
        files: the text of each, by its path in the folder.
        folder: where to.
        review: sees a folder with these files alone before anything is in its place; what it
            raises ends all.

    Raises:
        Taken: a file would be overwritten.
        OSError: it cannot be written. As with all that ends it, everything is as it was before.
    """
    if there := taken(files, folder):
        raise Taken(there)
    made: list[Path] = []
    try:
        _make_folder(folder, made)
        with tempfile.TemporaryDirectory(prefix=_ASIDE, dir=folder) as aside:
            fresh = Path(aside)
            for file, text in files.items():
                (fresh / file).parent.mkdir(parents=True, exist_ok=True)
                (fresh / file).write_text(text, encoding="utf-8", newline="\n")
            review(fresh)
            for file in files:
                _make_folder((folder / file).parent, made)
                _move(fresh / file, folder / file)
                made.append(folder / file)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):  # somebody else has put something into the folder
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        made.append(path)
    if not folder.is_dir():
        raise NotADirectoryError(20, "there is a file in the place of a folder", str(folder))


def _move(file: Path, place: Path) -> None:
    """Move ``file`` where nothing is: somebody else may have been faster."""
    try:
        os.link(file, place)
    except FileExistsError as error:
        raise Taken([place]) from error
    except OSError:  # a file system without links
        try:
            with place.open("xb") as out:
                out.write(file.read_bytes())
        except FileExistsError as error:
            raise Taken([place]) from error
