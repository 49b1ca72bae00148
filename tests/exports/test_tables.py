"""The tables as declared: nothing leads nowhere, and nothing of the records is left out."""

from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from tests.models import models_of
from tests.views.lives import DEMAND
from tests.views.walkout import walkout

from onrecord.desk.desk import Desk
from onrecord.exports.all_tables import TABLES, lists_of
from onrecord.exports.dictionary import REFERENCE, VOCABULARIES, codebook
from onrecord.exports.downloads import Downloads
from onrecord.exports.table_rows import table_rows_of
from onrecord.records import vocabulary as words
from onrecord.records.description import fields_of
from onrecord.records.record_kinds import KINDS
from onrecord.views.actor_figures import actor_figures
from onrecord.views.context import Context

ALL = {**TABLES, **{table.name: table for table in REFERENCE}}


@pytest.mark.parametrize("model", [of for kind in KINDS.values() for of in models_of(kind.model)])
def test_every_list_of_records_has_a_table(model: type[BaseModel]) -> None:
    """Every field of a record has a column; only a list of records needs a table of its own."""
    lists = [
        field
        for field in fields_of(model).values()
        if field.many and field.model and field.published
    ]
    assert [field.name for field in lists_of(model).values()] == [field.name for field in lists]


def test_what_a_row_accepts_is_in_no_table() -> None:
    assert not [
        name for name, table in ALL.items() for column in table.columns if "accept" in column.name
    ]


@pytest.mark.parametrize("name", ALL)
def test_a_table_leads_somewhere(name: str) -> None:
    table = ALL[name]
    for key in table.key:
        assert table.column(key).required
    for column in table.columns:
        assert column.meaning.endswith("."), column.name
        assert column.words is None or column.words in VOCABULARIES
        assert (column.kind == "word") == (column.words is not None), column.name
        if column.to:
            other, _, to = column.to.partition(".")
            assert ALL[other].key == (to,), column.name


def test_no_column_is_there_twice() -> None:
    for table in ALL.values():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_are_as_declared(name: str, desk: Desk) -> None:
    table = TABLES[name]
    rows = list(table_rows_of(desk)[name]())
    assert rows or name == "actor_links"
    for row in rows:
        if row.get("state") != "withheld":
            assert list(row) == [column.name for column in table.columns]
    keys = [tuple(row[name] for name in table.key) for row in rows]
    assert len(set(keys)) == len(keys)


def test_told_denials_are_told_apart_from_own_ones(desk: Desk) -> None:
    rows = {
        name: list(table_rows_of(desk)[name]())
        for name in ("hearings", "claim_acts", "claim_replies")
    }
    (told,) = (row for row in rows["claim_acts"] if row["told_by"])
    (hearing,) = (row for row in rows["hearings"] if row["told_denials"])

    assert (told["by"], told["told_by"], told["dated"]) == (
        ("salt-terminal",),
        ("sami-darwaz",),
        "2037-03-08",
    )
    assert hearing["told_denials"] == (told["row"],)
    assert hearing["heard"]
    assert hearing["denials"] not in ((), hearing["told_denials"])
    assert [row["told_by"] for row in rows["claim_replies"] if row["told_by"]] == [
        ("lisandre-quoyne",)
    ]


def test_a_condition_is_where_the_answer_is_and_a_search_is_no_reply(desk: Desk) -> None:
    rows = {
        name: list(table_rows_of(desk)[name]()) for name in ("answers", "positions", "hearings")
    }
    conditions = {row["condition"] for row in rows["answers"] if row["demand"] == "freeze-the-dues"}
    assert conditions == {"until the summer"}
    (given,) = (row for row in rows["positions"] if row["addressee"] == "belmarre" and row["date"]
                and row["demand"] == "freeze-the-dues")  # fmt: skip
    assert given["conditional"]
    (surplus,) = (row for row in rows["hearings"] if row["claim"] == "board-surplus")
    assert (surplus["replies"], surplus["searched_through"]) == (0, "2037-03-31")


def test_an_actor_has_the_same_figures_in_the_data_as_on_its_page(
    tmp_path: Path, desk: Desk
) -> None:
    unmade = walkout(tmp_path, {"demands/unmade.yml": DEMAND.format(to="port-authority")})
    for each in (desk, unmade):
        for row in table_rows_of(each)["actors"]():
            figures = actor_figures(Context(each), str(row["actor"]))
            counts = ("demands_made", "demands_received", "claims_made", "claims_received")
            assert [row[name] for name in counts] == [getattr(figures, name) for name in counts]
    index = unmade.index["port-authority"]
    assert len(unmade.demands_received("port-authority")) == len(index.demands_received) - 1


def test_the_codebook_has_every_word_of_the_model(downloads: Downloads) -> None:
    book = {(row["vocabulary"], row["word"]) for row in codebook(downloads.site.say)}
    model = {
        word for value in vars(words).values() for word in get_args(value) if isinstance(word, str)
    }
    assert {word for _, word in book} >= model
    assert all(row["label"] for row in codebook(downloads.site.say))
