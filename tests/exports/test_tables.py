"""The tables as declared: nothing leads nowhere, and nothing of the records is left out."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import BaseModel

from onrecord.desk.desk import Desk
from onrecord.exports.dictionary import VOCABULARIES, codebook
from onrecord.exports.downloads import Downloads
from onrecord.exports.rows.all import rows_of
from onrecord.exports.tables.all import TABLES
from onrecord.exports.tables.reference import REFERENCE
from onrecord.records import (
    Actor,
    Article,
    Briefing,
    Claim,
    ClaimReply,
    ClaimRow,
    Correction,
    DateGiven,
    Demand,
    DemandRow,
    Event,
    Link,
    Name,
    NamedEvent,
    Outcome,
    Quote,
    ResponseRow,
    Role,
    Said,
    SameAs,
    Source,
    Topic,
)
from onrecord.records import vocabulary as words
from onrecord.records.quote import BearsOn, Original, Translation

ALL = {**TABLES, **{table.name: table for table in REFERENCE}}

# The table that has a record's fields, and what it calls those that it does not call the same; None
# where a table of its own has them. `defaults` and `speakers` are written out on each quote.
HELD: list[tuple[type[BaseModel], str, str, dict[str, str | None]]] = [
    (Topic, "topics", "", {}),
    (Event, "events", "", {"dates_given": None}),
    (DateGiven, "event_dates", "", {}),
    (Actor, "actors", "", {"names": None, "roles": None, "links": None}),
    (Name, "actor_names", "", {}),
    (Role, "actor_roles", "", {"from_": "from"}),
    (Link, "actor_links", "", {}),
    (Demand, "demands", "", {"responses": None}),
    (Outcome, "demands", "outcome_", {"value": "outcome"}),
    (Claim, "claims", "", {"replies": None}),
    (ClaimReply, "claim_replies", "", {}),
    (Briefing, "briefings", "", {}),
    (
        Article,
        "articles",
        "",
        dict.fromkeys(
            ("source", "event", "defaults", "speakers", "quotes", "demands", "responses", "claims")
        )
        | {"corrections": None},
    ),
    (Source, "articles", "", {}),
    (NamedEvent, "articles", "event_", {"event": "event"}),
    (NamedEvent, "quotes", "said_event_", {"event": "said_event"}),
    (
        Quote,
        "quotes",
        "",
        dict.fromkeys(("said", "original", "translation", "bears_on", "same_as")),
    ),
    (Said, "quotes", "said_", {}),
    (Original, "quotes", "original_", {}),
    (Translation, "quotes", "translation_", {}),
    (BearsOn, "quotes", "bears_on_", {}),
    (SameAs, "same_as", "", {"quote": "same_as"}),
    (DemandRow, "demand_acts", "", {}),
    (ResponseRow, "responses", "", {}),
    (ClaimRow, "claim_acts", "", {}),
    (Correction, "corrections", "", {"item": "quote"}),
]


@pytest.mark.parametrize(
    ("model", "table", "prefix", "names"), HELD, ids=[held[0].__name__ for held in HELD]
)
def test_every_field_of_a_record_has_a_column(
    model: type[BaseModel], table: str, prefix: str, names: dict[str, str | None]
) -> None:
    columns = {one.name for one in TABLES[table].columns if not one.derived}
    for field in model.model_fields:
        if field == "accept":
            continue  # for the desk alone: see the next test
        name = names.get(field, f"{prefix}{field}")
        assert name is None or name in columns, f"{table} has no column for {field}"


def test_what_a_row_accepts_is_in_no_table() -> None:
    assert not [
        name for name, table in ALL.items() for one in table.columns if "accept" in one.name
    ]


def test_every_kind_of_record_is_looked_at() -> None:
    """A record within a record, too: what holds it is told above."""
    seen = {held[0] for held in HELD}
    within = {
        inner
        for model in seen
        for field in model.model_fields.values()
        for inner in _models(field.annotation)
    }
    ours = {one for one in within if one.__name__ not in ("Defaults", "InheritedFields")}
    assert {one for one in ours if one.__name__ != "ResponseFields"} <= seen


def _models(annotation: object) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for inner in get_args(annotation) for model in _models(inner)}


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
    rows = list(rows_of(desk)[name]())
    assert rows or name == "actor_links"
    for row in rows:
        if row.get("state") != "withheld":
            assert list(row) == [column.name for column in table.columns]
    keys = [tuple(row[one] for one in table.key) for row in rows]
    assert len(set(keys)) == len(keys)


def test_told_denials_are_told_apart_from_own_ones(desk: Desk) -> None:
    rows = {
        name: list(rows_of(desk)[name]()) for name in ("hearings", "claim_acts", "claim_replies")
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


def test_the_codebook_has_every_word_of_the_model(downloads: Downloads) -> None:
    book = {(row["vocabulary"], row["word"]) for row in codebook(downloads.site.say)}
    model = {
        word for value in vars(words).values() for word in get_args(value) if isinstance(word, str)
    }
    assert {word for _, word in book} >= model
    assert all(row["label"] for row in codebook(downloads.site.say))
