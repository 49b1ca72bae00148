"""`onrecord diff`: what it compares, what it says where it cannot, how it ends."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.review.repository import Repo
from tests.tiny_site import TinySite

QUOTE, LESS = "content/articles/rally.yml", "not a penny less"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """One for all tests here: each leaves the working tree as it was."""
    return Repo.at(tmp_path_factory.mktemp("diff") / "harbour")


@pytest.fixture(autouse=True)
def clean(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "repo" in request.fixturenames:
        request.getfixturevalue("repo").git("checkout", "-q", "-f", "main")


def test_without_a_head_it_is_the_working_tree(repo: Repo) -> None:
    assert "**Nothing changed in the content**" in repo.diff("HEAD").stdout
    repo.site.edit(QUOTE, LESS, "not one penny less")
    run = repo.diff("HEAD", "--live-url", "")
    assert "~~a~~ **one** penny" in run.stdout
    assert "with uncommitted changes" in run.stdout
    assert "https://" not in run.stdout  # a line of no commit, a preview of nobody's, no live site
    assert run.returncode == 0
    assert "**Nothing changed in the content**" in repo.diff("HEAD", "HEAD").stdout


def test_what_happened_on_the_base_since_is_no_work_of_the_branch(repo: Repo) -> None:
    repo.git("switch", "-q", "-C", "branch", "main")
    repo.git("switch", "-q", "-C", "later", "main")
    repo.site.edit(QUOTE, LESS, "not one penny less")
    repo.commit("Later on the base")
    assert "**Nothing changed in the content**" in repo.diff("later", "branch").stdout
    assert "~~one~~ **a** penny" in repo.diff("later", "branch", "--exact").stdout


def test_as_data(repo: Repo) -> None:
    repo.site.edit(QUOTE, LESS, "not one penny less")
    repo.site.edit("content/demands/pay-rise.yml", "action: do", "action: do\nnote: New")
    told = json.loads(repo.diff("main", "--format", "json").stdout)
    assert list(told) == [
        *("base", "head", "verdict", "summary", "errors", "warnings", "notices", "counts"),
        *("changes", "pages", "files", "unread", "diagnostics"),
    ]
    assert told["base"] == {"name": "main", "commit": told["head"]["commit"], "date": "2031-05-04"}
    assert told["head"]["worktree"]
    assert told["head"]["edited"]
    assert told["verdict"] == "changes"
    assert told["summary"] == "3 changes, 2 need review"
    assert told["counts"]["quote"] == {"added": 0, "removed": 0, "changed": 1}
    change = told["changes"][0]
    assert (change["kind"], change["weight"]) == ("quote-text-changed", "eyes")
    assert (change["file"], change["line"]) == ("content/articles/rally.yml", 15)
    assert change["uri"] == "quotes/rally/ten-per-cent/"
    assert change["new"].endswith("not one penny less.")
    missing = told["changes"][1]
    assert (missing["kind"], missing["facts"]["corrected"]) == ("correction-missing", "text")
    assert missing["label"] == "Published quote edited, no correction written"
    assert told["pages"]["counts"]["quotes"]["direct"] == 2
    assert {"uri": "demands/", "title": "Demands", "how": "indirect"} in told["pages"]["list"]


def test_errors_fail_and_warnings_do_when_strict(repo: Repo, tmp_path: Path) -> None:
    repo.site.edit(QUOTE, "about: pay", "about: pay\n    bears_on: {demands: [pay-rise]}")
    repo.site.edit(QUOTE, "by: dock-union", "by: port-authority")
    told = json.loads(repo.diff("HEAD", "--format", "json").stdout)
    assert (told["errors"], told["verdict"]) == (0, "problems")
    assert all(diagnostic["new"] for diagnostic in told["diagnostics"])
    assert repo.diff("HEAD").returncode == 0
    assert repo.diff("HEAD", "--strict").returncode == 1
    repo.site.edit(QUOTE, "speaker: mia-brandt", "speaker: nobody")
    file = tmp_path / "comment.md"
    run = repo.diff("HEAD", "-o", str(file))
    assert (run.returncode, run.stdout) == (1, "")
    assert "`unknown-actor`: there is no actor 'nobody'" in file.read_text(encoding="utf-8")


def test_a_problem_that_was_there_before_is_told_apart(repo: Repo) -> None:
    repo.git("switch", "-q", "-C", "warned", "main")
    repo.site.edit(QUOTE, "by: dock-union", "by: port-authority")
    repo.commit("A warning")
    repo.site.write(QUOTE, f"# Moved down\n{(repo.site.root / QUOTE).read_text()}")
    said = repo.diff("warned").stdout
    assert "**1 warning (none new)" in said
    assert "<summary>1 warning that was there before</summary>" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no-such-branch",), "there is no revision 'no-such-branch'"),
        (("mian",), "did you mean 'main'?"),
        (("main..HEAD",), "BASE HEAD"),
        (("--", "--output=x"), "there is no revision '--output=x'"),
        (("main", "-o", "content"), "content is a folder"),
        (("main", "-o", "nowhere/x.md"), "there is no folder nowhere/"),
        (("main", "-o", "/dev/full"), "cannot be written: no space left"),
        (("main", "-f", "absent.yml"), "there is no file absent.yml"),
        (("main", "--preview-url", "javascript:alert(1)"), "must begin with https:// or http://"),
    ],
)
def test_what_cannot_run_says_why_and_ends_with_2(
    repo: Repo, arguments: tuple[str, ...], message: str
) -> None:
    run = repo.diff(*arguments)
    assert run.returncode == 2
    assert message in run.stderr
    assert run.stdout == ""


def test_outside_git_there_is_nothing_to_compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    run = TinySite.at(tmp_path / "harbour").onrecord("diff", "main")
    assert run.returncode == 2
    assert "is not in a git repository" in run.stderr


def test_a_shallow_clone_says_how_to_get_the_rest(repo: Repo, tmp_path: Path) -> None:
    repo.git("switch", "-q", "-C", "more", "main")
    repo.commit("More")
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--depth=1", "-b", "more", f"file://{repo.site.root}", os.fspath(clone))
    run = TinySite(clone).onrecord("diff", "HEAD~1")
    assert run.returncode == 2
    assert "shallow clone: fetch all of the history" in run.stderr


def test_an_address_that_the_configuration_redirects_does_not_vanish(repo: Repo) -> None:
    root = repo.site.root
    (root / "content/actors/port-authority.yml").rename(root / "content/actors/harbour-office.yml")
    for path in ("articles/rally.yml", "demands/pay-rise.yml"):
        file = root / "content" / path
        repo.site.write(
            f"content/{path}", file.read_text().replace("port-authority", "harbour-office")
        )
    vanished = "actors/port-authority/"

    def kinds() -> set[tuple[str, str]]:
        told = json.loads(repo.diff("main", "--format", "json").stdout)
        return {(change["kind"], change["id"]) for change in told["changes"]}

    assert ("address-gone", vanished) in kinds()
    option = f"redirects: {{{vanished}: actors/harbour-office/}}\n      coverage:"
    repo.site.edit("site_config.yml", "coverage:", option)
    assert ("address-gone", vanished) not in kinds()
    repo.git("clean", "-q", "-f", "content")


def test_a_verdict_that_worsened_is_told_beside_a_file_that_cannot_be_read(repo: Repo) -> None:
    repo.git("switch", "-q", "-C", "locked", "main")
    repo.site.write("captures/rally.txt", "We want <ten> per cent & not a penny less.")
    repo.site.done("verify")
    repo.git("add", "content")
    repo.git("commit", "-q", "-m", "The lock")
    repo.site.write("captures/rally.txt", "We want <ten> per cent & not a single penny less.")
    repo.site.onrecord("verify")
    repo.site.edit("content/actors/dock-union.yml", "kind:", "knid:")
    told = json.loads(repo.diff("HEAD", "--format", "json").stdout)
    worse = [change for change in told["changes"] if change["kind"] == "quote-verdict-worsened"]
    assert [change["id"] for change in worse] == ["rally#ten-per-cent"]
    assert "content/actors/dock-union.yml" in json.dumps(told["unread"])


def test_words_that_are_withheld_now_were_no_error_before(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "withholding")
    repo.site.write("captures/rally.txt", "We want <ten> per cent & not a penny less.")
    repo.site.done("rename", "quote", "rally#ten-per-cent", "withheld-1")
    why = ("--reason", "At the request of a docker.", "--date", "2031-05-05")
    repo.site.done("withhold", "rally#withheld-1", *why)
    said = repo.diff("main").stdout
    assert "quotes/rally/withheld-1/" in said
    assert "errors of its own" not in said
    assert "penny" not in said
