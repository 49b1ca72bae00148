"""From the files of a spreadsheet to the files of a desk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from onrecord.diagnostics import Diagnostic, Severity
from onrecord.reading import Entry, Scalar
from onrecord.reading import Mapping as Tree
from onrecord.records.load import Records, load_records

from .book import Book
from .files import File
from .nodes import Trees
from .placing import put_files
from .plain import Plain
from .records import TOGETHER, checked, file_of, ours
from .shapes import RECORDS
from .sheet import Sheet, take
from .tables import Rows, is_left_out, is_table, take_table
from .yaml_text import yaml_of

# The JSON Schema of a kind of record, for the file of it at this path; None where there is none.
Schema = Callable[[PurePosixPath, str], str | None]

_OPENINGS = {
    "topics": "What demands, claims and quotes are about.",
    "events": "When and where things were said.",
    "one": "Its id, {id}, is the name of this file: a public address, which never changes.",
}


@dataclass(slots=True)
class Imported:
    """What an import comes to.

    Attributes:
        files: the text of each file, by its path in the content folder; none where an error is.
        counts: how many records there are of each table.
        stubs: ids of the actors that are made of nothing but a name and a kind.
        diagnostics: what is wrong, in the order of a report.
    """

    files: dict[PurePosixPath, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    stubs: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    _trees: Mapping[tuple[str, str], Tree] = field(default_factory=dict)
    _records: Records = field(default_factory=Records)

    @property
    def failed(self) -> bool:
        """Whether an error is among the diagnostics."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)

    def put(self, folder: Path) -> None:
        """Write the files into ``folder``.

        Raises:
            Unfaithful: what would be written says something else than the sheets.
            Taken: a file would be overwritten.
            OSError: it cannot be written.
        """
        put_files(self.files, folder, self._review)

    def _review(self, folder: Path) -> None:
        written = load_records(folder)
        for table, id_, record in ours(self._records, self._trees):
            if getattr(written, table).get(id_) != record:
                raise Unfaithful(file_of(table, id_))


class Unfaithful(Exception):
    """A file does not say what its rows say: a fault of ours."""

    def __init__(self, file: PurePosixPath) -> None:
        super().__init__(f"{file} would not say what its rows say")


def read_in(files: list[File], folder: Path, schema: Schema) -> Imported:
    """What ``files`` come to as content of ``folder``; never raises for what they say.

    Args:
        files: tables of the data, plain sheets of quotes, or both.
        folder: what lies there is known to them. It need not exist.
        schema: for the first line of each file.
    """
    book = Book()
    there = load_records(folder) if folder.is_dir() else Records()
    rows, plain = _rows(book, files)
    made = Plain(book, rows, there)
    for sheet in plain:
        made.take(sheet)
    made.settle()
    trees = Trees(book, rows).all()
    records = checked(book, trees, there, folder, made.meant)
    diagnostics = book.told()
    found = Imported(
        counts=Counter(table for table, _ in trees),
        stubs=tuple(made.stubs),
        diagnostics=diagnostics,
        _trees=trees,
        _records=records,
    )
    if not found.failed:
        found.files = _files(trees, schema)
    return found


def _rows(book: Book, files: list[File]) -> tuple[Rows, list[Sheet]]:
    """The rows of the tables, and the plain sheets."""
    rows: Rows = defaultdict(list)
    plain: list[Sheet] = []
    for file in files:
        sheet = take(book, file)
        if sheet is None or is_left_out(sheet):
            continue
        if is_table(sheet):
            rows[sheet.name] += take_table(book, sheet)
        else:
            plain.append(sheet)
    return rows, plain


def _files(trees: Mapping[tuple[str, str], Tree], schema: Schema) -> dict[PurePosixPath, str]:
    files: dict[PurePosixPath, str] = {}
    for table, (kind, _) in RECORDS.items():
        some = {id_: tree for (of, id_), tree in trees.items() if of == table}
        if table in TOGETHER:
            if some:
                entries = {id_: Entry(Scalar(id_, 1, 1), tree) for id_, tree in some.items()}
                file, whole = PurePosixPath(f"{table}.yml"), Tree(entries, 1, 1)
                files[file] = _headed(file, table, _OPENINGS[table], whole, schema)
            continue
        for id_, tree in some.items():
            file = file_of(table, id_)
            files[file] = _headed(file, kind, _OPENINGS["one"].format(id=id_), tree, schema)
    return dict(sorted(files.items()))


def _headed(file: PurePosixPath, kind: str, opening: str, tree: Tree, schema: Schema) -> str:
    path = schema(file, kind)
    modeline = f"# yaml-language-server: $schema={path}\n" if path else ""
    return f"{modeline}# {opening}\n{yaml_of(tree)}"
