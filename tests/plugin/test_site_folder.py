"""A new site in the place of the old one, whatever the file system can do and whenever it ends."""

import contextlib
import errno
import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from onrecord.plugin import site_swap as module
from onrecord.plugin.site_folder import (
    MARK,
    BuildInPlace,
    OtherFiles,
    SiteFolderFault,
    files_in,
    mark_of,
    read_mark,
    refuse_other_folders,
)
from onrecord.plugin.site_swap import kept_beside, staging, swap
from onrecord.writing import own_folders

Tree = dict[str, str]
OURS = {"index.html": "old", "gone/index.html": "gone", "same.css": "same", ".htaccess": "old"}
THEIRS = {".git/HEAD": "ref", "CNAME": "harbour.example", ".well-known/acme/token": "t", "x/y": "z"}
NEW = {"index.html": "new", "fresh/index.html": "fresh", "same.css": "same"}


def put(folder: Path, tree: Tree) -> Path:
    for name, text in tree.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def tree(folder: Path) -> Tree:
    """Every file, but for the mark."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def site(folder: Path, ours: Tree, theirs: Tree | None = None) -> Path:
    """A site that we made, and what others put there."""
    folder.mkdir(parents=True, exist_ok=True)
    put(folder, ours)
    (folder / MARK).write_bytes(mark_of(ours))
    return put(folder, theirs or {})


def spare_of(target: Path) -> Path:
    """A spare of the site ``target``, next to the folder that this is in."""
    spare = target.parent.with_name(f"{target.parent.name}-spare")
    for name in files_in(target):
        (spare / name).parent.mkdir(parents=True, exist_ok=True)
        os.link(target / name, spare / name)
    return spare


def inodes(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_ino for name in files_in(folder)}


def replaced(target: Path, new: Tree, *, known: bool = False, spare: Path | None = None) -> bool:
    """Put the site ``new`` there; what is ``known`` to be the same is taken from the old one."""
    with staging(target) as folder:
        spared = spare is not None and spare.is_dir()
        files = frozenset(files_in(target)) if known else frozenset[str]()
        kept = {name for name in new if name in files and tree(target)[name] == new[name]}
        for name in () if spared else kept:
            (kept_beside(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            os.link(target / name, kept_beside(folder) / name)
        put(folder, {name: new[name] for name in new.keys() - kept})
        there = files if known else None
        return swap(folder, target, frozenset(kept), there, spare, from_spare=spared).changed


def no_exchange(_new: Path, _target: Path) -> bool:
    return False


def no_rename(_new: Path, _target: Path, _aside: Path) -> bool:
    return False


WAYS = ["in one step", "in three steps", "file by file"]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param != "in one step":
        monkeypatch.setattr(module, "exchange", no_exchange)
    if request.param == "file by file":  # a mount point cannot be renamed
        monkeypatch.setattr(module, "put_by_renaming", no_rename)
    return str(request.param)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("theirs", [THEIRS, {"x/y": "z"}])
def test_the_new_site_takes_the_place_of_the_old_one_and_what_is_not_ours_stays(
    tmp_path: Path, theirs: Tree, *, known: bool
) -> None:
    target = site(tmp_path / "site", OURS, theirs)
    (target / ".git/refs").mkdir(parents=True)
    (target / "latest").symlink_to("nowhere")
    same = (target / "same.css").stat().st_ino
    assert replaced(target, NEW, known=known)
    assert tree(target) == {**NEW, **theirs}
    assert (target / "same.css").stat().st_ino == same
    assert (target / ".git/refs").is_dir(), "without it git takes the folder for none of its own"
    assert (target / "latest").is_symlink()
    assert list(tmp_path.iterdir()) == [target]
    assert not replaced(target, NEW, known=known)


def test_the_spare_becomes_the_site_and_then_has_its_files_and_no_others(tmp_path: Path) -> None:
    target = site(tmp_path / "desk/site", OURS, {"CNAME": "harbour.example"})
    spare, same = spare_of(target), (target / "same.css").stat().st_ino
    old, other = target.stat().st_ino, spare.stat().st_ino
    turned = {"index.html": "a", "gone": "no folder", "same.css": "same"}
    for new, number in ((NEW, other), (OURS, old), (OURS, old), (turned, other)):
        replaced(target, new, known=True, spare=spare)
        assert tree(target) == {**new, "CNAME": "harbour.example"}
        assert (target / "same.css").stat().st_ino == same
        assert target.stat().st_ino == number
        assert inodes(spare) == inodes(target)
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def test_a_spare_of_which_a_build_takes_nothing_is_removed_first(tmp_path: Path) -> None:
    target = site(tmp_path / "desk/site", OURS)
    spare = spare_of(target)
    with staging(target) as folder:
        swap(put(folder, NEW), target, spare=spare)
    assert not spare.exists()


@pytest.mark.usefixtures("way")
def test_a_hidden_file_is_the_new_one_and_goes_where_the_new_site_has_none(tmp_path: Path) -> None:
    target = site(tmp_path / "site", {})
    for text in ("one", "two"):
        replaced(target, {**NEW, ".well-known/security.txt": text, ".htaccess": text})
        assert tree(target)[".well-known/security.txt"] == tree(target)[".htaccess"] == text
    replaced(target, NEW)
    assert tree(target) == NEW
    assert not (target / ".well-known").exists()


@pytest.mark.usefixtures("way")
def test_where_both_have_a_file_the_new_one_counts(tmp_path: Path) -> None:
    target = site(tmp_path / "site", OURS, {"robots.txt": "theirs"})
    replaced(target, {**NEW, "robots.txt": "ours"})
    assert tree(target)["robots.txt"] == "ours"


@pytest.mark.usefixtures("way")
def test_files_and_folders_of_ours_may_change_places(tmp_path: Path) -> None:
    target = site(tmp_path / "site", {"index.html": "", "a/b.html": "folder", "c": "file"})
    after = {"index.html": "", "a": "file", "c/d.html": "folder"}
    replaced(target, after)
    assert tree(target) == after


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("theirs", "ours"), [("notes", "notes/index.html"), ("notes/mine.txt", "notes")]
)
def test_what_is_not_ours_is_never_put_out_of_the_way(
    tmp_path: Path, theirs: str, ours: str
) -> None:
    target = site(tmp_path / "site", OURS, {theirs: "mine"})
    with pytest.raises(SiteFolderFault, match=r"notes.* was not made by Onrecord"):
        replaced(target, {**NEW, ours: ""})
    assert tree(target) == {**OURS, theirs: "mine"}


def test_a_file_of_others_that_was_half_copied_is_not_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "a file system without links")

    def killed(source: Path, made: Path, **_: object) -> None:
        made.write_bytes(source.read_bytes()[:2])
        raise KeyboardInterrupt

    monkeypatch.setattr("os.link", no_link)
    old, new = put(tmp_path / "old", {".git/HEAD": "whole"}), put(tmp_path / "new", NEW)
    with monkeypatch.context() as patched:
        patched.setattr("shutil.copy2", killed)
        with pytest.raises(KeyboardInterrupt):
            OtherFiles.of(old, ()).put_missing_into(new)
    OtherFiles.of(old, ()).put_missing_into(new)
    assert (new / ".git/HEAD").read_text() == "whole"


def test_a_link_in_the_site_is_never_written_through(tmp_path: Path) -> None:
    target = site(tmp_path / "site", OURS)
    put(tmp_path / "home", {"index.html": "mine"})
    (target / "fresh").symlink_to(tmp_path / "home")
    with pytest.raises(SiteFolderFault, match="fresh"):
        replaced(target, NEW)
    (target / "fresh").unlink()
    (target / "index.html").unlink()
    (target / "index.html").symlink_to(tmp_path / "home/index.html")
    replaced(target, {**OURS, "index.html": "mine"})
    assert not (target / "index.html").is_symlink()
    assert tree(tmp_path / "home") == {"index.html": "mine"}


def test_a_site_has_no_git_of_its_own(tmp_path: Path) -> None:
    target = site(tmp_path / "site", OURS, THEIRS)
    with pytest.raises(SiteFolderFault, match=r"\.git/HEAD"):
        replaced(target, {**NEW, "deep/.git/HEAD": "evil"})
    assert tree(target) == {**OURS, **THEIRS}


@pytest.mark.usefixtures("way")
def test_what_has_not_changed_keeps_its_time(tmp_path: Path) -> None:
    target = site(tmp_path / "site", OURS)
    os.utime(target / "same.css", (1_000_000_000, 1_000_000_000))
    replaced(target, NEW)
    assert (target / "same.css").stat().st_mtime == 1_000_000_000
    assert (target / "index.html").stat().st_mtime > 1_000_000_000


def test_where_nothing_has_changed_nothing_is_touched(tmp_path: Path) -> None:
    target = site(tmp_path / "site", NEW, THEIRS)
    before = (target.stat().st_ino, target.stat().st_mtime_ns)
    assert not replaced(target, NEW)
    assert (target.stat().st_ino, target.stat().st_mtime_ns) == before


def test_a_server_can_read_the_site_whatever_the_umask_is(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        target = tmp_path / "deep" / "site"
        replaced(target, NEW)
    finally:
        os.umask(before)
    modes = {path.is_dir(): oct(path.stat().st_mode & 0o777) for path in target.rglob("*")}
    assert modes == {True: "0o755", False: "0o644"}
    assert [oct(folder.stat().st_mode & 0o777) for folder in (target, target.parent)] == [
        "0o755"
    ] * 2


def test_nothing_is_removed_where_a_link_leads_that_has_taken_the_place_of_a_folder(
    tmp_path: Path,
) -> None:
    target = site(tmp_path / "site", {"a/b/x": "ours", "index.html": "old"})
    other = put(tmp_path / "other", {"b/x": "theirs"})
    known = frozenset(files_in(target))
    (target / "a").rename(tmp_path / "away")
    (target / "a").symlink_to(other)
    with staging(target) as folder:
        swap(put(folder, {"index.html": "new"}), target, known=known)
    assert tree(other) == {"b/x": "theirs"}


def test_the_site_keeps_the_permissions_it_had(tmp_path: Path) -> None:
    target = site(tmp_path / "site", OURS)
    target.chmod(0o750)
    replaced(target, NEW)
    assert target.stat().st_mode & 0o777 == 0o750


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    target = site(tmp_path / "site", OURS)
    with contextlib.suppress(KeyboardInterrupt), staging(target) as new:
        put(new, NEW)
        raise KeyboardInterrupt
    assert tree(target) == OURS
    assert list(tmp_path.iterdir()) == [target]


class Killed(BaseException):
    """As if the process had been killed: nothing that would clean up is run either."""


def kill_after(last: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``last`` changes of names happen, and none after that."""
    done = itertools.count()

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            if next(done) >= last:
                raise Killed
            return call(*given, **named)

        return step

    names = ("rename", "replace", "unlink", "mkdir", "touch", "rmdir")
    calls = [(os, "link"), (os, "unlink"), (os, "rmdir"), (os, "replace"), (module, "exchange")]
    for where, name in [*calls, *((Path, name) for name in names)]:
        monkeypatch.setattr(where, name, counted(getattr(where, name)))
    # A process that is killed removes nothing, and lets its locks go.
    monkeypatch.setattr("onrecord.writing.own_folders._take_away", lambda _path: None)


