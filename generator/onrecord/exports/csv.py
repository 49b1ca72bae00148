"""CSV: one file a table, by RFC 4180, that opens right in a spreadsheet; its cells, without loss.

The files are UTF-8 with a byte-order mark (else some spreadsheets take them for another encoding),
with CRLF at the end of a row. Each has, after its own columns, ``as_of``: the last day covered.

In a cell, ``; `` parts the ids of a list, a line break its lines: neither occurs within them. What
a spreadsheet would take for a formula gets an apostrophe in front; reading a cell takes one away
where more apostrophes or none are followed by what begins a formula, so that a text that begins
with an apostrophe of its own comes back as it was.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from .table import AS_OF, Column, Row, Table, Value

# What begins a formula, in some spreadsheet or other: OWASP's list, with the wide forms.
_FORMULA = r"[ \u00a0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
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


def from_cell(cell: str, column: Column) -> Value:
    """The value that a cell of ``column`` holds; none where it is empty.

    Raises:
        ValueError: it should be a number or ``true`` or ``false``, and is neither.

    >>> from_cell("'=1+1", Column("title", "text", ""))
    '=1+1'
    """
    text = unguarded(cell)
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
    """``text`` as no spreadsheet takes it for a formula.

    >>> guarded("-5 degrees"), guarded("'t is"), guarded("'=")
    ("'-5 degrees", "'t is", "''=")
    """
    return f"'{text}" if text[:1] in _SUSPECT and _GUARDED.match(text) else text


def unguarded(cell: str) -> str:
    """The text that ``guarded`` made a cell of."""
    return cell[1:] if _GUARDS.match(cell) else cell


BOM = "\ufeff"


def csv_chunks(table: Table, rows: Iterable[Row], as_of: str) -> Iterator[bytes]:
    """The file of ``table``, piece by piece."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow([*(column.name for column in table.columns), AS_OF.name])
    for row in rows:
        cells = (to_cell(row.get(column.name), column) for column in table.columns)
        writer.writerow([*cells, as_of])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
