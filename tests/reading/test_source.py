"""From bytes to text."""

from pathlib import Path

import pytest

from onrecord.reading import YamlText, read_yaml_text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rivera.yml"


def test_windows_lines_and_a_byte_order_mark_are_fine(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfname: Rivera\r\nkind: person\r\n")
    source, faults = read_yaml_text(file)
    assert not faults
    assert source is not None
    assert source.text == "name: Rivera\nkind: person\n"


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"name: Ana\nnote: \xe9t\xe9\n", "not-utf8", 2, 7),
        ("note: 🛳é".encode() + b"\xff\n", "not-utf8", 1, 9),
        (b"\xef\xbb\xbfn: \xff", "not-utf8", 1, 4),
        (b"a: \xed\xa0\x80", "not-utf8", 1, 4),
        ("a: b".encode("utf-16-le"), "not-utf8", 1, 1),
        ("a: b".encode("utf-16-be"), "not-utf8", 1, 1),
        (b"name: Ana\rkind: person\r", "control-character", 1, 1),
        ("a: b".encode("utf-16"), "not-utf8", 1, 1),
        (b"GIF89a\x00", "binary-file", 1, 1),
        ("a: 🛳\x1b[0m\n".encode(), "control-character", 1, 5),
        ("a: b\nc: 🛳\u2028d\n".encode(), "line-separator", 2, 5),
        (b"a: b\n\n\x7f", "control-character", 3, 1),
    ],
)
def test_what_is_no_text_has_an_exact_place(
    file: Path, data: bytes, code: str, line: int, column: int
) -> None:
    file.write_bytes(data)
    _, (fault,) = read_yaml_text(file)
    assert (fault.code, fault.line, fault.column) == (code, line, column)


def test_after_a_refused_character_the_rest_keeps_its_place(file: Path) -> None:
    file.write_text("a: x\u2028y\rz\nb: \x07\n", newline="")
    source, faults = read_yaml_text(file)
    assert [fault.code for fault in faults] == [
        "line-separator",
        "control-character",
        "control-character",
    ]
    assert source is not None
    assert source.text == "a: x y z\nb:  \n"


@pytest.mark.parametrize("data", [b"\n", b"a"])
def test_a_file_of_one_character_is_in_utf_8(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    _, faults = read_yaml_text(file)
    assert "not-utf8" not in {fault.code for fault in faults}


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    _, (fault,) = read_yaml_text(tmp_path)
    assert fault.code == "unreadable-file"


def test_a_file_that_is_gone(file: Path) -> None:
    _, (fault,) = read_yaml_text(file)
    assert fault.message == "this file cannot be read: no such file or directory"


def test_a_fault_shows_its_line() -> None:
    source = YamlText("rivera.yml", "name: Ana\nkind: prson\n")
    assert source.fault("bad-value", (2, 7), "x").excerpt == "kind: prson"
    assert source.fault("bad-value", (9, 1), "x").excerpt == ""
