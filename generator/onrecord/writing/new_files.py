"""Putting new files into a folder: all of them, or none; none in the place of another."""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from onrecord.diagnostics import OnrecordError

from .whole_files import as_bytes, naming_file, put_file, write_file
from .work_folder import WorkFolder, sweep

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
        super().__init__(f"nothing was written, since {count} of the files are there already")


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
        AlreadyThere: a file would be overwritten, or one that grows has changed meanwhile.
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
            for file, text in files.items():
                with naming_file(folder / file):
                    (fresh / file).parent.mkdir(parents=True, exist_ok=True)
                    (fresh / file).write_bytes(as_bytes(text))
            for file, more in grown.items():
                with naming_file(more.file):
                    (fresh / file).parent.mkdir(parents=True, exist_ok=True)
                    (fresh / file).write_bytes(more.after)
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
    """Put the file ``fresh`` in the place of the shorter one."""
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
