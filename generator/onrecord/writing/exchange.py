"""One folder in the place of another, in one step where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), and RENAME_SWAP of renamex_np(2)
_HERE = -100  # AT_FDCWD
_CANNOT = {
    *(errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EXDEV, errno.EBUSY, errno.EACCES),
    errno.ENOTSUP,
}


def put_folder(new: Path, place: Path, aside: Path) -> None:
    """Put the folder ``new`` in the place of ``place``, which may be a folder.

    Args:
        new: a folder; the old one is here or ``aside`` afterwards.
        place: where it goes.
        aside: a path where nothing is, on the same file system.

    Raises:
        OSError: it cannot; ``place`` is as it was.
    """
    if not place.exists():
        new.rename(place)
    elif not exchange(new, place) and not rename(new, place, aside):
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(place))


def exchange(new: Path, place: Path) -> bool:
    """Exchange the two in one step; whether the system could."""
    call = _system_call()
    if call is None:
        return False
    if call(os.fsencode(new), os.fsencode(place)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(place))


def rename(new: Path, place: Path, aside: Path) -> bool:
    """Put ``place`` to ``aside``, and ``new`` into its place; whether the system could."""
    try:
        place.rename(aside)
    except OSError as error:
        if error.errno in _CANNOT:  # a mount point, for one
            return False
        raise
    try:
        new.rename(place)
    except OSError:
        aside.rename(place)
        raise
    return True


def _system_call() -> Callable[[bytes, bytes], int] | None:
    """What exchanges two paths and returns 0, where the system has it."""
    if sys.platform not in {"linux", "darwin"}:
        return None
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            swap = library.renamex_np
            return lambda new, place: int(swap(new, place, _EXCHANGE))
        at = library.renameat2
    except (OSError, AttributeError):
        return None
    return lambda new, place: int(at(_HERE, new, _HERE, place, _EXCHANGE))
