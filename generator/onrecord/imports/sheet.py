"""Sheets, and the one source of all of them, so that every fault finds its file, line and column.

A record is made of rows of several files. So their texts follow each other in one source, the
book, and a cell has its line in there; a report gives the line in the cell's own file.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.diagnostics import Diagnostic, sorted_unique
from onrecord.exports.csv_json import unguarded
from onrecord.reading import YamlText, shown_text
from onrecord.reading.yaml_text import MAX_FAULTS, MORE_FAULTS, refused_character
from onrecord.records import Order

from .sheet_files import Cell, File, Grid, Unreadable, rows_with_numbers, text_of_file

# What a fault is about: a message says which cell or row that is.
About = Literal["cell", "row", "sheet"]
# What a spreadsheet shows where it cannot work out a formula, or has no room.
_FAILED = re.compile(
    r"#(?:DIV/0|NAME|NULL|NUM|REF|VALUE|SPILL|CALC|NOM|NOMBRE|VALEUR|NUL|ZAHL|BEZUG|WERT|VALOR)[!?]"
    r"|#N/?[ADV]|#{3,}|Err:.*",
    re.IGNORECASE,
)
_FORMULAS = re.compile(r"=|[+@-](?:[A-Z]{1,3}\$?\d+|[A-Z]{2,}\()")
# What it makes of "1-2", of a long number, and of a word that is a value to it.
_MADE = re.compile(
    r"\d{1,2}[-.](?:jan|feb|f\u00e9v|mar|m\u00e4r|apr|avr|mai|may|jui|jun|jul|aug|ao\u00fb|sep|o[ck]t|nov|dec"
    r"|d\u00e9c|dez)[a-z]?\.?(?:-\d\d)?|.*\b\d(?:[.,]\d+)?E\+\d\d.*",
    re.IGNORECASE,
)
_MOST = 32_767  # characters that a cell can have
_USUAL_ENDS = (255, 256, 1_023, 1_024)  # where other programs cut a text
_NOT_IT = "if that is wrong, save the sheet again as “CSV UTF-8”"
_CUT = "its end is missing: copy it from the source"
_AS_TEXT = "format the column as text and type it again; if it is right, put a ' before it"
_FORMULA = "in the spreadsheet, replace it with its value; put a ' before words that begin with ="


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: what its cells say, by the name of their column, and its place in the workbook."""

    cells: dict[str, Cell]
    line: int

    def text(self, column: str) -> str:
        """The text of the cell in ``column``; empty if the cell is."""
        cell = self.cells.get(column)
        return cell.text if cell else ""

    def place(self, *columns: str) -> tuple[int, int]:
        """The place of the first of ``columns`` that is not empty; else of the row."""
        found = (self.cells[name].place for name in columns if name in self.cells)
        return next(found, (self.line, 1))


Rows = dict[str, list[SheetRow]]  # the rows of each table, by its name


@dataclass(slots=True)
class Workbook:
    """The texts of all sheets, and what is wrong with them."""

    dates: Order | None = None  # how the sheets write their dates, where that was said
    # What the desk says to itself of the row at this place.
    remarks: dict[tuple[int, int], str] = field(default_factory=dict)
    # In the order they were found, with places in the workbook.
    faults: list[Diagnostic] = field(default_factory=list)
    # Table and column of what no row has, since the sheet has no such column.
    missing_columns: set[tuple[str, str]] = field(default_factory=set)
    # Lines with a cell that has a fault: that it is empty is no second one.
    refused_lines: set[int] = field(default_factory=set)
    _about: dict[Diagnostic, About] = field(default_factory=dict)
    _grids: dict[int, Grid] = field(default_factory=dict)
    _files: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _lines: int = 0
    _source: YamlText | None = None

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
    def source(self) -> YamlText:
        """All texts, one after the other."""
        if self._source is None:
            self._source = YamlText("", "\n".join(self._texts))
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

    def unreadable(self, start: int, why: Unreadable) -> None:
        """Note that the sheet below so many lines cannot be read."""
        place = (start + why.place[0], why.place[1])
        self.fault("sheet-unreadable", place, why.message, why.hint, about="sheet")

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The faults in their own files, in the order of a report; of many alike the first."""
        found: list[Diagnostic] = []
        counts: Counter[tuple[str, str]] = Counter()
        for fault in sorted_unique([self._placed(fault) for fault in self.faults]):
            counts[fault.file, fault.code] += 1
            if counts[fault.file, fault.code] < MAX_FAULTS:
                found.append(fault)
            elif counts[fault.file, fault.code] == MAX_FAULTS:
                found.append(replace(fault, hint=MORE_FAULTS))
        return tuple(found)

    def _placed(self, fault: Diagnostic) -> Diagnostic:
        if fault.file:  # it knows its file already
            return fault
        index, line = self._within(fault.line)
        about, place = self._about.get(fault, "cell"), (line, fault.column)
        name = ""
        if about != "sheet":
            grid = self._grid(index)
            name = grid.row(place) if about == "row" else grid.cell(place)
        message = f"{name}: {fault.message}" if name else fault.message
        return replace(fault, file=self._files[index], line=line, message=message)

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and rows."""

    name: str  # of the file, without folder and extension
    header: tuple[Cell, ...]  # the cells of the first row; empty ones at the end are left out
    rows: tuple[tuple[Cell, ...], ...]  # below it, each with its cells in the order of the header
    line: int


