"""One comment a pull request, ours alone."""

from pathlib import Path
from typing import Any

import pytest
from tests.workflows.fake_github import BOT, COMMIT, REPOSITORY, FakeGitHub

MARKER = "<!-- onrecord:changes -->"
STRANGER = {"login": "harbour-fan", "type": "User"}


@pytest.fixture
def comment(script: Any, github: FakeGitHub) -> Any:
    # A stranger may write our marker, too, and write it first.
    github.save(comments=[{"id": 1, "user": STRANGER, "body": f"{MARKER}\nnot ours"}])
    return script("comment")


def bodies(github: FakeGitHub) -> list[str]:
    return [row["body"] for row in github.state["comments"]]


def test_it_is_written_once_and_then_anew(comment: Any, github: FakeGitHub) -> None:
    comment.post(REPOSITORY, "12", f"{MARKER}\nfirst")
    comment.post(REPOSITORY, "12", f"{MARKER}\nsecond, `$(id)` \"'")
    assert bodies(github) == [f"{MARKER}\nnot ours", f"{MARKER}\nsecond, `$(id)` \"'"]


def test_when_the_preview_is_gone_it_says_so_once(comment: Any, github: FakeGitHub) -> None:
    comment.retire(REPOSITORY, "12")
    assert len(bodies(github)) == 1, "where nothing was written nothing is said"
    comment.post(REPOSITORY, "12", f"{MARKER}\n**Wording only**")
    comment.retire(REPOSITORY, "12")
    comment.retire(REPOSITORY, "12")
    head, gone, _, rest = bodies(github)[1].split("\n")
    assert (head, rest) == (MARKER, "**Wording only**")
    assert "preview was removed" in gone
    # Opened again, it is simply written anew.
    comment.post(REPOSITORY, "12", f"{MARKER}\nagain")
    assert bodies(github)[1] == f"{MARKER}\nagain"


@pytest.mark.parametrize("what", ["closed", "newer commit"])
def test_nothing_is_said_about_what_is_over(
    comment: Any, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str
) -> None:
    (tmp_path / "comment.md").write_text(f"{MARKER}\ntext\n", encoding="utf-8")
    commit = COMMIT if what == "closed" else "d" * 40
    if what == "closed":
        github.close()
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("LIVE", "https://newsroom.example/desk/")
    monkeypatch.setattr("sys.argv", ["comment.py", "post", str(tmp_path), "12", commit])
    assert comment.main() == 0
    assert len(bodies(github)) == 1


def test_only_a_bot_of_that_name_is_us(comment: Any, github: FakeGitHub) -> None:
    rows = [
        {"id": 1, "user": None, "body": MARKER},
        {"id": 2, "user": {**BOT, "type": "User"}, "body": MARKER},
        {"id": 3, "user": BOT, "body": f"about {MARKER}"},
    ]
    github.save(comments=rows)
    assert comment.ours(REPOSITORY, "12") is None
