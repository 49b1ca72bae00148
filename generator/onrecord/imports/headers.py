"""What stands in each column of a sheet, by the name in its header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from onrecord.reading.texts import shown_text
from onrecord.records.keys import NEAR

from .book import Book
from .sheet import Sheet


def folded(name: str) -> str:
    """A column's name as it is compared: ``Said on:`` is ``said_on``."""
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def named(
    book: Book,
    sheet: Sheet,
    names: Mapping[str, str],
    skipped: frozenset[str] = frozenset(),
    several: frozenset[str] = frozenset(),
) -> list[str | None]:
    """The name of each column of ``sheet``; None where it is not read.

    Args:
        book: takes the faults: a name that is not known, none, or one that stands twice.
        sheet: the sheet.
        names: what each folded name stands for.
        skipped: folded names that are known and not read.
        several: what several columns may be.
    """
    found: list[str | None] = []
    for index, cell in enumerate(sheet.header):
        place, name = (cell.line, cell.column), folded(cell.text)
        meant = names.get(name)
        if not cell.text.strip():
            if any(index < len(row) and row[index].text.strip() for row in sheet.rows):
                message = "this column has cells and no name in the first row"
                book.fault("sheet-column", place, message, "name it, or delete it")
        elif meant is None and name not in skipped:
            message = f"there is no column {shown_text(cell.text.strip())}"
            book.fault("sheet-column", place, message, _hint(name, names))
        elif meant in found and meant is not None and meant not in several:
            message = f"the column {shown_text(meant)} stands here again"
            hint = "keep one of the two, or make one of both"
            book.fault("sheet-column", place, message, hint)
            meant = None
        found.append(meant)
    return found


def missing(book: Book, sheet: Sheet, name: str, names: Mapping[str, str], hint: str) -> None:
    """Note that ``sheet`` lacks the column ``name``, unless a column that is there may be it."""
    book.lacking.add((sheet.name, name))
    there = (folded(cell.text) for cell in sheet.header)
    if any(one not in names and _near(one, names) == name for one in there):
        return  # that one has its fault
    message = f"the column '{name}' is missing"
    book.fault("sheet-column", (sheet.line, 1), message, hint, about="sheet")


def _hint(name: str, names: Mapping[str, str]) -> str:
    known = list({meant: called for called, meant in reversed(list(names.items()))}.values())
    if near := _near(name, names):
        return f"did you mean '{near}'?"
    return f"delete it, or name it as it is known: {', '.join(known)}"


def _near(name: str, names: Mapping[str, str]) -> str | None:
    """What a column may be meant for whose name is not known."""
    near = get_close_matches(name, names, 1, cutoff=NEAR)
    return names[near[0]] if near else None
