"""What is wrong with a sheet is said at its cell, all at once, and nothing is written."""

from pathlib import Path

import pytest
from tests.fast_yaml import values_of
from tests.tiny_site import TinySite

CASES = values_of((Path(__file__).parent / "faults.yml").read_text(encoding="utf-8"))

CODES = ("sheet-unreadable", "sheet-column", "sheet-row", "sheet-value", "sheet-name")


def test_each_code_has_a_case() -> None:
    said = [line for case in CASES.values() for line in case["said"]]
    assert all(any(f"error[{code}]" in line for line in said) for code in CODES)


@pytest.mark.parametrize("name", CASES)
def test_what_is_said(name: str, tmp_path: Path) -> None:
    case, site = CASES[name], TinySite(tmp_path)
    for file, text in case["files"].items():
        site.write(f"data/{file}", text)
    run = site.onrecord("import", "data", "-o", "content")
    said = [line.strip() for line in run.stderr.splitlines()]
    for line in case["said"]:
        assert any(line in printed for printed in said), run.stderr
    problems = [printed for printed in said if printed.startswith("data/")]
    assert len(problems) == len([line for line in case["said"] if line.startswith("data/")]), said
    assert run.returncode == 1
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("book.xlsx", b"PK\x03\x04", "is not a CSV file"),
        ("book.csv", b"PK\x03\x04", "a workbook"),
        (
            "broken.csv",
            "Caf\u00e9, \u00e9t\u00e9\n".encode() + b"Caf\xe9",
            "2:4: error[sheet-unreadable]",
        ),
        ("mac.csv", "publisher\nCaf\u00e9".encode("mac-roman"), "2:4: error[sheet-unreadable]"),
        (
            "russian.csv",
            "\u041f\u043e\u0447\u0442\u0430".encode("cp1251"),
            "error[sheet-unreadable]",
        ),
        ("empty.csv", b"", "this sheet is empty"),
        ("broken.zip", b"PK\x03\x04 nothing", "cannot be read as a zip"),
        ("odd.csv", b"\xff\xfea", "is cut off"),
        ("nul.csv", b"a,b\x00c\n", "NUL"),
    ],
)
def test_what_is_no_csv(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    run = TinySite(tmp_path).onrecord("import", name, "-o", "content")
    assert said in run.stderr
    assert run.returncode in (1, 2)
    assert not (tmp_path / "content").exists()


def test_a_spoilt_sheet_is_told_not_listed(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    site.write("q.csv", "publisher,speaker,form,text\n" + "Post,unknown,direct,=1\n" * 3000)
    run = site.ended(1, "import", "q.csv", "-o", "content")
    assert run.stderr.count("error[sheet-value]") == 50
    assert "this file has more problems than are listed" in run.stderr


def test_what_is_not_there(tmp_path: Path) -> None:
    site = TinySite(tmp_path)
    (tmp_path / "folder").mkdir()
    site.ended(2, "import", "none.csv", "-o", "content")
    run = site.ended(2, "import", "folder", "-o", "content")
    assert "there is no CSV file in folder" in run.stderr
