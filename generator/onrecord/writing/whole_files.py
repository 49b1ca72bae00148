"""Writing files and folders whole or not at all: the old one stays until the new one is complete.

And keeping what takes long to make. Whoever sends a change to a desk can send files with it that
look like what we keep. So there is a code with what is kept that only this user can compute (HMAC,
RFC 2104), with a secret that is outside of the desk. What has no such code, or another, is never
used.
"""

import ctypes
import errno
import hashlib
import hmac
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import platformdirs

from .own_folders import WorkFolder, sweep

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), and RENAME_SWAP of renamex_np(2)
_HERE = -100  # AT_FDCWD
_CANNOT = {
    *(errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EXDEV, errno.EBUSY, errno.EACCES),
    errno.ENOTSUP,
}
_FROM_ENVIRONMENT = "ONRECORD_CACHE_SECRET"
_SECRET_BYTES = 32


def put_folder(new: Path, place: Path, aside: Path) -> None:
    """Put ``new`` in the place of ``place``, which is here or ``aside`` then, or raise OSError."""
    if not place.exists():
        new.rename(place)
    elif not exchange(new, place) and not put_by_renaming(new, place, aside):
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


def put_by_renaming(new: Path, place: Path, aside: Path) -> bool:
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


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path next to ``target`` to write a file or a folder at; it takes its place at the end.

    A file that is there is replaced, and keeps its permissions; so is a folder. A link is followed.
    What is no file and no folder (`/dev/stdout`) is written to as it is. Raises OSError if it
    cannot be written; what was there is as it was. The error names ``target``.
    """
    place = Path(os.path.realpath(target))
    with naming_file(target):
        if target.exists() and not place.is_file() and not place.is_dir():
            yield target
            return
        sweep(place.parent, place.name)
        with WorkFolder(place.parent, place.name) as work:
            made = work.path / "made"
            yield made
            if made.is_dir():
                put_folder(made, place, work.path / "old")
            else:
                put_file(made, place)


def write_file(target: Path, content: bytes | str) -> None:
    """Write ``content`` (text in UTF-8, with its line ends as they are) as `replacing` does."""
    with replacing(target) as made:
        made.write_bytes(as_bytes(content))


def make_ignored_folder(folder: Path) -> None:
    """Make ``folder``, if it is not there, with all above it; git ignores what is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".gitignore").exists():
        write_file(folder / ".gitignore", "*\n")


def put_file(made: Path, place: Path) -> None:
    """Put the file ``made`` in the place of ``place``, which may be a file."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())  # some file systems tell only now that they are full
    if place.exists():
        made.chmod(stat.S_IMODE(place.stat().st_mode))
    made.replace(place)


def keep_file(place: Path, content: bytes, mode: int = 0o666) -> None:
    """Put ``content`` in ``place``, in a folder that is there, without waiting for the disk.

    A crash of the machine may cut it off: whoever reads it can tell.
    """
    with WorkFolder(place.parent) as work:
        made = work.path / place.name
        made.touch(mode)
        made.write_bytes(content)
        made.replace(place)


def as_bytes(content: bytes | str) -> bytes:
    """``content``, text in UTF-8."""
    return content.encode() if isinstance(content, str) else content


@contextmanager
def naming_file(target: Path) -> Iterator[None]:
    """Have an OSError in the block name ``target``: the system often names none, or one of ours."""
    try:
        yield
    except OSError as error:
        if error.errno is None:  # of a library, which says it in its own words
            raise
        raise OSError(error.errno, error.strerror, str(target)) from error


def proof(secret: bytes, *parts: bytes) -> str:
    """The code of ``parts``: 64 hexadecimal digits."""
    code = hmac.new(secret, digestmod=hashlib.sha256)
    for number, part in enumerate(parts):
        code.update(b"\n" if number else b"")
        code.update(part)
    return code.hexdigest()


def sealed(data: bytes, *about: bytes) -> bytes:
    """``data`` below a line that proves that this user wrote them, for what they are ``about``."""
    return proof(user_secret(), *about, data).encode() + b"\n" + data


def unsealed(file: Path, *about: bytes) -> bytes | None:
    """The content that this user ``sealed`` into ``file``; None if it is not that."""
    try:
        code, _, data = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if hmac.compare_digest(code, proof(user_secret(), *about, data).encode()) else None


def user_secret() -> bytes:
    """The secret of this user, from the environment or the user's folder; else a new one."""
    if given := os.environ.get(_FROM_ENVIRONMENT):
        return given.encode()
    file = platformdirs.user_state_path("onrecord", appauthor=False) / "cache-secret"
    try:
        if not file.is_file() or file.stat().st_size != _SECRET_BYTES:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            keep_file(file, secrets.token_bytes(_SECRET_BYTES), mode=0o600)
        found = file.read_bytes()
    except OSError:
        found = b""
    return found if len(found) == _SECRET_BYTES else secrets.token_bytes(_SECRET_BYTES)


class UserCache:
    """A folder of this user with what takes long to make, by name; it may always be removed."""

    def __init__(self, kind: str, most: int) -> None:
        """Keep at most about ``most`` files of a ``kind``, the newest."""
        self._folder = platformdirs.user_cache_path("onrecord", appauthor=False) / kind
        self._most = most

    def get(self, name: str) -> bytes | None:
        """The content kept under ``name`` by this user."""
        return unsealed(self._folder / name, name.encode())

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data`` under ``name``, if that is possible."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            keep_file(self._folder / name, sealed(data, name.encode()))
            kept = list(self._folder.iterdir())
            if len(kept) > self._most:
                kept.sort(key=lambda file: file.stat().st_mtime)
                for file in kept[: len(kept) // 2]:
                    file.unlink()
