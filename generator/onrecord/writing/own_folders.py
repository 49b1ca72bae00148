"""Folders of our own to work in, and locks, which the system lets go when their process ends.

A folder is next to what is being made, and the next command removes those that were left. Each is
named ``.NAME.onrecord-0123456789ab``, or ``.onrecord-0123456789ab`` where it is inside what is
being made. It holds a file ``lock``, which is locked as long as somebody works there: however that
ends, the lock is free afterwards, and whoever comes next takes the folder away.
"""

import errno
import hashlib
import os
import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Self

from onrecord.diagnostics import OnrecordError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NO_LOCKS = {errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOLCK, errno.EBADF, errno.EINVAL}
NO_PLACE = {errno.EACCES, errno.EPERM, errno.EROFS}
_PAUSE = 0.05  # seconds between two tries
_PATIENCE = 300.0  # seconds: putting a large site into a slow place takes minutes
_OLD = 600.0  # seconds after which a file that is a lock was left by a process that died


class LockedTooLong(OnrecordError):
    """Somebody else has held the lock on ``file`` for too long."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is locked")
        self.file = file


class LockResult(Enum):
    """The result of trying to take a lock."""

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
        if error.errno not in NO_PLACE:
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
    """An open, locked handle on ``path``."""
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
    """An open handle on ``path``, and whether the file was just made."""
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


Rescue = Callable[[Path], None]
"""Takes out of a folder that was left what must not be lost."""

_LOCK = "lock"
_TOKEN = r"[0-9a-f]{12}"  # noqa: S105 - part of a name
_OWN = re.compile(rf"\.onrecord-{_TOKEN}")  # a folder that we made: nothing else is ever removed
_LONGEST = 200  # bytes; a file system takes 255
_WITHOUT_LOCK = 60.0  # seconds after which a folder that has no lock will never get one
# Seconds that nobody works in a folder, where the file system has no locks.
_LONGEST_WORK = 24 * 3600.0


class WorkFolder:
    """A folder of our own, gone with all in it when it is closed; OSError if it cannot be made."""

    def __init__(self, parent: Path, name: str = "") -> None:
        """Make it in ``parent`` for work on ``name``; empty for ``parent`` itself."""
        self._handle: int | None
        self.path, self._handle = _made(parent, _prefix(name))

    @classmethod
    def temporary(cls) -> "WorkFolder":
        """One where the system keeps what is temporary; those that were left there are removed."""
        parent = Path(tempfile.gettempdir())
        sweep(parent)
        return cls(parent)

    def close(self) -> None:
        """Remove it."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        _take_away(self.path)
        os.close(handle)
        _take_away(self.path)  # Windows keeps what is open

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def is_work_folder(name: str) -> bool:
    """Whether ``entry`` has a name that only our work folders have."""
    return _OWN.fullmatch(name) is not None


def sweep(parent: Path, name: str = "", rescue: Rescue | None = None) -> None:
    """Remove what killed commands left in ``parent`` as they made ``name``, after ``rescue``."""
    pattern = re.compile(re.escape(_prefix(name)) + _TOKEN)  # what an earlier run left of this name
    for left in list(_entries(parent)):
        if pattern.fullmatch(left.name):
            with _abandoned(left) as handle:
                if handle is None:
                    continue
                if rescue:
                    rescue(left)
                _take_away(left)
            _take_away(left)  # Windows keeps what is open


def _prefix(name: str) -> str:
    raw = os.fsencode(name)
    short = name if len(raw) <= _LONGEST else hashlib.sha256(raw).hexdigest()
    return f".{short}.onrecord-" if name else ".onrecord-"


def _made(parent: Path, prefix: str) -> tuple[Path, int]:
    while True:
        path = parent / f"{prefix}{secrets.token_hex(6)}"
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            continue
        try:
            handle = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except (FileExistsError, FileNotFoundError):
            if not parent.is_dir():
                raise
            continue
        # Somebody who sweeps can come between the two, and takes it away.
        if try_lock(handle) is not LockResult.THEIRS and is_still(handle, path / _LOCK):
            return path, handle
        os.close(handle)


def _take_away(folder: Path) -> None:
    """Remove ``folder``, its lock last, so that the next command can finish the job."""
    with suppress(OSError):
        for entry in list(folder.iterdir()):
            if entry.name == _LOCK:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink()
        (folder / _LOCK).unlink()
        folder.rmdir()


def _entries(folder: Path) -> Iterator[Path]:
    """The folders in ``folder`` that belong to this user; no links."""
    try:
        with os.scandir(folder) as listing:
            for entry in listing:
                owner = entry.stat(follow_symlinks=False).st_uid
                is_own = not hasattr(os, "geteuid") or owner == os.geteuid()
                if entry.is_dir(follow_symlinks=False) and is_own:
                    yield Path(entry.path)
    except OSError:
        return


@contextmanager
def _abandoned(folder: Path) -> Iterator[int | None]:
    """An open, locked handle if nobody works in ``folder`` any more."""
    try:
        handle = os.open(folder / _LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        if _age(folder) > _WITHOUT_LOCK:
            with suppress(OSError):  # it is not empty, so it is not ours
                folder.rmdir()
        yield None
        return
    except OSError:
        yield None
        return
    try:
        result = try_lock(handle)
        old = result is LockResult.UNKNOWN and _age(folder) > _LONGEST_WORK
        yield handle if result is LockResult.OURS or old else None
    finally:
        os.close(handle)


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0
