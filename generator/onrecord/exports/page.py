"""What the page of the downloads shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .dictionary import ALL_TABLES
from .downloads import CSV, DATA, DATASETTE, DICTIONARY_FILE, JSON, SCHEMA, SQLITE, ZIP, Downloads

# What the catalogue says of each file, in the order of the page.
_FILES = {
    JSON: "json",
    SQLITE: "sqlite",
    ZIP: "zip",
    DICTIONARY_FILE: "dictionary",
    SCHEMA: "schema",
    DATASETTE: "datasette",
}
_KILO, _MANY = 1000, 10_000


@dataclass(frozen=True, slots=True)
class Size:
    """How large a file is.

    Attributes:
        unit: ``bytes``, ``kilobytes`` or ``megabytes``.
        number: of them, rounded.
    """

    unit: str
    number: int

    @classmethod
    def of(cls, size: int) -> Size:
        """The size of so many bytes, in a unit that makes it short."""
        if size < _KILO:
            return cls("bytes", size)
        kilobytes = round(size / _KILO)
        if kilobytes < _MANY:
            return cls("kilobytes", kilobytes)
        return cls("megabytes", round(kilobytes / _KILO))


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file to download.

    Attributes:
        kind: what it is: a key of the words below ``data``.
        name: the file's name.
        uri: its site path.
        size: how large it is.
    """

    kind: str
    name: str
    uri: str
    size: Size


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table, with its file.

    Attributes:
        name: as in every file.
        file: the name of its CSV file.
        uri: the site path of that.
        size: how large that is.
        rows: how many it has.
        columns: how many it has, but for ``as_of``.
        derived: whether all of it follows from other tables.
    """

    name: str
    file: str
    uri: str
    size: Size
    rows: int
    columns: int
    derived: bool


@dataclass(frozen=True, slots=True)
class DataView:
    """The page of the downloads.

    Attributes:
        files: those that hold all tables, or describe them.
        tables: every table, those about the data itself last.
        licence: of the annotations, a name or an address; empty where none is given.
        licence_url: where that is an address.
        datasette: the command that shows the database.
    """

    files: tuple[DataFile, ...]
    tables: tuple[DataTable, ...]
    licence: str
    licence_url: str | None
    datasette: str


def data_view(downloads: Downloads, folder: Path, rows: Mapping[str, int]) -> DataView:
    """The page of what ``downloads`` wrote into ``folder``: so many ``rows`` in each table."""
    licence = downloads.site.info.licence
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
            for table in ALL_TABLES
        ),
        licence=licence,
        licence_url=licence if licence.startswith(("https://", "http://")) else None,
        datasette=f"datasette {SQLITE} -m {DATASETTE}",
    )


def _size(file: Path) -> Size:
    return Size.of(file.stat().st_size)
