"""Records of the trees, checked together with those of the desk, which an import never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from collections.abc import Mapping as Map
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel

from onrecord.desk.checks import check_desk
from onrecord.desk.desk import build_desk
from onrecord.desk.finding import Finding
from onrecord.diagnostics import Diagnostic
from onrecord.reading import Mapping, shown_path
from onrecord.reading.texts import why_no_id
from onrecord.records.build import build
from onrecord.records.load import Records, RecordSet
from onrecord.records.locate import walk
from onrecord.records.partial import partly

from .shapes import RECORDS
from .sheet import Book

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


M = TypeVar("M", bound=BaseModel)

_MISSING = frozenset({"text-missing", "gist-missing", "speaker-missing"})
# Tables whose rows stand together in one file, of that name.
TOGETHER = frozenset({"topics", "events"})


def file_of(table: str, id_: str) -> PurePosixPath:
    """The file of a record, in the content folder."""
    return (
        PurePosixPath(f"{table}.yml") if table in TOGETHER else PurePosixPath(table, f"{id_}.yml")
    )


def checked(
    book: Book, trees: Trees, there: Records, folder: Path, meant: Set[tuple[str, str]]
) -> Records:
    """The records of ``trees`` beside those that are ``there``; the book takes the faults.

    Args:
        book: where the trees come from.
        trees: by table and id.
        there: what the folder holds already; its own faults are passed over.
        folder: where the records are to lie.
        meant: kind and id of what has a fault of its own already and no tree.
    """
    records = Records(known=there.known | meant, files=dict(there.files), holes=dict(there.holes))
    _join(records, there)
    _join(records.partial, there.partial)
    for (table, id_), tree in trees.items():
        _take(book, records, (table, id_), tree)
        kind, _ = RECORDS[table]
        records.files[kind, id_] = folder / file_of(table, id_)
    tables = {kind: table for table, (kind, _) in RECORDS.items()}
    refused = {(one.line, one.column) for one in book.faults if one.code == "sheet-value"}
    for finding in check_desk(records, build_desk(records, None)):
        if found := trees.get((tables[finding.kind], finding.id)):
            fault = _placed(book, found, finding)
            follows = fault.code in _MISSING and fault.line in book.spoilt
            if not follows and (fault.line, fault.column) not in refused:
                book.faults.append(fault)
    return records


def _join(records: RecordSet, others: RecordSet) -> None:
    for table in RECORDS:
        getattr(records, table).update(getattr(others, table))


def _take(book: Book, records: Records, owner: tuple[str, str], tree: Mapping) -> None:
    table, id_ = owner
    kind, model = RECORDS[table]
    records.known.add((kind, id_))
    if why := why_no_id(id_):
        book.fault("bad-id", (tree.line, tree.column), *why)
    record, faults = build(model, tree, book.source)
    book.faults.extend(faults)
    if record is not None:
        getattr(records, table)[id_] = record
        return
    top = (id_,) if table in TOGETHER else ()
    if part := partly(model, tree, book.source, top=top):
        getattr(records.partial, table)[id_] = part.record
        records.holes[kind, id_] = part.holes
        book.faults.extend(part.faults)


def _placed(book: Book, tree: Mapping, finding: Finding) -> Diagnostic:
    path = finding.path[1:] if finding.kind in ("topic", "event") else finding.path
    node, entry, _ = walk(tree, path)
    place = entry.key if finding.key and entry else node
    where = (place.line, place.column)
    return book.source.fault(finding.code, where, finding.message, finding.hint)


def ours(records: Records, keys: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, BaseModel]]:
    """Table, id and record of each of ``keys``."""
    for table, id_ in keys:
        if (record := getattr(records, table).get(id_)) is not None:
            yield table, id_, record
