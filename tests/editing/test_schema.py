"""The schema of an editor and the check of the command agree."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.editing.schemas import KINDS_OF_FILES, schema_for, schema_text
from onrecord.reading import discover
from onrecord.records.load import load_records
from onrecord.records.record_kinds import PLACES

ROOT = Path(__file__).parents[2]
STRUCTURAL = {"unknown-key", "missing-key", "wrong-shape", "bad-value", "bad-date", "line-break"}
CASES = sorted((ROOT / "tests" / "golden").iterdir())


class EditorLoader(yaml.SafeLoader):
    """Types values as YAML 1.2 does, and with it the YAML server of editors."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]*", "-+0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


def refused(kind: str, text: str) -> list[str]:
    value = yaml.load(text, EditorLoader)  # noqa: S506 - a SafeLoader
    return [error.message for error in validator(kind).iter_errors(value)]


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_for(kind))


@pytest.mark.parametrize("kind", KINDS_OF_FILES)
def test_the_committed_schema_is_current(kind: str) -> None:
    # `onrecord schema KIND > docs/schema/KIND.json`
    assert (ROOT / "docs" / "schema" / f"{kind}.json").read_text() == schema_text(kind)


@pytest.mark.parametrize("kind", KINDS_OF_FILES)
def test_each_is_a_schema(kind: str) -> None:
    schema = schema_for(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{kind}.json"
    assert schema["description"]


@pytest.mark.parametrize("kind", KINDS_OF_FILES)
def test_an_editor_can_tell_what_every_key_is_for(kind: str) -> None:
    schema = schema_for(kind)
    parts = [schema, *schema["$defs"].values()]
    parts += [option for part in parts for option in part.get("anyOf", ())]
    described = [item for part in parts for item in part.get("properties", {}).items()]
    assert [name for name, schema in described if not schema["description"].endswith(".")] == []
    assert described


SOURCE = "title: Strike\nsource: {publisher: Gazette, published: 2031}\n"
GOOD = {
    "article": [
        SOURCE,
        "title: 2031\nsource: {publisher: true, published: unknown, headline: ~, language: no}\n",
        SOURCE + "event: walk-out\nquotes: {id: 17, text: x, form: direct}\n",
        SOURCE + "event: {name: Walk-out}\nmentions: 17\nformerly: [a, 18]\n",
        SOURCE + "defaults: {form: direct}\n"
        "quotes:\n  - {id: a, text: [x, 12], same_as: b#c}\n  - {id: b, same_as: [17]}\n",
        SOURCE + "speakers: {rivera: {basis: document}}\ndefaults: {speaker: rivera}\n",
    ],
    "actor": ["name: 17\nkind: person\nroles: {title: Chair, from: 2030, to: 2031-05-02}\n"],
    "demand": [
        """
        {title: Pay, by: a, to: [b], topic: c, action: do, strength: demand,
         responses: {by: b, response: none_found, searched_through: 2031-05}}
        """
    ],
    "claim": ["text: x\nby: a\nkind: fact\n"],
    "topics": ["wages: {name: 2031}\n17: {name: x}\n"],
    "events": ["strike: {name: x, date: 2031-05-02, time: '12:30+02:00'}\n"],
    "briefing": ["since: 2031-05-02\nuntil: 2031-05-09\nbottom_line: x\n"],
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in GOOD.items() for text in texts]
)
def test_both_take_what_is_right(kind: str, text: str, tmp_path: Path) -> None:
    assert refused(kind, text) == []
    assert codes(kind, text, tmp_path) == set()


