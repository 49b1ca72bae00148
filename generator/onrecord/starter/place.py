"""Putting a new desk into a folder: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from onrecord.writing.placing import Taken, put_files
from onrecord.writing.work import sweep

# A folder with nothing but this is as good as empty: `git init` comes first for many.
_GIT = ".git"


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
    sweep(target)
    _refuse_what_lies_there(target)
    try:
        put_files(files, target)
    except Taken as fault:  # somebody else was faster
        raise InTheWay([path.relative_to(target).parts[0] for path in fault.paths]) from fault


def _refuse_what_lies_there(target: Path) -> None:
    if target.is_dir():
        if names := sorted(path.name for path in target.iterdir() if path.name != _GIT):
            raise InTheWay(names)
    elif target.exists():
        raise InTheWay(())
