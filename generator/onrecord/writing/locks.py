"""Locks on open files, which the system lets go when their process ends, however it ends."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

from onrecord.diagnostics import OnrecordError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NO_LOCKS = {errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOLCK, errno.EBADF, errno.EINVAL}
_NO_PLACE = {errno.EACCES, errno.EPERM, errno.EROFS}
_PAUSE = 0.05  # seconds between two tries
_PATIENCE = 300.0  # seconds: putting a large site into a slow place takes minutes
_OLD = 600.0  # seconds after which a file that is a lock was left by a process that died


class LockedTooLong(OnrecordError):
    """Somebody else has held the lock on ``file`` for too long."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is locked")
        self.file = file


class LockResult(Enum):
    """What came of trying to take a lock."""

    OURS = "ours"
    THEIRS = "theirs"
    UNKNOWN = "the file system has no locks"


def try_lock(handle: int) -> LockResult:
    """Lock the open file ``handle`` until it is closed, if nobody else has."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return LockResult.UNKNOWN if error.errno in _NO_LOCKS else LockResult.THEIRS
    return LockResult.OURS


def is_still(handle: int, path: Path) -> bool:
    """Whether the open file ``handle`` is what ``path`` names: nobody has taken it away."""
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except OSError:
        return False


@contextmanager
def lock_file(path: Path) -> Iterator[None]:
    """Hold a lock by the file ``path``, which is made for it and removed at the end.

    Where nothing can be written there is no lock. Where the file system knows none, the file is the
    lock as long as it is there, but for ten minutes at most. Raises LockedTooLong if somebody else
    has held it for five minutes; OSError if the file cannot be made.
    """
    try:
        handle = _waited(path)
    except OSError as error:
        if error.errno not in _NO_PLACE:
            raise
        yield
        return
    try:
        yield
    finally:
        if sys.platform == "win32":  # no open file can be taken away there
            os.close(handle)
            path.unlink(missing_ok=True)
        else:
            try:
                path.unlink(missing_ok=True)
            finally:
                os.close(handle)


@contextmanager
def lock_folder(path: Path) -> Iterator[None]:
    """Lock ``path`` itself, if it can be: to two containers one folder may be in two others.

    Raises LockedTooLong if somebody else has held it for five minutes.
    """
    if sys.platform == "win32":
        yield
        return
    ends = time.monotonic() + _PATIENCE
    while True:
        try:
            handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:  # it is not there, or is not to be read
            yield
            return
        try:
            result = try_lock(handle)
            ours = result is LockResult.OURS and is_still(handle, path)
            if ours or result is LockResult.UNKNOWN:
                yield
                return
        finally:
            os.close(handle)
        _wait(path, ends)


def _waited(path: Path) -> int:
    """An open handle on ``path``, locked."""
    ends = time.monotonic() + _PATIENCE
    while True:
        handle, made = _opened(path)
        result = try_lock(handle)
        ours = result is LockResult.OURS or (result is LockResult.UNKNOWN and made)
        if ours and is_still(handle, path):
            return handle
        left = result is LockResult.UNKNOWN and time.time() - os.fstat(handle).st_mtime > _OLD
        os.close(handle)
        if left:
            path.unlink(missing_ok=True)
        _wait(path, ends)


def _opened(path: Path) -> tuple[int, bool]:
    """An open handle on ``path``, and whether the file was made now."""
    while True:
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), True
        except FileExistsError:
            with suppress(FileNotFoundError):
                return os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), False


def _wait(path: Path, ends: float) -> None:
    if time.monotonic() > ends:
        raise LockedTooLong(path)
    time.sleep(_PAUSE)
