"""`onrecord new`: a skeleton whose blanks `check` points at, and nothing else."""

import json
import re
import typing
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel
from tests.starter.desks import run_in, tree
from tests.tiny_site import TinySite

from onrecord.editing.new_record import KINDS
from onrecord.records import Actor, Article, Claim, Demand

MODELS: dict[str, type[BaseModel]] = {
    "article": Article, "actor": Actor, "demand": Demand, "claim": Claim,
}  # fmt: skip
# What a newcomer writes into the blanks, in the desk that `init` made.
FILLED: dict[str, dict[str, str]] = {
    "actor": {"name": "Ana Try", "kind": "person"},
    "demand": {
        "title": "Open the library until nine",
        "by": "readers-circle",
        "to": "town-council",
        "topic": "opening-hours",
        "action": "do",
        "strength": "request",
    },
    "claim": {"text": "The library is empty.", "by": "town-council", "kind": "fact"},
    "article": {
        "title": "A letter to the Gazette",
        "publisher": "Example Gazette",
        "published": "2031-05-05",
        "id": "costs-first",
        "text": "We asked for Sundays.",
        "speaker": "readers-circle",
        "form": "direct",
    },
}
# Fields that a skeleton names in a comment only, because another one has taken their place.
SAID_OTHERWISE = {
    ("event", "event"),
    ("responses", "searched_through"),
    ("responses", "searched_in"),
    ("responses", "asked_on"),
}
_BLANK = re.compile(r"^ *(?:- )?([a-z_]+):  # ", re.MULTILINE)
_OPTIONAL = re.compile(r"^( *)# (?!yaml-)( *(?:- )?[a-z_-]+:)", re.MULTILINE)
# Warnings about a record that nothing refers to yet.
UNUSED = {"demand-never-stated", "claim-never-asserted"}


def fill(kind: str, text: str) -> str:
    """``text`` with a value in each blank."""
    return _BLANK.sub(lambda blank: f"{blank[0][:-4]} {FILLED[kind][blank[1]]}  # ", text)


def with_all(text: str) -> str:
    """``text`` with everything optional in use."""
    return _OPTIONAL.sub(r"\1\2", text)


def written(desk: TinySite, kind: str, id_: str) -> Path:
    run = desk.onrecord("new", kind, id_)
    assert (run.returncode, run.stderr) == (0, "")
    path = f"content/{kind}s/{id_}.yml"
    assert run.stdout.splitlines() == [
        f"Wrote {path}",
        "Fill in the empty fields, then run: onrecord check",
    ]
    return desk.root / path


@pytest.mark.parametrize("kind", KINDS)
def test_check_points_at_the_blanks_and_at_nothing_else(desk: TinySite, kind: str) -> None:
    file = written(desk, kind, "first-try")
    text = file.read_text()
    blanks = [number for number, line in enumerate(text.splitlines(), 1) if _BLANK.match(line)]
    assert len(blanks) == len(FILLED[kind])
    found = json.loads(desk.onrecord("check", "--format", "json").stdout)["diagnostics"]
    assert [diagnostic["line"] for diagnostic in found] == blanks
    assert {diagnostic["code"] for diagnostic in found} == {"no-value"}
    file.write_text(fill(kind, text))
    after = json.loads(desk.onrecord("check", "--format", "json").stdout)
    assert {diagnostic["code"] for diagnostic in after["diagnostics"]} <= UNUSED
    assert after["errors"] == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_there_with_an_example(desk: TinySite, kind: str) -> None:
    text = with_all(fill(kind, written(desk, kind, "first-try").read_text()))
    assert missing(MODELS[kind], yaml.safe_load(text)) == set()


