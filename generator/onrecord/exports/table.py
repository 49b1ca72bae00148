"""What a table and a column are; the columns that a record's fields are written in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from pydantic import BaseModel

from onrecord.desk.quotes import full_reference
from onrecord.records import KINDS, PartialDate, RefersTo, columns_of, fixed
from onrecord.records.values import ColumnKind, RecordColumn

# What the values of a column are; `ids` and `lines` are lists.
Kind: TypeAlias = ColumnKind | Literal["integer", "boolean"]
# A cell, and a row: its cells by the names of the columns.
Value: TypeAlias = str | int | bool | tuple[str, ...] | None
Row: TypeAlias = Mapping[str, Value]

LISTS: frozenset[Kind] = frozenset({"ids", "lines"})
NONE: Mapping[str, str] = {}


@fixed
class Column:
    """A column."""

    name: str
    kind: Kind
    meaning: str  # what they say, in a sentence or less; English, as the column's name is
    to: str | None = None  # `table.column` that each value is one of
    # The vocabulary of which each value is one (a name in `dictionary.VOCABULARIES`).
    words: str | None = None
    required: bool = False
    # It follows from the other columns and tables: reading the data in leaves it out.
    derived: bool = False
    # The field of a record that it is; None where it says to what a row belongs, or is derived.
    source: RecordColumn | None = None
    facet: bool = False

    @property
    def also_called(self) -> tuple[str, ...]:
        """Other names of the column in a sheet."""
        return self.source.field.also_called if self.source else ()

    @property
    def many(self) -> bool:
        """Whether a value is a list of texts."""
        return self.kind in LISTS

    @property
    def names(self) -> str | None:
        """What each value of a record's field is the id of (``actor``), or the reference."""
        named = self.source.field.refers_to if self.source else None
        return named.kind if named else None


@dataclass(frozen=True, eq=False)
class Table:
    """A table."""

    name: str
    meaning: str  # what a row is
    key: tuple[str, ...]  # the columns that no other row has the same values in
    columns: tuple[Column, ...]
    derived: bool = False  # all of it follows from other tables: reading the data in leaves it out
    model: type[BaseModel] | None = None
    # The facet that is offered before the others, which follow in their order.
    first_facet: str | None = None
    latest_by: str | None = None  # the column of dates by which the latest rows come first
    # The column that says what a row is called where another table refers to it.
    label: str | None = None

    @property
    def facets(self) -> list[str]:
        """The columns that readers narrow the table by."""
        names = [column.name for column in self.columns if column.facet]
        return sorted(names, key=lambda name: name != self.first_facet)

    @property
    def passages(self) -> list[str]:
        """The columns of sentences, which a full-text search looks through."""
        fields = ((column.name, column.source) for column in self.columns)
        return [name for name, source in fields if source and source.field.is_passage]

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError if there is none."""
        return self._by_name[name]

    def row(
        self, record: BaseModel, cells: Mapping[str, Value], article_id: str | None = None
    ) -> dict[str, Value]:
        """A row: ``cells`` by name, else what ``record`` of the article ``article_id`` says."""
        row: dict[str, Value] = {}
        for name, cell, has_references in self._cells:
            if cell is None or name in cells:
                row[name] = cells[name]
            elif has_references:
                row[name] = _in_full(cell(record), article_id)
            else:
                row[name] = cell(record)
        return row

    @cached_property
    def _cells(self) -> Sequence[tuple[str, Callable[[BaseModel], Value] | None, bool]]:
        """Each column: its name, what says a record's value if it has a field, if of a quote."""
        columns = ((it.name, it.source and it.source.cell, it.names) for it in self.columns)
        return [(name, cell or None, names == "quote") for name, cell, names in columns]

    @cached_property
    def written(self) -> tuple[Column, ...]:
        """The columns that say what the record of a row says."""
        return tuple(column for column in self.columns if column.source)

    @cached_property
    def _by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}


def _in_full(value: Value, article_id: str | None) -> Value:
    """The references in ``value`` with the article of each, ``article_id`` where none is named."""
    if isinstance(value, tuple):
        return tuple(full_reference(reference, article_id) for reference in value)
    return full_reference(value, article_id) if value and isinstance(value, str) else value


# What each CSV file has after its own columns.
AS_OF = Column("as_of", "date", "The last day that the data covers.", derived=True)


def date_text(when: PartialDate | None) -> str | None:
    """A date as it is written; None where it is not."""
    return None if when is None else when.text


def key(name: str, meaning: str, to: str | None = None) -> Column:
    """An id that every row has."""
    return Column(name, "id", meaning, to, required=True)


def place_in_list(of: str) -> Column:
    """The place of a row in its list, from 1."""
    return Column("position", "integer", f"Its place among {of}, from 1.", required=True)


def derived(
    name: str,
    kind: Kind,
    meaning: str,
    to: str | None = None,
    *,
    words: str | None = None,
    required: bool = False,
    facet: bool = False,
) -> Column:
    """A column that follows from others."""
    return Column(name, kind, meaning, to, words, required, derived=True, facet=facet)


def written(
    model: type[BaseModel],
    *,
    first: tuple[str, ...] = (),
    meanings: Mapping[str, str] = NONE,
    listed: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
) -> tuple[Column, ...]:
    """The columns that the fields of ``model`` are written in, ``first`` ones first.

    ``meanings`` replace those of the fields; ``listed`` ids have no other word beside them; rows
    may lack those in ``optional``, though a record must have them.
    """
    columns = [
        Column(
            name=column.name,
            kind=column.kind,
            meaning=meanings.get(column.name, column.meaning),
            to=_target(column.field.refers_to, listed=column.name in listed),
            words=column.field.vocabulary,
            required=column.required and column.name not in optional,
            source=column,
            facet=column.field.facet,
        )
        for column in columns_of(model)
    ]
    places = {name: place for place, name in enumerate(first)}
    return tuple(sorted(columns, key=lambda column: places.get(column.name, len(places))))


def _target(named: RefersTo | None, *, listed: bool) -> str | None:
    """The column with all ids that a value may have."""
    if named is None or (named.or_word and not listed):
        return None
    table = "quotes" if named.kind == "quote" else KINDS[named.kind].plural
    return f"{table}.{named.kind}"
