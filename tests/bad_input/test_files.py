"""Files that mean harm, or that nobody meant to put here: a diagnostic each, and soon."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.diagnostics import Diagnostic
from onrecord.records.load import load_records

MB = 1_000_000


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    began = time.process_time()  # work, not waiting: a busy machine fails no test
    yield
    assert time.process_time() - began < 20


def said(content: Path) -> list[Diagnostic]:
    diagnostics = load_records(content).diagnostics
    for diagnostic in diagnostics:
        assert diagnostic.line >= 1
        assert diagnostic.column >= 1
        assert diagnostic.message.isprintable()
        assert len(diagnostic.message) < 400
        f"{diagnostic.file}{diagnostic.message}{diagnostic.hint}{diagnostic.excerpt}".encode()
    return diagnostics


def codes(tmp_path: Path, data: bytes) -> set[str]:
    (tmp_path / "actors").mkdir(exist_ok=True)
    (tmp_path / "actors" / "rivera.yml").write_bytes(data)
    return {diagnostic.code for diagnostic in said(tmp_path)}


def test_a_file_of_50_mb_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "actors").mkdir()
    with (tmp_path / "actors" / "rivera.yml").open("wb") as file:
        file.truncate(50 * MB)  # a hole: it takes no room on the disk
    monkeypatch.setattr(Path, "read_bytes", None)
    (fault,) = said(tmp_path)
    assert fault.code == "file-too-large"
    assert fault.message == "this file has 50.0 MB; the limit is 2 MB"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 1_900_000, "too-deep"),
        (b"{a: " * 400_000, "too-deep"),
        (b"- " * 900_000, "too-deep"),
        (b"? " * 900_000, "too-deep"),
        (b"a: '" + b"x\n" * 900_000, "yaml-syntax"),
        (b"a:\n" * 600_000, "no-value"),
        (b"[x" * 900_000, "yaml-syntax"),
        (b"- a\n" * 450_000, "wrong-shape"),
        (b"a: " + b"x " * 900_000, "unknown-key"),
        (b"".join(b"k%d: 1\n" % i for i in range(100_000)), "unknown-key"),
        (b"name: {" + b"a: 1, " * 300_000 + b"}", "duplicate-key"),
        (b"\n" * 1_900_000, "empty-file"),
        (b"#" * 1_900_000, "empty-file"),
        (b"\x07" * 1_900_000, "control-character"),
        (("\u2028" * 600_000).encode(), "line-separator"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_two_megabytes_of_one_thing(tmp_path: Path, data: bytes, code: str) -> None:
    assert code in codes(tmp_path, data)


def test_an_alias_bomb_is_not_lit(tmp_path: Path) -> None:
    tens = [b"a%d: &a%d [%s]\n" % (i + 1, i + 1, b", ".join([b"*a%d" % i] * 10)) for i in range(30)]
    assert "alias" in codes(tmp_path, b"a0: &a0 x\n" + b"".join(tens))


@pytest.mark.parametrize("name", ["fifo", "socket-like folder"])
def test_what_is_no_file_is_not_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "actors").mkdir()
    if name == "fifo":
        os.mkfifo(tmp_path / "actors" / "rivera.yml")  # to open it would wait for ever
        assert [diagnostic.code for diagnostic in said(tmp_path)] == ["unreadable-file"]
    else:
        (tmp_path / "actors" / "rivera.yml").mkdir()
        assert said(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "rivera.yml").touch(mode=0)
    (fault,) = said(tmp_path)
    assert fault.message == "this file cannot be read: permission denied"


@pytest.fixture
def deep() -> Iterator[Path]:
    """A folder with more below it than Python has calls.

    Not in pytest's own folder: what a killed run leaves there, pytest would remove by recursion.
    """
    folder = Path(tempfile.mkdtemp(prefix="deep-"))
    try:
        here = os.open(folder, os.O_RDONLY)
        try:
            for _ in range(1500):
                os.mkdir("d", dir_fd=here)
                below = os.open("d", os.O_RDONLY, dir_fd=here)
                os.close(here)
                here = below
        finally:
            os.close(here)
        yield folder
    finally:
        subprocess.run(["rm", "-rf", folder], check=True)  # shutil.rmtree is recursive
        assert not folder.exists()


def test_folders_nested_deeper_than_python_calls(deep: Path) -> None:
    assert {diagnostic.code for diagnostic in said(deep)} <= {"unreadable-file"}


def test_a_link_to_a_device_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "rivera.yml").symlink_to("/dev/zero")
    assert [diagnostic.code for diagnostic in said(tmp_path)] == ["outside-content"]


def test_terminal_escapes_do_not_reach_the_terminal(tmp_path: Path) -> None:
    assert codes(tmp_path, b'name: x\nkind: "\\e[31mred"\n') == {"control-character"}
    assert codes(tmp_path, b"name: x\nkind: '\x1b[31mred'\n") == {"bad-value", "control-character"}
