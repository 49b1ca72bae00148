"""Whole or not at all, and nothing left behind."""

import errno
import os
import re
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from tests.tiny_site import TinySite

import onrecord
from onrecord.writing.changed_files import FilesExist, put_files, write_files
from onrecord.writing.own_folders import WorkFolder, sweep
from onrecord.writing.whole_files import replacing, write_file

SHEET = (
    "quote,speaker,speaker_kind,form,publisher,published,title\n"
    "We wait.,Mia Brandt,person,direct,Harbour Mail,2031-05-03,Waiting\n"
)

PACKAGE = Path(onrecord.__file__).parent
_WRITES = re.compile(
    r"""\.write_(?:bytes|text)\(|open\([^)\n]*["'](?:r\+|[wxa])[b+]*["']|os\.(?:fdopen|replace|O_CREAT)"""
    r"""|shutil\.(?:copy2?|copyfile|copytree|move)\(|NamedTemporaryFile|mkstemp|sqlite3\.connect"""
    r"""|mkdocs\.utils import write_file"""
)
# What writes without `whole_files`, and why nobody takes half of it for the whole.
IN_PLACE = {
    "annotate/journal.py": "a journal grows by a line; a line that was cut off is not read",
    "changes/revisions.py": "a temporary folder",
    "exports/downloads.py": "callers give a path of `replacing`, or one in a folder to work in",
    "exports/sqlite.py": "as `exports/downloads.py`, which calls it",
    "imports/importing.py": "a temporary folder, to see what it would say",
    "plugin/generated_files.py": "into the folder of a build, which `site_swap` puts in its place",
    "plugin/page_writing.py": "into that folder, too",
    "plugin/site_folder.py": "under a name of its own, which then takes the place of the old file",
    "plugin/site_files.py": "links within that folder",
    "plugin/site_swap.py": "into that folder, or one to work in",
}


def test_nothing_else_writes_a_file_where_half_of_it_could_stay() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "writing" and _WRITES.search(path.read_text("utf-8"))
    }
    assert found == {*IN_PLACE}  # a module that needs no exception any more has none


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fill(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full: half of what is to be written fits."""
    write = Path.write_bytes

    def half(path: Path, data: bytes) -> int:
        write(path, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")  # no name: the system gives none

    monkeypatch.setattr(Path, "write_bytes", half)


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    write_file(file, "one\r\n")
    file.chmod(0o640)
    write_file(file, "two\n")
    assert file.read_bytes() == b"two\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["out.md"]


def test_a_link_is_followed_and_a_device_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    write_file(tmp_path / "link", "words")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "words"
    write_file(Path(os.devnull), "words")
    with pytest.raises(OSError, match="/dev/full"):
        write_file(Path("/dev/full"), "words")


def test_a_folder_is_replaced(tmp_path: Path) -> None:
    for text in ("one", "two"):
        with replacing(tmp_path / "csv") as made:
            made.mkdir()
            (made / text).write_text(text)
    assert names(tmp_path) == ["csv"]
    assert names(tmp_path / "csv") == ["two"]


def test_a_full_disk_cuts_nothing_and_the_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"a.json": "old", "b.json": "old"})
    fill(monkeypatch)
    ways: list[Callable[[], None]] = [
        lambda: write_file(tmp_path / "a.json", "new words"),
        lambda: write_files(tmp_path, {"a.json": "new words", "b.json": "new words"}),
        lambda: put_files({PurePosixPath("deep/a.json"): "new words"}, tmp_path),
    ]
    for write in ways:
        with pytest.raises(OSError, match="No space") as failed:
            write()
        assert str(failed.value.filename).endswith("a.json")
        assert {path.read_text() for path in tmp_path.iterdir()} == {"old"}


@pytest.fixture
def desk(tmp_path: Path) -> TinySite:
    site = TinySite.at(tmp_path / "harbour")
    site.write("captures/rally.txt", "We want ten per cent.")
    site.write("rows.csv", SHEET)
    site.write("schemas/actor.json", "old")
    for name in ("out.md", "out.json", "out.sqlite"):
        site.write(name, "old")
    return site


@pytest.mark.parametrize(
    ("command", "file"),
    [
        ("brief --since 2031-05-01 -o out.md", "out.md"),
        ("schema actor -o schemas", "schemas/actor.json"),
        ("new actor port-union", "content/actors/port-union.yml"),
        ("verify", "content/captures.lock"),
        ("init desk", "desk/.editorconfig"),
        ("import rows.csv -o imported", "imported/"),
    ],
)
def test_a_command_on_a_full_disk_says_which_file(
    desk: TinySite, monkeypatch: pytest.MonkeyPatch, command: str, file: str
) -> None:
    def there() -> dict[str, bytes]:
        return desk.built(".")

    before = there()
    fill(monkeypatch)
    run = desk.ended(2, *command.split())
    assert file in run.stderr
    assert "no space left" in run.stderr
    assert there() == before


def test_an_export_on_a_full_disk_leaves_the_old_one(
    desk: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:  # how some file systems tell it
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for form in ("json", "sqlite"):
        run = desk.ended(2, "export", "--format", form, "-o", f"out.{form}")
        assert f"out.{form} cannot be written: no space left" in run.stderr
        assert (desk.root / f"out.{form}").read_text() == "old"


def test_files_are_put_beside_others_and_over_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_given: Any, **_named: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    put_files({PurePosixPath("a"): "one"}, tmp_path)
    monkeypatch.setattr(os, "link", no_links)
    put_files({PurePosixPath("b/c"): "two"}, tmp_path)
    with pytest.raises(FilesExist):
        put_files({PurePosixPath("d"): "new", PurePosixPath("a"): "new"}, tmp_path)
    assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_text() == "one"


def test_only_what_was_left_by_us_is_swept(tmp_path: Path) -> None:
    with WorkFolder(tmp_path, "site") as running:
        dead = tmp_path / ".site.onrecord-0123456789ab"
        dead.mkdir()
        (dead / "lock").touch()
        kept = [
            ".site.onrecord-0123456789",
            ".onrecord-notes",
            ".well-known",
            ".other.onrecord-0123456789ab",
        ]
        for name in kept:
            (tmp_path / name).mkdir()
            (tmp_path / name / "lock").touch()
        link = tmp_path / ".site.onrecord-0123456789ac"
        link.symlink_to(tmp_path / ".well-known")
        young = tmp_path / ".site.onrecord-0123456789ad"  # about to get its lock
        young.mkdir()
        sweep(tmp_path, "site")
        assert names(tmp_path) == sorted([*kept, link.name, young.name, running.path.name])
        os.utime(young, (time.time() - 100, time.time() - 100))
        sweep(tmp_path, "site")
        assert not young.exists()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that takes no folders")
def test_a_folder_that_takes_no_work_folder_is_an_error_at_once() -> None:
    with pytest.raises(OSError, match="onrecord-"):
        WorkFolder(Path("/proc"))
