"""From the files of a spreadsheet to the files of a desk."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from onrecord.diagnostics import Diagnostic, OnrecordError, Severity
from onrecord.reading import MappingEntry, ScalarNode, shown_path
from onrecord.reading import MappingNode as Tree
from onrecord.records.dates import Order
from onrecord.records.kinds import KINDS, RecordKind
from onrecord.records.load import Records, load_records
from onrecord.writing.whole_files import ExtendedFile, put_files

from .files import File
from .plain import PlainSheets
from .records import checked, new_trees
from .sheet import Rows, Sheet, Workbook, read_sheet
from .tables import RecordTrees, is_left_out, is_table, take_table, trees_of
from .yaml_writer import Remarks, yaml_of

# The JSON Schema of a kind of record, for the file of it at this path; None where there is none.
Schema = Callable[[PurePosixPath, str], str | None]

_OPENINGS = {
    "topics": "What demands, claims and quotes are about.",
    "events": "When and where things were said.",
    "one": "Its id, {id}, is the name of this file: a public address, which never changes.",
}


@dataclass(slots=True)
class Imported:
    """The result of an import.

    Attributes:
        files: the text of each new file, by its path in the content folder; none where an error
            is.
        grown: files that are there and get more entries.
        counts: how many new records there are of each table.
        known: how many records the desk has already, with nothing to add.
        stubs: ids of the actors that are made of nothing but a name and a kind.
        diagnostics: what is wrong, in the order of a report.
    """

    files: dict[PurePosixPath, str] = field(default_factory=dict)
    grown: dict[PurePosixPath, ExtendedFile] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    known: int = 0
    stubs: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    _trees: RecordTrees = field(default_factory=dict)
    _records: Records = field(default_factory=Records)
    _there: Records = field(default_factory=Records)

    @property
    def failed(self) -> bool:
        """Whether an error is among the diagnostics."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)

    def put(self, folder: Path) -> None:
        """Write the files into ``folder``.

        Raises:
            Unfaithful: what would be written says something else than the sheets.
            CannotGrow: entries cannot be added to a file that is there.
            Taken: a file would be overwritten.
            OSError: it cannot be written.
        """
        put_files(self.files, folder, self._review, self.grown)

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
                    raise CannotGrow(self.grown[file]) if file in self.grown else Unfaithful(file)


class CannotGrow(OnrecordError):
    """Entries cannot be added to a file by itself; the message has them, to be put into it."""

    def __init__(self, grown: ExtendedFile) -> None:
        head = (
            f"nothing was written, since {shown_path(grown.file)} cannot be added to by a program:"
        )
        lines = (f"  {line}" for line in grown.entries.splitlines())
        hint = "hint: put this into it yourself, then import again"
        super().__init__("\n".join([head, hint, *lines]))


class Unfaithful(OnrecordError):
    """A file does not say what its rows say: a fault of ours."""

    def __init__(self, file: PurePosixPath) -> None:
        said = f"{file} would not say what its rows say, and nothing was written"
        super().__init__(f"{said}; please report this")


def import_files(
    files: list[File], folder: Path, schema: Schema, dates: Order | None = None
) -> Imported:
    """What ``files`` are as content of ``folder``; never raises for what they say.

    Args:
        files: tables of the data, plain sheets of quotes, or both.
        folder: what lies there is known to them. It need not exist.
        schema: for the first line of each file.
        dates: how the sheets write their dates, where that was said.

    Raises:
        OSError: a file of ``folder`` cannot be read.
    """
    book = Workbook(dates=dates)
    there = load_records(folder) if folder.is_dir() else Records()
    rows, plain = _rows(book, files)
    sheets = PlainSheets(book, rows, there)
    for sheet in plain:
        sheets.take(sheet)
    stubs, without_row = sheets.make_rows()
    trees = trees_of(book, rows)
    records = checked(book, trees, there, folder, {("actor", id_) for id_ in without_row})
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
                found.grown[file] = ExtendedFile(folder / file, (folder / file).read_bytes(), body)
            else:
                found.files[file] = opening + body
    return found


def _rows(book: Workbook, files: list[File]) -> tuple[Rows, list[Sheet]]:
    """The rows of the tables, and the plain sheets."""
    rows: Rows = defaultdict(list)
    plain: list[Sheet] = []
    for file in files:
        sheet = read_sheet(book, file)
        if sheet is None or is_left_out(sheet):
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
    files: dict[PurePosixPath, tuple[str, str]] = {}
    together: defaultdict[str, dict[str, MappingEntry]] = defaultdict(dict)
    for (name, id_), tree in trees.items():
        kind = KINDS[name]
        if kind.together:
            together[name][id_] = MappingEntry(ScalarNode(id_, 1, 1), tree)
        else:
            file = kind.file(id_)
            opening = _opening(file, kind, _OPENINGS["one"].format(id=id_), schema)
            files[file] = opening, yaml_of(tree, remarks)
    for name, entries in together.items():
        kind = KINDS[name]
        file = kind.file("")
        opening = _opening(file, kind, _OPENINGS[kind.plural], schema)
        files[file] = opening, yaml_of(Tree(entries, 1, 1))
    return files


def _opening(file: PurePosixPath, kind: RecordKind, text: str, schema: Schema) -> str:
    path = schema(file, kind.file_kind)
    modeline = f"# yaml-language-server: $schema={path}\n" if path else ""
    return f"{modeline}# {text}\n"
