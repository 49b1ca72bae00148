"""What a cell says, as a node that knows its cell."""

from __future__ import annotations

import re
import typing

from onrecord.exports.cells import from_cell, unguarded
from onrecord.exports.tables.table import Column
from onrecord.reading import Broken, Node, Scalar, Sequence
from onrecord.reading.texts import shown_text
from onrecord.records import PartialDate

from .book import Book, Cell

_DATES = frozenset({"date", "day"})
_PARTS = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})(?:[T ].*)?")
_DATE = "a date is 2031-05-02, 2031-05, 2031 or unknown; make the column text before typing it"


def node_of(book: Book, column: Column, cell: Cell) -> Node | None:
    """The node for ``cell``; None where it says nothing, `Broken` where what it says is no value.

    References to quotes stay as they are written.
    """
    if column.many:
        parts = from_cell(cell.text, column)
        assert isinstance(parts, tuple)  # noqa: S101 - what a list column gives
        items = tuple(Scalar(part, cell.line, cell.column) for part in parts)
        return Sequence(items, cell.line, cell.column) if items else None
    text = unguarded(cell.text)
    if column.kind != "text":
        text = text.strip()
    if column.kind in _DATES and (fault := _no_date(text)):
        book.fault("bad-date", cell.place, *fault)
        return Broken(cell.line, cell.column)
    return Scalar(text, cell.line, cell.column) if text.strip() else None


def _no_date(text: str) -> tuple[str, str] | None:
    """What is wrong with a date that another country may read as another day."""
    try:
        PartialDate.parse(text)
    except ValueError as error:
        meant = [one for one in _meanings(text) if one]
        if len(meant) == 2:
            hint = f"it may be {meant[0]} or {meant[1]}: write the one it is"
            return f"{shown_text(text)} is not a date that can be told", hint
        if meant:
            return f"{shown_text(text)} is not a date as it is written here", f"write {meant[0]}"
        return str(error).replace(f"'{text}'", shown_text(text)), _DATE
    return None


def _meanings(text: str) -> list[str]:
    """The days that ``text`` may mean, each once."""
    found = _PARTS.fullmatch(text)
    if not found:
        return []
    one, two, three = found.groups()
    orders = [(one, two, three)] if len(one) == 4 else [(three, two, one), (three, one, two)]
    days: typing.Iterable[str] = (
        f"{year}-{month.zfill(2)}-{day.zfill(2)}"
        for year, month, day in orders
        if len(year) == 4 and len(day) <= 2
    )
    return list(dict.fromkeys(day for day in days if _is_date(day)))


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True
