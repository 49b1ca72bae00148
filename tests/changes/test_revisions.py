"""Real git repositories in temporary folders: what is read out of them, and what is refused."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path, PurePosixPath
from unittest.mock import patch

import pytest
from tests.desk.desks import HARBOUR
from tests.writing.test_writing import fill

from onrecord.changes.differing_files import edited, other_files
from onrecord.changes.git import RevisionFault
from onrecord.changes.revisions import Repository, Revision, SameFiles
from onrecord.records import record_set
from onrecord.records.load import CachedArticles, load_records
from onrecord.records.record_set import load_text

from .repository import CONTENT, UNION, Git, between


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Git:
    """One commit on ``main``, for tests that change nothing."""
    root = tmp_path_factory.mktemp("git") / "news room"
    root.mkdir()
    repository = Git(root)
    repository("init", "-q", "-b", "main")
    for file in HARBOUR.rglob("*.yml"):
        repository.write(f"{CONTENT}/{file.relative_to(HARBOUR)}", file.read_text(encoding="utf-8"))
    repository.commit("A desk")
    return repository


@pytest.fixture
def git(still: Git, tmp_path: Path) -> Git:
    """A copy of it, for tests that do."""
    return Git(shutil.copytree(still.root, tmp_path / "news room"))


def fault(git: Git, base: str, head: str | None = None) -> RevisionFault:
    with pytest.raises(RevisionFault) as caught:
        git.told(base, head)
    return caught.value


def test_a_revision_and_the_working_tree(git: Git) -> None:
    git.write(UNION, "name: Union of Dockers\nkind: organisation\n")
    changes, states = between(git, "main")
    assert [change.kind for change in changes.changes] == ["actor-name-changed"]
    spot = changes.changes[0].spot
    assert spot is not None
    assert (str(spot.file), spot.line) == (UNION, 1)
    assert states.given is None
    assert {diagnostic.file for diagnostic in states.after.diagnostics} <= {
        str(path) for path in _files(git)
    }


def _files(git: Git) -> list[Path]:
    return [path.relative_to(git.root) for path in git.content.rglob("*.yml")]


def test_a_spot_is_told_from_the_top_of_the_repository_for_old_revisions_too(git: Git) -> None:
    (git.root / UNION).unlink()
    head = git.commit()
    git.write(UNION, "name: Back\nkind: group\n")  # of no account: HEAD is asked for
    changes, states = between(git, "HEAD~1", "HEAD")
    gone = next(change for change in changes.changes if change.kind == "actor-removed")
    assert gone.spot is not None
    assert str(gone.spot.file) == UNION
    assert states.head.commit == head
    assert (states.head.short, states.head.date) == (head[:7], date(2031, 5, 5))
    assert states.base.name == "HEAD~1"


def test_what_happened_on_the_base_since_is_not_told(git: Git) -> None:
    git("checkout", "-q", "-b", "topic")
    git.write("desk/content/actors/ferry.yml", "name: Ferry Line\nkind: organisation\n")
    git.commit()
    git("checkout", "-q", "main")
    git.write(UNION, "name: Union of Dockers\nkind: organisation\n")
    git.commit()
    assert git.told("main", "topic") == ["actor-added ferry"]
    assert git.told("main", "topic", merge_base=False) == [
        "actor-name-changed dock-union",
        "actor-added ferry",
    ]


def test_a_renamed_article_is_one_article(git: Git) -> None:
    text = (
        "title: A walk\nsource: {publisher: Gazette, published: 2031-05-01}\n"
        "quotes:\n  - {id: step, text: Step by step, speaker: rivera, form: direct}\n"
    )
    git.write("desk/content/articles/walk.yml", text)
    git.commit()
    (git.content / "articles" / "walk.yml").unlink()
    git.write("desk/content/articles/2031/stroll.yml", text.replace("Step by", "Pace by"))
    git.commit()
    assert git.told("HEAD~1", "HEAD") == [
        "quote-text-changed stroll#step",
        "correction-missing stroll#step",
        "address-gone articles/walk/",
        "article-renamed stroll",
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mian", "did you mean 'main'?"),
        ("nothing", "run git branch -a or git tag to list the names"),
        ("main..HEAD", "give two revisions, separated by a space: BASE HEAD"),
        ("--output=x", "run git branch -a or git tag to list the names"),
        ("", "run git branch -a or git tag to list the names"),
        ("HEAD\n", "run git branch -a or git tag to list the names"),
        ("HEAD:desk", "run git branch -a or git tag to list the names"),
    ],
)
def test_an_unknown_revision(still: Git, name: str, hint: str) -> None:
    found = fault(still, name)
    assert found.message.startswith("there is no revision")
    assert found.hint == hint
    assert not (still.root / "x").exists()


def test_a_branch_of_a_remote_is_the_first_guess(git: Git) -> None:
    git("update-ref", "refs/remotes/origin/next", "HEAD")
    assert fault(git, "next").hint == "did you mean 'origin/next'?"


def test_a_shallow_clone(git: Git, tmp_path: Path) -> None:
    first = git("rev-parse", "HEAD")
    git.write(UNION, "name: Union of Dockers\nkind: organisation\n")
    git.commit()
    git("clone", "-q", "--depth=1", git.root.as_uri(), str(tmp_path / "shallow"))
    shallow = Git(tmp_path / "shallow")
    assert "fetch-depth: 0" in fault(shallow, first).hint
    shallow("fetch", "-q", "--depth=1", "origin", first)
    found = fault(shallow, first)
    assert found.message == f"'{first}' and 'HEAD' have no common commit"
    assert "fetch-depth: 0" in found.hint
    assert shallow.told(first, merge_base=False) == ["actor-name-changed dock-union"]


def test_a_clone_without_the_files_fetches_nothing(git: Git, tmp_path: Path) -> None:
    git("config", "uploadpack.allowFilter", "true")
    git.write(UNION, "name: Union of Dockers\nkind: organisation\n")
    git.commit()
    url, target = git.root.as_uri(), str(tmp_path / "partial")
    git("clone", "-q", "--filter=blob:none", url, target)
    found = fault(Git(tmp_path / "partial"), "HEAD~1")
    assert found.message == "this clone does not have all files of that revision"


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "content").mkdir()
    found = fault(Git(tmp_path), "main")  # its content is not there at all
    assert found.message.startswith("there is no folder")
    with pytest.raises(RevisionFault, match="is not in a git repository"):
        Repository.of(tmp_path / "content")


def test_no_git(still: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = fault(still, "main")
    assert (found.message, found.hint) == (
        "git is not installed",
        "install git, or put it on the PATH",
    )


def test_a_repository_of_somebody_else(still: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    # As git does for its own tests; our runner drops it, so the runner is told to keep it.
    kept = ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "GIT_CONFIG_")
    monkeypatch.setattr("onrecord.changes.git._KEPT", kept)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)  # it may trust every folder
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    found = fault(still, "main")
    assert "belongs to another user" in found.message
    assert "safe.directory" in found.hint


def test_links_submodules_and_names_from_hell(git: Git, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("name: Secret\nkind: person\n", encoding="utf-8")
    actors = git.content / "actors"
    (actors / "leak.yml").symlink_to(tmp_path / "secret.yml")
    (actors / ".hidden.yml").symlink_to(tmp_path / "secret.yml")
    (git.content / "logo.svg").symlink_to(tmp_path / "secret.yml")
    (actors / "-rf $(touch x)\n.yml").write_text("name: X\nkind: person\n", encoding="utf-8")
    (actors / "caf\udce9.yml").write_text("name: X\nkind: person\n", encoding="utf-8")
    git("add", "-A")
    head = git("rev-parse", "HEAD")
    git("update-index", "--add", "--cacheinfo", f"160000,{head},{CONTENT}/articles/sub")
    git("commit", "-q", "-m", "Hostile")
    repository = Repository.of(git.content)
    revision = repository.resolve("HEAD")
    with repository.extracted(revision, repository.inside(git.content), git.content) as found:
        names = {path.name for path in (*found.path.rglob("*"), *found.same)}
        assert found.skipped == ("actors/leak.yml", "articles/sub")
        assert not [path for path in found.path.rglob("*") if path.is_symlink()]
    assert {"-rf $(touch x)\n.yml", "caf\udce9.yml", "dock-union.yml"} <= names
    assert "leak.yml" not in names
    assert not found.path.exists()
    git.told("HEAD")  # nothing of it ends in a traceback


def test_a_file_that_is_as_it_was_is_not_written_again(git: Git) -> None:
    was = (git.root / UNION).read_text("utf-8")
    (git.root / UNION).write_text(was.replace("Union", "Onion"), "utf-8")  # of the same length
    repository = Repository.of(git.content)
    head, folder = repository.resolve("HEAD"), repository.inside(git.content)
    with repository.extracted(head, folder, git.content) as older:
        assert (older.path / "actors/dock-union.yml").read_text("utf-8") == was
        assert [*older.path.rglob("*.yml")] == [older.path / "actors/dock-union.yml"]
        read = SameFiles()
        read.elsewhere = older.same
        records, there = load_records(older.path, read=read), load_records(git.content)
    assert (records.articles, records.known) == (there.articles, there.known)
    assert records.actors["dock-union"].name.startswith("Dock Union")


def test_an_article_that_an_earlier_process_read_is_not_parsed_again(git: Git) -> None:
    source = "{publisher: Gazette, published: 2031-05-02, language: en, genre: news_report}"
    git.write(f"{CONTENT}/articles/strike.yml", f"title: The strike\nsource: {source}\n")
    articles = CachedArticles()
    first = load_records(git.content, articles=articles)
    assert [*first.articles] == ["strike"]
    with patch.object(record_set, "load_text", side_effect=load_text) as parsed:
        again = load_records(git.content, read=SameFiles(articles))
    assert again.articles == first.articles
    assert "article" not in {call.args[1].kind for call in parsed.call_args_list}


def test_no_half_of_a_revision_is_read_where_the_disk_is_full(
    git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    (git.root / UNION).write_text("name: Union of Dockers\nkind: group\n", encoding="utf-8")
    fill(monkeypatch)
    caught = fault(git, "HEAD")
    assert "cannot be written" in caught.message
    assert caught.message.endswith(": No space left on device")


def test_a_tree_that_leads_out_of_its_folder(git: Git) -> None:
    """No git makes such a tree; one who attacks does."""
    blob = git("rev-parse", f"HEAD:{UNION}")
    raw = b"".join(
        b"100644 %s\0%s" % (name, bytes.fromhex(blob)) for name in (b"../../../evil.yml", b"a.yml")
    )
    done = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
        cwd=git.root,
        input=raw,
        capture_output=True,
        check=True,
    )
    commit = git("commit-tree", "-m", "Evil", done.stdout.decode().strip())
    repository = Repository.of(git.content)
    with repository.extracted(repository.resolve(commit), PurePosixPath(), git.root) as found:
        assert [path.name for path in found.path.rglob("*")] == ["a.yml"]
        assert found.skipped == ("../../../evil.yml",)


def test_nothing_of_the_repository_is_run(git: Git, tmp_path: Path) -> None:
    script = tmp_path / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    for key in (
        *("core.fsmonitor", "diff.external", "core.pager", "core.sshCommand"),
        *("diff.x.textconv", "diff.x.command", "filter.x.smudge", "filter.x.clean"),
    ):
        git("config", key, str(script))
    (git.root / ".git/hooks").mkdir(exist_ok=True)
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (git.root / ".git/hooks" / hook).symlink_to(script)
    git("update-ref", "refs/heads/old", "HEAD")
    (tmp_path / "ran").unlink(missing_ok=True)
    (git.root / ".gitattributes").write_text("*.yml diff=x filter=x\n", encoding="utf-8")
    (git.root / UNION).write_text("name: Union of Dockers\nkind: group\n", encoding="utf-8")
    assert "actor-name-changed dock-union" in git.told("old")
    assert not (tmp_path / "ran").exists()


def test_content_that_was_not_there_yet(git: Git) -> None:
    git("checkout", "-q", "--orphan", "empty")
    git("rm", "-rq", "--cached", ".")
    git("commit", "-q", "--allow-empty", "-m", "Nothing")
    assert "actor-added dock-union" in git.told("empty", "main", merge_base=False)


def test_content_that_does_not_parse_at_the_base(git: Git) -> None:
    sound = (git.root / UNION).read_text(encoding="utf-8")
    git.write(UNION, "name: [\n")
    git.commit()
    git.write(UNION, sound)
    changes, _ = between(git, "HEAD")
    assert changes.changes == ()
    assert changes.unread_before == ("actors/dock-union.yml",)


def test_a_revision_keeps_the_name_it_was_asked_for(still: Git) -> None:
    repository = Repository.of(still.content)
    head = repository.resolve("HEAD")
    assert repository.merge_base(repository.resolve("main"), None) == Revision(
        "main", head.commit, head.short, head.date
    )


def insides(git: Git, script: Path) -> None:
    """Commit the insides of a repository as plain files of the content; git obeys their config."""
    inner = Git(script.parent / "inner")
    shutil.copytree(git.content, inner.root)
    inner("init", "-q", "-b", "main")
    (inner.root / ".git/info/attributes").write_text("*.yml filter=x\n", encoding="utf-8")
    inner.commit()
    for key in ("filter.x.clean", "filter.x.smudge", "core.fsmonitor"):
        inner("config", key, str(script))
    inner("config", "core.worktree", ".")
    for name in ("HEAD", "config", "index", "objects", "refs", "info"):
        found = inner.root / ".git" / name
        copy = shutil.copytree if found.is_dir() else shutil.copy2
        copy(found, git.content / name)


def test_a_repository_among_the_content_is_never_asked(git: Git, tmp_path: Path) -> None:
    script = tmp_path / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    insides(git, script)
    (tmp_path / "ran").unlink(missing_ok=True)
    git.write(UNION, "name: Union of Dockers\nkind: organisation\n")
    repository = Repository.of(git.content)
    assert repository.root == git.root
    folder = repository.inside(git.content)
    assert git.told("HEAD") == ["actor-name-changed dock-union"]
    assert edited(repository, folder)
    assert {
        found.how for found in other_files(repository, folder, repository.resolve("HEAD"), None)
    }
    assert not (tmp_path / "ran").exists()
    # The same files, asked by git itself: the test would notice.
    subprocess.run(["git", "status"], cwd=git.content, capture_output=True, check=False)
    assert (tmp_path / "ran").exists()


def test_a_repository_of_the_content_alone(git: Git) -> None:
    """It is used where none around it has these files, and passed over where one has."""
    inner = Git(git.content)
    inner("init", "-q", "-b", "inner")
    assert Repository.of(git.content).root == git.root
    git("rm", "-rq", "--cached", ".")
    assert Repository.of(git.content).root == git.content


def test_a_linked_working_tree_and_a_submodule(git: Git, tmp_path: Path) -> None:
    git("worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    assert Repository.of(tmp_path / "linked" / CONTENT).root == tmp_path / "linked"
    outer = Git(tmp_path / "outer")
    outer.root.mkdir()
    outer("init", "-q", "-b", "main")
    allowed = ("-c", "protocol.file.allow=always")
    outer(*allowed, "submodule", "--quiet", "add", str(git.root), "record")
    assert Repository.of(outer.root / "record" / CONTENT).root == outer.root / "record"
    assert Git(outer.root / "record").told("HEAD") == []


def test_a_git_folder_that_is_no_repository_is_passed_over(git: Git) -> None:
    (git.root / "desk" / ".git").mkdir()
    assert Repository.of(git.content).root == git.root
