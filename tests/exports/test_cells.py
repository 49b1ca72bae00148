"""A cell of a CSV file: it comes back as it went, and is never a formula."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.exports.conftest import from_cell

from onrecord.exports.csv_json import csv_rows, guarded, to_cell, unguarded
from onrecord.exports.table import Column, Kind, Table, Value

TEXT, IDS, LINES = (Column(kind, kind, "") for kind in ("text", "ids", "lines"))

# What the records let through: a text is stripped and not empty, a line has no line break.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t'=+-@\",;")
).filter(lambda text: text == text.strip() != "")
ids = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,3})?", fullmatch=True)
one_line = texts.filter(lambda text: "\n" not in text)


@given(texts)
@example("'=1+1")
@example("''-x")
@example("'t is")
def test_a_text_comes_back(text: str) -> None:
    assert from_cell(to_cell(text, TEXT), TEXT) == text


@given(st.lists(ids, min_size=1).map(tuple), st.lists(one_line, min_size=1).map(tuple))
def test_lists_come_back(some_ids: tuple[str, ...], some_lines: tuple[str, ...]) -> None:
    assert from_cell(to_cell(some_ids, IDS), IDS) == some_ids
    assert from_cell(to_cell(some_lines, LINES), LINES) == some_lines


@given(st.text())
def test_any_text_at_all_is_unguarded_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip(" \u00a0")[:1] not in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@home", "'@home"),
        ("- 5 degrees", "'- 5 degrees"),
        ("+44 20", "'+44 20"),
        (" =1", "' =1"),
        ("\uff1dSUM(A1)", "'\uff1dSUM(A1)"),
        ("'=1", "''=1"),
        ("'t is", "'t is"),
        ("1+1=2", "1+1=2"),
        ("“Enough”", "“Enough”"),
    ],
)
def test_only_what_would_be_a_formula_is_guarded(text: str, cell: str) -> None:
    assert to_cell(text, TEXT) == cell


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("text", None, ""),
        ("ids", (), ""),
        ("integer", 0, "0"),
        ("boolean", False, "false"),
        ("boolean", True, "true"),
    ],
)
def test_values_that_are_no_text(kind: Kind, value: Value, cell: str) -> None:
    column = Column("x", kind, "")
    assert to_cell(value, column) == cell
    assert from_cell(cell, column) == value


@pytest.mark.parametrize(("kind", "cell"), [("integer", "many"), ("boolean", "perhaps")])
def test_a_cell_that_is_no_such_value(kind: Kind, cell: str) -> None:
    with pytest.raises(ValueError, match=cell):
        from_cell(cell, Column("x", kind, ""))


def test_a_list_that_a_person_typed_without_the_space() -> None:
    assert from_cell("a;b ; c;", IDS) == ("a", "b", "c")


@given(st.lists(st.tuples(texts, st.lists(ids).map(tuple)), max_size=5))
def test_rows_come_back_through_any_reader_of_csv(rows: list[tuple[str, tuple[str, ...]]]) -> None:
    table = Table("x", "", ("text",), (TEXT, IDS))
    out = io.StringIO()
    _ = [*csv_rows(out, table, ({"text": text, "ids": some} for text, some in rows), "2037-04-30")]
    file = out.getvalue().encode()

    assert file.startswith(b"\xef\xbb\xbf")
    head, *cells = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True)
    assert head == ["text", "ids", "as_of"]
    assert [(from_cell(a, TEXT), from_cell(b, IDS)) for a, b, _ in cells] == rows
    assert all(row[-1] == "2037-04-30" for row in cells)
    assert file.count(b"\r\n") == file.count(b"\r") == len(rows) + 1
