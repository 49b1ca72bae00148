"""Folders of our own: to work in, next to what is being made; and to keep what takes long to make.

**To work in.** The next command removes those that were left. Each is named
``.NAME.onrecord-0123456789ab``, or ``.onrecord-0123456789ab`` where it is inside what is being
made. It holds a file ``lock``, which is locked as long as somebody works there: however that ends,
the lock is free afterwards, and whoever comes next takes the folder away.

**To keep.** Whoever sends a change to a desk can send files with it that look like what we keep. So
there is a code with what is kept that only this user can compute (HMAC, RFC 2104), with a secret
that is outside of the desk. What has no such code, or another, is never used.
"""

import hashlib
import hmac
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import platformdirs

from .locks import LockResult, is_still, try_lock

Rescue = Callable[[Path], None]
"""Takes out of a folder that was left what must not be lost."""

_LOCK = "lock"
_TOKEN = r"[0-9a-f]{12}"  # noqa: S105 - part of a name
_OWN = re.compile(rf"\.onrecord-{_TOKEN}")  # a folder that we made: nothing else is ever removed
_LONGEST = 200  # bytes; a file system takes 255
_WITHOUT_LOCK = 60.0  # seconds after which a folder that has no lock will never get one
# Seconds that nobody works in a folder, where the file system has no locks.
_LONGEST_WORK = 24 * 3600.0

_FROM_ENVIRONMENT = "ONRECORD_CACHE_SECRET"
_SECRET_BYTES = 32
_PROOF_BYTES = 64


class WorkFolder:
    """A folder of our own, gone with all in it when it is closed; OSError if it cannot be made."""

    def __init__(self, parent: Path, name: str = "") -> None:
        """Make it in ``parent`` for what is made as ``name``; empty for ``parent`` itself."""
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
    """Whether an entry of what is being made has a name that only such a folder has."""
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
    """Remove ``folder``, its lock last: whoever is stopped in the middle leaves it to the next."""
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
    """What is in ``folder`` and is a folder of this user's own; no link."""
    try:
        with os.scandir(folder) as listing:
            for entry in listing:
                status = entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False) and _is_own(status):
                    yield Path(entry.path)
    except OSError:
        return


def _is_own(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


@contextmanager
def _abandoned(folder: Path) -> Iterator[int | None]:
    """An open, locked handle where nobody works in ``folder`` any more."""
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


def proof(secret: bytes, *parts: bytes) -> str:
    """The code of ``parts``: 64 hexadecimal digits."""
    return hmac.new(secret, b"\n".join(parts), hashlib.sha256).hexdigest()


def user_secret() -> bytes:
    """The secret of this user, from the environment or the user's folder; else a new one."""
    if given := os.environ.get(_FROM_ENVIRONMENT):
        return given.encode()
    file = platformdirs.user_state_path("onrecord", appauthor=False) / "cache-secret"
    try:
        if not file.is_file() or file.stat().st_size != _SECRET_BYTES:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with WorkFolder(file.parent) as work:
                made = work.path / file.name
                made.touch(mode=0o600)
                made.write_bytes(secrets.token_bytes(_SECRET_BYTES))
                made.replace(file)
        found = file.read_bytes()
    except OSError:
        found = b""
    return found if len(found) == _SECRET_BYTES else secrets.token_bytes(_SECRET_BYTES)


class KeptFiles:
    """A folder of this user with what takes long to make, by name; it may always be removed."""

    def __init__(self, kind: str, most: int) -> None:
        """Keep at most about ``most`` files of a ``kind``, the newest."""
        self._folder = platformdirs.user_cache_path("onrecord", appauthor=False) / kind
        self._most = most
        self._secret = user_secret()

    def get(self, name: str) -> bytes | None:
        """What is kept under ``name``, as it was put there by this user."""
        try:
            found = (self._folder / name).read_bytes()
        except OSError:
            return None
        code, data = found[:_PROOF_BYTES], found[_PROOF_BYTES:]
        mine = proof(self._secret, name.encode(), data).encode()
        return data if hmac.compare_digest(code, mine) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``, if that is possible."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with WorkFolder(self._folder) as work:
                made = work.path / name
                made.write_bytes(proof(self._secret, name.encode(), data).encode() + data)
                made.replace(self._folder / name)
            kept = list(self._folder.iterdir())
            if len(kept) > self._most:
                kept.sort(key=lambda file: file.stat().st_mtime)
                for file in kept[: len(kept) // 2]:
                    file.unlink()
