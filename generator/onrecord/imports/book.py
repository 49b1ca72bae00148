"""All sheets of an import as one source, so that every fault finds its file, line and column.

A record is made of rows of several files. So their texts stand below each other in one source, and
a cell carries its line in there; what is reported is put back to its own file at the end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.diagnostics import Diagnostic, tidy
from onrecord.reading import Source
from onrecord.reading.source import MAX_FAULTS, MORE_FAULTS
from onrecord.records.meant_dates import Order

from .places import Grid

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