BAD = [
    ("article", SOURCE + "quotes: []\n", "no-value"),
    ("article", SOURCE + "quotes: {id: index, form: direct}\n", ""),
    ("article", SOURCE + "quotes: {id: 2031, form: direct}\n", ""),
    ("article", SOURCE + "quotes: {id: a, form: dirct}\n", "bad-value"),
    ("article", SOURCE + "quotes: {text: x, form: direct}\n", "missing-key"),
    ("article", SOURCE + "event: {place: Pier 4}\n", "missing-key"),
    ("article", SOURCE + "event: Walk out\n", ""),
    ("article", SOURCE + "defaults: {id: a}\n", "unknown-key"),
    ("article", SOURCE + "speakers: {A B: {basis: document}}\n", ""),
    ("article", SOURCE + "speakers: {}\n", "no-value"),
    ("article", SOURCE + "summary: ''\n", "no-value"),
    ("article", SOURCE + "summary: [a]\n", "wrong-shape"),
    ("article", "title: Strike\n", "missing-key"),
    ("article", "title: Strike\nsource:\n", "no-value"),
    ("article", "title: Strike\nsource: Gazette\n", "wrong-shape"),
    ("actor", "name: x\nkind: person\nroles: {title: x, from: 12.5.2031}\n", "bad-date"),
    ("actor", "name: x\nkind: person\nroles: {title: x, from: 2031-13}\n", "bad-date"),
    ("actor", "name: x\nkind: person\nroles: {title: x, from: 20310502}\n", "bad-date"),
    ("actor", "name: x\nkind: person\nroles: [x]\n", "wrong-shape"),
    ("actor", "name: x\nkind: person\nwikidata: 42\n", "bad-value"),
    ("actor", "name: x\nkind: person\nlinks: {title: x, url: 'ftp://a'}\n", "bad-value"),
    ("actor", "name: x\nkind: person\nnames: {name: x, language: 'x!'}\n", "bad-value"),
    ("actor", "name: |\n  x\n  y\nkind: person\n", "line-break"),
    ("actor", "name: x\nkind: person\nformerly: a_b\n", ""),
    ("actor", "name: x\nkind: person\nsince: 2031\n", "unknown-key"),
    ("actor", "[x]\n", "wrong-shape"),
    ("topics", "nul: {name: x}\n", "bad-id"),
    ("topics", "2031: {name: x}\n", "bad-id"),
    ("topics", "wages: Wages\n", "wrong-shape"),
    ("events", "strike: {name: x, date: 2031, time: '12:30'}\n", "bad-value"),
    ("briefing", "since: 2031-05\nuntil: 2031-05-09\nbottom_line: x\n", "bad-date"),
    ("briefing", "since: unknown\nuntil: 2031-05-09\nbottom_line: x\n", "bad-date"),
]


@pytest.mark.parametrize(("kind", "text", "code"), BAD)
def test_both_refuse_what_is_wrong(kind: str, text: str, code: str, tmp_path: Path) -> None:
    assert refused(kind, text)
    # Where no code is given, reading takes it and the checks of a whole desk refuse it.
    assert codes(kind, text, tmp_path) == ({code} if code else set())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_judge_the_golden_cases_alike(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    found: dict[str, set[str]] = {}
    for diagnostic in load_desk(Settings(Path("content"))).diagnostics:
        found.setdefault(diagnostic.file, set()).add(diagnostic.code)
    for file in discover(Path("content"), PLACES).files:
        said = found.get(file.path.as_posix(), set())
        if said and said <= STRUCTURAL:
            assert refused(file.kind, file.path.read_text()), file.path
        elif not said:
            assert refused(file.kind, file.path.read_text()) == [], file.path


def codes(kind: str, text: str, tmp_path: Path) -> set[str]:
    single: dict[str, Any] = {"topics": "topics.yml", "events": "events.yml"}
    path = tmp_path / single.get(kind, f"{kind}s/x.yml")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return {diagnostic.code for diagnostic in load_records(tmp_path).diagnostics}


def test_the_example_desk_passes() -> None:
    """One article of each folder, and all of the other kinds: the rest is for `make site`."""
    files = discover(ROOT / "content", PLACES).files
    folders = {file.path.parent: file for file in files if file.kind == "article"}
    for file in [*folders.values(), *(file for file in files if file.kind != "article")]:
        assert refused(file.kind, file.path.read_text()) == [], file.path
