"""JSON: all tables in one file, those of a page in a file of its own, and the schema of both.

A column that is empty is left out of its row.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from onrecord.records.fields import ID_PATTERN
from onrecord.records.kinds import KINDS

from .dictionary import VOCABULARIES
from .table import Column, Kind, Row, Table
from .tables import TABLES, TWINNED

_CHUNK = 1 << 16


def json_chunks(head: Mapping[str, object], tables: Mapping[str, Iterable[str]]) -> Iterator[bytes]:
    """One file, piece by piece, a row a line.

    Args:
        head: what comes before the tables.
        tables: the rows of each, as texts; a table without any is there too, empty.
    """
    pending = ["{"]
    pending += [f"{_text(name)}: {_text(value)},\n" for name, value in head.items()]
    pending.append('"tables": {')
    size = 0
    for number, (name, rows) in enumerate(tables.items()):
        pending.append(f"{',' if number else ''}\n{_text(name)}: [")
        between = "\n"
        for row in rows:
            line = between + row
            between = ",\n"
            pending.append(line)
            size += len(line)
            if size > _CHUNK:
                yield "".join(pending).encode()
                pending, size = [], 0
        pending.append("]")
    yield ("".join(pending) + "\n}}\n").encode()


def row_text(row: Row) -> str:
    """A row as an object, without what is empty."""
    return _text({name: value for name, value in row.items() if value is not None and value != ()})


def document(value: object) -> bytes:
    """A file of its own, for people to read too."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


_text = json.JSONEncoder(ensure_ascii=False).encode


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


def schema() -> dict[str, object]:
    """The schema of ``onrecord.json`` and of every ``data.json`` of a page."""
    return {
        "$schema": _DRAFT,
        "title": "The data of an Onrecord site",
        "description": "All tables (onrecord.json), or the rows of one page (data.json beside it). "
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
