"""JSON, CSV and SQLite say the same, and each is what its readers expect."""

import csv
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from jsonschema import Draft202012Validator
from tests.exports.conftest import downloads_of, from_cell

from onrecord.desk.actors import count_utterances
from onrecord.desk.desk import Desk
from onrecord.exports import twins
from onrecord.exports.all_tables import TABLES
from onrecord.exports.dictionary import about
from onrecord.exports.downloads import Downloads
from onrecord.exports.sqlite import _index
from onrecord.exports.table import Column, Table, Value
from onrecord.exports.table_rows import quote, quote_parts, table_rows_of
from onrecord.exports.twins import TWIN, subjects_of
from onrecord.render.phrases import PlainWords
from onrecord.site.plan import DataSite, plan_site
from onrecord.writing.own_folders import WorkFolder


@pytest.fixture(scope="module")
def database(written: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(written / "onrecord.sqlite")) as database:
        database.row_factory = sqlite3.Row
        yield database


def _all(database: sqlite3.Connection, name: str) -> list[sqlite3.Row]:
    query = f'SELECT * FROM "{name}"'  # noqa: S608 - the name is ours
    return database.execute(query).fetchall()


def test_the_json_is_as_its_schema_has_it(
    whole: dict[str, Any], written: Path, downloads: Downloads
) -> None:
    schema = json.loads((written / "onrecord.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    validator.validate(whole)
    for subject in list(subjects_of(downloads.site.views.indexes))[::3]:
        validator.validate(json.loads(downloads.twin(subject)))
    broken = {**whole, "tables": {"quotes": [{"quote": "a b"}]}}
    assert not validator.is_valid(broken)


@pytest.mark.parametrize("name", TABLES)
def test_all_formats_have_the_same_rows(
    name: str, desk: Desk, whole: dict[str, Any], written: Path, database: sqlite3.Connection
) -> None:
    columns = TABLES[name].columns
    rows = [
        [row.get(column.name) or None for column in columns] for row in table_rows_of(desk)[name]()
    ]
    in_json = [
        [_plain(row.get(column.name)) or None for column in columns]
        for row in whole["tables"][name]
    ]
    assert in_json == rows
    with (written / f"csv/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *cells = csv.reader(file, strict=True)
    assert head == [*(column.name for column in columns), "as_of"]
    read = [
        [from_cell(cell, column) or None for cell, column in zip(line, columns, strict=False)]
        for line in cells
    ]
    assert read == rows
    stored = _all(database, name)
    assert [
        [_unpacked(line[column.name], column) or None for column in columns] for line in stored
    ] == rows


def _plain(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value


def _unpacked(value: str | int | None, column: Column) -> Value:
    if isinstance(value, int) or value is None or not column.many:
        return value
    return tuple(value.split("\n" if column.kind == "lines" else "; "))


def test_the_archive_has_the_files_beside_it(written: Path) -> None:
    with zipfile.ZipFile(written / "onrecord-csv.zip") as archive:
        assert archive.testzip() is None
        packed = {Path(name).name: archive.read(name) for name in archive.namelist()}
    assert packed == {file.name: file.read_bytes() for file in (written / "csv").iterdir()}


def test_the_same_desk_gives_the_same_bytes(
    downloads: Downloads, written: Path, tmp_path: Path
) -> None:
    downloads.write_all(tmp_path)
    for file in written.rglob("*.*"):
        assert file.read_bytes() == (tmp_path / file.relative_to(written)).read_bytes(), file.name


def test_the_database_is_sound(database: sqlite3.Connection) -> None:
    assert [tuple(row) for row in database.execute("PRAGMA integrity_check")] == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = database.execute("PRAGMA foreign_key_list(quotes)").fetchall()
    assert {row["table"] for row in keys} >= {"articles", "actors", "events"}
    listed = database.execute("PRAGMA foreign_key_list(demands_to)").fetchall()
    assert {row["table"] for row in listed} == {"demands", "actors"}


def test_other_programs_find_the_index(database: sqlite3.Connection) -> None:
    """Datasette takes a table for searchable by these very words."""
    (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'quotes_fts'").fetchone()
    assert 'content="quotes"' in sql


def test_lists_are_tables_too(database: sqlite3.Connection, desk: Desk) -> None:
    for demand_id, demand in desk.demands.items():
        found = database.execute(
            "SELECT actor FROM demands_to WHERE demand = ? ORDER BY position", [demand_id]
        )
        assert tuple(row["actor"] for row in found) == demand.record.to


@pytest.mark.parametrize(
    ("query", "found"),
    [("said", ["hostile#formula"]), ("apart", ["hostile#formula"]), ("nobody", [])],
)
def test_words_are_found(database: sqlite3.Connection, query: str, found: list[str]) -> None:
    rows = database.execute(
        "SELECT q.quote FROM quotes_fts JOIN quotes AS q ON q.rowid = quotes_fts.rowid "
        "WHERE quotes_fts MATCH ? AND q.article = 'hostile'",
        [query],
    )
    assert [row["quote"] for row in rows] == found


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("价格上涨了。", "价格", True),
        ("价格上涨了。", "上涨", True),
        ("价格上涨了。", "上", True),
        ("价格上涨了。", "格涨", False),
        ("列車は遅れた", "列車", True),
        ("列車は遅れた", "は遅れた", True),
        ("항구는 닫혔다", "항구", True),
        ("ท่าเรือปิดแล้ว", "ปิด", True),
        ("The platform is closed", "platform", True),
        ("The platform is closed", "form", False),
        ("Grève à 价格", "greve", True),
        ("AI技術でCO2を減らす", "AI", True),
        ("AI技術でCO2を減らす", "AI技術", True),
        ("AI技術でCO2を減らす", "co2", True),
        ("\uff21\uff22社は\uff8a\uff9d\uff76\uff78", "AB", True),
        ("\uff8a\uff9d\uff76\uff78", "ハンカク", True),
        ("سَنَنتَظِرُ القطار", "سننتظر", True),
        ("Café", "caf", False),
    ],
)
def test_words_of_scripts_without_spaces_are_found(text: str, query: str, found: bool) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        columns = ", ".join(f"{name} TEXT" for name in TABLES["quotes"].passages)
        database.execute(f"CREATE TABLE quotes ({columns})")
        database.execute("INSERT INTO quotes (text) VALUES (?)", [text])
        _index(database)
        rows = database.execute("SELECT text FROM quotes_fts WHERE quotes_fts MATCH ?", [query])
        assert rows.fetchall() == ([(text,)] if found else [])


@pytest.mark.parametrize(
    ("view", "table"),
    [
        ("quotes_full", "quotes"),
        ("positions_full", "positions"),
        ("claims_full", "claims"),
        ("answers_full", "answers"),
    ],
)
def test_a_view_has_a_row_for_each(database: sqlite3.Connection, view: str, table: str) -> None:
    rows = _all(database, view)
    assert len(rows) == len(_all(database, table)) > 0


def test_words_that_should_not_be_there_are_not_told(desk: Desk) -> None:
    """The check refuses a withheld quote with words; should one get here, they stay here."""
    entry = desk.quotes["hostile#secret"]
    telling = {"text": ("unsayable",), "gist": "unsayable", "context": "unsayable", "via": ("x",)}
    told = replace(entry, record=entry.record.model_copy(update=telling))
    assert "unsayable" not in str(quote(told))
    assert list(quote_parts(told)) == []


def test_a_withheld_quote_keeps_what_is_no_word_of_it_and_the_reason(whole: dict[str, Any]) -> None:
    (row,) = [row for row in whole["tables"]["quotes"] if row["quote"] == "hostile#secret"]
    assert row == {
        "quote": "hostile#secret",
        "article": "hostile",
        "id": "secret",
        "position": 3,
        "speaker": ["unknown"],
        "form": "direct",
        "note": "Asked for by the family.",
        "state": "withheld",
        "counts": False,
    }
    (corrected,) = [
        row for row in whole["tables"]["corrections"] if row["quote"] == "hostile#secret"
    ]
    assert (corrected["was"], corrected["now"]) == ("live", "withheld")


def test_figures_are_those_of_the_pages(database: sqlite3.Connection, desk: Desk) -> None:
    utterances = count_utterances(desk.quotes.values())
    (counted,) = database.execute(
        "SELECT count(DISTINCT utterance) FROM quotes WHERE counts"
    ).fetchone()
    assert counted == utterances
    for row in database.execute("SELECT * FROM actors"):
        index = desk.index[row["actor"]]
        assert row["utterances"] == index.utterances
        assert row["demands_received"] == len(index.demands_received)
        (said,) = database.execute(
            "SELECT count(DISTINCT utterance) FROM quotes JOIN quotes_speaker_actor USING (quote)"
            " WHERE counts AND actor = ?",
            [row["actor"]],
        ).fetchone()
        assert said == index.utterances
    for row in database.execute("SELECT * FROM positions"):
        assert row["state"] == desk.demands[row["demand"]].positions[row["addressee"]].state
    for row in database.execute("SELECT * FROM claim_standings"):
        assert row["standing"] == desk.claims[row["claim"]].standing


def test_each_row_of_the_desk_has_a_page(whole: dict[str, Any], downloads: Downloads) -> None:
    say = downloads.site.say
    assert isinstance(say, PlainWords)
    pages = {page.uri for page in plan_site(downloads.site)}
    for rows in whole["tables"].values():
        for row in rows:
            assert row.get("address", "") in pages


def test_rows_tell_their_rights_and_their_dates(whole: dict[str, Any]) -> None:
    (row,) = [row for row in whole["tables"]["quotes"] if row["quote"] == "hostile#formula"]
    assert row["rights"] == "All rights reserved, Gazette"
    assert (row["date"], row["published"], row["added"]) == ("unknown", "2037-04-01", "2037-04-02")
    assert (row["utterance"], row["verdict"]) == ("hostile#formula", "not_checked")
    assert "speaker_actor" not in row


def test_every_file_says_what_it_covers_and_on_what_terms(desk: Desk, written: Path) -> None:
    whole = json.loads((written / "onrecord.json").read_bytes())["about"]
    assert desk.coverage
    assert whole["covers_through"] == desk.coverage.through.text
    assert whole["licence"] == "CC BY 4.0"
    assert whole["rights"].endswith("Quoted words remain the copyright of their authors.")
    with closing(sqlite3.connect(written / "onrecord.sqlite")) as database:
        assert dict(database.execute("SELECT item, value FROM about")) == whole
    assert json.loads((written / "dictionary.json").read_bytes())["about"] == whole
    without = downloads_of(desk, licence="")
    assert about(without.site.info, without.site.say)["licence"] == "none is given"


def test_rows_of_the_same_records_are_taken_from_the_last_downloads(
    downloads: Downloads, desk: Desk, written: Path, tmp_path: Path
) -> None:
    same = {"article": {*desk.articles} - {"hostile"}, "demand": {*desk.demands}}
    made: list[object] = []
    row = Table.row

    def noted(table: Table, *given: Any) -> dict[str, Any]:
        made.append(given)
        return row(table, *given)

    with patch.object(Table, "row", noted):
        for name in ("anew", "known"):
            (tmp_path / name).mkdir()
        downloads.write_all(tmp_path / "anew")
        every = len(made)
        made.clear()
        downloads.write_all(tmp_path / "known", written, same)
    assert 0 < len(made) < every / 2
    for file in (tmp_path / "anew").rglob("*.*"):
        known = tmp_path / "known" / file.relative_to(tmp_path / "anew")
        assert known.read_bytes() == file.read_bytes(), file.name


@pytest.mark.parametrize("name", ["onrecord.json", "onrecord.sqlite", "csv/quotes.csv"])
def test_last_downloads_that_are_not_whole_are_not_used(
    downloads: Downloads, desk: Desk, written: Path, tmp_path: Path, name: str
) -> None:
    last = shutil.copytree(written, tmp_path / "last")
    (last / name).write_bytes((last / name).read_bytes()[:20_000])
    with closing(WorkFolder(tmp_path)) as work:
        data = DataSite(downloads, lambda: work)
        data.last = last, {"article": {*desk.articles}}
        for file in data.files():
            if file.uri.startswith("data/"):
                assert file.made() == (written / file.uri.removeprefix("data/")).read_bytes()


def test_no_twin_has_the_rows_of_very_many_quotes(
    downloads: Downloads, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = downloads.site
    before = {*subjects_of(site.views.indexes)}
    data = DataSite(downloads, WorkFolder.temporary)
    monkeypatch.setattr(twins, "MOST_QUOTES", 2)
    few = {*subjects_of(site.views.indexes)}
    assert {subject.kind for subject in before - few} >= {"actor", "topic", "article", "demand"}
    linked = {page.subject for page in plan_site(site, data) if page.twin}
    assert linked == few
    made = {file.uri for file in data.files()}
    assert {subject.uri for subject in few} == {
        uri.removesuffix(TWIN) for uri in made if uri.endswith(f"/{TWIN}")
    }


def test_a_twin_has_what_its_page_shows(downloads: Downloads, desk: Desk) -> None:
    for subject in subjects_of(downloads.site.views.indexes):
        made = json.loads(downloads.twin(subject))
        assert made["subject"]["address"] == subject.uri
        tables = made["tables"]
        if subject.kind == "article":
            quotes = [row["quote"] for row in tables.get("quotes", [])]
            assert quotes == [quote.reference for quote in desk.quotes_of_article[subject.id]]
        if subject.kind == "actor":
            index = desk.index[subject.id]
            said = {row["quote"] for row in tables.get("quotes", [])}
            assert said == {quote.reference for quote in index.quotes if not quote.record.withheld}
            demands = {row["demand"] for row in tables.get("demands", [])}
            assert demands == {*index.demands_made, *index.demands_received}
        if subject.kind == "demand":
            stands = {row["addressee"]: row["state"] for row in tables["positions"]}
            positions = desk.demands[subject.id].positions
            assert stands == {to: position.state for to, position in positions.items()}
