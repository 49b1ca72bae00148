"""The rows as CSV and as JSON: cells without loss, files, the schema of the JSON.

CSV has one file a table, by RFC 4180, that opens right in a spreadsheet: UTF-8 with a byte-order
mark (else some spreadsheets take it for another encoding), with CRLF at the end of a row. Each has
``as_of`` behind its own columns. In a cell, ``; `` parts the ids of a list, a line break its lines:
neither occurs within them. What a spreadsheet would take for a formula gets an apostrophe in front;
reading a cell takes one away where more apostrophes or none are followed by what begins a formula,
so that a text that begins with an apostrophe of its own comes back as it was.

JSON has all tables in one file, or the rows of a page in a file of its own. A column that is empty
is left out of its row.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TextIO

from onrecord.reading.texts import ID_PATTERN
from onrecord.records import KINDS, fixed

from .all_tables import TABLES, TWINNED
from .dictionary import VOCABULARIES
from .table import AS_OF, Column, Kind, Row, Table, Value
from .table_rows import TableRows

# What begins a formula, in some spreadsheet or other: OWASP's list, with the wide forms.
_FORMULA = r"[ \u00a0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
# What has to be guarded, and what was: an apostrophe more each time, so that reading gives back
# what was written.
_GUARDED = re.compile(rf"'*{_FORMULA}")
_GUARDS = re.compile(rf"'+{_FORMULA}")

_IDS, _LINES = "; ", "\n"
_TRUE, _FALSE = "true", "false"


def to_cell(value: Value, column: Column) -> str:
    """The text of a cell of ``column``.

    >>> to_cell(("dock-union", "port"), Column("by", "ids", ""))
    'dock-union; port'
    >>> to_cell("=1+1", Column("title", "text", ""))
    "'=1+1"
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return guarded((_LINES if column.kind == "lines" else _IDS).join(value))
    return guarded(value)


def from_text(text: str, column: Column) -> Value:
    """The value of an ``unguarded`` cell of ``column``.

    Raises ValueError for no number, or neither true nor false.
    """
    if column.many:
        parts = text.split(_LINES if column.kind == "lines" else ";")
        return tuple(part.strip() for part in parts if part.strip())
    if not text:
        return None
    if column.kind == "integer":
        return int(text)
    if column.kind == "boolean":
        if text.casefold() not in (_TRUE, _FALSE):
            raise ValueError(f"'{text}' is neither {_TRUE} nor {_FALSE}")
        return text.casefold() == _TRUE
    return text


# What any guarded text begins with: most texts are no further business.
_SUSPECT = frozenset("'=+-@\t\r\n \u00a0\uff1d\uff0b\uff0d\uff20")


def guarded(text: str) -> str:
    """``text``, escaped so that no spreadsheet takes it for a formula.

    >>> guarded("-5 degrees"), guarded("'t is"), guarded("'=")
    ("'-5 degrees", "'t is", "''=")
    """
    return f"'{text}" if text[:1] in _SUSPECT and _GUARDED.match(text) else text


def unguarded(cell: str) -> str:
    """The text that ``guarded`` made a cell of."""
    return cell[1:] if _GUARDS.match(cell) else cell


BOM = "\ufeff"


@fixed
class KnownRows:
    """Rows of a table as the last downloads have them."""

    first: int  # their numbers in the database
    last: int
    csv: str
    json: str


SomeRows = Row | KnownRows


def csv_rows(out: TextIO, table: Table, rows: Iterable[SomeRows], as_of: str) -> Iterator[SomeRows]:
    """``rows``, which are written to ``out``, the file of ``table``, as they are taken."""
    out.write(BOM)
    write, columns = csv.writer(out, lineterminator="\r\n").writerow, table.columns
    write([*(column.name for column in columns), AS_OF.name])
    for row in rows:
        if isinstance(row, KnownRows):
            out.write(row.csv)
        else:
            cells = ((row.get(column.name), column) for column in columns)
            write([*("" if it is None else to_cell(it, column) for it, column in cells), as_of])
        yield row


