"""What a desk holds already: an import adds to it, and changes nothing that is there."""

from __future__ import annotations

from collections.abc import Mapping as Map
from typing import Any

from pydantic import BaseModel

from onrecord.reading import Mapping, shown_path
from onrecord.records.load import Records

from .book import Book
from .shapes import RECORDS

Trees = Map[tuple[str, str], Mapping]
_LEAVE_OUT = "an import changes nothing that is there: leave this out, or change that file yourself"
_MEND = "that file has errors, which `onrecord check` names: mend them first"
# What an article says once for all its quotes is written out at each of them in a sheet.
_INHERITED = frozenset({"defaults", "speakers"})


def new_trees(book: Book, trees: Trees, records: Records, there: Records) -> Trees:
    """Those of ``trees`` that the desk does not have yet; the book takes what collides.

    Args:
        book: where the trees come from.
        trees: by table and id.
        records: what they say, as far as it has no faults.
        there: the desk.
    """
    found: dict[tuple[str, str], Mapping] = {}
    for (table, id_), tree in trees.items():
        kind, _ = RECORDS[table]
        if (kind, id_) not in there.known:
            found[table, id_] = tree
            continue
        old, new = getattr(there, table).get(id_), getattr(records, table).get(id_)
        differs = _differences(old, new, id_) if old and new else ()
        if new is None or (old and not differs):
            continue  # it has its faults, or there is nothing to add
        file = shown_path(there.files[kind, id_])
        message = f"the desk has the {kind} '{id_}' already, in {file}"
        if differs:
            message += f", which differs from this in: {', '.join(differs)}"
        hint = _LEAVE_OUT if old else _MEND
        book.fault("sheet-exists", (tree.line, tree.column), message, hint, about="row")
    return found


def _differences(old: BaseModel, new: BaseModel, id_: str) -> tuple[str, ...]:
    """The names of the fields in which two records differ."""
    before, after = _plain(old, id_), _plain(new, id_)
    return tuple(name for name in after if before[name] != after[name])


def _plain(value: Any, id_: str) -> Any:  # noqa: ANN401 - whatever a field holds
    """``value`` as data, with references as they are written within the record."""
    if isinstance(value, BaseModel):
        return {name: _plain(part, id_) for name, part in value if name not in _INHERITED}
    if isinstance(value, tuple):
        return [_plain(part, id_) for part in value]
    return value.removeprefix(f"{id_}#") if isinstance(value, str) else value
