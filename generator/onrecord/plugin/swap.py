"""A new site in the place of the old one, all at once where the file system can do that."""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EXDEV, errno.EBUSY, errno.EACCES}


class NotASite(Exception):
    """The folder to replace does not look like a site that was built."""


def refuse_other_folders(target: Path) -> None:
    """See that ``target`` may be replaced: it is not there, empty, or a site.

    Raises:
        NotASite: it is something else; replacing it would destroy it.
    """
    if not target.exists():
        return
    if not target.is_dir():
        raise NotASite(f"{target} is not a folder")
    visible = [entry for entry in target.iterdir() if not entry.name.startswith(".")]
    if visible and not any((target / name).is_file() for name in ("index.html", "404.html")):
        raise NotASite(f"{target} holds something else than a site: it has no index.html")


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A new folder beside ``target`` (on the same file system), gone when the block ends.

    What builds that were killed left there is removed first.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{target.name}.onrecord-"
    for left in target.parent.glob(f"{prefix}*"):
        if not _alive(left.name.removeprefix(prefix)):
            shutil.rmtree(left, ignore_errors=True)
    folder = _fresh(target.parent / f"{prefix}{os.getpid()}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(new: Path, target: Path) -> bool:
    """Put the site ``new`` in the place of ``target``.

    What has not changed keeps its time, so that a server or a copy need not take it for new.
    Top-level dot-files (`.git`) stay.

    Returns:
        Whether anything changed; if not, nothing was touched.
    """
    if not target.exists():
        new.rename(target)
        return True
    if not _keep_times(new, target):
        return False
    shutil.copymode(target, new)
    hidden = [entry.name for entry in target.iterdir() if entry.name.startswith(".")]
    if _exchange(new, target) or _rename(new, target):
        for name in hidden:
            (new / name).rename(target / name)
    else:
        _copy(new, target)
    return True


def _keep_times(new: Path, old: Path) -> bool:
    """Give unchanged files their old times; whether anything differs."""
    names = set(_files(new))
    before = {name for name in _files(old) if not name.startswith(".")}
    changed = names != before
    for name in names & before:
        fresh, known = new / name, old / name
        if filecmp.cmp(fresh, known, shallow=False):
            status = known.stat()
            os.utime(fresh, ns=(status.st_atime_ns, status.st_mtime_ns))
        else:
            changed = True
    filecmp.clear_cache()
    return changed


def _files(folder: Path) -> Iterator[str]:
    root = os.fspath(folder)
    for parent, folders, names in os.walk(root):
        if parent == root:
            folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            yield os.path.join(parent, name)[len(root) + 1 :]  # noqa: PTH118 - hot


def _exchange(new: Path, target: Path) -> bool:
    """Exchange the two in one step; whether the system could."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_HERE, os.fsencode(new), _HERE, os.fsencode(target), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(target))


def _rename(new: Path, target: Path) -> bool:
    """Exchange the two in three steps; whether the system could."""
    aside = new.with_name(f"{new.name}-old")
    try:
        target.rename(aside)
    except OSError as error:
        if error.errno in _CANNOT:  # a mount point, for one
            return False
        raise
    try:
        new.rename(target)
    except OSError:
        aside.rename(target)
        raise
    aside.rename(new)
    return True


def _copy(new: Path, target: Path) -> None:
    """File by file: pages after what they need, then what is gone; no file is ever half there."""
    names = sorted(_files(new), key=lambda name: (name.endswith(".html"), name))
    for name in names:
        place = target / name
        if place.is_dir():
            shutil.rmtree(place)
        for parent in reversed(place.relative_to(target).parents):
            if (target / parent).is_file():
                (target / parent).unlink()
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{place.name}.part")
        shutil.copy2(new / name, part)
        part.replace(place)
    kept = set(names)
    for name in list(_files(target)):
        if name not in kept and not name.startswith("."):
            (target / name).unlink()
    for emptied, _, _ in os.walk(target, topdown=False):
        if Path(emptied) != target and not any(Path(emptied).iterdir()):
            Path(emptied).rmdir()


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir()
    except OSError as error:
        if error.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise
        folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
        folder.chmod(0o755)  # mkdtemp lets nobody else read what becomes the site
    return folder


def _alive(process: str) -> bool:
    number = process.split("-", maxsplit=1)[0]
    if not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
