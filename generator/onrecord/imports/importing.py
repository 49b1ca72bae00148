"""From the files of a spreadsheet to the files of a desk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from onrecord.diagnostics import Diagnostic, OnrecordError, Severity
from onrecord.reading import Entry, Scalar, shown_path
from onrecord.reading import Mapping as Tree
from onrecord.records.load import Records, load_records
from onrecord.records.meant_dates import Order
from onrecord.writing.placing import Grown, put_files

from .files import File
from .nodes import Trees
from .plain import Plain
from .records import TOGETHER, checked, file_of, new_trees, ours
from .shapes import RECORDS
from .sheet import Book, Sheet, take
from .tables import Rows, is_left_out, is_table, take_table
from .yaml_writer import Remarks, yaml_of

# The JSON Schema of a kind of record, for the file of it at this path; None where there is none.
Schema = Callable[[PurePosixPath, str], str | None]

_TOGETHER = frozenset(file_of(table, "") for table in TOGETHER)
_OPENINGS = {
    "topics": "What demands, claims and quotes are about.",
    "events": "When and where things were said.",
    "one": "Its id, {id}, is the name of this file: a public address, which never changes.",
}


@dataclass(slots=True)
class Imported:
    """What an import comes to.

    Attributes:
        files: the text of each new file, by its path in the content folder; none where an error
            is.
        grown: files that are there and get more entries.
        counts: how many new records there are of each table.
        known: how many records the desk has already, just so.
        stubs: ids of the actors that are made of nothing but a name and a kind.
        diagnostics: what is wrong, in the order of a report.
    """

    files: dict[PurePosixPath, str] = field(default_factory=dict)
    grown: dict[PurePosixPath, Grown] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    known: int = 0
    stubs: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    _trees: Mapping[tuple[str, str], Tree] = field(default_factory=dict)
    _records: Records = field(default_factory=Records)
    _there: Records = field(default_factory=Records)

    @property
    def failed(self) -> bool:
        """Whether an error is among the diagnostics."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)

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
        for table, id_, record in (
            *ours(self._records, self._trees),
            *ours(self._there, self._grown_entries()),
        ):
            if getattr(written, table).get(id_) != record:
                file = file_of(table, id_)
                raise CannotGrow(self.grown[file]) if file in self.grown else Unfaithful(file)

    def _grown_entries(self) -> Iterator[tuple[str, str]]:
        """Table and id of what is in the files that grow."""
        tables = (table for table in TOGETHER if file_of(table, "") in self.grown)
        yield from ((table, id_) for table in tables for id_ in getattr(self._there, table))


class CannotGrow(OnrecordError):
    """Entries cannot be added to a file by itself; the message has them, to be put into it."""

    def __init__(self, grown: Grown) -> None:
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


def read_in(
    files: list[File], folder: Path, schema: Schema, dates: Order | None = None
) -> Imported:
    """What ``files`` come to as content of ``folder``; never raises for what they say.

    Args:
        files: tables of the data, plain sheets of quotes, or both.
        folder: what lies there is known to them. It need not exist.
        schema: for the first line of each file.
        dates: how the sheets write their dates, where that was said.

    Raises:
        OSError: a file of ``folder`` cannot be read.
    """
    book = Book(dates=dates)
    there = load_records(folder) if folder.is_dir() else Records()
    rows, plain = _rows(book, files)
    made = Plain(book, rows, there)
    for sheet in plain:
        made.take(sheet)
    made.settle()
    trees = Trees(book, rows).all()
    records = checked(book, trees, there, folder, made.meant)
    fresh = new_trees(book, trees, records, there)
    diagnostics = book.told()
    found = Imported(
        counts=Counter(table for table, _ in fresh),
        known=len(trees) - len(fresh),
        stubs=tuple(made.stubs),
        diagnostics=diagnostics,
        _trees=fresh,
        _records=records,
        _there=there,
    )
    if not found.failed:
        for file, (opening, body) in sorted(_files(fresh, schema, book.remarks).items()):
            if file in _TOGETHER and (folder / file).is_file():
                found.grown[file] = Grown(folder / file, (folder / file).read_bytes(), body)
            else:
                found.files[file] = opening + body
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


def _files(
    trees: Mapping[tuple[str, str], Tree], schema: Schema, remarks: Remarks
) -> dict[PurePosixPath, tuple[str, str]]:
    """The comments at the head of each file, and what it says."""
    files: dict[PurePosixPath, tuple[str, str]] = {}
    for table, (kind, _) in RECORDS.items():
        some = {id_: tree for (of, id_), tree in trees.items() if of == table}
        if table in TOGETHER:
            if some:
                entries = {id_: Entry(Scalar(id_, 1, 1), tree) for id_, tree in some.items()}
                file, whole = PurePosixPath(f"{table}.yml"), Tree(entries, 1, 1)
                opening = _opening(file, table, _OPENINGS[table], schema)
                files[file] = opening, yaml_of(whole)
            continue
        for id_, tree in some.items():
            file = file_of(table, id_)
            opening = _opening(file, kind, _OPENINGS["one"].format(id=id_), schema)
            files[file] = opening, yaml_of(tree, remarks)
    return files


def _opening(file: PurePosixPath, kind: str, text: str, schema: Schema) -> str:
    path = schema(file, kind)
    modeline = f"# yaml-language-server: $schema={path}\n" if path else ""
    return f"{modeline}# {text}\n"
