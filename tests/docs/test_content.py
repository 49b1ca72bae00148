"""The reference for editors tells the truth: its examples are read, its tables name every field."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.diagnostics.report import as_text
from onrecord.records import (
    Actor,
    Article,
    Briefing,
    Claim,
    ClaimRow,
    Correction,
    Demand,
    DemandRow,
    Event,
    Quote,
    ResponseRow,
    Source,
    Topic,
    vocabulary,
)

from .pages import ROOT, files, section, text_of

_TABLE = re.compile(r"^\| field \| required \| takes \|\n\| --- .*\n((?:\|.*\n?)+)", re.MULTILINE)
_ROW = re.compile(r"^\| `([a-z_]+)` \|([^|]*)\|", re.MULTILINE)

# Of each kind of record: the page, and the heading above its table.
TABLES: dict[type[BaseModel], tuple[str, str]] = {
    Topic: ("topics-and-events", "A topic"),
    Event: ("topics-and-events", "An event"),
    Actor: ("actors", "An actor"),
    Demand: ("demands", "A demand"),
    Claim: ("claims", "A claim"),
    Briefing: ("briefings", "A briefing"),
    Article: ("articles", "An article"),
    Source: ("articles", "The source"),
    DemandRow: ("articles", "Demands"),
    ResponseRow: ("articles", "Responses"),
    ClaimRow: ("articles", "Claims"),
    Quote: ("quotes", "Quotes"),
    Correction: ("quotes", "Corrections"),
}
PAGES = ("files", *dict.fromkeys(page for page, _ in TABLES.values()))
REFERENCE = "\n".join(text_of(f"reference/{page}.md") for page in PAGES)
WORKED = text_of("how-to/annotate.md")
WORDS = {
    name: typing.get_args(words)
    for name, words in vars(vocabulary).items()
    if typing.get_origin(words) is typing.Literal
}


def test_the_examples_are_one_desk_without_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, part in files(REFERENCE):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as written:  # a long file is shown part by part
            written.write(part)
    monkeypatch.chdir(tmp_path)
    loaded = load_desk(Settings(Path("content")))

    said = [as_text(one) for one in loaded.diagnostics if one.severity.value != "notice"]
    assert said == []
    assert loaded.desk is not None
    assert set(loaded.desk.articles) == {"gazette-on-the-talks", "authority-transcript"}


@pytest.mark.parametrize(("path", "part"), files(WORKED))
def test_an_excerpt_stands_in_the_example_desk(path: str, part: str) -> None:
    whole = yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only

    assert _within(yaml.load(part, yaml.BaseLoader), whole), part  # noqa: S506


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_a_table_names_every_field_and_which_are_required(model: type[BaseModel]) -> None:
    page, heading = TABLES[model]
    table = _TABLE.search(section(text_of(f"reference/{page}.md"), heading))
    assert table
    rows = {name: word.strip() for name, word in _ROW.findall(table[1])}
    fields = {field.alias or name: field for name, field in model.model_fields.items()}

    assert set(rows) == set(fields)
    required = {name for name, field in fields.items() if field.is_required()}
    assert {name for name, word in rows.items() if word == "yes"} == required


def test_every_word_of_every_vocabulary_stands_in_the_reference() -> None:
    assert len(WORDS) > 10
    missing = [word for words in WORDS.values() for word in words if f"`{word}`" not in REFERENCE]
    assert missing == []


def _within(part: object, whole: object) -> bool:
    """Whether ``whole`` says all that ``part`` says; a list may leave items out."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(_within(item, one) for one in whole) for item in part)
    return part == whole