def missing(model: type[BaseModel], data: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The fields of ``model`` and of what is in it that ``data``, as YAML gives it, has not."""
    found = set()
    for name, field in model.model_fields.items():
        here = (*path, field.alias or name)
        value = data.get(here[-1])
        if value is None:
            found |= {here} - SAID_OTHERWISE
        elif here[-1] not in {"defaults", "speakers"} and (inner := _inner(field.annotation)):
            value = value[0] if isinstance(value, list) else value
            found |= missing(inner, value, here) if isinstance(value, dict) else set()
    return found


def _inner(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inner, typing.get_args(annotation))), None)


def test_every_example_can_be_used(desk: TinySite) -> None:
    """All four records with all their examples are a desk without an error."""
    for kind, id_ in [("actor", "ana-example"), ("demand", "until-nine"),
                      ("claim", "hours-allegation"), ("claim", "another-claim"),
                      ("article", "a-letter")]:  # fmt: skip
        file = written(desk, kind, id_)
        text = fill(kind, file.read_text())
        all_ = with_all(text).replace("an-old-id", f"old-{id_}")
        file.write_text(text if id_ == "another-claim" else all_)
    report = json.loads(desk.onrecord("check", "--format", "json").stdout)
    assert [
        diagnostic for diagnostic in report["diagnostics"] if diagnostic["severity"] == "error"
    ] == []


def test_it_names_the_schema_for_editors_where_there_is_one(desk: TinySite) -> None:
    run = desk.onrecord("new", "article", "deep", "--folder", "2031/05")
    assert run.stdout.startswith("Wrote content/articles/2031/05/deep.yml\n")
    file = desk.root / "content/articles/2031/05/deep.yml"
    first = file.read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../../../.onrecord/schema/article.json"
    (desk.root / ".onrecord/schema/actor.json").unlink()
    assert written(desk, "actor", "somebody").read_text().startswith("# An actor")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("actor", "town-council"), "is the id of content/actors/town-council.yml"),
        (("actor", "old-council"), "was once the id of content/actors/town-council.yml"),
        (("actor", "Town Council"), "such as 'town-council'"),
        (("demand", "index"), "'index' cannot be an id"),
        (("article", "../x"), "'../x' is not an id"),
        (("article", "gazette-on-sunday-opening", "--folder", "2031"),
         "is the id of content/articles/gazette-on-sunday-opening.yml"),
        (("article", "x", "--folder", "2031/Aux"), "'2031/Aux' cannot be a folder"),
        (("article", "x", "--folder", "../actors"), "'../actors' is not a folder within articles/"),
        (("article", "x", "--folder", "/2031"), "'/2031' is not a folder within articles/"),
        (("article", "x", "--folder", ".hidden"), "'.hidden' is not a folder within articles/"),
        (("article", "x", "--folder", "gazette-on-sunday-opening.yml"), "cannot be written"),
        (("actor", "x", "--folder", "2031"), "actors go directly in actors/"),
        (("actor", "x", "-f", "nowhere.yml"), "no file nowhere.yml; hint: make one with"),
    ],
)  # fmt: skip
def test_what_is_refused(desk: TinySite, args: tuple[str, ...], says: str) -> None:
    council = desk.root / "content/actors/town-council.yml"
    council.write_text(council.read_text() + "formerly: [old-council]\n")
    before = tree(desk.root)
    run = desk.onrecord("new", *args)
    assert (run.returncode, run.stdout) == (2, "")
    assert says in run.stderr
    assert tree(desk.root) == before


def test_a_link_may_not_lead_out_of_the_content(desk: TinySite) -> None:
    outside = desk.root / "outside"
    outside.mkdir()
    (desk.root / "content/articles/link").symlink_to(outside)
    run = desk.ended(2, "new", "article", "x", "--folder", "link")
    assert "points outside the content folder" in run.stderr
    assert tree(outside) == {}


def test_outside_a_desk_the_way_to_one_is_shown(tmp_path: Path) -> None:
    run = run_in(tmp_path, "new", "actor", "ana")
    assert run.returncode == 2
    assert "this is not a desk: there is no file site_config.yml" in run.stderr
    assert "`onrecord init DIR`" in run.stderr


def test_the_content_may_lie_elsewhere(desk: TinySite) -> None:
    (desk.root / "content").rename(desk.root / "record")
    desk.edit("site_config.yml", "docs_dir: content", "docs_dir: record")
    run = run_in(desk.root.parent, "new", "actor", "ana", "-f", "desk/site_config.yml")
    assert run.stdout.splitlines() == [
        "Wrote desk/record/actors/ana.yml",
        "Fill in the empty fields, then run: onrecord check -f desk/site_config.yml",
    ]
