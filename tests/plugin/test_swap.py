"""A new site in the place of the old one, whatever the file system can do."""

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.plugin import swap as module
from onrecord.plugin.swap import NotASite, refuse_other_folders, staging, swap

Tree = dict[str, str]
OLD = {"index.html": "old", "gone/index.html": "gone", "same.css": "same", ".git/HEAD": "ref"}
NEW = {"index.html": "new", "fresh/index.html": "fresh", "same.css": "same"}


def put(folder: Path, tree: Tree) -> Path:
    for name, text in tree.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def tree(folder: Path) -> Tree:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def no_exchange(_new: Path, _target: Path) -> bool:
    return False


def busy(_path: Path, _target: Path) -> Path:
    raise OSError(errno.EBUSY, "Device or resource busy")


@pytest.fixture(params=["in one step", "in three steps", "file by file"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "in one step":
        monkeypatch.setattr(module, "_exchange", no_exchange)
    if request.param == "file by file":  # a mount point cannot be renamed
        monkeypatch.setattr(Path, "rename", busy)


@pytest.mark.usefixtures("way")
def test_the_new_site_stands_where_the_old_one_stood(tmp_path: Path) -> None:
    target = put(tmp_path / "site", OLD)
    with staging(target) as new:
        assert swap(put(new, NEW), target)
    assert tree(target) == {**NEW, ".git/HEAD": "ref"}
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("way")
def test_files_and_folders_may_change_places(tmp_path: Path) -> None:
    target = put(tmp_path / "site", {"index.html": "", "a/b.html": "folder", "c": "file"})
    after = {"index.html": "", "a": "file", "c/d.html": "folder"}
    with staging(target) as new:
        swap(put(new, after), target)
    assert tree(target) == after


@pytest.mark.usefixtures("way")
def test_what_has_not_changed_keeps_its_time(tmp_path: Path) -> None:
    target = put(tmp_path / "site", OLD)
    os.utime(target / "same.css", (1_000_000_000, 1_000_000_000))
    with staging(target) as new:
        swap(put(new, NEW), target)
    assert (target / "same.css").stat().st_mtime == 1_000_000_000
    assert (target / "index.html").stat().st_mtime > 1_000_000_000


def test_where_nothing_has_changed_nothing_is_touched(tmp_path: Path) -> None:
    target = put(tmp_path / "site", NEW)
    before = (target.stat().st_ino, target.stat().st_mtime_ns)
    with staging(target) as new:
        assert not swap(put(new, NEW), target)
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == before


def test_a_first_site_can_be_read_by_others(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    with staging(target) as new:
        swap(put(new, NEW), target)
    assert tree(target) == NEW
    plain = tmp_path / "plain"
    plain.mkdir()
    assert target.stat().st_mode == plain.stat().st_mode


def test_the_site_keeps_the_permissions_it_had(tmp_path: Path) -> None:
    target = put(tmp_path / "site", OLD)
    target.chmod(0o750)
    with staging(target) as new:
        swap(put(new, NEW), target)
    assert target.stat().st_mode & 0o777 == 0o750


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    target = put(tmp_path / "site", OLD)
    with contextlib.suppress(KeyboardInterrupt), staging(target) as new:
        put(new, NEW)
        raise KeyboardInterrupt
    assert tree(target) == OLD
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    put(tmp_path / ".site.onrecord-999999999", NEW)
    ours = put(tmp_path / f".site.onrecord-{os.getppid()}", NEW)  # a build that still runs
    with staging(tmp_path / "site"):
        pass
    assert list(tmp_path.iterdir()) == [ours]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: put(path, {"thesis.doc": "years of work"}), "something else than a site"),
        (lambda path: path.write_text(""), "not a folder"),
    ],
)
def test_a_folder_that_is_no_site_is_never_replaced(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    make(tmp_path / "target")
    with pytest.raises(NotASite, match=message):
        refuse_other_folders(tmp_path / "target")


@pytest.mark.parametrize("tree", [{}, {".git/HEAD": "ref"}, OLD])
def test_an_empty_folder_and_a_site_may_be(tmp_path: Path, tree: Tree) -> None:
    refuse_other_folders(put(tmp_path, tree))
