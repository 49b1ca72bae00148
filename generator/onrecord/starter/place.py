"""Putting a new desk into a folder: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from onrecord.diagnostics import OnrecordError
from onrecord.reading.texts import shown_path
from onrecord.writing.new_files import AlreadyThere, put_files
from onrecord.writing.work_folder import sweep

# A folder with nothing but this is as good as empty: `git init` comes first for many.
_GIT = ".git"
_LISTED = 10  # names in a message


class InTheWay(OnrecordError):
    """The folder for a new desk is not empty, or is none.

    Args:
        folder: that one.
        names: what lies in it; nothing where it is no folder.
    """

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        if not names:
            super().__init__(f"{shown_folder(folder)} is no folder", "name a new one")
            return
        listed = [f"  {shown_path(folder / name)}" for name in names[:_LISTED]]
        if len(names) > _LISTED:
            listed.append(f"  and {len(names) - _LISTED:,} more")
        head = f"{shown_folder(folder)} is not empty, and nothing was written; in the way:"
        super().__init__("\n".join([head, *listed, "hint: name a new folder, or move these away"]))


def shown_folder(folder: Path) -> str:
    """``folder`` as a message names it."""
    return "this folder" if folder.resolve() == Path.cwd() else f"{shown_path(folder)}/"


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
    except AlreadyThere as fault:  # somebody else was faster
        names = [path.relative_to(target).parts[0] for path in fault.paths]
        raise InTheWay(target, names) from fault


def _refuse_what_lies_there(target: Path) -> None:
    if target.is_dir():
        if names := sorted(path.name for path in target.iterdir() if path.name != _GIT):
            raise InTheWay(target, names)
    elif target.exists():
        raise InTheWay(target, ())
