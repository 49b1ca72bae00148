"""The data dictionary: what each table and column is, as rows and as one JSON file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from onrecord.views.saying import Say

from .about import About
from .codebook import codebook
from .csv import AS_OF
from .rows.values import Row
from .tables.all import TABLES
from .tables.reference import REFERENCE
from .tables.table import Column, Table

# What a kind is called, where a name alone does not say it.
_KINDS = {
    "ids": "list of ids",
    "lines": "list of texts",
    "date": "date, as precise as it is known (2031-05-02, 2031-05, 2031 or unknown)",
    "day": "whole day (2031-05-02)",
    "time": "time with its offset (12:30+01:00)",
    "language": "language tag (BCP 47)",
    "word": "word of a vocabulary",
}


def columns_of(tables: Sequence[Table]) -> Iterator[Row]:
    """The rows of ``dictionary``."""
    for table in tables:
        for column in table.columns:
            yield {
                "in_table": table.name,
                "column": column.name,
                "type": _KINDS.get(column.kind, column.kind),
                "meaning": column.meaning,
                "refers_to": column.to,
                "vocabulary": column.words,
                "is_required": column.required,
                "is_derived": column.derived or table.derived,
            }


def dictionary(about: About, say: Say) -> dict[str, object]:
    """The data dictionary with the codebook, as one file tells it."""
    return {
        "about": about.told(say),
        "csv": {
            "form": "RFC 4180 with a header; UTF-8 with a byte-order mark; rows end with CRLF",
            "list of ids": "set apart by a semicolon and a space",
            "list of texts": "set apart by line breaks",
            "formulas": "a cell that begins, after any apostrophes, like a formula (= + - @, a tab "
            "or a line break) has one apostrophe more in front; take it away to have the value",
            "added column": {"name": AS_OF.name, "meaning": AS_OF.meaning},
        },
        "tables": [_table(table) for table in (*TABLES.values(), *REFERENCE)],
        "vocabularies": {
            name: [
                {key: row[key] for key in ("word", "label", "meaning") if row[key]} for row in rows
            ]
            for name, rows in groupby(codebook(say), lambda row: str(row["vocabulary"]))
        },
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "meaning": table.meaning,
        "key": list(table.key),
        "derived": table.derived,
        "columns": [_column(column) for column in table.columns],
    }


def _column(column: Column) -> dict[str, object]:
    told: dict[str, object] = {
        "name": column.name,
        "type": _KINDS.get(column.kind, column.kind),
        "meaning": column.meaning,
    }
    if column.to:
        told["refers_to"] = column.to
    if column.words:
        told["vocabulary"] = column.words
    if column.required:
        told["required"] = True
    if column.derived:
        told["derived"] = True
    return told
