"""JSON: all tables in one file, and those of one page beside it. What is empty is left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from .rows.values import Row

_CHUNK = 1 << 16


def json_chunks(head: Mapping[str, object], tables: Mapping[str, Iterable[str]]) -> Iterator[bytes]:
    """One file, piece by piece, a row a line.

    Args:
        head: what comes before the tables.
        tables: the rows of each, as texts; one without any stands there too, empty.
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
