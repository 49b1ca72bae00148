"""Columns as short texts, read back as the browser reads them."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.decoding import unpack

from onrecord.records import PartialDate
from onrecord.search.browser_files import pack
from onrecord.search.explore import Days, Facet


@given(st.lists(st.integers(min_value=0, max_value=10**7)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert list(unpack(pack(numbers))) == numbers


def test_numbers_need_no_escaping_in_json() -> None:
    text = pack(range(5000))

    assert text.isascii()
    assert text.isprintable()
    assert not set(text) & set('"\\')
    assert (len(pack([56])), len(pack([57])), len(pack([1937])), len(pack([1938]))) == (1, 2, 2, 3)


CHOICES = [("a", "Ana"), ("b", "Brandt"), ("c", "Council")]


def _column(facet: Facet) -> list[set[str]]:
    """What each row has."""
    runs = list(unpack(facet.runs)) or [0] * len(facet.values)
    values = list(unpack(facet.values))
    sets = [{facet.choices[place][0] for place in places} for places in facet.sets]
    return [sets[value] for value, run in zip(values, runs, strict=True) for _ in range(run + 1)]


@pytest.mark.parametrize(
    "rows",
    [
        [("a",), ("b",), ("a",), ("c",)],
        [("a",)] * 200 + [("b",)] * 300,  # as runs
        [("a", "b"), (), ("b", "a"), ("c",)],
    ],
)
def test_a_column_comes_back(rows: list[tuple[str, ...]]) -> None:
    assert _column(Facet.of(CHOICES, rows)) == [set(row) for row in rows]


def test_long_runs_are_short() -> None:
    assert len(Facet.of(CHOICES, [("a",)] * 30_000).values) == 1


def test_days_run_back_from_the_latest() -> None:
    dates = ["2031-05", "2031-05-04", "2031-05-04", "2031-05-01", "2031", "unknown"]
    dates.sort(key=lambda text: _newest(PartialDate.parse(text)))
    days = Days.of(map(PartialDate.parse, dates))

    lasts = [days.latest - step for step in accumulate(unpack(days.steps))]
    firsts = [last - span for last, span in zip(lasts, unpack(days.spans), strict=True)]
    assert days.dated == 5
    assert days.latest == 22_644  # 31 Dec 2031
    assert [(last - first + 1) for first, last in zip(firsts, lasts, strict=True)] == [
        365,
        31,
        1,
        1,
    ]
    assert [run + 1 for run in unpack(days.runs)] == [1, 1, 2, 1]


def _newest(date: PartialDate) -> tuple[bool, int, int]:
    first, last = date.sort_key
    return not date.known, -last, -first
