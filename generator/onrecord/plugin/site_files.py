"""The files of a site on the disk: which differ, which are linked or removed, who may read them."""

import filecmp
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from onrecord.writing.processes import SharedJobs, usable_processes

from .site_folder import MARK

# What a server must be allowed to do, whatever the umask is.
FOLDER, FILE = 0o755, 0o644
_REMOVED_AT_ONCE = 2_000  # files; more are removed by several processes


def changed_files(new: Path, old: Path, made: frozenset[str]) -> Iterator[str]:
    """Each file of the new site that differs from the old one; the others become links to it."""
    for name in made:
        fresh, known = f"{new}/{name}", f"{old}/{name}"
        status = _status(known)
        if status is None or not stat.S_ISREG(status.st_mode):
            yield name
        elif os.path.samestat(status, os.stat(fresh)):  # noqa: PTH116 - hot
            pass  # taken from there
        elif filecmp.cmp(fresh, known, shallow=False):
            _link(known, fresh)
        else:
            yield name
    filecmp.clear_cache()


def remove_known(names: Collection[str], folder: Path) -> bool:
    """Remove the files ``names`` from ``folder``, but for the mark; whether there is more in it."""
    order = sorted(name for name in names if name != MARK)  # those of one folder together
    starts = range(0, len(order), _REMOVED_AT_ONCE)
    jobs = [partial(remove_files, order[at : at + _REMOVED_AT_ONCE], folder) for at in starts]
    work = SharedJobs(jobs, usable_processes() if len(jobs) > 1 else 1)
    try:
        with suppress(OSError):
            work.finish(lambda *_: None)
    finally:
        work.stop()
    return os.listdir(folder) != [MARK]  # noqa: PTH208 - names


def remove_files(names: Iterable[str], folder: Path) -> None:
    """Remove the files ``names`` from ``folder``, and the folders that are empty then."""
    parents = {"": True}

    def is_within(name: str) -> bool:
        """Whether the folder ``name`` leads nowhere else: a link may be in its place by now."""
        if name not in parents:
            status = _status(f"{folder}/{name}")
            above = is_within(name.rpartition("/")[0])
            parents[name] = above and status is not None and stat.S_ISDIR(status.st_mode)
        return parents[name]

    for name in names:
        if is_within(name.rpartition("/")[0]):
            with suppress(FileNotFoundError):
                os.unlink(f"{folder}/{name}")  # noqa: PTH108 - hot
    for name in sorted(filter(None, parents), key=len, reverse=True):
        if parents[name]:
            with suppress(OSError):  # something else is in it
                os.rmdir(f"{folder}/{name}")  # noqa: PTH106 - hot


def bring_up_to_date(old: Path, site: Path, changed: Collection[str], gone: Iterable[str]) -> None:
    """Let ``old`` have the files of ``site``, as second names; ``changed`` and ``gone`` differ.

    Raises:
        OSError: it cannot have them.
    """
    remove_files(sorted(gone), old)
    for name in sorted(changed, key=lambda name: name == MARK):
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        _put_link(f"{site}/{name}", f"{old}/{name}")
    open_to_all(old, changed)


def _link(known: str, fresh: str) -> None:
    """Put a link to ``known`` in the place of ``fresh``, which has the same bytes.

    Where there are no links, ``fresh`` gets the times of ``known``.
    """
    try:
        _put_link(known, fresh)
    except OSError:
        shutil.copystat(known, fresh)


def _put_link(known: str, place: str) -> None:
    made = f"{place}.onrecord"
    os.link(known, made)
    os.replace(made, place)  # noqa: PTH105 - hot


def open_to_all(folder: Path, names: Iterable[str]) -> None:
    """Let a server read the files ``names`` in ``folder``, whatever the umask says."""
    folders = {""}
    for name in names:
        _open(f"{folder}/{name}", FILE)
        while (name := name.rpartition("/")[0]) not in folders:
            folders.add(name)
    for name in folders:
        _open(f"{folder}/{name}", FOLDER)


def _open(path: str, mode: int) -> None:
    had = stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116 - hot
    if had | mode != had:
        os.chmod(path, had | mode)  # noqa: PTH101 - likewise


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except OSError:
        return None
