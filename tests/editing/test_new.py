"""`onrecord new`: actors by their names, and a quote at the end of those of an article."""

# ruff: noqa: E501 - rows of a table
import json

import pytest
from tests.editing.test_rename import changed, texts
from tests.tiny_site import TinySite

RALLY = "content/articles/rally.yml"
REPORT = "content/articles/2031/report.yml"


def test_actors_get_ids_of_their_names(desk: TinySite) -> None:
    desk.write(".schemas/actor.json", "{}")
    run = desk.onrecord(
        "new", "actor", "Ana  Rivera", "Émile d'Aldmoor: “Milo”", "--kind", "person"
    )
    assert run.stdout.splitlines() == [
        "Wrote content/actors/ana-rivera.yml",
        "Wrote content/actors/emile-d-aldmoor-milo.yml",
    ]
    head = "# yaml-language-server: $schema=../../.schemas/actor.json\n"
    after = texts(desk.root)
    assert after["content/actors/ana-rivera.yml"] == f"{head}name: Ana Rivera\nkind: person\n"
    assert after["content/actors/emile-d-aldmoor-milo.yml"] == (
        f'{head}name: "Émile d\'Aldmoor: “Milo”"\nkind: person\n'
    )
    desk.done("check")
    run = desk.onrecord("new", "actor", "Лев", "--kind", "person", "--id", "lev", "--dry-run")
    assert run.stdout.splitlines()[-2:] == ["+name: Лев", "+kind: person"]
    assert texts(desk.root) == after
    # A letter that is no letter with a mark is spelt as people type it, not left out.
    run = desk.onrecord("new", "actor", "Øyvind Łaski", "--kind", "person")
    assert run.stdout == "Wrote content/actors/oyvind-laski.yml\n"


def test_a_quote_is_added_with_what_is_known(desk: TinySite) -> None:
    before = texts(desk.root)
    text = "We shall see […] what comes of it"
    run = desk.onrecord("new", "quote", "rally", "--text", text, "--speaker", "dock-union")
    assert run.stdout.splitlines() == [f"Added rally#we-shall-see-what-comes to {RALLY}"]
    # `form` is that of the article's defaults.
    assert changed(before, texts(desk.root)) == {RALLY: [
        "+  - id: we-shall-see-what-comes", "+    text:", "+      - We shall see",
        "+      - what comes of it", "+    speaker: dock-union",
    ]}  # fmt: skip
    desk.done("check")
    again = desk.onrecord("new", "quote", "rally", "--text", text, "--dry-run")
    assert "+  - id: we-shall-see-what-comes-2\n" in again.stdout


def test_what_is_not_known_is_left_to_be_filled_in(desk: TinySite) -> None:
    before = texts(desk.root)
    run = desk.onrecord("new", "quote", "report", "next-week")
    assert run.stdout.splitlines() == [
        f"Added report#next-week to {REPORT}",
        "Fill in the empty fields, then run: onrecord check",
    ]
    assert changed(before, texts(desk.root)) == {REPORT: [
        "+  - id: next-week", "+    text:", "+    speaker:", "+    form:",
    ]}  # fmt: skip
    found = json.loads(desk.onrecord("check", "--format", "json").stdout)["diagnostics"]
    assert [fault["code"] for fault in found if fault["severity"] == "error"] == ["no-value"] * 3


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("actor", "Mia Brandt", "--kind", "person"), 2, "is the id of content/actors/mia-brandt.yml"),
        (("actor", "Лев", "--kind", "person"), 2, "no id can be made from 'Лев'"),
        (("actor", "A b", "a B", "--kind", "person"), 2, "two names give the id 'a-b'"),
        (("actor", "A b", "B c", "--kind", "person", "--id", "x"), 2, "--id is for one name"),
        (("actor", "A b"), 2, "such as 'a-b'; or give its --kind"),
        (("demand", "x", "--kind", "person"), 2, "--kind is for actors"),
        (("actor", "x", "--text", "x"), 2, "--text is for quotes"),
        (("quote", "rally", "by-friday"), 2, "already has a quote 'by-friday'"),
        (("quote", "raly"), 2, "did you mean 'rally'?"),
        (("quote", "rally", "x", "--text", "Yes", "--speaker", "mia"), 1, "there is no actor 'mia'"),
        (("quote", "rally", "x", "y"), 2, "a quote has one id"),
    ],
)  # fmt: skip
def test_what_is_refused(desk: TinySite, args: tuple[str, ...], code: int, says: str) -> None:
    before = texts(desk.root)
    run = desk.onrecord("new", *args)
    assert (run.returncode, run.stdout) == (code, "")
    assert says in run.stderr
    assert texts(desk.root) == before


def test_several_skeletons_are_written_or_none(desk: TinySite) -> None:
    before = texts(desk.root)
    desk.ended(2, "new", "claim", "no-pay", "late-pay")
    assert texts(desk.root) == before
    desk.done("new", "claim", "no-pay", "less-pay")
    assert {*texts(desk.root)} - {*before} == {
        "content/claims/no-pay.yml", "content/claims/less-pay.yml",
    }  # fmt: skip


def test_a_quote_whose_source_is_there_is_only_to_be_compared(desk: TinySite) -> None:
    desk.onrecord("verify")
    args = ("new", "quote", "rally", "--speaker", "mia-brandt", "--text", "All gates")
    desk.done(*args)
    said = desk.onrecord("check").stdout
    assert "hint: run `onrecord verify`: rally.txt is in the captures" in said
    (desk.root / "captures/rally.txt").unlink()
    said = desk.onrecord("check").stdout
    assert "hint: save the source's text as rally.txt in the captures" in said
