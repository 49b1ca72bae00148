"""The CSV files to import: which there are, their bytes as text, the cells of the text.

Each cell knows its line and column, and its row in the spreadsheet. What spreadsheets do besides
RFC 4180 is read too: semicolons or tabs for commas, a first line ``sep=;``, a quotation mark within
a cell that does not begin with one, rows of nothing but separators.
"""

import codecs
import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from onrecord.diagnostics import OnrecordError, reason_of
from onrecord.reading import printable, shown_path

SEPARATORS = (",", ";", "\t")
# The line by which some spreadsheets say what separates cells.
_SEP = re.compile(r'"?sep=(.)"?(?:\n|$)', re.IGNORECASE)
# A cell in quotes, within which two of them are one. It gives nothing back, and takes linear time.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_HEADER = 100_000  # characters that a header may have
_LONGEST_NAME = 30
_DOUBLED = 'inside "…" write a " twice'
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_WINDOWS = "cp1252"
# What Windows-1252 makes of other encodings: a capital behind a small letter ("cafŽ"), many accents
# in one place ("Ïðàâäà"), a sign within a word ("Pi³a", "£ódŸ").
_SIGNS = "\u00b9\u00b2\u00b3\u00bc\u00be\u00b8\u00f7\u00d7\u00a2\u00bf\u00a3\u00a5"
_GARBLED = re.compile(
    rf"[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽŸ]|[À-ÖØ-öø-ÿŠŒŽšœž]{{3}}|[^\W\d_][{_SIGNS}][^\W\d_]|£[^\W\d_]"
)
# The first word with a letter beyond ASCII, to be shown in the message.
_WORD = re.compile(r"[^\s,;\"]*[^\x00-\x7f][^\s,;\"]*")
_MOST_FOREIGN = 0.3  # of all letters, where the text is in a Latin script
_SAVE_AS = "in the spreadsheet: File, Save as, “CSV UTF-8”"


class Cell(NamedTuple):
    """A cell, with its place in the text of its sheet, or of all sheets."""

    text: str
    line: int
    column: int

    @property
    def place(self) -> tuple[int, int]:
        """Line and column."""
        return self.line, self.column

    def saying(self, text: str) -> "Cell":
        """A cell in the same place with another text."""
        return self._replace(text=text)


class Unreadable(OnrecordError):
    """The bytes of a file are no text, or its text, at ``place`` (line, column), is no CSV."""

    def __init__(self, message: str, hint: str, place: tuple[int, int] = (1, 1)) -> None:
        super().__init__(message, hint)
        self.place = place


