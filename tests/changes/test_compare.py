"""The tables in ``cases/``: each case is a whole desk, edited, read and compared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from tests.desk.desks import harbour
from tests.views.strike import FILES

from onrecord.changes.change_kinds import KINDS
from onrecord.changes.compare import compare
from onrecord.changes.compared_states import State
from onrecord.records import Actor, Article, Briefing, Claim, Demand, Event, Topic

from .table import cases, edited, state, told, told_fields

TABLES = ("quotes", "demands", "claims", "actors", "others")
CASES = [pytest.param(case, id=case["case"]) for name in TABLES for case in cases(name)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> State:
    """The desk that every case starts from."""
    return state(harbour(tmp_path_factory.mktemp("base"), FILES))


@pytest.mark.parametrize("case", CASES)
def test_told(case: dict[str, Any], base: State, tmp_path: Path) -> None:
    before = base
    if "first" in case:
        before = state(edited(base.settings.content, case["first"], tmp_path / "first"))
    after = state(edited(before.settings.content, case["edit"], tmp_path / "after"))

    changes = compare(before, after)

    if "without" in case:
        assert case["without"] not in {change.kind for change in changes.changes}
    elif "missing" in case:
        found = [change for change in changes.changes if change.kind == "correction-missing"]
        assert {change.id: change.facts["corrected"] for change in found} == case["missing"]
    else:
        assert [told(change) for change in changes.changes] == case.get("told", [])
    assert changes.wording_only == (case.get("wording_only") == "true")
    assert list(changes.unread_before) == case.get("unread_before", [])
    assert list(changes.unread_after) == case.get("unread_after", [])


def test_every_kind_of_change_and_every_field_has_a_case() -> None:
    rows = [row for name in TABLES for case in cases(name) for row in case.get("told", [])]
    shown = {row["is"].split()[1] for row in rows}
    fields = {row["facts"]["field"] for row in rows if "field" in row.get("facts", {})}
    assert fields >= told_fields()
    # There is no lock that could tell a verdict: see test_verdicts.
    # Each field of a topic has a kind of its own; one more would not.
    assert set(KINDS) - shown == {
        "quote-verdict-worsened",
        "quote-verdict-improved",
        "topic-changed",
    }


# What a record inherits is told of the quotes that inherit it.
INHERITED = {"defaults", "speakers"}
# What a desk accepts changes nothing that a reader sees.
INTERNAL = {"accept"}
MODELS: dict[str, type[BaseModel]] = {
    "articles": Article,
    "actors": Actor,
    "demands": Demand,
    "claims": Claim,
    "briefings": Briefing,
    "topics": Topic,
    "events": Event,
}


@pytest.mark.parametrize("folder", MODELS)
def test_every_field_of_the_model_is_edited_in_some_case(folder: str) -> None:
    """A field that is new to the model is to be told too."""
    edited = {
        key
        for name in TABLES
        for case in cases(name)
        for file, edit in case["edit"].items()
        if file.split("/")[0] == folder
        for key in keys(edit)
    }
    told = fields(MODELS[folder]) - INTERNAL
    assert told - edited == (INHERITED if folder == "articles" else set())


def keys(data: Any) -> Iterator[str]:
    """Every key in an edit, and every part of a path."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from key.split(".")
            yield from keys(value)
    elif isinstance(data, list):
        for item in data:
            yield from keys(item)


def fields(model: type[BaseModel]) -> set[str]:
    """The keys of a model and of the models in it."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}
