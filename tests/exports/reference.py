"""Writes ``docs/reference/data.md``: its head, then every table as it is declared."""

from collections.abc import Iterator
from pathlib import Path

from onrecord.exports.all_tables import TABLES
from onrecord.exports.dictionary import REFERENCE, VOCABULARIES
from onrecord.exports.table import Column, Table

DOCS = Path(__file__).parents[2] / "docs"
FILE = DOCS / "reference" / "data.md"
_KINDS = {"ids": "ids", "lines": "texts", "word": "word"}


def written() -> str:
    """The whole page."""
    head = (DOCS / "site" / "heads" / "data.md").read_text(encoding="utf-8")
    tables = [line for table in (*TABLES.values(), *REFERENCE) for line in _table(table)]
    words = [
        f"- `{name}`: {', '.join(f'`{value}`' for value in VOCABULARIES[name])}"
        for name in VOCABULARIES
    ]
    return "\n".join(
        [head + "## The tables", "", *tables, "## The vocabularies", "", _MEANING, "", *words, ""]
    )


_MEANING = "`dictionary.json` and the table `codebook` say what each word means."


def _table(table: Table) -> Iterator[str]:
    yield f"### `{table.name}`"
    yield ""
    key = ", ".join(f"`{name}`" for name in table.key)
    yield f"{table.meaning} Key: {key}.{' All of it is derived.' if table.derived else ''}"
    yield ""
    yield "| column | is | means |"
    yield "| --- | --- | --- |"
    for column in table.columns:
        yield f"| `{column.name}` | {_kind(column)} | {_meaning(column, table)} |"
    yield ""


def _kind(column: Column) -> str:
    kind = _KINDS.get(column.kind, column.kind)
    if column.words:
        return f"{kind} of `{column.words}`"
    return f"{kind} → `{column.to}`" if column.to else kind


def _meaning(column: Column, table: Table) -> str:
    derived = " *Derived.*" if column.derived and not table.derived else ""
    return f"{column.meaning}{derived}".replace("|", "\\|")