def rows_with_numbers(text: str) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that are not empty, with their numbers in the spreadsheet, or Unreadable."""
    if said := _SEP.match(text):
        start, separator = said.end(), said[1]
    else:  # whatever parts most cells of the header outside of marks
        header = _QUOTED.sub("", text[:_HEADER].lstrip("\n")).partition("\n")[0]
        start, separator = 0, max(SEPARATORS, key=header.count)
    for number, row in enumerate(_rows(text, start, separator), start=1):
        if any(cell.text.strip() for cell in row):
            yield number, row


def _rows(text: str, at: int, separator: str) -> Iterator[list[Cell]]:
    # A cell without quotes: to the separator or the end of the line.
    plain = re.compile(f"([^{re.escape(separator)}\n]*)")
    line, begin = text.count("\n", 0, at) + 1, at  # of the line in which `at` is
    row: list[Cell] = []
    while at < len(text):
        place, quoted = (line, at - begin + 1), text[at] == '"'
        found = (_QUOTED if quoted else plain).match(text, at)
        if found is None:
            message = "this quotation mark is never closed"
            raise Unreadable(message, f"close it; {_DOUBLED}", place)
        row.append(Cell(found[1].replace('""', '"') if quoted else found[1], *place))
        if breaks := text.count("\n", at, found.end()):
            line += breaks
            begin = text.rfind("\n", at, found.end()) + 1
        at = found.end()
        if text[at : at + 1] == separator:
            at += 1
            if text[at : at + 1] in ("", "\n"):
                row.append(Cell("", line, at - begin + 1))
        elif text[at : at + 1] not in ("", "\n"):
            message = "this follows the closing quotation mark of its cell"
            raise Unreadable(message, _DOUBLED, (line, at - begin + 1))
        if text[at : at + 1] == "\n":
            yield row
            row = []
            at += 1
            line, begin = line + 1, at
    if row:
        yield row


class Grid:
    """Names the cells of a sheet as a spreadsheet does, by their places in its text."""

    def __init__(self, text: str) -> None:
        """Look up all cells of ``text``, as far as it is CSV."""
        self._starts: list[tuple[int, int]] = []
        self._cells: list[tuple[int, int]] = []
        self._header: tuple[str, ...] = ()
        try:
            for number, row in rows_with_numbers(text):
                if not self._starts:
                    self._header = tuple(cell.text.strip() for cell in row)
                self._starts += (cell.place for cell in row)
                self._cells += ((number, index) for index in range(len(row)))
        except Unreadable as fault:
            self._starts.append(fault.place)
            self._cells.append((0, 0))

    def row(self, place: tuple[int, int]) -> str:
        """``row 7``; nothing where there is none."""
        number, _ = self._at(place)
        return f"row {number}" if number else ""

    def cell(self, place: tuple[int, int]) -> str:
        """``row 7, column D (Date said)``."""
        number, index = self._at(place)
        if not number:
            return ""
        name = self._header[index] if index < len(self._header) and number > 1 else ""
        said = f"row {number}, column {_letters(index)}"
        return f"{said} ({printable(name)[:_LONGEST_NAME]})" if name else said

    def _at(self, place: tuple[int, int]) -> tuple[int, int]:
        index = bisect_right(self._starts, place) - 1
        return self._cells[index] if index >= 0 else (0, 0)


def _letters(index: int) -> str:
    """The name of a spreadsheet's column: A to Z, then AA."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


MAX_BYTES = 200_000_000  # of all files together
_CSV = ".csv"
_TEXTS = (_CSV, ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a spreadsheet: its path as it is shown, its name without folder and extension."""

    shown: str
    name: str
    data: bytes


def files_of(path: Path) -> list[File]:
    """The files at ``path``, in the order of their names; an error if there are none."""
    try:
        found = list(_files(path))
    except OSError as error:
        raise OnrecordError(f"{shown_path(path)} cannot be read: {reason_of(error)}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        # What zipfile raises of a broken, an encrypted and an unusual one.
        raise OnrecordError(f"{shown_path(path)} cannot be read as a zip: {error}") from error
    if not found:
        hint = "save each sheet as CSV"
        raise OnrecordError(f"there is no CSV file in {shown_path(path)}", hint)
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
            raise OnrecordError(f"{shown_path(path)} is not a CSV file", _SAVE_AS)
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
        message = f"{shown_path(path)} has {size / 1_000_000:,.0f} MB; the limit is {most}"
        raise OnrecordError(message)


def text_of_file(data: bytes) -> tuple[str, Cell | None]:
    """The text, whose lines end in a line feed alone.

    Where its encoding was guessed, also the first word that another one would spell otherwise.
    Raises Unreadable if it is not in UTF-8, UTF-16 or Windows-1252, or is no text at all.
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
        raise Unreadable("this is not a text file: it contains NUL characters", _SAVE_AS)
    return text, _guess(text) if guessed else None


def _windows(data: bytes) -> str:
    """``data`` as Windows-1252; nothing if it does not look like that."""
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
    """Whether ``data`` is UTF-8 with an error, and not another encoding."""
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
            raise Unreadable("this file begins as UTF-16, but is cut off", _SAVE_AS) from error
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        begin = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode(errors="replace")) + 1
        place = (data.count(b"\n", 0, error.start) + 1, column)
        message = f"this file is not in UTF-8: the byte 0x{data[error.start]:02X} is invalid here"
        raise Unreadable(message, _SAVE_AS, place) from error


def _wide(data: bytes) -> str | None:
    """The two-byte encoding of ``data``, by its byte-order mark or its zeros."""
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
