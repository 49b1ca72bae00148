"""What a cell says, as a node that knows its cell."""

from __future__ import annotations

from onrecord.exports.cells import from_cell, unguarded
from onrecord.exports.tables.table import Column
from onrecord.reading import Broken, Node, Scalar, Sequence
from onrecord.reading.texts import shown_text
from onrecord.records import PartialDate
from onrecord.records.meant_dates import Order, meanings

from .book import Book, Cell
from .labels import tag_for, word_for

_DATES = frozenset({"date", "day"})
_DATE = "a date is 2031-05-02, 2031-05, 2031 or unknown; make the column text before typing it"
_ORDERS: dict[Order, str] = {"dmy": "day, month, year", "mdy": "month, day, year"}


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
    if column.words and text:
        text = word_for(column.words, text)
    if column.kind == "language":
        text = tag_for(text)
    if column.kind in _DATES:
        text = date_of(text, book.dates) or text
        if fault := _no_date(text, book.dates):
            book.fault("bad-date", cell.place, *fault)
            return Broken(cell.line, cell.column)
    return Scalar(text, cell.line, cell.column) if text.strip() else None


def date_of(text: str, order: Order | None) -> str | None:
    """The date that ``text`` means, as we write it; None where it means none, or two.

    Args:
        text: as a cell has it.
        order: how the sheet writes its dates, where its reader has said so.
    """
    found = meanings(text)
    if order or len(found) > 1:
        return found.get(None) or found.get(order)
    return next(iter(found.values()), None)


def _no_date(text: str, order: Order | None) -> tuple[str, str] | None:
    """What is wrong with a date, and what to do about it."""
    try:
        PartialDate.parse(text)
    except ValueError as error:
        meant = meanings(text)
        if len(meant) == 2:
            hint = (
                f"it may be {meant['dmy']} or {meant['mdy']}: write the one it is, or say with"
                " --dates dmy or --dates mdy how this sheet writes its dates"
            )
            return f"{shown_text(text)} is not a date that can be told", hint
        if meant and order:
            other = next(iter(meant.values()))
            message = f"{shown_text(text)} is not written {_ORDERS[order]}, as --dates {order} says"
            return message, f"write {other}, if that is meant"
        return str(error).replace(f"'{text}'", shown_text(text)), _DATE
    return None
