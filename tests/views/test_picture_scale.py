"""An axis of dates, its ticks, the periods it is counted by, and rows of boxes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.desk.settings import Coverage
from onrecord.records import PartialDate
from onrecord.views.pictures.lane_marks import stack
from onrecord.views.pictures.scale import PERIODS, SIZES, Axis, axis_for, covered, ticks


def dates(*texts: str) -> list[PartialDate]:
    return [PartialDate.parse(text) for text in texts]


def coverage(first: str, through: str) -> Coverage:
    return Coverage(PartialDate.parse(first), PartialDate.parse(through))


# What is dated, what the desk covers, and the days that the axis then has.
AXES = [
    # It runs on over the days that are covered …
    (["2031-05-01", "2031-05-30"], ("2031-05-01", "2031-06-10"), "2031-05-01", "2031-06-10"),
    # … but not over years of them: what is dated keeps a quarter of it.
    (["2031-05-01", "2031-05-20"], ("2021-01-01", "2041-12-31"), "2031-04-01", "2031-06-19"),
    # A month takes a month; a year stretches nothing where something is dated finer.
    (["2031-02", "2031-03-10"], None, "2031-02-01", "2031-03-10"),
    (["2030", "2031-03-10", "2031-04-10"], None, "2031-03-10", "2031-04-10"),
    (["2029", "2031"], None, "2029-01-01", "2031-12-31"),
    # One day is no axis.
    (["2031-05-10", "unknown"], None, "2031-05-04", "2031-05-17"),
    # At the ends of the calendar there is no day before or after.
    (["0001-01-01"], None, "0001-01-01", "0001-01-08"),
    (["9999-12-31"], None, "9999-12-25", "9999-12-31"),
]


@pytest.mark.parametrize(("dated", "days", "first", "last"), AXES)
def test_an_axis_holds_what_is_dated_and_some_of_what_is_covered(
    dated: list[str], days: tuple[str, str] | None, first: str, last: str
) -> None:
    axis = axis_for(dates(*dated), coverage(*days) if days else None)
    assert axis
    assert (str(axis.first), str(axis.last)) == (first, last)


def test_without_a_date_there_is_no_axis() -> None:
    assert axis_for(dates("unknown"), coverage("2031-01-01", "2031-12-31")) is None


def test_a_day_stands_in_its_middle_and_what_is_outside_at_the_end() -> None:
    axis = Axis(date(2031, 5, 1), date(2031, 5, 10))
    assert [axis.start(axis.first), axis.middle(axis.first), axis.end(axis.first)] == [0, 5, 10]
    assert axis.middle(date(2031, 6, 1)) == 100
    assert axis.start(date(1931, 6, 1)) == 0


def test_the_covered_part_of_an_axis() -> None:
    axis = Axis(date(2031, 5, 1), date(2031, 5, 10))
    part = covered(axis, coverage("2031-05-03", "2031-05-08"))
    assert part
    assert (part.start, part.end) == (20, 80)
    assert covered(axis, coverage("2032-05-03", "2032-05-08")) is None


# The axis, and what stands on it at the narrowest and at the widest.
TICKS = [
    ("2031-05-01", "2031-05-04", "1 2 3 4", "1 2 3 4"),
    ("2031-05-01", "2031-05-14", "5 12", "1 2 3 4 5 6 7 8 9 10 11 12 13 14"),
    ("2031-05-01", "2031-06-30", "1/5 15/5 1/6 15/6", "5/5 12/5 19/5 26/5 2/6 9/6 16/6 23/6 30/6"),
    ("2031-01-01", "2031-12-31", "1/1 1/3 1/5 1/7 1/9 1/11", "M"),
    ("2021-01-01", "2031-12-31", "2022 2024 2026 2028 2030", "Y"),
    ("0001-01-01", "9999-12-31", "2000 4000 6000 8000", None),
]


@pytest.mark.parametrize(("first", "last", "narrow", "wide"), TICKS)
def test_ticks_stand_at_days_a_person_would_name(
    first: str, last: str, narrow: str, wide: str | None
) -> None:
    axis = Axis(date.fromisoformat(first), date.fromisoformat(last))
    shown = {name: [tick for tick in ticks(axis) if name in tick.sizes] for name in ("n", "w")}
    for name, wanted in (("n", narrow), ("w", wide)):
        days = [tick.day for tick in shown[name]]
        if wanted == "M":
            assert [(day.month, day.day) for day in days] == [(month, 1) for month in range(1, 13)]
        elif wanted == "Y":
            assert [day.year for day in days] == list(range(2021, 2032))
        elif wanted and len(wanted.split()[0]) == 4:
            assert [f"{day.year:04}" for day in days] == wanted.split()
        elif wanted and "/" in wanted:
            assert [f"{day.day}/{day.month}" for day in days] == wanted.split()
        elif wanted:
            assert [str(day.day) for day in days] == wanted.split()


def test_a_year_is_said_first_and_where_it_changes() -> None:
    axis = Axis(date(2030, 11, 20), date(2031, 2, 20))
    wide = [tick for tick in ticks(axis) if "w" in tick.sizes]
    assert [(str(tick.day), tick.year) for tick in wide if tick.year] == [
        ("2030-11-25", "2030"),
        ("2031-01-06", "2031"),
    ]


days = st.dates()


@given(days, days)
def test_every_axis_has_a_tick_and_no_two_labels_meet(one: date, other: date) -> None:
    axis = axis_for(dates(*sorted([one.isoformat(), other.isoformat()])), None)
    assert axis
    for size in SIZES:
        here = [tick for tick in ticks(axis) if size.name in tick.sizes]
        assert here
        pixels = [tick.x * size.width / 100 for tick in here]
        assert all(b - a >= 34 for a, b in pairwise(pixels))


@given(days)
def test_a_period_holds_its_day_and_touches_the_next(day: date) -> None:
    for period_of in PERIODS:
        period = period_of(day)
        assert period.first <= day <= period.last
        assert period_of(period.first) == period_of(period.last) == period
        if period.last < date.max:
            assert period_of(period.last + timedelta(1)).first == period.last + timedelta(1)


def test_boxes_of_a_row_keep_apart_and_wide_ones_go_below() -> None:
    assert stack([(0, 24), (26, 50), (25, 49)], 6) == [0, 0, 1]
    assert stack([(0, 200), (0, 24), (100, 124)], 6) == [1, 0, 0]
    assert stack([(0, 24)] * 3, 2) is None
    assert stack([], 6) == []
