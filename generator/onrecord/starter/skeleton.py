"""A record to fill in: every field of its kind, those that it needs without a value.

A key without a value is an error with its place: so `onrecord check` leads from blank to blank.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from .desk import SCHEMAS
from .texts import fill

KINDS = ("article", "actor", "demand", "claim")

_OPENING = """\
# Its id, {id}, is the name of this file: a public address, which never changes.
# Fill in what is empty; `onrecord check` points at it. For more, take the "# " away from a line and
# put your own words in place of its example. Leave out what you do not know."""


def skeleton(kind: str, id_: str, schema: str | None) -> str:
    """The text of a new file.

    Args:
        kind: one of ``KINDS``.
        id_: of the record.
        schema: where the JSON Schema of its kind lies, from the file; for editors.
    """
    opening = _OPENING.format(id=id_)
    return fill(PurePosixPath("new", f"{kind}.yml"), opening=opening, schema=schema)


def schema_from(file: Path, desk: Path, kind: str) -> str | None:
    """The way from ``file`` to the schema of its ``kind`` in the folder ``desk``, if any."""
    schema = desk / SCHEMAS / f"{kind}.json"
    if not schema.is_file() or not file.is_relative_to(desk):
        return None
    up = len(file.relative_to(desk).parts) - 1
    return PurePosixPath(*[".."] * up, SCHEMAS, schema.name).as_posix()
