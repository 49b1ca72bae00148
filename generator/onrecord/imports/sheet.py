"""A sheet: a header and rows, taken from a file into the book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.source import MAX_FAULTS, refused_character
from onrecord.reading.texts import shown_text

from .book import Book, Cell, Row
from .csv_text import Broken, Written, numbered_rows
from .files import File
from .text import NoText, text_of

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
    header: tuple[Written, ...]
    rows: tuple[tuple[Written, ...], ...]
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
    rows: list[list[Written]] = []
    try:
        rows.extend(_moved(row, start) for _, row in numbered_rows(text))
    except Broken as fault:
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


def _can_stand(book: Book, one: Written) -> bool:
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


def _moved(row: list[Written], start: int) -> list[Written]:
    return [one._replace(line=one.line + start) for one in row] if start else row


def _shown(data: bytes) -> str:
    """A text to point into where the file is none."""
    text = data[:100_000].decode(errors="replace")
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)
