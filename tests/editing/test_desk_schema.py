"""`onrecord schema --desk`: an editor knows the ids of the desk and what each is called."""

import json
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from jsonschema import Draft202012Validator
from mkdocs.config import load_config
from tests.editing.test_schema import EditorLoader
from tests.tiny_site import TinySite

from onrecord.editing.schemas import KINDS_OF_FILES, desk_schemas, keep_fresh
from onrecord.plugin.plugin import OnrecordPlugin
from onrecord.reading import discover
from onrecord.records.load import load_records
from onrecord.records.record_kinds import PLACES

SECOND = Path(__file__).parents[1] / "second_desk" / "desk" / "content"
FOLDER = ".onrecord/schema"


def faults(schema: str, text: str) -> list[str]:
    value = yaml.load(text, EditorLoader)  # noqa: S506 - a SafeLoader
    return [error.message for error in Draft202012Validator(json.loads(schema)).iter_errors(value)]


def test_every_file_of_a_desk_is_right_by_its_schemas() -> None:
    schemas = desk_schemas(load_records(SECOND))
    for text in schemas.values():
        Draft202012Validator.check_schema(json.loads(text))
    for file in discover(SECOND, PLACES).files:
        assert faults(schemas[f"{file.kind}.json"], file.path.read_text()) == [], file.path


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("articles/rally.yml", "speaker: mia-brandt", "speaker: mia-brant"),
        ("articles/rally.yml", "  mia-brandt: {", "  mia-brant: {"),
        ("articles/rally.yml", "to: [port-of-aldmoor]", "to: [port]"),
        ("articles/rally.yml", "about: [wages]", "about: wage"),
        ("articles/rally.yml", "demand: pay-rise", "demand: [pay-rise, pay]"),
        ("articles/rally.yml", "claim: late-pay", "claim: late"),
        ("articles/rally.yml", "event: harbour-talks", "event: talks"),
        ("articles/rally.yml", "quote: rally#all-gates", "quote: rally#no-gates"),
        ("demands/pay-rise.yml", "rally#by-friday", "rally#by-monday"),
        ("events.yml", "report#on-the-third", "on-the-third"),
        ("actors/mia-brandt.yml", "of: dock-union", "of: union"),
        ("briefings/week.yml", "actors: [dock-union", "actors: [nobody"),
    ],
)
def test_an_id_that_the_desk_has_not_is_marked(
    desk: TinySite, file: str, old: str, new: str
) -> None:
    content = desk.root / "content"
    schemas = desk_schemas(load_records(content))
    kind = Path(file).parts[0].removesuffix("s") if "/" in file else Path(file).stem
    text = (content / file).read_text()
    assert old in text
    assert faults(schemas[f"{kind}.json"], text) == []
    assert faults(schemas[f"{kind}.json"], text.replace(old, new)) != []


def test_each_id_comes_with_its_name_and_no_quote_with_its_words(desk: TinySite) -> None:
    schema = json.loads(desk_schemas(load_records(desk.root / "content"))["article.json"])

    def names(ids: dict[str, Any]) -> dict[str, str]:
        return dict(zip(ids["enum"], ids["enumDescriptions"], strict=True))

    known = schema["$defs"]
    assert names(known["actor-id"]) == {
        "dock-union": "Dock union (organisation)",
        "mia-brandt": "Mia Brandt (person)",
        "port-of-aldmoor": "Port of Aldmoor (organisation)",
    }
    assert "unknown" in names(known["actor-id-or-word"])
    assert names(known["demand-id"]) == {"pay-rise": "Raise the pay"}
    quotes = names(known["quote-reference"]["anyOf"][0])
    assert quotes["rally#by-friday"] == "mia-brandt, 2031-05-03, Harbour Post"
    assert quotes["rally#all-gates"] == "mia-brandt, dock-union, 2031-05-03, Harbour Post"
    assert schema["properties"]["speakers"]["properties"]["mia-brandt"] == {
        "description": "Mia Brandt (person)", "$ref": "#/$defs/InheritedFields"
    }  # fmt: skip
    # Words are in none: they may be withheld one day, when the file lies somewhere.
    assert "We want" not in json.dumps(schema)


def test_where_the_command_writes(desk: TinySite) -> None:
    run = desk.onrecord("schema", "--desk")
    assert run.stdout == f"Wrote {', '.join(KINDS_OF_FILES)} to {FOLDER}/\n"
    folder = desk.root / FOLDER
    assert {file.name for file in folder.iterdir()} == {f"{kind}.json" for kind in KINDS_OF_FILES}
    assert "\n*\n" in (folder.parent / ".gitignore").read_text()
    printed = desk.onrecord("schema", "actor", "--desk").stdout
    assert printed == (folder / "actor.json").read_text()
    desk.done("schema", "--desk", "-o", "elsewhere/x")
    assert (desk.root / "elsewhere/x/topics.json").is_file()
    run = desk.onrecord("schema", "--desk", "-o", "content/x")
    assert (run.returncode, "is in the content" in run.stderr) == (2, True)


def test_they_are_kept_fresh_and_written_only_if_they_change(desk: TinySite) -> None:
    content = desk.root / "content"
    assert len(keep_fresh(desk.root, content, load_records(content))) == len(KINDS_OF_FILES) + 1
    assert keep_fresh(desk.root, content, load_records(content)) == []
    # A desk with errors has ids too.
    desk.write("content/actors/ana-rivera.yml", "name: Ana Rivera\nkind: pirate\n")
    desk.write("content/topics.yml", "wages: [\n")
    fresh = keep_fresh(desk.root, content, load_records(content))
    assert desk.root / FOLDER / "actor.json" in fresh
    article = json.loads((desk.root / FOLDER / "article.json").read_text())
    assert "ana-rivera" in article["$defs"]["actor-id"]["enum"]
    assert "topic-id" not in article["$defs"]
    assert keep_fresh(desk.root, desk.root, load_records(content)) == []


def test_a_preview_keeps_them_fresh(desk: TinySite) -> None:
    config = load_config(str(desk.config))
    plugin = config.plugins["onrecord"]
    assert isinstance(plugin, OnrecordPlugin)
    plugin.on_config(config)
    commands: tuple[Literal["build", "serve"], ...] = ("build", "serve")
    for command in commands:
        plugin.on_startup(command=command, dirty=False)
        plugin.staged = True
        plugin.on_pre_build(config=config)
        plugin._on_request.later()  # a preview shows the edit first
        assert (desk.root / FOLDER / "actor.json").is_file() == (command == "serve")


def test_a_change_of_the_desk_updates_those_that_are_there(desk: TinySite) -> None:
    article = desk.root / FOLDER / "article.json"
    desk.done("new", "actor", "Ann Lee", "--kind", "person")
    assert not article.exists()
    desk.done("schema", "--desk")
    desk.done("new", "actor", "Ben Ode", "--kind", "person")
    desk.done("new", "quote", "rally", "no-more", "--text", "No more of it")
    text = 'Talks\n\n"We will wait until Monday," Ben Ode said.'
    desk.write("talks.txt", text)
    desk.onrecord("draft", "talks.txt")
    after = article.read_text()
    for id_ in ("ann-lee", "ben-ode", "rally#no-more", '"talks#'):
        assert id_ in after
