"""The guide for editors tells the truth: its examples are read, its tables name every field."""

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

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")

_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"# (content/[a-z0-9/-]+\.yml)")
_TABLE = re.compile(r"^\| field \| required \| takes \|\n\| --- .*\n((?:\|.*\n)+)", re.MULTILINE)
_ROW = re.compile(r"^\| `([a-z_]+)` \|([^|]*)\|", re.MULTILINE)

TABLES: dict[str, type[BaseModel]] = {
    "A topic": Topic,
    "An event": Event,
    "An actor": Actor,
    "A demand": Demand,
    "A claim": Claim,
    "A briefing": Briefing,
    "An article": Article,
    "The source": Source,
    "Quotes": Quote,
    "Demands": DemandRow,
    "Responses": ResponseRow,
    "Claims": ClaimRow,
    "Corrections": Correction,
}
WORDS = {
    name: typing.get_args(words)
    for name, words in vars(vocabulary).items()
    if typing.get_origin(words) is typing.Literal
}


# First the reference, whose examples are one invented desk; then parts of the example desk.
REFERENCE, _, WORKED = GUIDE.partition("\n## A real article")


def _examples(text: str) -> list[tuple[str, str]]:
    """The YAML in ``text``, each with the path that its first line names."""
    blocks = []
    for block in _BLOCK.findall(text):
        first, _, rest = block.partition("\n")
        named = _PATH.fullmatch(first)
        assert named, f"the first line of an example names its file, not: {first}"
        blocks.append((named[1], rest))
    return blocks


def test_the_examples_are_one_desk_without_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, part in _examples(REFERENCE):
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


@pytest.mark.parametrize(("path", "part"), _examples(WORKED))
def test_an_excerpt_stands_in_the_example_desk(path: str, part: str) -> None:
    whole = yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only

    assert _within(yaml.load(part, yaml.BaseLoader), whole), part  # noqa: S506


@pytest.mark.parametrize(("heading", "model"), TABLES.items(), ids=str)
def test_a_table_names_every_field_and_which_are_required(
    heading: str, model: type[BaseModel]
) -> None:
    table = _TABLE.search(_section(heading))
    assert table
    rows = {name: word.strip() for name, word in _ROW.findall(table[1])}
    fields = {field.alias or name: field for name, field in model.model_fields.items()}

    assert set(rows) == set(fields)
    required = {name for name, field in fields.items() if field.is_required()}
    assert {name for name, word in rows.items() if word == "yes"} == required


def test_every_word_of_every_vocabulary_stands_in_the_guide() -> None:
    assert len(WORDS) > 10
    missing = [word for words in WORDS.values() for word in words if f"`{word}`" not in GUIDE]
    assert missing == []


def test_links_within_the_guide_lead_somewhere() -> None:
    for file, anchor in re.findall(r"\]\(([a-z]*(?:\.md)?)#([a-z-]+)\)", GUIDE):
        text = (ROOT / "docs" / file).read_text(encoding="utf-8") if file else GUIDE
        headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        slugs = {
            re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings
        }
        assert anchor in slugs, f"{file}#{anchor}"


def _section(heading: str) -> str:
    """The text below ``heading``, without examples, up to the next heading."""
    text = _BLOCK.sub("", REFERENCE)
    found = re.search(rf"^#+ {heading}$(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def _within(part: object, whole: object) -> bool:
    """Whether ``whole`` says all that ``part`` says; a list may leave items out."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(_within(item, one) for one in whole) for item in part)
    return part == whole
