"""Writing files and folders whole or not at all: what is there stays until the new one is there."""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .own_folders import WorkFolder, sweep

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), and RENAME_SWAP of renamex_np(2)
_HERE = -100  # AT_FDCWD
_CANNOT = {
    *(errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EXDEV, errno.EBUSY, errno.EACCES),
    errno.ENOTSUP,
}


def put_folder(new: Path, place: Path, aside: Path) -> None:
    """Put ``new`` in the place of ``place``, which is here or ``aside`` then, or raise OSError."""
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
