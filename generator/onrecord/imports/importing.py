"""From the files of a spreadsheet to the files of a desk.

The records are checked together with those of the desk, which an import never changes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from onrecord.desk.checks.all_checks import check_desk
from onrecord.desk.desk import build_desk
from onrecord.diagnostics import Diagnostic, OnrecordError, Severity
from onrecord.editing.yaml_writer import Remarks, modeline, yaml_of
from onrecord.reading import MappingEntry, MappingNode, ScalarNode, shown_path
from onrecord.reading.nodes import follow_path
from onrecord.reading.texts import why_no_id
from onrecord.records import KINDS, Article, Order, Records, fields_of, load_records
from onrecord.records.record_set import take_record
from onrecord.writing.changed_files import FileChange, change_files, extended
from onrecord.writing.own_folders import WorkFolder
from onrecord.writing.whole_files import naming_file

from .plain_sheets import PlainSheets
from .sheet import Rows, Sheet, Workbook, read_sheet
from .sheet_files import File
from .table_sheets import LEFT_OUT, RecordTrees, TreeMaker, is_table, take_table

_LEAVE_OUT = "an import never changes existing records: remove this one, or edit that file yourself"
_MEND = "that file has errors: fix what `onrecord check` reports first"
# What an article says once for all its quotes is written out at each of them in a sheet.
_INHERITED = frozenset(name for name, field in fields_of(Article).items() if field.for_quotes)
_MISSING = frozenset({"text-missing", "gist-missing", "speaker-missing"})


def new_trees(book: Workbook, trees: RecordTrees, records: Records, there: Records) -> RecordTrees:
    """The ``trees`` of new ``records``; ``book`` takes conflicts."""
    found: dict[tuple[str, str], MappingNode] = {}
    for (kind, id_), tree in trees.items():
        if (kind, id_) not in there.known:
            found[kind, id_] = tree
            continue
        old, new = there.find(kind, id_), records.find(kind, id_)
        before, after = _plain(old, id_), _plain(new, id_)
        differs = [name for name in after if before[name] != after[name]] if old and new else []
        if new is None or (old and not differs):
            continue  # it has its faults, or there is nothing to add
        file = shown_path(there.files[kind, id_])
        message = f"the desk already has the {kind} '{id_}', in {file}"
        if differs:
            message += f", which differs from this in: {', '.join(differs)}"
        hint = _LEAVE_OUT if old else _MEND
        book.fault("sheet-exists", (tree.line, tree.column), message, hint, about="row")
    return found


def _plain(value: Any, id_: str) -> Any:  # noqa: ANN401 - whatever a field has
    """``value`` as data, with references as written within the record."""
    if isinstance(value, BaseModel):
        return {name: _plain(part, id_) for name, part in value if name not in _INHERITED}
    if isinstance(value, tuple):
        return [_plain(part, id_) for part in value]
    return value.removeprefix(f"{id_}#") if isinstance(value, str) else value


def checked_records(
    book: Workbook, trees: RecordTrees, there: Records, folder: Path, meant: Set[tuple[str, str]]
) -> Records:
    """The records of ``trees``, to be in ``folder``, with those ``there``; ``book`` takes faults.

    ``meant`` has kind and id of what has no tree because of a fault of its own.
    """
    records = Records(known={*meant})
    records.add(there)
    records.diagnostics.clear()
    for (kind, id_), tree in trees.items():
        records.known.add((kind, id_))
        if why := why_no_id(id_):
            book.fault("bad-id", (tree.line, tree.column), *why)
        book.faults += take_record(records, KINDS[kind], id_, tree, book.source)
        records.files[kind, id_] = folder / KINDS[kind].file(id_)
    refused = {(fault.line, fault.column) for fault in book.faults if fault.code == "sheet-value"}
    for finding in check_desk(records, build_desk(records, None)):
        if found := trees.get((finding.kind, finding.id)):
            of = finding.path[len(KINDS[finding.kind].top("")) :]
            node, entry, _ = follow_path(found, of)
            place = entry.key if finding.key and entry else node
            where = place.line, place.column
            fault = book.source.fault(finding.code, where, finding.message, finding.hint)
            follows = fault.code in _MISSING and fault.line in book.refused_lines
            if not follows and (fault.line, fault.column) not in refused:
                book.faults.append(fault)
    return records


# The JSON Schema of a kind of record, for the file of it at this path; None where there is none.
Schema = Callable[[PurePosixPath, str], str | None]

_OPENINGS = {
    "topics": "What demands, claims and quotes are about.",
    "events": "When and where things were said.",
    "one": "The name of this file is its id, {id}. To change it, run: onrecord rename",
}


@dataclass(slots=True)
class Imported:
    """The result of an import."""

    # The text of each new file, by its path in the content folder; none where an error is.
    files: dict[PurePosixPath, str] = field(default_factory=dict)
    # Files that are there and get more entries.
    grown: dict[PurePosixPath, FileChange] = field(default_factory=dict)
    # How many new records there are of each table.
    counts: Counter[str] = field(default_factory=Counter)
    known: int = 0  # how many records the desk has already, with nothing to add
    stubs: tuple[str, ...] = ()  # ids of the actors that are made of nothing but a name and a kind
    diagnostics: tuple[Diagnostic, ...] = ()  # what is wrong, in the order of a report
    _trees: RecordTrees = field(default_factory=dict)
    _records: Records = field(default_factory=Records)
    _there: Records = field(default_factory=Records)

    @property
    def failed(self) -> bool:
        """Whether an error is among the diagnostics."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)

    def put(self, folder: Path) -> None:
        """Write the files into ``folder``, or raise OnrecordError, or as `change_files`."""
        new = {it: FileChange(folder / it, None, text.encode()) for it, text in self.files.items()}
        changes = new | self.grown
        with WorkFolder.temporary() as work:
            for file, change in changes.items():
                with naming_file(change.file):
                    (work.path / file).parent.mkdir(parents=True, exist_ok=True)
                    (work.path / file).write_bytes(change.after or b"")
            self._review(work.path)
        change_files([*changes.values()])

    def _review(self, folder: Path) -> None:
        written = load_records(folder)
        grown = (
            (name, id_)
            for name, kind in KINDS.items()
            if kind.together and kind.file("") in self.grown
            for id_ in self._there.of(name)
        )
        for records, keys in ((self._records, self._trees), (self._there, grown)):
            for kind, id_ in keys:
                record = records.find(kind, id_)
                if record is not None and written.find(kind, id_) != record:
                    file = KINDS[kind].file(id_)
                    raise OnrecordError(_why_not(file, self.grown.get(file)))


