"""CSV: one file a table, by RFC 4180, that opens right in a spreadsheet.

UTF-8 with a byte-order mark (else some spreadsheets take it for another encoding), CRLF at the end
of a row. Every file has, after its own columns, ``as_of``: the last day that the desk covers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from .cells import to_cell
from .rows.values import Row
from .tables.table import Column, Table

BOM = "\ufeff"
AS_OF = Column("as_of", "date", "The last day that the data covers.", derived=True)


def csv_chunks(table: Table, rows: Iterable[Row], as_of: str) -> Iterator[bytes]:
    """The file of ``table``, piece by piece."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow([*(column.name for column in table.columns), AS_OF.name])
    for row in rows:
        writer.writerow([*(to_cell(row.get(one.name), one) for one in table.columns), as_of])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
