"""What differs between a commit and the files that are there, compared without git's filters."""

import hashlib
from pathlib import Path, PurePosixPath

import pytest
from tests.changes.repository import Git

from onrecord.changes.differing_files import differences
from onrecord.changes.git import WorkTree

HERE = PurePosixPath("desk/content")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    repository = Git(tmp_path)
    repository("init", "-q", "-b", "main")
    repository.write(f"{HERE}/about.md", "We report.\nEvery day.\n")
    repository.write(f"{HERE}/map.svg", "<svg/>\n")
    repository.write("elsewhere.md", "Not ours\n")
    repository.write(".gitignore", "*.tmp\n")
    (repository.content / "latest.md").symlink_to("about.md")
    repository.commit()
    return repository


def found(git: Git) -> dict[str, str]:
    listed = differences(WorkTree.of(git.content), git("rev-parse", "HEAD"), HERE)
    return {str(path.relative_to(HERE)): how for path, how in listed.items()}


def test_nothing_differs_right_after_a_commit(git: Git) -> None:
    assert found(git) == {}


def test_each_way_to_differ(git: Git) -> None:
    git.write(f"{HERE}/about.md", "We report.\nEvery week.\n")
    (git.content / "map.svg").unlink()
    git.write(f"{HERE}/new.md", "New\n")
    git.write(f"{HERE}/staged.md", "Staged\n")
    git("add", f"{HERE}/staged.md")
    git.write(f"{HERE}/scratch.tmp", "Ignored\n")
    git.write("elsewhere.md", "Changed\n")
    assert found(git) == {
        "about.md": "changed",
        "map.svg": "removed",
        "new.md": "added",
        "staged.md": "added",
    }


def test_a_link_is_what_it_names(git: Git) -> None:
    (git.content / "latest.md").unlink()
    (git.content / "latest.md").symlink_to("map.svg")
    assert found(git) == {"latest.md": "changed"}
    (git.content / "latest.md").unlink()
    git.write(f"{HERE}/latest.md", "about.md")  # the text that git keeps of the link
    assert found(git) == {"latest.md": "changed"}


def test_line_ends_of_windows_do_not_count(git: Git) -> None:
    (git.content / "about.md").write_bytes(b"We report.\r\nEvery day.\r\n")
    assert found(git) == {}
    (git.content / "about.md").write_bytes(b"We report.\r\nEvery night.\r\n")
    assert found(git) == {"about.md": "changed"}


def test_a_file_that_git_lfs_keeps_elsewhere(git: Git) -> None:
    picture = b"\x89PNG and so on"
    digest = hashlib.sha256(picture).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 14\n"
    git.write(f"{HERE}/photo.png", pointer)
    git.commit()
    (git.content / "photo.png").write_bytes(picture)
    assert found(git) == {}
    (git.content / "photo.png").write_bytes(picture + b"!")
    assert found(git) == {"photo.png": "changed"}


def test_a_file_that_became_a_folder(git: Git) -> None:
    (git.content / "map.svg").unlink()
    git.write(f"{HERE}/map.svg/part.md", "Part\n")
    assert found(git) == {"map.svg": "changed", "map.svg/part.md": "added"}


def test_hashes_of_the_newer_kind(tmp_path: Path) -> None:
    git = Git(tmp_path)
    git("init", "-q", "-b", "main", "--object-format=sha256")
    git.write(f"{HERE}/about.md", "We report.\n")
    git.commit()
    assert found(git) == {}
    git.write(f"{HERE}/about.md", "We do not.\n")
    assert found(git) == {"about.md": "changed"}