def _why_not(file: PurePosixPath, grown: FileChange | None) -> str:
    """Why ``file`` cannot be written, and what to add to one that would have grown."""
    if grown is None:  # a fault of ours
        said = f"{file} would not say what its rows say, so nothing was written"
        return f"{said}; please report this"
    head = f"nothing was written, because a program cannot add to {shown_path(grown.file)}:"
    entries = (grown.after or b"").removeprefix(grown.before or b"").decode().strip()
    lines = (f"  {line}" for line in entries.splitlines())
    return "\n".join([head, "hint: add this to it yourself, then import again", *lines])


def import_files(
    files: list[File], folder: Path, schema: Schema, dates: Order | None = None
) -> Imported:
    """The content that ``files`` (tables of the data, plain sheets, or both) add to ``folder``.

    Never raises for what they say. ``folder`` need not exist; records that are there are known.
    ``schema`` gives the first line of each file; ``dates`` is how the sheets write their dates.
    Raises OSError if a file of ``folder`` cannot be read.
    """
    book = Workbook(dates=dates)
    there = load_records(folder) if folder.is_dir() else Records()
    rows, plain = _rows(book, files)
    sheets = PlainSheets(book, rows, there)
    for sheet in plain:
        sheets.take(sheet)
    stubs, without_row = sheets.make_rows()
    trees = TreeMaker(book, rows).trees()
    records = checked_records(book, trees, there, folder, {("actor", id_) for id_ in without_row})
    fresh = new_trees(book, trees, records, there)
    diagnostics = book.diagnostics()
    found = Imported(
        counts=Counter(KINDS[kind].plural for kind, _ in fresh),
        known=len(trees) - len(fresh),
        stubs=tuple(stubs),
        diagnostics=diagnostics,
        _trees=fresh,
        _records=records,
        _there=there,
    )
    if not found.failed:
        for file, (opening, body) in sorted(_files(fresh, schema, book.remarks).items()):
            if len(file.parts) == 1 and (folder / file).is_file():  # of all records of a kind
                found.grown[file] = extended(folder / file, body)
            else:
                found.files[file] = opening + body
    return found


def _rows(book: Workbook, files: list[File]) -> tuple[Rows, list[Sheet]]:
    """The rows of the tables, and the plain sheets."""
    rows: Rows = defaultdict(list)
    plain: list[Sheet] = []
    for file in files:
        sheet = read_sheet(book, file)
        if sheet is None or sheet.name in LEFT_OUT:
            continue
        if is_table(sheet):
            rows[sheet.name] += take_table(book, sheet)
        else:
            plain.append(sheet)
    return rows, plain


def _files(
    trees: RecordTrees, schema: Schema, remarks: Remarks
) -> dict[PurePosixPath, tuple[str, str]]:
    """The comments at the head of each file, and what it says."""
    files: dict[PurePosixPath, tuple[str, MappingNode]] = {}
    together: defaultdict[str, dict[str, MappingEntry]] = defaultdict(dict)
    for (name, id_), tree in trees.items():
        kind, whole, said = KINDS[name], tree, _OPENINGS["one"].format(id=id_)
        if kind.together:
            together[name][id_] = MappingEntry(ScalarNode(id_, 1, 1), tree)
            whole, said = MappingNode(together[name], 1, 1), _OPENINGS[kind.plural]
        head = modeline(schema(kind.file(id_), kind.file_kind))
        files[kind.file(id_)] = f"{head}# {said}\n", whole
    return {file: (head, yaml_of(whole, remarks)) for file, (head, whole) in files.items()}
