"""`onrecord rename`: the file, the old id, and every place that names the record."""

# ruff: noqa: E501 - lines of YAML as they are
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.editing.test_yaml_in_place import difference
from tests.tiny_site import TinySite

from onrecord.annotate.journal import Journal
from onrecord.desk.load import link_and_check
from onrecord.desk.settings import Settings
from onrecord.diagnostics import ContentErrors
from onrecord.editing import renaming
from onrecord.editing.desk_edit import DeskEdit
from onrecord.records.load import load_records
from onrecord.writing import changed_files, whole_files

SECOND = Path(__file__).parents[1] / "second_desk" / "desk" / "content"


def texts(root: Path) -> dict[str, str]:
    """Every file of a desk, by its path."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in files}


def changed(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """The lines that went and came, by file; a file that moved is not among them."""
    return {
        name: difference(before[name], after[name])
        for name in before
        if name in after and before[name] != after[name]
    }


@pytest.mark.parametrize(
    ("kind", "old", "new", "moved", "lines"),
    [
        ("actor", "mia-brandt", "m-brandt",
         ("content/actors/mia-brandt.yml", "content/actors/m-brandt.yml", ["+formerly: [mia-brandt]"]),
         {"content/articles/rally.yml": [
             "-  mia-brandt: {speaking_as: Chair, to: [port-of-aldmoor]}",
             "+  m-brandt: {speaking_as: Chair, to: [port-of-aldmoor]}",
             "-    speaker: mia-brandt", "+    speaker: m-brandt",
             "-    speaker: [mia-brandt, dock-union]", "+    speaker: [m-brandt, dock-union]",
             "-    by: mia-brandt", "+    by: m-brandt"],
          "content/articles/2031/report.yml": ["-    speaker: mia-brandt", "+    speaker: m-brandt"]}),
        ("demand", "pay-rise", "raise-the-pay",
         ("content/demands/pay-rise.yml", "content/demands/raise-the-pay.yml",
          ["+formerly: [pay-rise]"]),
         {"content/articles/rally.yml": [
             "-  - {demand: pay-rise, act: stated, by: dock-union, quote: by-friday, phrase: an answer by Friday}",
             "+  - {demand: raise-the-pay, act: stated, by: dock-union, quote: by-friday, phrase: an answer by Friday}"],
          "content/articles/2031/report.yml": [
             "-  - {demand: pay-rise, by: port-of-aldmoor, response: deferred, quote: on-the-third}",
             "+  - {demand: raise-the-pay, by: port-of-aldmoor, response: deferred, quote: on-the-third}"]}),
        ("claim", "late-pay", "paid-late",
         ("content/claims/late-pay.yml", "content/claims/paid-late.yml", ["+formerly: [late-pay]"]),
         {"content/articles/rally.yml": ["-  - claim: late-pay", "+  - claim: paid-late"]}),
        ("topic", "safety", "harbour-safety", None,
         {"content/topics.yml": ["-'safety':", "+'harbour-safety':"]}),
        ("event", "harbour-talks", "talks-2031", None,
         {"content/events.yml": ["-harbour-talks:", "+talks-2031:"],
          "content/articles/rally.yml": ["-event: harbour-talks", "+event: talks-2031"],
          "content/articles/2031/report.yml": ["-    said: {event: harbour-talks}",
                                               "+    said: {event: talks-2031}"]}),
        ("article", "report", "gazette",
         ("content/articles/2031/report.yml", "content/articles/2031/gazette.yml",
          ["+formerly: [report]"]),
         {"content/briefings/week.yml": ["-evidence: [report#on-the-third, rally#all-gates]",
                                         "+evidence: [gazette#on-the-third, rally#all-gates]"],
          "content/demands/pay-rise.yml": [
             "-outcome: {value: partial, assessed_on: 2031-05-09, evidence: [rally#by-friday, report#on-the-third]}",
             "+outcome: {value: partial, assessed_on: 2031-05-09, evidence: [rally#by-friday, gazette#on-the-third]}"],
          "content/events.yml": ["-  dates_given: {date: 2031-05-03, quote: report#on-the-third}",
                                 "+  dates_given: {date: 2031-05-03, quote: gazette#on-the-third}"]}),
        ("quote", "rally#all-gates", "the-gates", None,
         {"content/articles/rally.yml": [
             "-  - id: all-gates", "+  - id: the-gates",
             "-    quote: rally#all-gates", "+    quote: rally#the-gates"],
          "content/briefings/week.yml": ["-evidence: [report#on-the-third, rally#all-gates]",
                                         "+evidence: [report#on-the-third, rally#the-gates]"]}),
    ],
)  # fmt: skip
def test_everything_that_names_it_follows(
    desk: TinySite, kind: str, old: str, new: str,
    moved: tuple[str, str, list[str]] | None, lines: dict[str, list[str]],
) -> None:  # fmt: skip
    before = texts(desk.root)
    shown = desk.done("rename", kind, old, new, "--dry-run")
    assert texts(desk.root) == before
    run = desk.onrecord("rename", kind, old, new)
    after = texts(desk.root)
    assert run.returncode == 0, run.stderr
    assert changed(before, after) == lines
    if moved:
        was, now, added = moved
        assert was not in after
        assert difference(before[was], after[now]) == added
    assert set(lines) <= set(re.findall(r"^  (\S+)", run.stdout, re.MULTILINE))
    # The diff that was shown is the change that was made.
    for path, text in before.items():
        desk.write(path, text)
    for path in after.keys() - before.keys():
        (desk.root / path).unlink()
    subprocess.run(["git", "apply", "-"], input=shown.stdout, cwd=desk.root, text=True, check=True)
    assert texts(desk.root) == after


def test_the_capture_and_the_lock_of_an_article_follow(desk: TinySite) -> None:
    desk.done("verify")
    lock = (desk.root / "content/captures.lock").read_text()
    now = (desk.root / "content/articles/rally.yml").read_text()
    journal = Journal.of(desk.root / "site_config.yml")
    journal.saving("rally", "title: Before", now)
    journal.keep("rally", refused=["All gates"])
    desk.done("rename", "article", "rally", "post-on-the-rally")
    assert not list((desk.root / ".onrecord/annotate").glob("rally.*"))
    journal = Journal.of(desk.root / "site_config.yml")
    assert journal.kept("post-on-the-rally") == {"refused": ["All gates"]}
    assert journal.before("post-on-the-rally", now) == "title: Before"
    assert not (desk.root / "captures/rally.txt").exists()
    assert (desk.root / "captures/post-on-the-rally.txt").exists()
    renamed = (desk.root / "content/captures.lock").read_text()
    assert renamed == lock.replace('"rally#', '"post-on-the-rally#')
    assert "Nothing to change" in desk.onrecord("verify").stdout
    run = desk.onrecord("rename", "quote", "post-on-the-rally#all-gates", "gates")
    assert "has no `formerly`" in run.stderr
    assert "Nothing to change" in desk.onrecord("verify").stdout


def test_an_earlier_id_can_be_taken_back(desk: TinySite) -> None:
    desk.onrecord("rename", "claim", "late-pay", "paid-late")
    desk.done("rename", "claim", "paid-late", "late-pay")
    assert "formerly: [paid-late]\n" in (desk.root / "content/claims/late-pay.yml").read_text()
    desk.done("check")


def test_pages_stay_and_are_listed(desk: TinySite) -> None:
    run = desk.onrecord("rename", "actor", "dock-union", "dockers-union", "--format", "json")
    said = json.loads(run.stdout)
    assert said["written"]
    assert said["remarks"] == ["content/index.md:3 still has the old id of the actor"]
    assert {"file": "content/actors/dockers-union.yml",
            "was": "content/actors/dock-union.yml"} in said["files"]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("actor", "mia-brant", "x"), 2, "did you mean 'mia-brandt'?"),
        (("topic", "wage", "x"), 2, "did you mean 'wages'?"),
        (("quote", "rally#by-fridy", "x"), 2, "did you mean"),
        (("quote", "by-friday", "x"), 2, "write ARTICLE#QUOTE"),
        (("quote", "rally#by-friday", "all-gates"), 2, "already has a quote 'all-gates'"),
        (("actor", "mia-brandt", "dock-union"), 2, "is the id of content/actors/dock-union.yml"),
        (("actor", "mia-brandt", "Mia Brandt"), 2, "is not an id"),
        (("actor", "mia-brandt", "mia-brandt"), 2, "has this id already"),
        (("event", "harbour-talks", "none"), 2, "cannot be the id of an event"),
        (("article", "rally", "report"), 2, "is the id of content/articles/2031/report.yml"),
        (("actor", "mia-brandt", "x", "-f", "no.yml"), 2, "no.yml"),
    ],
)  # fmt: skip
def test_what_cannot_be_renamed(
    desk: TinySite, args: tuple[str, ...], code: int, says: str
) -> None:
    before = texts(desk.root)
    run = desk.onrecord("rename", *args)
    assert (run.returncode, run.stdout) == (code, "")
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    assert texts(desk.root) == before


def test_a_desk_with_errors_is_renamed_if_the_files_that_change_are_sound(desk: TinySite) -> None:
    desk.write("content/actors/broken.yml", "name: [\n")
    desk.edit("content/articles/rally.yml", "publisher: Harbour Post\n", "publisher:\n")
    run = desk.done("rename", "actor", "mia-brandt", "m-brandt")
    desk.write("content/actors/broken.yml", "name: A\nkind: person\nroles: {of: [dock-union\n")
    before = texts(desk.root)
    run = desk.ended(1, "rename", "actor", "dock-union", "dockers")
    assert "content/actors/broken.yml" in run.stderr
    assert texts(desk.root) == before


def test_nothing_is_written_if_the_desk_would_have_an_error_more(desk: TinySite) -> None:
    edit = DeskEdit(Settings(desk.root / "content"), desk.root / "captures")
    edit.yaml(edit.file_of("actor", "mia-brandt")).put(("kind",), "pirate")
    with pytest.raises(ContentErrors, match="would have 1 error") as refused:
        edit.check(edit.changes())
    assert refused.value.diagnostics[0].code == "bad-value"


@pytest.mark.parametrize("fails", range(4))
def test_if_a_file_cannot_be_written_all_are_as_they_were(
    desk: TinySite, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    put: Callable[[Path, Path], None] = whole_files.put_file
    count = 0

    def failing(made: Path, place: Path) -> None:
        nonlocal count
        count += 1
        if count == fails + 1:
            raise OSError(28, "No space left on device", str(place))
        put(made, place)

    monkeypatch.setattr(changed_files, "put_file", failing)
    if fails == 3:
        monkeypatch.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(
            OSError(30, "Read-only file system")))  # fmt: skip
    before = texts(desk.root)
    run = desk.onrecord("rename", "actor", "mia-brandt", "m-brandt")
    monkeypatch.undo()
    assert run.returncode == 2
    assert "cannot be written: " in run.stderr
    after = texts(desk.root)
    assert before.items() <= after.items()
    assert fails == 3 or after == before


# Of each kind; no id is an ordinary word, so that a search finds no other.
IDS = [
    ("actor", "ministry-of-quays"), ("demand", "stop-night-tows"), ("claim", "board-loss"),
    ("article", "gazeta-on-the-walkout"), ("article", "mediation-minutes"),
    ("actor", "twin-ports-pact"), ("demand", "safe-quays"), ("claim", "unfair-paper"),
]  # fmt: skip


def test_a_whole_desk_under_other_ids_is_the_same_desk(tmp_path: Path) -> None:
    content = shutil.copytree(SECOND, tmp_path / "content")
    settings = Settings(content)
    before = link_and_check(load_records(content), settings)
    for kind, old in IDS:
        edit = DeskEdit(settings, tmp_path / "captures")
        assert renaming.rename(edit, kind, old, f"new-{old}", []) > 0
        changed_files.change_files(edit.changes())
    after = link_and_check(load_records(content), settings)
    assert [fault.code for fault in after.diagnostics] == [
        fault.code for fault in before.diagnostics
    ]
    whole = re.compile(rf"(?<![\w-])({'|'.join(old for _, old in IDS)})(?![\w-])")
    left = [
        line
        for path in content.rglob("*.yml")
        for line in path.read_text().splitlines()
        if whole.search(line)
    ]
    assert sorted(left) == sorted(f"formerly: [{old}]" for _, old in IDS)
    assert len(after.desk.quotes) == len(before.desk.quotes)
    assert all(("actor", f"new-{id_}") in after.desk.files for kind, id_ in IDS if kind == "actor")
