"""The branch that GitHub Pages shows: the site at its root, previews beside it, no history."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.workflows.fake_github import COMMIT, REPOSITORY, FakeGitHub


def git(*arguments: str | Path) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    git("init", "--quiet", "--bare", tmp_path / "remote.git")
    return tmp_path / "remote.git"


@pytest.fixture
def pages(script: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    return script("pages")


def published(remote: Path) -> set[str]:
    return set(git("-C", remote, "ls-tree", "-r", "--name-only", "gh-pages").split("\n")) - {""}


def site(folder: Path, *names: str) -> Path:
    for name in ("index.html", *names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"<p>{folder.name}: {name}</p>", encoding="utf-8")
    return folder


def test_site_and_previews_live_side_by_side(pages: Any, remote: Path, tmp_path: Path) -> None:
    def put(change: Any) -> None:
        pages.publish(str(remote), change, "A step")

    put(pages.remove_preview("12"))
    assert not git("-C", remote, "branch"), "nothing was published, so nothing is removed"
    put(pages.put_live(site(tmp_path / "first", "old/index.html")))
    put(pages.put_preview(site(tmp_path / "twelve", "a.html"), "12"))
    put(pages.put_preview(site(tmp_path / "one", "b.html"), "1"))
    put(pages.put_live(site(tmp_path / "second", "new/index.html")))
    previews = {"previews/12/index.html", "previews/12/a.html"}
    assert published(remote) == {
        ".nojekyll",
        "index.html",
        "new/index.html",
        "previews/1/index.html",
        "previews/1/b.html",
        *previews,
    }
    put(pages.put_preview(site(tmp_path / "again"), "12"))
    assert "previews/12/a.html" not in published(remote), "what the last preview had is gone"
    put(pages.remove_preview("12"))
    assert {name for name in published(remote) if "previews" in name} == {
        "previews/1/index.html",
        "previews/1/b.html",
    }
    # What was taken down is not kept: one commit, without a parent.
    assert git("-C", remote, "rev-list", "--count", "gh-pages").strip() == "1"


def test_the_domain_stays(pages: Any, remote: Path, tmp_path: Path) -> None:
    """GitHub writes the file CNAME to the branch when a domain is set."""
    with_domain = site(tmp_path / "first")
    (with_domain / "CNAME").write_text("record.example.org\n", encoding="utf-8")
    pages.publish(str(remote), pages.put_live(with_domain), "A domain")
    pages.publish(str(remote), pages.put_live(site(tmp_path / "second")), "Another site")
    assert "CNAME" in published(remote)


def test_a_preview_that_no_longer_builds_is_taken_away(
    pages: Any, remote: Path, tmp_path: Path
) -> None:
    pages.publish(str(remote), pages.put_preview(site(tmp_path / "twelve"), "12"), "It builds")
    pages.publish(str(remote), pages.put_preview(tmp_path / "nothing", "12"), "It does not")
    assert published(remote) == {".nojekyll"}


def test_who_was_faster_loses_nothing(pages: Any, remote: Path, tmp_path: Path) -> None:
    """Between our reading the branch and our push, somebody else publishes."""
    calls: list[Path] = []

    def change(branch: Path) -> None:
        if not calls:
            other = pages.put_preview(site(tmp_path / "other"), "7")
            pages.publish(str(remote), other, "Faster")
        calls.append(branch)
        pages.put_preview(site(tmp_path / "ours"), "12")(branch)

    pages.publish(str(remote), change, "Slower")
    assert len(calls) == 2
    assert {"previews/7/index.html", "previews/12/index.html"} <= published(remote)


@pytest.mark.parametrize("number", ["", "0", "../1", "12/..", "-1", "1 2", "١٢", "a"])
def test_a_number_is_a_number(pages: Any, number: str) -> None:
    with pytest.raises(pages.Failed):
        pages.remove_preview(number)


def test_a_site_that_would_hide_the_previews_is_not_published(pages: Any, tmp_path: Path) -> None:
    with pytest.raises(pages.Failed, match="previews/"):
        pages.put_live(site(tmp_path / "site", "previews/index.html"))
    with pytest.raises(pages.Failed, match=r"no index\.html"):
        pages.put_live(tmp_path / "nothing")


@pytest.mark.parametrize("what", ["closed", "newer commit"])
def test_what_is_over_is_not_published(
    pages: Any, github: FakeGitHub, remote: Path, tmp_path: Path, what: str
) -> None:
    if what == "closed":
        github.close()
    commit = COMMIT if what == "closed" else "d" * 40
    with pytest.raises(pages.Failed, match="closed or has a newer commit"):
        pages.publish_preview(str(remote), REPOSITORY, site(tmp_path / "site"), "12", commit)
    assert not git("-C", remote, "branch")


def test_closed_while_it_is_published_it_is_taken_away_again(
    pages: Any, github: FakeGitHub, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = pages.publish

    def closed_meanwhile(*arguments: Any) -> None:
        github.close()
        publish(*arguments)

    monkeypatch.setattr(pages, "publish", closed_meanwhile)
    pages.publish_preview(str(remote), REPOSITORY, site(tmp_path / "site"), "12", COMMIT)
    assert published(remote) == {".nojekyll"}