@pytest.mark.parametrize(("known", "spared"), [(False, False), (True, False), (True, True)])
def test_a_kill_at_any_step_leaves_one_site_whole_and_all_that_is_not_ours(
    tmp_path: Path, way: str, *, known: bool, spared: bool
) -> None:
    theirs = {name: text for name, text in THEIRS.items() if not (known and name[:4] == ".git")}
    for last in range(200):
        root = tmp_path / str(last)
        root.mkdir()
        target = site(root / "site", OURS, theirs)
        spare = spare_of(target) if spared else None
        killed = False
        with pytest.MonkeyPatch.context() as patch:
            if way != "in one step":
                patch.setattr(module, "exchange", no_exchange)
            if way == "file by file":
                patch.setattr(module, "put_by_renaming", no_rename)
            kill_after(last, patch)
            try:
                replaced(target, NEW, known=known, spare=spare)
            except Killed:
                killed = True
        if spare and spare.exists() and way == "in one step":
            assert inodes(spare) == inodes(target), f"after {last} steps"
        if (
            target.is_dir()
        ):  # three steps need one in which it is not there: the next build mends it
            assert tree(target).items() >= theirs.items(), f"after {last} steps"
            if way != "file by file":
                found = tree(target).items() - theirs.items()
                assert found in (OURS.items(), NEW.items()), f"after {last} steps"
        else:
            assert way == "in three steps"
        replaced(target, {**NEW, "last.html": ""})
        assert tree(target) == {**NEW, "last.html": "", **theirs}, f"after {last} steps"
        assert [path.name for path in root.iterdir()] == ["site"], f"after {last} steps"
        if not killed:
            return
    pytest.fail("it never came to an end")


