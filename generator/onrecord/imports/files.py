"""The CSV files that are meant: one, those of a folder, or those of a zip."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onrecord.reading import shown_path
from onrecord.reading.texts import printable

MAX_BYTES = 200_000_000  # of all files together
_CSV = ".csv"
_TEXTS = (_CSV, ".tsv", ".txt")


class CannotRead(Exception):
    """There is nothing to read; the message says why."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a spreadsheet.

    Attributes:
        shown: its path as diagnostics show it.
        name: without the folder and the extension, in small letters.
    """

    shown: str
    name: str
    data: bytes


def files_of(path: Path) -> list[File]:
    """The files at ``path``, in the order of their names.

    Raises:
        CannotRead: there is none, or they cannot be read.
    """
    try:
        found = list(_files(path))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotRead(f"{shown_path(path)} cannot be read: {reason}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        # What zipfile raises of a broken, an encrypted and an unusual one.
        raise CannotRead(f"{shown_path(path)} cannot be read as a zip: {error}") from error
    if not found:
        hint = "save each sheet as CSV"
        raise CannotRead(f"there is no CSV file in {shown_path(path)}; hint: {hint}")
    return found


def _files(path: Path) -> Iterator[File]:
    if path.is_dir():
        paths = sorted(one for one in path.iterdir() if _is_csv(one.name) and one.is_file())
        _refuse_more(sum(one.stat().st_size for one in paths), path)
        yield from (File(shown_path(one), one.stem.lower(), one.read_bytes()) for one in paths)
    elif path.suffix.lower() == ".zip":
        yield from _zipped(path)
    else:
        if path.exists() and path.suffix.lower() not in _TEXTS:
            hint = "in the spreadsheet: File, Save as, “CSV UTF-8”"
            raise CannotRead(f"{shown_path(path)} is not a CSV file; hint: {hint}")
        _refuse_more(path.stat().st_size, path)
        yield File(shown_path(path), path.stem.lower(), path.read_bytes())


def _zipped(path: Path) -> Iterator[File]:
    with zipfile.ZipFile(path) as archive:
        infos = [
            one
            for one in archive.infolist()
            if not one.is_dir() and _is_csv(PurePosixPath(one.filename).name)
        ]
        # What an entry says of its size is what is read of it at most.
        _refuse_more(sum(one.file_size for one in infos), path)
        for one in sorted(infos, key=lambda info: info.filename):
            shown = f"{shown_path(path)}/{printable(one.filename)}"
            stem = PurePosixPath(one.filename).stem.lower()
            yield File(shown, stem, archive.read(one))


def _is_csv(name: str) -> bool:
    # ._x.csv is what a Mac keeps beside x.csv.
    return name.lower().endswith(_CSV) and not name.startswith(".")


def _refuse_more(size: int, path: Path) -> None:
    if size > MAX_BYTES:
        most = f"{MAX_BYTES // 1_000_000} MB"
        message = f"{shown_path(path)} holds {size / 1_000_000:,.0f} MB; at most {most} are read"
        raise CannotRead(message)
