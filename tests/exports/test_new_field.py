"""A field that a record gets is in every file of the data, and an import reads it, with no more."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field

from onrecord.exports.all_tables import TABLES
from onrecord.exports.csv_json import csv_rows, data_schema
from onrecord.exports.dictionary import column_rows
from onrecord.exports.table import Table, written
from onrecord.exports.table_rows import table_rows_of
from onrecord.imports.columns import meanings_of_headers
from onrecord.imports.importing import import_files
from onrecord.imports.sheet_files import File
from onrecord.records import Actor
from onrecord.records.description import AlsoCalled, InTable, Mark, Record
from onrecord.records.fields import ActorId, Date, Flag, Line, Many, Prose
from onrecord.records.load import load_records
from onrecord.records.record_kinds import KINDS

from .conftest import downloads_of, read

MIA = """\
berth:
  port: port-of-aldmoor
  since: 2031-05
  nicknames: [Quay, Crane]
  covered: "true"
name: Mia Brandt
kind: person
"""


class Berth(Record):
    """Where a ship of an actor lies."""

    port: Annotated[ActorId, InTable(name="")] = Field(description="Whose berth it is.")
    since: Date | None = Field(default=None, description="Since when the ship is there.")
    nicknames: Many[Line] = Field(default=(), description="What the crew calls it.")
    covered: Flag = Field(default=False, description="Whether it has a roof.")
    pier: Annotated[Line | None, Mark.FACET, AlsoCalled("quay quai")] = Field(
        default=None, description="The pier that it is at."
    )
    log: Prose | None = Field(default=None, description="What is told of it.")


class Shipowner(Actor):
    """An actor with a field more."""

    berth: Berth | None = Field(default=None, description="Where its ship is.")


@pytest.fixture
def actors() -> Iterator[Table]:
    """The table of actors, while each may have a berth."""
    table, kind = TABLES["actors"], KINDS["actor"]
    columns = [column for column in table.columns if not column.source]
    changes = (
        (kind, "model", Shipowner),
        (table, "columns", (columns[0], *written(Shipowner), *columns[1:])),
    )
    before = [(thing, name, getattr(thing, name)) for thing, name, _ in changes]
    for some in (changes, before):
        for thing, name, value in some:
            object.__setattr__(thing, name, value)  # both are frozen
        for name in ("written", "_by_name", "_cells"):
            table.__dict__.pop(name, None)
        if some is changes:
            yield table


def test_a_new_field_is_in_the_data_and_comes_back(actors: Table, tmp_path: Path) -> None:
    folder = tmp_path / "content" / "actors"
    folder.mkdir(parents=True)
    (folder / "mia-brandt.yml").write_text(MIA)
    (folder / "port-of-aldmoor.yml").write_text("name: Port of Aldmoor\nkind: organisation\n")
    desk = read(tmp_path / "content")

    rows = list(table_rows_of(desk)["actors"]())
    mia = {
        name: rows[0][name] for name in ("berth", "berth_since", "berth_nicknames", "berth_covered")
    }
    assert mia == {
        "berth": "port-of-aldmoor", "berth_since": "2031-05", "berth_nicknames": ("Quay", "Crane"),
        "berth_covered": True,
    }  # fmt: skip
    assert not any(rows[1][name] for name in mia)

    definitions: Any = data_schema()["$defs"]
    properties = definitions["actors"]["properties"]
    assert properties["berth_since"]["description"] == "Since when the ship is there."
    (described,) = (row for row in column_rows([actors]) if row["column"] == "berth")
    assert (described["refers_to"], described["meaning"]) == ("actors.actor", "Whose berth it is.")

    downloads_of(desk).write_sqlite(tmp_path / "data.sqlite")
    with closing(sqlite3.connect(tmp_path / "data.sqlite")) as database:
        keys = database.execute("PRAGMA foreign_key_list(actors)").fetchall()
        assert ("actors", "berth", "actor") in {key[2:5] for key in keys}

    out = io.StringIO()
    _ = [*csv_rows(out, actors, rows, "")]
    table = out.getvalue().encode()
    assert b"berth_nicknames" in table
    imported = import_files(
        [File("actors.csv", "actors", table)], tmp_path / "new", lambda *_: None
    )
    assert not imported.failed, imported.diagnostics
    imported.put(tmp_path / "new")
    assert (tmp_path / "new/actors/mia-brandt.yml").read_text().endswith(MIA)
    assert load_records(tmp_path / "new").actors == load_records(tmp_path / "content").actors


def test_its_marks_say_where_it_is_searched_narrowed_by_and_found_in_a_sheet(actors: Table) -> None:
    assert actors.passages == ["berth_log", "summary", "note"]
    assert actors.facets == ["berth_pier", "kind"]
    meanings = meanings_of_headers(actors.written)
    assert [meanings[name] for name in ("berth_pier", "quay", "quai")] == ["berth_pier"] * 3
