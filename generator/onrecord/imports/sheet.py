"""Sheets, and the one source of all of them, so that every fault finds its file, line and column.

A record is made of rows of several files. So their texts follow each other in one source, the
book, and a cell has its line in there; a report gives the line in the cell's own file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.diagnostics import Diagnostic, tidy
from onrecord.reading import Source
from onrecord.reading.source import MAX_FAULTS, MORE_FAULTS, refused_character
from onrecord.reading.texts import shown_text
from onrecord.records.meant_dates import Order

from .csv import BrokenCsv, Grid, WrittenCell, numbered_rows
from .files import File, NoText, text_of

# What a fault is about: a message says which cell or row that is.
About = Literal["cell", "row", "sheet"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty, with its place in the book."""

    text: str
    line: int
    column: int

    @property
    def place(self) -> tuple[int, int]:
        """Line and column."""
        return self.line, self.column


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what its cells say, by the name of their column, and its place in the book."""

    cells: dict[str, Cell]
    line: int

    def text(self, column: str) -> str | None:
        """What the cell in ``column`` says; None where it is empty."""
        cell = self.cells.get(column)
        return cell.text if cell else None

    def place(self, *columns: str) -> tuple[int, int]:
        """The place of the first of ``columns`` that is not empty; else of the row."""
        found = (self.cells[name].place for name in columns if name in self.cells)
        return next(found, (self.line, 1))


@dataclass(slots=True)
class Book:
    """The texts of all sheets, and what is wrong with them.

    Attributes:
        faults: in the order they were found, with places in the book.
        lacking: table and column of what no row has, since the sheet has no such column.
        remarks: what the desk says to itself of the row at this place.
        dates: how the sheets write their dates, where that was said.
        spoilt: lines with a cell that could not be taken: that nothing is there is no second fault.
    """

    dates: Order | None = None
    remarks: dict[tuple[int, int], str] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    lacking: set[tuple[str, str]] = field(default_factory=set)
    spoilt: set[int] = field(default_factory=set)
    _about: dict[Diagnostic, About] = field(default_factory=dict)
    _grids: dict[int, Grid] = field(default_factory=dict)
    _files: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _lines: int = 0
    _source: Source | None = None

    def add(self, file: str, text: str) -> int:
        """Take in a sheet; the number of lines above its first."""
        start = self._lines
        self._files.append(file)
        self._starts.append(start)
        self._texts.append(text)
        self._lines += text.count("\n") + 1
        self._source = None
        return start

    @property
    def source(self) -> Source:
        """All texts below each other."""
        if self._source is None:
            self._source = Source("", "\n".join(self._texts))
        return self._source

    def fault(
        self,
        code: str,
        place: tuple[int, int],
        message: str,
        hint: str = "",
        *,
        about: About = "cell",
    ) -> None:
        """Note what is wrong at ``place``, with a cell, a row or a whole sheet."""
        fault = self.source.fault(code, place, message, hint)
        self._about[fault] = about
        self.faults.append(fault)

    def told(self) -> tuple[Diagnostic, ...]:
        """The faults where they belong, in the order of a report; of many alike the first."""
        found: list[Diagnostic] = []
        counts: Counter[tuple[str, str]] = Counter()
        for one in tidy([self._told(fault) for fault in self.faults]):
            counts[one.file, one.code] += 1
            if counts[one.file, one.code] < MAX_FAULTS:
                found.append(one)
            elif counts[one.file, one.code] == MAX_FAULTS:
                found.append(replace(one, hint=MORE_FAULTS))
        return tuple(found)

    def _told(self, one: Diagnostic) -> Diagnostic:
        if one.file:  # it knows its file already
            return one
        index, line = self._within(one.line)
        about, place = self._about.get(one, "cell"), (line, one.column)
        named = ""
        if about != "sheet":
            grid = self._grid(index)
            named = grid.row(place) if about == "row" else grid.cell(place)
        message = f"{named}: {one.message}" if named else one.message
        return replace(one, file=self._files[index], line=line, message=message)

    def where(self, place: tuple[int, int]) -> str:
        """``row 7, column D (Date said)``, and of which file where there are several."""
        index, line = self._within(place[0])
        named = self._grid(index).cell((line, place[1]))
        return named if len(self._files) == 1 else f"{named} of {self._files[index]}"

    def _within(self, line: int) -> tuple[int, int]:
        """The number of a file, and the line in it."""
        index = max(0, bisect_right(self._starts, line - 1) - 1)
        return index, line - self._starts[index]

    def _grid(self, index: int) -> Grid:
        if index not in self._grids:
            self._grids[index] = Grid(self._texts[index])
        return self._grids[index]


# What a spreadsheet shows where it cannot work out a formula.
_FAILED = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_NOT_IT = "if that is not what the cell says, save the sheet again as “CSV UTF-8”"
_FORMULA = "in the spreadsheet turn it into what it shows; words that begin with = take a ' first"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and rows.

    Attributes:
        name: of the file, without folder and extension.
        header: the cells of the first row; empty ones at the end are left out.
        rows: below it, each with its cells in the order of the header.
    """

    name: str
    header: tuple[WrittenCell, ...]
    rows: tuple[tuple[WrittenCell, ...], ...]
    line: int


