"""The sheets that are tables of the data, as an export writes them."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.exports.csv import AS_OF
from onrecord.exports.tables.all import TABLES
from onrecord.exports.tables.reference import REFERENCE
from onrecord.reading.texts import shown_text

from .columns import folded, missing, named
from .sheet import Book, Row, Sheet, rows_below

# The rows of each table, by its name.
Rows = dict[str, list[Row]]

# Tables that say nothing of their own.
_LEFT_OUT = frozenset({table.name for table in (*TABLES.values(), *REFERENCE) if table.derived})
# What every exported row has, and need not be in a sheet made by hand.
MAY_LACK = frozenset({"position", "state"})
# A plain sheet of quotes or articles may well have the name of a table: these tell them apart.
_OF_QUOTES = frozenset({"quote", "article", "id", "text"})
_OF_A_PLAIN_ONE = frozenset({"text", "quote", "speaker"})
_POSITION = "position"


def is_left_out(sheet: Sheet) -> bool:
    """Whether all of ``sheet`` follows from other tables."""
    return sheet.name in _LEFT_OUT


def is_table(sheet: Sheet) -> bool:
    """Whether ``sheet`` is a table of the data, rather than a plain sheet of quotes."""
    table = TABLES.get(sheet.name)
    if table is None:
        return False
    there = {folded(cell.text) for cell in sheet.header}
    if sheet.name == "quotes":
        return there.issuperset(_OF_QUOTES)
    return sheet.name != "articles" or there.isdisjoint(_OF_A_PLAIN_ONE)


def take_table(book: Book, sheet: Sheet) -> list[Row]:
    """The rows of the table that ``sheet`` is, in the order of their positions."""
    table = TABLES[sheet.name]
    written = [column for column in table.columns if not column.derived]
    derived = frozenset({one.name for one in table.columns if one.derived} | {AS_OF.name})
    known = {one.name: one.name for one in written}
    names = named(book, sheet, known, derived)
    for column in written:
        needed = column.required and column.name not in MAY_LACK
        if needed and column.name not in names:
            missing(book, sheet, column.name, known, f"it holds: {column.meaning}")
    return rows_below(book, sheet, names)


def in_order(book: Book, rows: Iterable[Row]) -> list[Row]:
    """``rows`` by their positions; as they stand where none is given."""
    placed: list[tuple[int, Row]] = []
    for row in rows:
        cell = row.cells.get(_POSITION)
        if cell is None:
            placed.append((1 << 60, row))
        elif cell.text.strip().isascii() and cell.text.strip().isdecimal():
            placed.append((int(cell.text.strip()[:18]), row))
        else:
            message = f"{shown_text(cell.text)} is no position"
            book.fault("sheet-value", cell.place, message, "a whole number from 1, or nothing")
    return [row for _, row in sorted(placed, key=lambda one: one[0])]
