"""The picture of a demand's life: which marks, where, and where they lead."""

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from tests.views.lives import desk_of_acts
from tests.views.walkout import walkout

from onrecord.desk.desk import Desk
from onrecord.views.context import Context
from onrecord.views.demand import demand_parts, demand_view
from onrecord.views.pictures.lane_marks import PlacedMark
from onrecord.views.pictures.life import LifeView
from onrecord.views.pictures.scale import COUNTED, MARK, MOST_ROWS, SIZES


def life(desk: Desk, demand_id: str, limit: int = 100) -> LifeView | None:
    context = Context(desk)
    entry = desk.demands[demand_id]
    return demand_view(context, entry, demand_parts(context, entry, limit)[0]).life


def test_a_month_is_a_span_and_a_day_is_not(tmp_path: Path) -> None:
    picture = life(desk_of_acts(tmp_path, ["2031-05-01", "2031-05", "2031-05-31"]), "gate")
    assert picture
    assert picture.spans
    marks = {str(mark.act.drawn_on): mark for mark in picture.lanes[0].marks if mark.act}
    month, first, last = marks["2031-05"], marks["2031-05-01"], marks["2031-05-31"]
    assert (first.start, first.end) == (None, None)
    assert month.start is not None
    assert month.end is not None
    assert month.start < first.x < month.x < last.x < month.end


def test_what_has_no_date_stands_aside(tmp_path: Path) -> None:
    acts = ["2031-05-01", "2031-05-02", "unknown", "unknown"]
    picture = life(desk_of_acts(tmp_path, acts), "gate")
    assert picture
    lane = picture.lanes[0]
    assert len(lane.marks) == 2
    assert (lane.undated_count, len(lane.undated), len(lane.rows)) == (2, 2, 4)


def test_a_search_reaches_from_the_first_statement_to_the_day_searched(tmp_path: Path) -> None:
    picture = life(walkout(tmp_path), "pay-rise")
    assert picture
    ministry = next(lane for lane in picture.lanes if lane.names[0].text == "Harbour Ministry")
    mark = ministry.marks[0]
    first = picture.lanes[0].marks[0]
    assert (mark.look.word if mark.look else "", mark.start) == ("none_found", first.x)
    assert mark.end == mark.x
    assert ministry.marks[0].anchor == ministry.rows[0].anchor


def test_whose_an_answer_is_and_whether_it_decides_can_be_seen(tmp_path: Path) -> None:
    picture = life(walkout(tmp_path), "pay-rise")
    assert picture
    authority, told, others = picture.lanes[1], picture.lanes[2], picture.lanes[-1]
    seen = {
        (str(mark.act.drawn_on), mark.look.word, mark.look.rank, mark.look.aside)
        for mark in authority.marks
        if mark.act and mark.look
    }
    assert seen == {
        ("2031-04-20", "considering", "own", True),  # early
        ("2031-05-02", "deferred", "own", False),
        ("2031-05-04", "rejected", "own", False),
        ("2031-05-05", "accepted", "own", True),  # a member
        ("2031-05-06", "partly_accepted", "unnamed", False),
    }
    # What others report is on a lane of its own, and its name gives no state.
    assert (told.kind, told.names, told.standing) == ("told", authority.names, None)
    assert [(str(mark.act.drawn_on), mark.act.look.rank) for mark in told.marks
            if mark.act] == [("2031-05-18", "told")]  # fmt: skip
    assert others.kind == "others"
    assert [mark.look.aside for mark in others.marks if mark.look] == [True]


def test_a_lane_never_says_what_is_told_without_its_teller(tmp_path: Path) -> None:
    told = """
        title: Another account
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        quotes:
          - {id: tale, text: They agreed., speaker: mayor, form: direct, basis: on_record,
             said: {date: 2031-05-19}}
        responses:
          - {demand: return-to-work, by: dock-union, response: accepted, told_by: mayor,
             quote: tale, date: 2031-05-18}
        demands:
          - {demand: return-to-work, act: stated, by: port-authority, date: 2031-05-17}"""
    picture = life(walkout(tmp_path, {"articles/account.yml": told}), "return-to-work")
    assert picture
    standing = picture.lanes[1].standing
    assert standing
    assert (standing.state, standing.rank) == ("accepted", "told")
    assert [teller.text for teller in standing.tellers] == ["The Mayor"]