def read_sheet(book: Workbook, file: File) -> Sheet | None:
    """The sheet in ``file``; None, and a note in the workbook, if it is none."""
    try:
        text, guessed = text_of_file(file.data)
    except Unreadable as fault:
        # A text to point into where the file is none.
        start_of = file.data[:100_000].decode(errors="replace")
        shown = "".join(it if it.isprintable() or it == "\n" else " " for it in start_of)
        book.unreadable(book.add(file.shown, shown), fault)
        return None
    start = book.add(file.shown, text)
    if guessed:
        message = "this file is not in UTF-8; it was read as Windows-1252: "
        message += shown_text(guessed.text)
        book.fault("sheet-read", (start + guessed.line, guessed.column), message, _NOT_IT)
    rows: list[tuple[Cell, ...]] = []
    try:
        for _, row in rows_with_numbers(text):
            rows.append(tuple(cell._replace(line=cell.line + start) for cell in row))
    except Unreadable as fault:
        book.unreadable(start, fault)
        return None
    if not rows:
        hint = "its first row must name each column"
        book.unreadable(start, Unreadable("this sheet is empty", hint))
        return None
    header = rows[0]
    while header and not header[-1].text.strip():
        header = header[:-1]
    return Sheet(file.name, header, tuple(rows[1:]), start + 1)


def rows_below(book: Workbook, sheet: Sheet, names: Sequence[str | None]) -> list[SheetRow]:
    """The rows of ``sheet``, by ``names`` of columns; a cell with a fault counts as empty.

    A cell has no white space around it, and nothing that guards it from being a formula.
    """
    rows: list[SheetRow] = []
    for written in sheet.rows:
        cells: dict[str, Cell] = {}
        for index, cell in enumerate(written):
            if not cell.text.strip():
                continue
            if index >= len(names):
                message = f"this row has more cells than the header, which has {len(names)}"
                hint = "put a text that contains the separator in quotation marks"
                book.fault("sheet-row", cell.place, message, hint)
                break
            name = names[index]
            if name is None:
                continue
            if len(cell.text) in _USUAL_ENDS and cell.text.rstrip()[-1].isalnum():
                message = (
                    f"this cell has {len(cell.text):,} characters: some programs cut texts there"
                )
                book.fault("sheet-read", cell.place, message, "see whether its end is missing")
            if fault := _refused(cell, is_plain="publisher" in names):
                book.fault("sheet-value", cell.place, *fault)
                book.refused_lines.update((cell.line, written[0].line))
                continue
            said = unguarded(cell.text).strip()
            # Several columns may be one.
            cells[name] = cell.saying(f"{cells[name].text}\n{said}" if name in cells else said)
        rows.append(SheetRow(cells, written[0].line))
        if len(book.faults) > MAX_FAULTS * MAX_FAULTS:
            break  # enough to say that the sheet is broken
    return rows


def _refused(cell: Cell, *, is_plain: bool) -> tuple[str, str] | None:
    """Why a cell is refused, and how to correct it; None if it is not."""
    text = cell.text.strip()
    if refused := refused_character(cell.text):
        _, message, hint = refused
        return f"{message} in {shown_text(text)}", hint
    if _FAILED.fullmatch(text):
        hint = "put a ' before a text that begins with = + - or @, or format the column as text"
        return f"{shown_text(text)} is what a spreadsheet shows for a broken formula", hint
    if _FORMULAS.match(text):
        return f"{shown_text(text)} is a formula", _FORMULA
    if len(cell.text) == _MOST and text[-1].isalnum():
        return f"this cell has {_MOST:,} characters, the most that a spreadsheet keeps", _CUT
    if _MADE.fullmatch(text) and (is_plain or not text.isupper()):
        return f"{shown_text(text)} seems to be a text that a spreadsheet changed", _AS_TEXT
    return None
