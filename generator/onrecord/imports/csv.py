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


class WrittenCell(NamedTuple):
    """A cell as it stands in the file, with its place in it."""

    text: str
    line: int
    column: int
    quoted: bool


class BrokenCsv(OnrecordError):
    """What is no CSV.

    Attributes:
        place: the line and the column.
    """

    def __init__(self, place: tuple[int, int], message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.place = place


def numbered_rows(text: str) -> Iterator[tuple[int, list[WrittenCell]]]:
    """The rows, the header first, each with its number in the spreadsheet; of an empty row nothing.

    Args:
        text: its lines end in a line feed alone.

    Raises:
        Broken: a quotation mark is not closed, or something stands behind the closing one.
    """
    said = _SEP.match(text)
    start = said.end() if said else 0
    separator = said[1] if said else _separator(text)
    for number, row in enumerate(_rows(text, start, separator), start=1):
        if any(cell.text.strip() for cell in row):
            yield number, row


def _separator(text: str) -> str:
    """What sets the cells of the header apart: whatever does so most often outside of marks."""
    header = _QUOTED.sub("", text[:_HEADER].lstrip("\n")).partition("\n")[0]
    return max(SEPARATORS, key=header.count)


def _rows(text: str, at: int, separator: str) -> Iterator[list[WrittenCell]]:
    plain = re.compile(f"[^{re.escape(separator)}\n]*")
    line, begin = text.count("\n", 0, at) + 1, at  # of the line that `at` stands in
    row: list[WrittenCell] = []
    while at < len(text):
        place = (line, at - begin + 1)
        if text[at] == '"':
            found = _QUOTED.match(text, at)
            if found is None:
                hint = 'close it; inside of "…" a " is written twice'
                raise BrokenCsv(place, "this quotation mark is never closed", hint)
            row.append(WrittenCell(found[1].replace('""', '"'), *place, quoted=True))
            if breaks := text.count("\n", at, found.end()):
                line += breaks
                begin = text.rfind("\n", at, found.end()) + 1
        else:
            found = plain.match(text, at)
            assert found is not None  # noqa: S101 - it matches nothing, too
            row.append(WrittenCell(found[0], *place, quoted=False))
        at = found.end()
        if at < len(text) and text[at] == separator:
            at += 1
            if at == len(text) or text[at] == "\n":
                row.append(WrittenCell("", line, at - begin + 1, quoted=False))
        elif at < len(text) and text[at] != "\n":
            hint = 'inside of "…" a " is written twice'
            message = "this stands behind the closing quotation mark of its cell"
            raise BrokenCsv((line, at - begin + 1), message, hint)
        if at < len(text) and text[at] == "\n":
            yield row
            row = []
            at += 1
            line, begin = line + 1, at
    if row:
        yield row


_LONGEST = 30


class Grid:
    """The cells of a sheet, by their places in its text."""

    def __init__(self, text: str) -> None:
        """Look up all cells of ``text``, as far as it is CSV."""
        self._starts: list[tuple[int, int]] = []
        self._cells: list[tuple[int, int]] = []
        self._header: tuple[str, ...] = ()
        try:
            for number, row in numbered_rows(text):
                if not self._starts:
                    self._header = tuple(cell.text.strip() for cell in row)
                for index, cell in enumerate(row):
                    self._starts.append((cell.line, cell.column))
                    self._cells.append((number, index))
        except BrokenCsv as fault:
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
        return f"{said} ({printable(name)[:_LONGEST]})" if name else said

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
