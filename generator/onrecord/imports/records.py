"""Records of the trees, checked together with those of the desk, which an import never changes."""

from collections.abc import Set
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from onrecord.desk.desk import build_desk
from onrecord.desk.findings import Finding
from onrecord.desk.load import check_desk
from onrecord.diagnostics import Diagnostic
from onrecord.reading import MappingNode, shown_path
from onrecord.reading.texts import why_no_id
from onrecord.records.build import build, build_partly
from onrecord.records.kinds import KINDS, RecordKind
from onrecord.records.load import Records, RecordSet
from onrecord.records.nodes import follow_path

from .sheet import Workbook
from .tables import RecordTrees

_LEAVE_OUT = "an import changes nothing that is there: leave this out, or change that file yourself"
_MEND = "that file has errors, which `onrecord check` names: mend them first"
# What an article says once for all its quotes is written out at each of them in a sheet.
_INHERITED = frozenset({"defaults", "speakers"})


def new_trees(book: Workbook, trees: RecordTrees, records: Records, there: Records) -> RecordTrees:
    """Those of ``trees`` that the desk does not have yet; the workbook takes what collides.

    Args:
        book: where the trees come from.
        trees: by kind and id.
        records: what they say, as far as it has no faults.
        there: the desk.
    """
    found: dict[tuple[str, str], MappingNode] = {}
    for (kind, id_), tree in trees.items():
        if (kind, id_) not in there.known:
            found[kind, id_] = tree
            continue
        old, new = there.find(kind, id_), records.find(kind, id_)
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


_MISSING = frozenset({"text-missing", "gist-missing", "speaker-missing"})


def checked(
    book: Workbook, trees: RecordTrees, there: Records, folder: Path, meant: Set[tuple[str, str]]
) -> Records:
    """The records of ``trees`` and of those that are ``there``; the workbook takes the faults.

    Args:
        book: where the trees come from.
        trees: by kind and id.
        there: what the folder holds already; its own faults are passed over.
        folder: where the records are to lie.
        meant: kind and id of what has a fault of its own already and no tree.
    """
    records = Records(
        known=there.known | meant, files=dict(there.files), faulty_places=dict(there.faulty_places)
    )
    _join(records, there)
    _join(records.partial, there.partial)
    for (kind, id_), tree in trees.items():
        _take(book, records, KINDS[kind], id_, tree)
        records.files[kind, id_] = folder / KINDS[kind].file(id_)
    refused = {(fault.line, fault.column) for fault in book.faults if fault.code == "sheet-value"}
    for finding in check_desk(records, build_desk(records, None)):
        if found := trees.get((finding.kind, finding.id)):
            fault = _placed(book, found, finding)
            follows = fault.code in _MISSING and fault.line in book.refused_lines
            if not follows and (fault.line, fault.column) not in refused:
                book.faults.append(fault)
    return records


def _join(records: RecordSet, others: RecordSet) -> None:
    for kind in KINDS:
        records.of(kind).update(others.of(kind))


def _take(book: Workbook, records: Records, kind: RecordKind, id_: str, tree: MappingNode) -> None:
    records.known.add((kind.name, id_))
    if why := why_no_id(id_):
        book.fault("bad-id", (tree.line, tree.column), *why)
    record, faults = build(kind.model, tree, book.source)
    book.faults.extend(faults)
    if record is not None:
        records.of(kind.name)[id_] = record
    elif part := build_partly(kind.model, tree, book.source, top=kind.top(id_)):
        records.partial.of(kind.name)[id_] = part.record
        records.faulty_places[kind.name, id_] = part.faulty_places
        book.faults.extend(part.faults)


def _placed(book: Workbook, tree: MappingNode, finding: Finding) -> Diagnostic:
    node, entry, _ = follow_path(tree, finding.path[len(KINDS[finding.kind].top("")) :])
    place = entry.key if finding.key and entry else node
    where = (place.line, place.column)
    return book.source.fault(finding.code, where, finding.message, finding.hint)
