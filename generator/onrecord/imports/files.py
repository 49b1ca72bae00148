"""The CSV files to import (one, those of a folder or of a zip) and their bytes as text."""

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onrecord.diagnostics import OnrecordError
from onrecord.reading import shown_path
from onrecord.reading.texts import printable

from .csv import Cell, Unreadable

MAX_BYTES = 200_000_000  # of all files together
_CSV = ".csv"
_TEXTS = (_CSV, ".tsv", ".txt")


class CannotRead(OnrecordError):
    """There is nothing to read."""


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
        raise CannotRead(f"there is no CSV file in {shown_path(path)}", hint)
    return found


def _files(path: Path) -> Iterator[File]:
    if path.is_dir():
        paths = sorted(file for file in path.iterdir() if _is_csv(file.name) and file.is_file())
        _refuse_more(sum(file.stat().st_size for file in paths), path)
        yield from (File(shown_path(file), file.stem.lower(), file.read_bytes()) for file in paths)
    elif path.suffix.lower() == ".zip":
        yield from _zipped(path)
    else:
        if path.exists() and path.suffix.lower() not in _TEXTS:
            raise CannotRead(f"{shown_path(path)} is not a CSV file", _SAVE_AS)
        _refuse_more(path.stat().st_size, path)
        yield File(shown_path(path), path.stem.lower(), path.read_bytes())


def _zipped(path: Path) -> Iterator[File]:
    with zipfile.ZipFile(path) as archive:
        entries = [
            entry
            for entry in archive.infolist()
            if not entry.is_dir() and _is_csv(PurePosixPath(entry.filename).name)
        ]
        # What an entry says of its size is what is read of it at most.
        _refuse_more(sum(entry.file_size for entry in entries), path)
        for entry in sorted(entries, key=lambda entry: entry.filename):
            shown = f"{shown_path(path)}/{printable(entry.filename)}"
            stem = PurePosixPath(entry.filename).stem.lower()
            yield File(shown, stem, archive.read(entry))


def _is_csv(name: str) -> bool:
    # ._x.csv is what a Mac keeps next to x.csv.
    return name.lower().endswith(_CSV) and not name.startswith(".")


def _refuse_more(size: int, path: Path) -> None:
    if size > MAX_BYTES:
        most = f"{MAX_BYTES // 1_000_000} MB"
        message = f"{shown_path(path)} holds {size / 1_000_000:,.0f} MB; at most {most} are read"
        raise CannotRead(message)


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_WINDOWS = "cp1252"
# What Windows-1252 makes of other encodings: a capital behind a small letter ("cafŽ"), many accents
# in one place ("Ïðàâäà"), a sign within a word ("Pi³a", "£ódŸ").
_SIGNS = "\u00b9\u00b2\u00b3\u00bc\u00be\u00b8\u00f7\u00d7\u00a2\u00bf\u00a3\u00a5"
_GARBLED = re.compile(
    rf"[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽŸ]|[À-ÖØ-öø-ÿŠŒŽšœž]{{3}}|[^\W\d_][{_SIGNS}][^\W\d_]|£[^\W\d_]"
)
_WORD = re.compile(r"[^\s,;\"]*[^\x00-\x7f][^\s,;\"]*")
_MOST_FOREIGN = 0.3  # of all letters, where the text is in a Latin script
_SAVE_AS = "in the spreadsheet: File, Save as, “CSV UTF-8”"


def text_of(data: bytes) -> tuple[str, Cell | None]:
    """The text, whose lines end in a line feed alone.

    Where its encoding was guessed, also the first word that another one would spell otherwise.

    Raises:
        Unreadable: it is not in UTF-8, UTF-16 or Windows-1252, or is no text at all.
    """
    if data.startswith((_ZIP, _OLE, _PDF)):
        raise Unreadable("this is a workbook or another document, not a CSV file", _SAVE_AS)
    try:
        text, guessed = _decoded(data), False
    except Unreadable:
        text, guessed = _windows(data), True
        if not text:
            raise
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise Unreadable("this is not a text file: it holds NUL characters", _SAVE_AS)
    return text, _guess(text) if guessed else None


def _windows(data: bytes) -> str:
    """``data`` as Windows-1252; nothing where it does not look like that."""
    if _wide(data) or data.startswith(codecs.BOM_UTF8) or _mostly_utf8(data):
        return ""
    try:
        text = data.decode(_WINDOWS)
    except UnicodeDecodeError:
        return ""
    letters = [char for char in text if char.isalpha()]
    foreign = sum(not char.isascii() for char in letters)
    if foreign > len(letters) * _MOST_FOREIGN or _GARBLED.search(text):
        return ""
    return text


def _mostly_utf8(data: bytes) -> bool:
    """Whether ``data`` is UTF-8 with a slip in it, rather than another encoding."""
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    return sum(not char.isascii() for char in text) - broken > broken


def _guess(text: str) -> Cell:
    found = _WORD.search(text)
    assert found is not None  # noqa: S101 - in ASCII it would have been UTF-8
    at = found.start()
    return Cell(found[0], text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _decoded(data: bytes) -> str:
    if encoding := _wide(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise Unreadable("this file begins as UTF-16 and breaks off in it", _SAVE_AS) from error
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        begin = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode(errors="replace")) + 1
        place = (data.count(b"\n", 0, error.start) + 1, column)
        message = f"this file is not in UTF-8: the byte 0x{data[error.start]:02X} stands here"
        raise Unreadable(message, _SAVE_AS, place) from error


def _wide(data: bytes) -> str | None:
    """The encoding of two bytes a character that ``data`` is in, by its mark or by its zeros."""
    if data.startswith(_UTF16):
        return "utf-16"
    head = data[:200]
    if len(head) < 4 or len(data) % 2:
        return None
    if not any(head[::2]) and all(head[1::2]):
        return "utf-16-be"
    if all(head[::2]) and not any(head[1::2]):
        return "utf-16-le"
    return None
