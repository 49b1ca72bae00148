"""Putting a new desk into a folder: all of it, or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

# A folder with nothing but this is as good as empty: `git init` comes first for many.
_GIT = ".git"
_ASIDE = ".onrecord-init-"


class InTheWay(Exception):
    """The folder is not empty, or is none.

    Attributes:
        names: what lies in it; nothing where it is no folder.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


def put_desk(files: Mapping[PurePosixPath, str], target: Path) -> None:
    """Write ``files`` into the new or empty folder ``target``.

    They are written aside first and then moved there. Where that fails, all is as it was before.

    Raises:
        InTheWay: ``target`` holds something else than `.git`, or is no folder.
        OSError: it cannot be written.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - takes `x/..` out, which need not exist
    _refuse_what_lies_there(target, _GIT)
    made = _make_folders(target)
    try:
        with tempfile.TemporaryDirectory(prefix=_ASIDE, dir=target) as aside:
            fresh = Path(aside) / "desk"
            _write(files, fresh)
            _move_children(fresh, target)
    except BaseException:
        _remove(made)
        raise


def _refuse_what_lies_there(target: Path, *but: str) -> None:
    if target.is_dir():
        if names := sorted(path.name for path in target.iterdir() if path.name not in but):
            raise InTheWay(names)
    elif target.exists():
        raise InTheWay(())


def _make_folders(target: Path) -> list[Path]:
    """Make ``target`` and what leads there; what was made, the deepest first."""
    missing = [path for path in (target, *target.parents) if not path.exists()]
    made: list[Path] = []
    try:
        for folder in reversed(missing):
            folder.mkdir()
            made.insert(0, folder)
    except OSError:
        _remove(made)
        raise
    return made


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):  # somebody else has put something there
            folder.rmdir()


def _write(files: Mapping[PurePosixPath, str], folder: Path) -> None:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _move_children(source: Path, target: Path) -> None:
    _refuse_what_lies_there(target, _GIT, source.parent.name)  # somebody else may have been faster
    moved: list[Path] = []
    try:
        for child in sorted(source.iterdir()):
            place = target / child.name
            child.rename(place)
            moved.append(place)
    except BaseException:
        for place in moved:
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        raise
