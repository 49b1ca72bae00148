"""Where a place in the text of a sheet is for whoever has it open in a spreadsheet."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.reading.texts import printable

from .csv_text import Broken, numbered_rows

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
        except Broken as fault:
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