def json_pieces(head: Mapping[str, object], tables: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """One file, piece by piece: ``head``, then all tables, a row a line, the empty ones as well."""
    yield "{"
    for name, value in head.items():
        yield f"{_text(name)}: {_text(value)},\n"
    yield '"tables": {'
    for number, (name, rows) in enumerate(tables.items()):
        yield f"{',' if number else ''}\n{_text(name)}: ["
        for place, row in enumerate(rows):
            yield f"{',' if place else ''}\n{row}"
        yield "]"
    yield "\n}}\n"


def row_text(row: SomeRows) -> str:
    """A row as an object, without what is empty; known ones are set apart by commas."""
    if isinstance(row, KnownRows):
        return row.json
    return _text({name: value for name, value in row.items() if value is not None and value != ()})


def document(value: object) -> bytes:
    """A file of its own, for people to read too."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


_text = json.JSONEncoder(ensure_ascii=False).encode


_TABLE = re.compile(rb'"(\w+)": \[\n')
_ROW = re.compile(rb'\{"(\w+)": "(?:(article|demand)s/)?([^"/]+)')
_AT_ONCE = 5_000  # rows


@dataclass(slots=True)
class _TablePlaces:
    """Where a file has the rows of a table."""

    starts: list[int] = field(default_factory=list)  # of each row, by its number
    ends: list[int] = field(default_factory=list)
    # The first row of each record, by kind and id, and the row after its last.
    records: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


class LastRows:
    """The rows of the last downloads, of which those of the ``same`` records are the same.

    These are ids by kind. ValueError if a file is not as expected, OSError if it cannot be read.
    """

    def __init__(self, json_file: Path, csv_files: Path, same: Mapping[str, Set[str]]) -> None:
        self._json, self._csv, self._same = json_file, csv_files, same

    def among(self, name: str, rows: TableRows) -> Iterator[SomeRows]:
        """The ``rows`` of the table ``name``; those of the same records are known."""
        places, csv_file = self._places.get(name, _TablePlaces()), self._csv / f"{name}.csv"
        cells = csv_file.read_bytes()
        ends = [found.end() for found in re.finditer(b"\r\n", cells)]
        if len(ends) != len(places.starts) + 1:
            raise ValueError(f"{csv_file} has other rows")  # or a line break in one of them

        def known(first: int, end: int) -> Iterator[KnownRows]:
            for start in range(first, end, _AT_ONCE):
                last = min(start + _AT_ONCE, end) - 1
                file.seek(places.starts[start])
                text = file.read(places.ends[last] - places.starts[start]).decode()
                yield KnownRows(
                    start + 1, last + 1, cells[ends[start] : ends[last + 1]].decode(), text
                )

        first = end = 0
        with self._json.open("rb") as file:
            for kind, ids, make in rows.parts:
                for id_ in ids:
                    record = ("article", id_.partition("#")[0]) if kind == "quote" else (kind, id_)
                    if record[1] in self._same.get(record[0], ()):
                        start, stop = places.records.get((kind, id_), (end, end))
                        if start != end:
                            yield from known(first, end)
                            first = start
                        end = stop
                        continue
                    yield from known(first, end)
                    first = end
                    yield from make(id_)
            yield from known(first, end)

    @cached_property
    def _places(self) -> Mapping[str, _TablePlaces]:
        """Where the file of all tables has the rows of each."""
        found, at = dict[str, _TablePlaces](), 0
        places = _TablePlaces()
        with self._json.open("rb") as lines:
            for line in lines:
                if begins := _TABLE.fullmatch(line):
                    places = found[begins[1].decode()] = _TablePlaces()
                elif of := _ROW.match(line):
                    kind, id_ = (of[2] or of[1]).decode(), of[3].decode()
                    number = len(places.starts)
                    first, end = places.records.get((kind, id_), (number, number))
                    if end != number:
                        raise ValueError(f"{self._json} has rows of {id_} in two places")
                    places.records[kind, id_] = first, number + 1
                    places.starts.append(at)
                    places.ends.append(at + len(line.rstrip(b"],\n")))
                at += len(line)
        return found


_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?|unknown)$"

_KINDS: dict[Kind, dict[str, object]] = {
    "date": {"type": "string", "pattern": _DATE},
    "day": {"type": "string", "format": "date"},
    "integer": {"type": "integer", "minimum": 0},
    "boolean": {"type": "boolean"},
    "url": {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"},
}
_TEXT: dict[str, object] = {"type": "string", "minLength": 1}
# An id, a reference to a quote (`article#quote`) or the place of a row (`articles/x/demands/1`).
_ID: dict[str, object] = {
    "type": "string",
    "pattern": f"^{ID_PATTERN}(#{ID_PATTERN}|(/[a-z0-9-]+)+)?$",
}


def data_schema() -> dict[str, object]:
    """The schema of ``onrecord.json`` and of every ``data.json`` of a page."""
    return {
        "$schema": _DRAFT,
        "title": "The data of an Onrecord site",
        "description": "All tables (onrecord.json), or the rows of one page (its data.json). "
        "A column without a value is left out of its row.",
        "type": "object",
        "required": ["about", "tables"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "about": {
                "type": "object",
                "description": "Where the data comes from, which days it covers, on what terms.",
                "required": ["site", "language", "licence", "rights"],
                "additionalProperties": {"type": "string"},
            },
            "subject": {
                "type": "object",
                "description": "The page that the rows are of.",
                "required": ["table", "id", "address"],
                "additionalProperties": False,
                "properties": {
                    "table": {"enum": sorted(KINDS[kind].plural for kind in TWINNED)},
                    "id": _ID,
                    "address": {"type": "string"},
                },
            },
            "tables": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    name: {
                        "type": "array",
                        "description": table.meaning,
                        "items": {"$ref": f"#/$defs/{name}"},
                    }
                    for name, table in TABLES.items()
                },
            },
        },
        "$defs": {
            **{name: _table(table) for name, table in TABLES.items()},
            **{f"word-{name}": {"enum": list(words)} for name, words in VOCABULARIES.items()},
        },
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "type": "object",
        "required": [column.name for column in table.columns if column.required],
        "additionalProperties": False,
        "properties": {column.name: _column(column) for column in table.columns},
    }


def _column(column: Column) -> dict[str, object]:
    described = {"description": column.meaning}
    if column.words:
        return {**described, "$ref": f"#/$defs/word-{column.words}"}
    if column.many:
        items = _ID if column.kind == "ids" else _TEXT
        return {**described, "type": "array", "items": items, "minItems": 1}
    return {**described, **(_ID if column.kind == "id" else _KINDS.get(column.kind, _TEXT))}
