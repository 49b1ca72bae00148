"""Read CSV (RFC 4180) so that each cell knows its line and column, and its row in the spreadsheet.

What spreadsheets do besides is read too: semicolons or tabs for commas, a first line ``sep=;``, a
quotation mark within a cell that does not begin with one, rows of nothing but separators.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.diagnostics import OnrecordError
from onrecord.reading.texts import printable

SEPARATORS = (",", ";", "\t")
_SEP = re.compile(r'"?sep=(.)"?(?:\n|$)', re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_HEADER = 100_000  # characters that a header may have
_LONGEST_NAME = 30
_DOUBLED = 'inside of "…" a " is written twice'


class Cell(NamedTuple):
    """A cell, with its place in the text of its sheet, or of all sheets."""

    text: str
    line: int
    column: int

    @property
    def place(self) -> tuple[int, int]:
        """Line and column."""
        return self.line, self.column

    def saying(self, text: str) -> Cell:
        """A cell in the same place with another text."""
        return self._replace(text=text)


class Unreadable(OnrecordError):
    """The bytes of a file are no text, or its text is no CSV.

    Attributes:
        place: the line and the column.
    """

    def __init__(self, message: str, hint: str, place: tuple[int, int] = (1, 1)) -> None:
        super().__init__(message, hint)
        self.place = place


def rows_with_numbers(text: str) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that are not empty, each with its number in the spreadsheet; the header first.

    Args:
        text: its lines end in a line feed alone.

    Raises:
        Unreadable: a quotation mark is not closed, or something follows the closing one.
    """
    said = _SEP.match(text)
    start = said.end() if said else 0
    separator = said[1] if said else _separator(text)
    for number, row in enumerate(_rows(text, start, separator), start=1):
        if any(cell.text.strip() for cell in row):
            yield number, row


def _separator(text: str) -> str:
    """What parts the cells of the header: whatever does so most often outside of marks."""
    header = _QUOTED.sub("", text[:_HEADER].lstrip("\n")).partition("\n")[0]
    return max(SEPARATORS, key=header.count)


def _rows(text: str, at: int, separator: str) -> Iterator[list[Cell]]:
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
            message = "this stands behind the closing quotation mark of its cell"
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
    """How a spreadsheet calls its columns: A to Z, then AA."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
