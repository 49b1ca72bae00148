"""The place of a value, found again."""

import os
from pathlib import Path

import pytest

from onrecord.records import YamlPath
from onrecord.records.record_nodes import locate

ARTICLE = """\
title: Strike
defaults:
  form: direct
  to: port-authority
quotes:
  - id: one
    text: We will be back.
    said: {date: 2031}
  - {id: two, form: partial}
demands:
  demand: pay-rise
  by: [rivera, okafor]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "strike.yml"
    path.write_text(ARTICLE)
    return path


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("title",), 1, 8),
        (("quotes", 0), 6, 5),
        (("quotes", 0, "said", "date"), 8, 18),
        (("quotes", 1, "form"), 9, 21),
        (("quotes", 0, "form"), 3, 9),  # inherited: where it is written
        (("quotes", 0, "to", 0), 4, 7),  # one value may stand alone
        (("demands", 0, "by", 1), 12, 16),
        (("quotes", 0, "said", "place"), 8, 11),  # the deepest there is
        (("quotes", 7, "id"), 6, 3),
        (("summary",), 1, 1),
    ],
)
def test_a_value(file: Path, path: YamlPath, line: int, column: int) -> None:
    assert locate(file, path) == (line, column, ARTICLE.splitlines()[line - 1])


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [(("title",), 1, 1), (("quotes", 0, "form"), 3, 3), (("quotes", 0), 6, 5)],
)
def test_its_key(file: Path, path: YamlPath, line: int, column: int) -> None:
    assert locate(file, path, key=True)[:2] == (line, column)


def test_a_file_that_changed_is_read_again(file: Path) -> None:
    assert locate(file, ("quotes",))[0] == 6
    status = file.stat()
    file.write_text("# one line more\n" + ARTICLE)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))  # as a copy keeps its time
    assert locate(file, ("quotes",))[0] == 7


def test_a_file_that_is_gone_or_broken_has_a_first_line(file: Path) -> None:
    file.write_text("[")
    assert locate(file, ("a",)) == (1, 1, "")
    file.unlink()
    assert locate(file, ("a",)) == (1, 1, "")
