"""The downloads of a desk, each format written from the same rows, and the page with them."""

import zipfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from onrecord.records import KINDS, Subject, fixed
from onrecord.render.site import SiteContext
from onrecord.views.context import licence_address

from . import dictionary
from .all_tables import TABLES
from .csv_json import (
    KnownRows,
    LastRows,
    SomeRows,
    csv_rows,
    data_schema,
    document,
    json_pieces,
    row_text,
)
from .sqlite import datasette, new_database
from .table import Table
from .table_rows import table_rows_of
from .twins import Twins

DATA = "data/"
JSON, SCHEMA, SQLITE = "onrecord.json", "onrecord.schema.json", "onrecord.sqlite"
CSV, ZIP = "csv/", "onrecord-csv.zip"
DICTIONARY_FILE, DATASETTE = "dictionary.json", "datasette.json"
CSV_FILES = tuple(f"{table.name}.csv" for table in dictionary.ALL_TABLES)
DOWNLOADS = (
    *(JSON, SCHEMA, SQLITE, ZIP, DICTIONARY_FILE, DATASETTE),
    *(f"{CSV}{name}" for name in CSV_FILES),
)
_LEADING = ("demands", "answers", "quotes", "claims", "actors", "articles")
# A zip begins with the time of each file: one that says nothing of the build.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FILE = 0o644 << 16
_NONE: Mapping[str, Set[str]] = {}
# What the catalogue says of each file, in the order of the page.
_FILES = {
    JSON: "json", SQLITE: "sqlite", ZIP: "zip", DICTIONARY_FILE: "dictionary", SCHEMA: "schema",
    DATASETTE: "datasette",
}  # fmt: skip
_KILO, _MANY = 1000, 10_000


@dataclass(frozen=True)
class Downloads:
    """Writes the data of ``site``; the same desk gives the same bytes."""

    site: SiteContext

    def write_all(
        self, folder: Path, last: Path | None = None, same: Mapping[str, Set[str]] = _NONE
    ) -> dict[str, int]:
        """Write every download into the empty ``folder``; the number of rows of each table.

        Each row is made once, and goes into all formats before the next one is made. Of records
        that are the ``same`` since those in the folder ``last``, rows are taken from there.

        Raises:
            OSError, ValueError: it cannot be written, or what was written last is another.
        """
        site, say = self.site.info, self.site.say
        rows = LastRows(last / JSON, last / CSV, same) if last else None
        made = dict(self.tables(rows))
        (folder / CSV).mkdir()
        counts: dict[str, int] = {}
        with new_database(folder / SQLITE, [*made], last / SQLITE if last else None) as filled:

            def written(table: Table) -> Iterator[SomeRows]:
                count = 0
                for row in filled(table, self._csv_rows(folder / CSV, table, made[table])):
                    count += row.last + 1 - row.first if isinstance(row, KnownRows) else 1
                    yield row
                counts[table.name] = count

            self._write_json(folder / JSON, {name: written(TABLES[name]) for name in TABLES})
            for table in made:
                if table.name not in TABLES:
                    deque(written(table), maxlen=0)
        _zip(folder / ZIP, sorted((folder / CSV).iterdir()))
        (folder / SCHEMA).write_bytes(document(data_schema()))
        (folder / DICTIONARY_FILE).write_bytes(document(dictionary.dictionary(site, say)))
        (folder / DATASETTE).write_bytes(document(datasette(site, say)))
        return counts

    def write_json(self, file: Path) -> None:
        """Write all tables as one JSON file."""
        self._write_json(
            file, {name: rows() for name, rows in table_rows_of(self.site.desk).items()}
        )

    def _write_json(self, file: Path, tables: Mapping[str, Iterable[SomeRows]]) -> None:
        head = {"$schema": SCHEMA, "about": self._about}
        texts = {name: map(row_text, rows) for name, rows in tables.items()}
        with file.open("w", encoding="utf-8", newline="") as out:
            out.writelines(json_pieces(head, texts))

    def write_csv(self, folder: Path) -> None:
        """Write a file for each table into ``folder``, which is made."""
        folder.mkdir()
        for table, rows in self.tables():
            deque(self._csv_rows(folder, table, rows), maxlen=0)

    def _csv_rows(self, folder: Path, table: Table, rows: Iterable[SomeRows]) -> Iterator[SomeRows]:
        """``rows``, which are written to the file of ``table`` while they are iterated."""
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
            yield from csv_rows(out, table, rows, self.site.info.as_of)

    def write_zip(self, file: Path, folder: Path) -> None:
        """Write the files of ``write_csv`` as one zip; ``folder`` is for them, and is made."""
        self.write_csv(folder)
        _zip(file, sorted(folder.iterdir()))

    def write_sqlite(self, file: Path) -> None:
        """Write all tables as a database."""
        tables = dict(self.tables())
        with new_database(file, [*tables]) as filled:
            for each in tables.items():
                deque(filled(*each), maxlen=0)

    def twin(self, subject: Subject) -> bytes:
        """The JSON file next to the page of ``subject``."""
        address = subject.uri
        up = "../" * address.count("/")
        head = {
            "$schema": f"{up}{DATA}{SCHEMA}",
            "about": self._about,
            "subject": {"table": KINDS[subject.kind].plural, "id": subject.id, "address": address},
        }
        return "".join(json_pieces(head, self._twins.of(subject))).encode()

    def tables(self, last: LastRows | None = None) -> Iterator[tuple[Table, Iterable[SomeRows]]]:
        """Every table with its rows, those about the data itself last."""
        rows = table_rows_of(self.site.desk)
        for name, table in TABLES.items():
            yield table, last.among(name, rows[name]) if last else rows[name]()
        about = [{"item": item, "value": value} for item, value in self._about.items()]
        yield dictionary.ABOUT, about
        yield dictionary.DICTIONARY, dictionary.column_rows(dictionary.ALL_TABLES)
        yield dictionary.CODEBOOK, dictionary.codebook(self.site.say)

    @cached_property
    def _about(self) -> dict[str, str]:
        return dictionary.about(self.site.info, self.site.say)

    @cached_property
    def _twins(self) -> Twins:
        return Twins(self.site.views.indexes)