def take(book: Book, file: File) -> Sheet | None:
    """The sheet in ``file``; None where it is none, which the book then knows."""
    try:
        text, guessed = text_of(file.data)
    except NoText as fault:
        start = book.add(file.shown, _shown(file.data))
        line, column = fault.place
        place = (start + line, column)
        book.fault("sheet-unreadable", place, fault.message, fault.hint, about="sheet")
        return None
    start = book.add(file.shown, text)
    if guessed:
        place = (start + guessed.line, guessed.column)
        message = (
            f"this file is not in UTF-8; it was read as Windows-1252: {shown_text(guessed.word)}"
        )
        book.fault("sheet-read", place, message, _NOT_IT)
    rows: list[list[WrittenCell]] = []
    try:
        rows.extend(_moved(row, start) for _, row in numbered_rows(text))
    except BrokenCsv as fault:
        line, column = fault.place
        place = (start + line, column)
        book.fault("sheet-unreadable", place, fault.message, fault.hint, about="sheet")
        return None
    if not rows:
        message, hint = "this sheet is empty", "its first row says what stands in each column"
        book.fault("sheet-unreadable", (start + 1, 1), message, hint, about="sheet")
        return None
    header = rows[0]
    while header and not header[-1].text.strip():
        header.pop()
    return Sheet(file.name, tuple(header), tuple(map(tuple, rows[1:])), start + 1)


def rows_below(book: Book, sheet: Sheet, names: Sequence[str | None]) -> list[Row]:
    """The rows of ``sheet`` by ``names``, one for each cell of its header, None for none.

    A cell that cannot be taken has its fault in the book, and is as if it were empty.
    """
    rows: list[Row] = []
    for written in sheet.rows:
        cells: dict[str, Cell] = {}
        for index, one in enumerate(written):
            if not one.text.strip():
                continue
            name = names[index] if index < len(names) else None
            if index >= len(names):
                message = f"this row has more cells than the header, which has {len(names)}"
                hint = "a text that holds the separator goes in quotation marks"
                book.fault("sheet-row", (one.line, one.column), message, hint)
                break
            if name is None:
                continue
            if _can_stand(book, one):
                above = cells.get(name)  # several columns may be one
                text = f"{above.text}\n{one.text}" if above else one.text
                cells[name] = Cell(text, one.line, one.column)
            else:
                book.spoilt.update((one.line, written[0].line))
        rows.append(Row(cells, written[0].line))
        if len(book.faults) > MAX_FAULTS * MAX_FAULTS:
            break  # a spoilt sheet is told, not listed
    return rows


def _can_stand(book: Book, one: WrittenCell) -> bool:
    place, text = (one.line, one.column), one.text.strip()
    if refused := refused_character(one.text):
        _, message, hint = refused
        book.fault("sheet-value", place, f"{message} in {shown_text(text)}", hint)
    elif text.upper() in _FAILED or text.startswith("Err:"):
        message = f"{shown_text(text)} is what a spreadsheet shows of a formula that fails"
        hint = "a text that begins with = + - or @ takes a ' first, or the column is made text"
        book.fault("sheet-value", place, message, hint)
    elif text.startswith("="):
        book.fault("sheet-value", place, f"{shown_text(text)} is a formula", _FORMULA)
    else:
        return True
    return False


def _moved(row: list[WrittenCell], start: int) -> list[WrittenCell]:
    return [one._replace(line=one.line + start) for one in row] if start else row


def _shown(data: bytes) -> str:
    """A text to point into where the file is none."""
    text = data[:100_000].decode(errors="replace")
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)