@pytest.mark.parametrize("spared", [False, True])
def test_what_came_to_the_old_site_in_the_last_moment_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, spared: bool
) -> None:
    target = site(tmp_path / "desk/site", OURS, {} if spared else THEIRS)
    spare = spare_of(target) if spared else None
    late_files = {".git/HEAD": "newer ref", ".git/new": "object"}

    def late(folder: Path, *given: Any) -> OtherFiles:
        found = OtherFiles.of(folder, *given)
        if folder == target:
            put(folder, late_files)
        return found

    monkeypatch.setattr(module, "OtherFiles", type("Late", (), {"of": staticmethod(late)}))
    replaced(target, NEW, known=spared, spare=spare)
    assert tree(target) == {**NEW, **({} if spared else THEIRS), **late_files}


def test_a_build_that_is_killed_is_swept_and_one_that_runs_is_not(tmp_path: Path) -> None:
    strange = put(tmp_path / ".site.onrecord-notes", {"thesis": "years of work"})
    script = (
        "import sys, time, pathlib; from onrecord.plugin.site_swap import staging\n"
        "with staging(pathlib.Path(sys.argv[1])):\n    print('there', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "site")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        before = set(tmp_path.iterdir())
        with staging(tmp_path / "site"):
            pass
        assert set(tmp_path.iterdir()) == before
        assert len(before) == 2
        process.kill()
    with staging(tmp_path / "site"):
        pass
    assert list(tmp_path.iterdir()) == [strange]


def test_two_builds_do_not_put_their_sites_there_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = site(tmp_path / "site", OURS, THEIRS)
    monkeypatch.setattr(own_folders, "_PATIENCE", 0.1)
    with staging(target) as new:
        put(new, NEW)
        with own_folders.lock_folder(target), pytest.raises(SiteFolderFault, match="another build"):
            swap(new, target)
        with (
            own_folders.lock_file(tmp_path / ".site.onrecord-lock"),
            pytest.raises(SiteFolderFault) as fault,
        ):
            swap(new, target)
        assert fault.value.hint.endswith(".site.onrecord-lock")
        assert tree(target) == {**OURS, **THEIRS}
        swap(new, target)
    assert tree(target) == {**NEW, **THEIRS}


def test_where_nothing_can_be_written_beside_the_site_it_is_built_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = site(tmp_path / "site", OURS, THEIRS)
    mkdir, open_ = Path.mkdir, os.open

    def no_room_beside(path: Path, *given: Any, **named: Any) -> None:
        if path.parent == tmp_path:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        mkdir(path, *given, **named)

    def no_file_beside(path: Any, flags: int, *given: Any, **named: Any) -> int:
        if Path(path).parent == tmp_path and flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return open_(path, flags, *given, **named)

    monkeypatch.setattr(module, "exchange", no_exchange)
    monkeypatch.setattr(module, "put_by_renaming", no_rename)
    monkeypatch.setattr(Path, "mkdir", no_room_beside)
    monkeypatch.setattr(os, "open", no_file_beside)
    assert replaced(target, NEW)
    assert tree(target) == {**NEW, **THEIRS}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: put(path, {"thesis.doc": "years of work"}), "not a site made by Onrecord"),
        (lambda path: put(path, {"index.html": "mine"}), "not a site made by Onrecord"),
        (lambda path: put(path, {"a": "mine", MARK: "{}"}), "not a site made by Onrecord"),
        (
            lambda path: put(path, {"a": "mine", MARK: '{"format": 1'}),
            "not a site made by Onrecord",
        ),
        (lambda path: path.write_text(""), "not a folder"),
        (lambda path: path.symlink_to(site(path.with_name("www"), OURS)), "a symbolic link"),
        (lambda path: path.symlink_to("nowhere"), "a symbolic link"),
    ],
)
def test_a_folder_that_we_did_not_make_is_never_replaced(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    make(tmp_path / "target")
    with pytest.raises(SiteFolderFault, match=message):
        refuse_other_folders(tmp_path / "target")


@pytest.mark.parametrize("there", [{}, {".git/HEAD": "ref", "CNAME": "harbour.example"}])
def test_an_empty_folder_may_be_and_so_may_a_site(tmp_path: Path, there: Tree) -> None:
    refuse_other_folders(put(tmp_path, there))
    refuse_other_folders(site(tmp_path, OURS))


def test_the_mark_names_nothing() -> None:
    assert b"embargo" not in mark_of(["embargoed/index.html"])


def test_what_cannot_be_written_is_told_of_its_place_in_the_site(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space") as failed, staging(tmp_path / "site") as new:
        raise OSError(errno.ENOSPC, "No space left on device", str(new / "css/x.css"))
    assert failed.value.filename == str(tmp_path / "site/css/x.css")


def test_mkdocs_deletes_nothing_that_is_not_ours(tmp_path: Path) -> None:
    folder, direct = tmp_path / "site", BuildInPlace()
    config = MkDocsConfig()
    config.site_dir = str(folder)
    direct.begin(config)
    put(folder, {**OURS, ".git/HEAD": "ref"})
    direct.finish(config)
    assert read_mark(folder) is not None
    direct.begin(config)
    direct.finish(config)
    put(folder, {"CNAME": "harbour.example"})
    with pytest.raises(PluginError, match="CNAME was not made by Onrecord"):
        direct.begin(config)
    (folder / "CNAME").unlink()
    (folder / MARK).unlink()
    with pytest.raises(PluginError, match="not a site made by Onrecord"):
        direct.begin(config)