def boxes(marks: list[PlacedMark], size: str, width: float) -> list[tuple[float, float, int]]:
    """Left, right and row of each mark that is shown at ``size``, on an axis of ``width``."""
    found = []
    for mark in marks:
        for place in mark.places:
            if place[0] == size:
                half = (MARK if mark.act else COUNTED) / 2
                middle = mark.x * width / 100
                left = min(
                    middle - half, (mark.start if mark.start is not None else 100) * width / 100
                )
                right = max(middle + half, (mark.end or 0) * width / 100)
                found.append((left, right, int(place[1:])))
    return found


MANY = [
    ("two", ["2031-05-01", "2031-05-02"]),
    ("a day full", ["2031-05-01"] * 9),
    ("forty in two months", [str(date(2031, 4, 1) + timedelta(n * 3 // 2)) for n in range(40)]),
    ("two hundred in a year", [str(date(2031, 1, 1) + timedelta(n * 2 % 365)) for n in range(200)]),
    ("each year for long", [f"{year}-03-01" for year in range(1700, 2031)]),
    ("all vague", [f"2031-{n % 12 + 1:02}" for n in range(50)] + ["2031"] * 20),
]


@pytest.mark.parametrize("texts", [texts for _, texts in MANY], ids=[name for name, _ in MANY])
def test_marks_never_lie_over_one_another_and_none_is_lost(
    tmp_path: Path, texts: list[str]
) -> None:
    answers = [(when, "port-authority", ("rejected", "counter")[n % 2]) for n, when in
               enumerate(texts)]  # fmt: skip
    picture = life(desk_of_acts(tmp_path, texts, answers), "gate")
    assert picture
    for lane in picture.lanes:
        for size in SIZES:
            here = [
                mark for mark in lane.marks if any(place[0] == size.name for place in mark.places)
            ]
            assert sum(mark.count for mark in here) == len(texts)
            for width in (size.width, size.width * 1.4):
                placed = boxes(here, size.name, width)
                assert all(row < MOST_ROWS for _, _, row in placed)
                for one, other in combinations(placed, 2):
                    apart = one[1] <= other[0] or other[1] <= one[0] or one[2] != other[2]
                    assert apart, (size, one, other)


def test_fifteen_addressees_have_a_lane_each(tmp_path: Path) -> None:
    to = [f"terminal-{number}" for number in range(15)]
    answers = [(f"2031-05-{n + 2:02}", addressee, "rejected") for n, addressee in enumerate(to)]
    picture = life(desk_of_acts(tmp_path, ["2031-05-01"], answers, to), "gate")
    assert picture
    assert [len(lane.marks) for lane in picture.lanes] == [1] * 16


def test_a_demand_on_several_pages_counts_and_leads_to_them(tmp_path: Path) -> None:
    texts = [f"2031-{month:02}-{day:02}" for month in (3, 4) for day in range(1, 29)] * 6
    picture = life(desk_of_acts(tmp_path, texts), "gate")
    assert picture
    lane = picture.lanes[0]
    counted = [mark for mark in lane.marks if mark.count > 1]
    assert counted
    assert all(str(mark.uri).startswith("demands/gate/2031") for mark in counted)
    assert sum(row.count for row in lane.rows) == len(texts)
    assert len(lane.rows) < 100


@pytest.mark.parametrize("texts", [[], ["2031-05-01"], ["unknown", "unknown"]])
def test_too_little_is_no_picture(tmp_path: Path, texts: list[str]) -> None:
    assert life(desk_of_acts(tmp_path, texts), "gate") is None
