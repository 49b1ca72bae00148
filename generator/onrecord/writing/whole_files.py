"""Writing files and folders whole or not at all: what is there stays until the new one is there."""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from onrecord.diagnostics import OnrecordError

from .own_folders import WorkFolder, sweep

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), and RENAME_SWAP of renamex_np(2)
_HERE = -100  # AT_FDCWD
_CANNOT = {
    *(errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EXDEV, errno.EBUSY, errno.EACCES),
    errno.ENOTSUP,
}


def put_folder(new: Path, place: Path, aside: Path) -> None:
    """Put the folder ``new`` in the place of ``place``; the old one is here or ``aside`` then.

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


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path next to ``target`` to write a file or a folder at; it takes its place at the end.

    A file that is there is replaced, and keeps its permissions; so is a folder. A link is followed.
    What is no file and no folder (`/dev/stdout`) is written to as it is.

    Raises:
        OSError: it cannot be written; what was there is as it was. The error names ``target``.
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
    """Write ``content`` (text in UTF-8, with its line ends as they are) at ``target``.

    Raises:
        OSError: as for ``replacing``.
    """
    with replacing(target) as made:
        made.write_bytes(as_bytes(content))


def write_files(folder: Path, files: Mapping[str, bytes | str]) -> None:
    """Write ``files``, by their names, into ``folder``: none is begun before there is room for all.

    Raises:
        OSError: they cannot be written. The error names the file.
    """
    with naming_file(folder):
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        work = WorkFolder(folder)
    with work:
        for name, content in files.items():
            with naming_file(folder / name):
                (work.path / name).write_bytes(as_bytes(content))
        for name in files:
            with naming_file(folder / name):
                put_file(work.path / name, Path(os.path.realpath(folder / name)))


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
    """Have what fails in the block name ``target``: the system often names no file, or one of ours.

    Raises:
        OSError: what failed.
    """
    try:
        yield
    except OSError as error:
        if error.errno is None:  # of a library, which says it in its own words
            raise
        raise OSError(error.errno, error.strerror, str(target)) from error


Review = Callable[[Path], None]
"""Sees a folder with the new files alone before any is in its place; what it raises ends all."""


@dataclass(frozen=True, slots=True)
class ExtendedFile:
    """A file that is there, with its bytes, and the lines that it gets at its end."""

    file: Path
    before: bytes
    entries: str

    @property
    def after(self) -> bytes:
        """The bytes with the entries; every byte that was there stays."""
        line_break = b"\r\n" if b"\r\n" in self.before else b"\n"
        entries = self.entries.encode().replace(b"\n", line_break)
        ended = self.before.endswith(b"\n") or not self.before
        return self.before + (b"" if ended else line_break) + entries


class FilesExist(OnrecordError):
    """There is something in the place of files to be written."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = tuple(paths)
        count = len(self.paths)
        super().__init__(f"nothing was written, because {count} of the files already exist")


def existing_paths(files: Iterable[PurePosixPath], folder: Path) -> list[Path]:
    """The places of ``files`` in ``folder`` where something is already."""
    return [path for file in files if os.path.lexists(path := folder / file)]


def put_files(
    files: Mapping[PurePosixPath, str],
    folder: Path,
    review: Review | None = None,
    grown: Mapping[PurePosixPath, ExtendedFile] = MappingProxyType({}),
) -> None:
    """Write the texts ``files``, by path, into ``folder``, which need not exist; let others grow.

    Raises:
        FilesExist: a file would be overwritten, or a file that grows has changed meanwhile.
        OSError: it cannot be written; the error names a file or folder. As with all that ends it,
            everything is as it was before.
    """
    if there := existing_paths(files, folder):
        raise FilesExist(there)
    made: list[Path] = []
    changed: list[ExtendedFile] = []
    try:
        with naming_file(folder):
            _make_folder(folder, made)
            sweep(folder)
            work = WorkFolder(folder)
        with work:
            fresh = work.path / "files"
            contents = {file: (folder / file, text.encode()) for file, text in files.items()}
            contents |= {file: (more.file, more.after) for file, more in grown.items()}
            for file, (place, content) in contents.items():
                with naming_file(place):
                    (fresh / file).parent.mkdir(parents=True, exist_ok=True)
                    (fresh / file).write_bytes(content)
            if review:
                review(fresh)
            for file in files:
                with naming_file(folder / file):
                    _make_folder((folder / file).parent, made)
                    _move(fresh / file, folder / file)
                made.append(folder / file)
            for file, more in grown.items():
                with naming_file(more.file):
                    _extend(more, fresh / file)
                changed.append(more)
    except BaseException:
        for more in changed:
            write_file(more.file, more.before)
        for path in reversed(made):
            with suppress(OSError):  # somebody else has put something into the folder
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _extend(grown: ExtendedFile, fresh: Path) -> None:
    """Put the file ``fresh`` in the place of the shorter file."""
    if grown.file.is_symlink() or grown.file.read_bytes() != grown.before:
        raise FilesExist([grown.file])
    put_file(fresh, grown.file)


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        made.append(path)
    if not folder.is_dir():
        raise NotADirectoryError(20, "there is a file in the place of a folder", str(folder))


def _move(file: Path, place: Path) -> None:
    """Move ``file`` where nothing is: somebody else may have been faster."""
    try:
        os.link(file, place)
    except FileExistsError as error:
        raise FilesExist([place]) from error
    except OSError:  # a file system without links
        try:
            place.touch(exist_ok=False)
        except FileExistsError as error:
            raise FilesExist([place]) from error
        try:
            file.replace(place)
        except OSError:
            place.unlink()
            raise
