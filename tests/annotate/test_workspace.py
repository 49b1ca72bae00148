"""What is saved changes only what it must, can be undone, and is never over another's work."""

import json
import re
from pathlib import Path

import pytest

from onrecord.annotate.journal import GONE, Changed, Journal, NoSuchArticle, NothingToUndo
from onrecord.annotate.workspace import Workspace
from onrecord.desk.settings import Settings
from onrecord.diagnostics import OnrecordError

SOURCE = "“The strike ends today,” Ms Brandt said. 🚢 “We — all of us — go back.”\n"
ARTICLE = """\
title: The strike ends
source: {publisher: Gazette, published: 2031-05-04}  # as printed
quotes:
  - id: ends
    text: The strike ends today
    speaker: mia-brandt
    form: partial
  - id: back
    text: "We - all of us - go back."
    speaker: mia-brandt
    form: direct
  - id: never
    text: We will never work again anywhere in this town
    speaker: mia-brandt
    form: direct
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for folder in ("content/articles/2031", "content/actors", "captures"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content/articles/2031/strike.yml").write_bytes(ARTICLE.encode())
    (tmp_path / "content/actors/mia-brandt.yml").write_text("name: Mia Brandt\nkind: person\n")
    (tmp_path / "captures/strike.txt").write_text(SOURCE)
    return tmp_path


def workspace_of(desk: Path) -> Workspace:
    return Workspace(
        Settings(desk / "content"), desk / "captures", Journal.of(desk / "site_config.yml")
    )


def file_of(desk: Path) -> Path:
    return desk / "content/articles/2031/strike.yml"


def test_an_article_is_opened_with_its_source_and_what_was_found_in_it(desk: Path) -> None:
    opened = workspace_of(desk).open("strike")
    assert opened["yaml"] == ARTICLE
    assert opened["source"] == SOURCE
    verdicts = {quote["id"]: quote["verdict"] for quote in opened["quotes"]}
    assert verdicts == {"ends": "exact", "back": "exact_after_typography", "never": "absent"}
    assert (opened["undo"], opened["redo"], opened["problems"]) == (False, False, [])


def test_places_are_counted_as_a_browser_counts(desk: Path) -> None:
    back = workspace_of(desk).open("strike")["quotes"][1]
    [(start, end)] = back["spans"]
    units = SOURCE.encode("utf-16-le")  # the ship is two units
    assert units[2 * start : 2 * end].decode("utf-16-le") == "We — all of us — go back."
    source = workspace_of(desk).source("strike")
    first, last = source.span_from_browser((start, end))
    assert SOURCE[first:last] == "We — all of us — go back."


def test_what_is_being_typed_is_compared_and_nothing_is_written(desk: Path) -> None:
    workspace = workspace_of(desk)
    typed = ARTICLE.replace("We will never work again anywhere in this town", "We go back")
    found = workspace.compare("strike", typed.replace("ends today", "ends to day"))
    assert found["quotes"][0]["verdict"] != "exact"
    broken = workspace.compare("strike", typed + "  - [")
    assert broken["problems"][0]["line"] > len(typed.splitlines())
    assert file_of(desk).read_bytes() == ARTICLE.encode()


@pytest.mark.parametrize(
    "before",
    [
        ARTICLE.replace("\n", "\r\n"),
        "\ufeff" + ARTICLE,
        ARTICLE.rstrip("\n"),
        ARTICLE.replace("\n", "\r\n", 4),
    ],
    ids=["CRLF", "byte-order mark", "no last line end", "both line ends"],
)
def test_lines_that_are_not_changed_keep_every_byte(desk: Path, before: str) -> None:
    file_of(desk).write_bytes(before.encode())
    workspace = workspace_of(desk)
    opened = workspace.open("strike")
    typed = opened["yaml"].replace("form: partial", "form: direct")
    workspace.save("strike", opened["digest"], typed)
    assert file_of(desk).read_bytes() == before.replace("form: partial", "form: direct").encode()


def test_a_file_that_somebody_else_changed_is_not_overwritten(desk: Path) -> None:
    workspace = workspace_of(desk)
    digest = workspace.open("strike")["digest"]
    theirs = ARTICLE.replace("The strike ends\n", "The strike is over\n")
    file_of(desk).write_text(theirs)
    with pytest.raises(Changed):
        workspace.save("strike", digest, "title: mine\n")
    with pytest.raises(Changed):
        workspace.undo("strike", digest)
    with pytest.raises(Changed):
        workspace.redo("strike", digest)
    assert file_of(desk).read_text() == theirs


def test_each_save_is_undone_and_done_again_also_by_another_process(desk: Path) -> None:
    versions = [ARTICLE, ARTICLE.replace("ends", "is over"), ARTICLE.replace("Gazette", "Times")]
    for text in versions[1:]:
        workspace = workspace_of(desk)
        workspace.save("strike", workspace.open("strike")["digest"], text)

    def step(action: str) -> str:
        workspace = workspace_of(desk)  # the command was stopped and begun again
        getattr(workspace, action)("strike", workspace.open("strike")["digest"])
        return file_of(desk).read_text()

    assert [step("undo"), step("undo")] == [versions[1], versions[0]]
    with pytest.raises(NothingToUndo):
        step("undo")
    assert [step("redo"), step("redo")] == versions[1:]
    with pytest.raises(NothingToUndo):
        step("redo")
    assert step("undo") == versions[1]
    workspace = workspace_of(desk)
    workspace.save("strike", workspace.open("strike")["digest"], "title: another way\n")
    assert not workspace.open("strike")["redo"], "a new save is not behind what was undone"


def test_nothing_is_undone_that_somebody_else_wrote(desk: Path) -> None:
    workspace = workspace_of(desk)
    workspace.save("strike", workspace.open("strike")["digest"], "title: mine\n")
    file_of(desk).write_text("title: theirs\n")
    opened = workspace.open("strike")
    assert not opened["undo"]
    with pytest.raises(NothingToUndo):
        workspace.undo("strike", opened["digest"])


def test_a_journal_that_a_crash_cut_off_is_read_to_there(desk: Path) -> None:
    workspace = workspace_of(desk)
    workspace.save("strike", workspace.open("strike")["digest"], "title: mine\n")
    journal = desk / ".onrecord/annotate/strike.jsonl"
    journal.write_text(journal.read_text() + '{"kind": "edit", "bef')
    assert workspace_of(desk).open("strike")["undo"]


def test_what_was_noted_and_never_written_does_not_end_undoing(desk: Path) -> None:
    journal = Journal.of(desk / "site_config.yml")
    journal.saving("a", "A", "B")
    journal.saving("a", "B", "C")
    journal.undoing("a")  # and then the computer stopped: the file still says C
    again = Journal.of(desk / "site_config.yml")
    assert again.before("a", "C") == "B"
    again.saving("a", "C", "D")
    last = Journal.of(desk / "site_config.yml")
    assert last.before("a", "D") == "C"
    last.undoing("a")
    assert last.before("a", "C") == "B"


def test_a_line_that_was_cut_off_takes_no_other_with_it(desk: Path) -> None:
    journal = Journal.of(desk / "site_config.yml")
    journal.saving("a", "A", "B")
    file = desk / ".onrecord/annotate/a.jsonl"
    file.write_bytes(file.read_bytes() + file.read_bytes()[:20])
    Journal.of(desk / "site_config.yml").saving("a", "B", "C")
    assert Journal.of(desk / "site_config.yml").before("a", "C") == "B"


def test_what_was_typed_is_kept_with_the_file_it_began_with(desk: Path) -> None:
    workspace_of(desk).keep("strike", "title: mine", "digest")
    assert workspace_of(desk).kept("strike") == {"yaml": "title: mine", "base": "digest"}


def test_git_ignores_the_journal(desk: Path) -> None:
    workspace = workspace_of(desk)
    workspace.save("strike", workspace.open("strike")["digest"], "title: mine\n")
    assert (desk / ".onrecord/annotate/.gitignore").read_text() == "*\n"


def test_a_save_that_fails_leaves_the_file_and_can_be_tried_again(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = workspace_of(desk)
    digest = workspace.open("strike")["digest"]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("onrecord.annotate.workspace.write_file", full)
        with pytest.raises(OSError, match="No space"):
            workspace.save("strike", digest, "title: mine\n")
    assert file_of(desk).read_text() == ARTICLE
    workspace.save("strike", digest, "title: mine\n")
    assert file_of(desk).read_text() == "title: mine\n"
    workspace.undo("strike", workspace.open("strike")["digest"])
    assert not workspace.open("strike")["undo"], "there was one save, not two"


def test_what_was_typed_is_kept_until_it_is_saved(desk: Path) -> None:
    workspace_of(desk).keep("strike", "title: half a senten", "digest")
    assert workspace_of(desk).kept("strike")["yaml"] == "title: half a senten"
    workspace_of(desk).keep("strike", None)
    assert workspace_of(desk).kept("strike") == {}
    (desk / ".onrecord/annotate/strike.kept.json").write_text("[cut")
    assert workspace_of(desk).kept("strike") == {}


@pytest.mark.parametrize("name", ["../../secret", "strike.yml", "", "missing", "/etc/passwd"])
def test_no_file_is_opened_but_an_article_of_the_desk(desk: Path, name: str) -> None:
    (desk / "secret.yml").write_text("title: secret\n")
    workspace = workspace_of(desk)
    (desk / "content/articles/latin.yml").write_bytes(b"title: \xff\n")
    with pytest.raises(NoSuchArticle) as refused:
        workspace.open(name)
    assert {"strike", "latin"} <= set(re.findall(r"\w+", refused.value.hint))
    with pytest.raises(NoSuchArticle):
        workspace.keep(name, "title: mine\n")
    assert json.dumps([each["id"] for each in workspace.articles()]) == '["latin", "strike"]'


def test_an_article_that_was_renamed_or_deleted_meanwhile_is_saved(desk: Path) -> None:
    workspace, file = workspace_of(desk), file_of(desk)
    base = workspace.open("strike")["digest"]
    new = file.with_name("walkout.yml")
    file.rename(new)
    new.write_text(f"formerly: strike\n{ARTICLE}")
    with pytest.raises(Changed):
        workspace.save("strike", base, ARTICLE)
    opened = workspace.open("strike")
    assert (opened["id"], opened["formerly"]) == ("walkout", ["strike"])
    typed = ARTICLE.replace("The strike ends", "It ends", 1)
    workspace.save("walkout", opened["digest"], typed, over=True)
    assert new.read_text() == typed.replace("quotes:\n", "formerly: strike\nquotes:\n")
    opened = workspace.open("walkout")
    new.unlink()
    with pytest.raises(NoSuchArticle):
        workspace.save("walkout", opened["digest"], ARTICLE)
    workspace.save("walkout", GONE, ARTICLE)
    assert new.read_text() == ARTICLE


def test_a_capture_that_cannot_be_used_is_named(desk: Path) -> None:
    (desk / "captures/strike.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(OnrecordError, match="UTF-16"):
        workspace_of(desk).open("strike")
    (desk / "captures/strike.txt").unlink()
    opened = workspace_of(desk).open("strike")
    assert opened["source"] == ""
    assert {quote["verdict"] for quote in opened["quotes"]} == {""}


def test_editors_know_at_once_what_was_written_on_the_page(desk: Path) -> None:
    workspace = workspace_of(desk)
    workspace.problems("strike")
    schema = desk / ".onrecord/schema/article.json"
    assert "mia-brandt" in schema.read_text()
    (desk / "content/actors/ana-rivera.yml").write_text("name: Ana Rivera\nkind: person\n")
    workspace.problems("strike")
    assert "Ana Rivera (person)" in schema.read_text()


def test_problems_are_those_that_check_reports_of_the_article(desk: Path) -> None:
    workspace = workspace_of(desk)
    typed = ARTICLE.replace("speaker: mia-brandt", "speaker: mia-brant", 1)
    workspace.save("strike", workspace.open("strike")["digest"], typed)
    [found] = [each for each in workspace.problems("strike") if each["severity"] == "error"]
    assert found["line"] == 6
    assert "mia-brandt" in found["hint"]


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("a\rb\nc\r\n", "a\nb\nd\nc\n", "a\rb\nd\r\nc\r\n"),
        ("a\rb\n", "x\na\nb\n", "x\na\rb\n"),
        ("\ufeffa\rb", "a\nb", "\ufeffa\rb"),
    ],
)
def test_every_kind_of_line_end_stays(desk: Path, before: str, typed: str, after: str) -> None:
    file = file_of(desk)
    file.write_bytes(before.encode())
    work = workspace_of(desk)
    opened = work.open("strike")
    assert "\r" not in opened["yaml"]
    work.save("strike", opened["digest"], typed)
    assert file.read_bytes() == after.encode()
