"""Quotation marks that a cell holds around the words of a quote: they are left out."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.captures.marks import marks_of
from onrecord.exports.cells import guarded, unguarded
from onrecord.reading.texts import shown_text

from .book import Book, Cell
from .labels import word_for

# Words that a source sets in marks: in what it reports, marks are part of its own sentence.
_IN_MARKS = frozenset({"direct", "partial", "scare"})
_COLUMNS = ("text", "original_text")
_PIECES = (
    "make a row of each piece; if the speaker said all of it, put one more pair of quotation marks"
    " around the whole"
)


@dataclass(slots=True)
class _Unmarked:
    """Cells of one column: the first, and how many there are."""

    cell: Cell
    count: int = 1


class Unmarking:
    """Takes the marks off, and remembers where."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._found: dict[str, _Unmarked] = {}

    def take(self, cells: dict[str, Cell]) -> None:
        """Leave out the marks around the words in the cells of a row."""
        form = cells.get("form")
        if form is None or word_for("form", form.text) not in _IN_MARKS:
            return
        for name in _COLUMNS:
            if cell := cells.get(name):
                cells[name] = self._unmarked(name, cell)

    def tell(self) -> None:
        """Say of each column where that was done."""
        for one in self._found.values():
            more = f" and of {one.count - 1:,} more below" if one.count > 1 else ""
            message = f"the quotation marks around the words of this cell{more} were left out"
            hint = "the pages set their own; marks within the words stay"
            self._book.fault("sheet-read", one.cell.place, message, hint)

    def _unmarked(self, name: str, cell: Cell) -> Cell:
        text = unguarded(cell.text)
        found = marks_of(text)
        if found.between:
            message = (
                f"{shown_text(found.between)} stands between two pieces of what was said: these are"
                " the reporter's words"
            )
            self._book.fault("sheet-value", cell.place, message, _PIECES)
        if found.between or found.words == text:
            return cell
        if name in self._found:
            self._found[name].count += 1
        else:
            self._found[name] = _Unmarked(cell)
        return Cell(guarded(found.words), *cell.place)
