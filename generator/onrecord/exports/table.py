"""What a table and a column are declared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

# `words` are one of a vocabulary, `date` is as precise as it is known (2031-05-02, 2031-05, 2031 or
# unknown), `day` a whole day; `ids` and `lines` are lists.
Kind = Literal[
    "id", "ids", "text", "lines", "word", "date", "day", "time", "language", "url", "integer",
    "boolean",
]  # fmt: skip

# A cell, and a row: its cells by the names of the columns.
Value = str | int | bool | tuple[str, ...] | None
Row = Mapping[str, Value]

LISTS: frozenset[Kind] = frozenset({"ids", "lines"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: as in every file.
        kind: what its values are.
        meaning: what they say, in a sentence or less; English, as the column's name is.
        to: ``table.column`` that each value is one of.
        words: the vocabulary of which each value is one (a name in ``codebook.VOCABULARIES``).
        required: every row has it.
        derived: it follows from the other columns and tables: reading the data in leaves it out.
    """

    name: str
    kind: Kind
    meaning: str
    to: str | None = None
    words: str | None = None
    required: bool = False
    derived: bool = False

    @property
    def many(self) -> bool:
        """Whether a value is a list of texts."""
        return self.kind in LISTS


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: as in every file.
        meaning: what a row is.
        key: the columns that tell a row from all others.
        columns: in the order of every file.
        derived: all of it follows from other tables: reading the data in leaves it out.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    derived: bool = False

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises:
            KeyError: there is none.
        """
        found = next((one for one in self.columns if one.name == name), None)
        if found is None:
            raise KeyError(name)
        return found


def key(name: str, meaning: str, to: str | None = None) -> Column:
    """An id that every row has."""
    return Column(name, "id", meaning, to, required=True)


def place(of: str) -> Column:
    """Where a row stands in its list, from 1."""
    return Column("position", "integer", f"Its place among {of}, from 1.", required=True)


def text(name: str, meaning: str, *, required: bool = False) -> Column:
    """Words of a person: ours, a source's or a speaker's."""
    return Column(name, "text", meaning, required=required)


def lines(name: str, meaning: str) -> Column:
    """Several texts of one line each."""
    return Column(name, "lines", meaning)


def date(name: str, meaning: str, *, required: bool = False) -> Column:
    """A date as precise as it is known."""
    return Column(name, "date", meaning, required=required)


def word(name: str, words: str, meaning: str, *, required: bool = False) -> Column:
    """One word of a vocabulary."""
    return Column(name, "word", meaning, words=words, required=required)


def ref(name: str, to: str, meaning: str, *, required: bool = False) -> Column:
    """The key of a row elsewhere."""
    return Column(name, "id", meaning, to, required=required)


def refs(name: str, to: str, meaning: str, *, required: bool = False) -> Column:
    """The keys of rows elsewhere."""
    return Column(name, "ids", meaning, to, required=required)


def derived(
    name: str,
    kind: Kind,
    meaning: str,
    to: str | None = None,
    *,
    words: str | None = None,
    required: bool = False,
) -> Column:
    """A column that follows from others."""
    return Column(name, kind, meaning, to, words, required, derived=True)