def _zip(target: Path, files: Iterable[Path]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for file in files:
            entry = zipfile.ZipInfo(f"onrecord-csv/{file.name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _FILE
            with archive.open(entry, "w") as out, file.open("rb") as text:
                while piece := text.read(1 << 20):
                    out.write(piece)


@fixed
class FileSize:
    """The size of a file."""

    unit: str  #: `bytes`, `kilobytes` or `megabytes`
    number: int  #: of them, rounded

    @classmethod
    def of(cls, size: int) -> "FileSize":
        """The size of so many bytes, in a unit that makes it short."""
        if size < _KILO:
            return cls("bytes", size)
        kilobytes = round(size / _KILO)
        if kilobytes < _MANY:
            return cls("kilobytes", kilobytes)
        return cls("megabytes", round(kilobytes / _KILO))


@fixed
class DataFile:
    """A file to download."""

    kind: str  #: what it is: a key of the words below `data`
    name: str  #: the file's name
    uri: str  #: its site path
    size: FileSize  #: how large it is


@fixed
class DataTable:
    """A table, with its file."""

    name: str  #: as in every file
    file: str  #: the name of its CSV file
    uri: str  #: the site path of that
    size: FileSize  #: how large that is
    rows: int  #: how many it has
    columns: int  #: how many it has, without `as_of`
    derived: bool  #: whether all of it follows from other tables


@fixed
class DataView:
    """The page of the downloads."""

    files: tuple[DataFile, ...]  #: those that hold all tables, or describe them
    tables: tuple[DataTable, ...]  #: every table, those about the data itself last
    licence: str  #: of the annotations, a name or an address; empty if none is given
    licence_url: str | None  #: where that is an address
    datasette: str  #: the command that shows the database

    @property
    def leading(self) -> tuple[DataTable, ...]:
        """The tables that most readers come for, without those that have no rows."""
        found = {table.name: table for table in self.tables if table.rows}
        return tuple(found[name] for name in _LEADING if name in found)


def data_view(downloads: Downloads, folder: Path, rows: Mapping[str, int]) -> DataView:
    """The page of what ``downloads`` wrote into ``folder``: so many ``rows`` in each table."""
    site = downloads.site.info
    return DataView(
        files=tuple(
            DataFile(kind, name, DATA + name, _size(folder / name)) for name, kind in _FILES.items()
        ),
        tables=tuple(
            DataTable(
                name=table.name,
                file=f"{table.name}.csv",
                uri=f"{DATA}{CSV}{table.name}.csv",
                size=_size(folder / CSV / f"{table.name}.csv"),
                rows=rows[table.name],
                columns=len(table.columns),
                derived=table.derived,
            )
            for table in dictionary.ALL_TABLES
        ),
        licence=site.licence,
        licence_url=licence_address(site) or None,
        datasette=f"datasette {SQLITE} -m {DATASETTE}",
    )


def _size(file: Path) -> FileSize:
    return FileSize.of(file.stat().st_size)
