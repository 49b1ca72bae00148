"""The picture of an actor's quotes over time."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.desk.desks import article
from tests.views.strike import strike

from onrecord.desk.desk import Desk
from onrecord.desk.settings import Coverage
from onrecord.records import PartialDate
from onrecord.views.actor import actor_parts
from onrecord.views.context import Context
from onrecord.views.newest import places_of
from onrecord.views.pictures.activity import ActivityView, activity_picture
from onrecord.views.pictures.scale import SIZES


def activity(desk: Desk, actor_id: str) -> ActivityView | None:
    context, index = Context(desk), desk.index[actor_id]
    parts = actor_parts(context, actor_id)
    places = places_of(parts if parts[0].finer else parts[:1])
    return activity_picture(context, index.quotes, places, index.spoken_by_others, actor_id)


def quotes(dated: list[str], speaker: str = "rivera") -> list[dict[str, object]]:
    return [
        {"id": f"q-{n}", "text": f"Words {n}", "speaker": speaker, "form": "direct",
         "said": {"date": when}}
        for n, when in enumerate(dated)
    ]  # fmt: skip


def test_bars_count_utterances_and_lead_to_the_latest_of_them(tmp_path: Path) -> None:
    said = ["2031-03-03", "2031-03-05", "2031-04-20", "2031-04", "unknown"]
    desk = strike(tmp_path, many=article(quotes=quotes(said)))
    picture = activity(desk, "rivera")
    assert picture
    assert (picture.own, picture.others) == (5, 0)
    wide = next(chart for chart in picture.charts if "m" in chart.sizes)
    assert [(str(bar.period.first), bar.own, bar.anchor) for bar in wide.bars] == [
        ("2031-02-24", 2, "said-3"),
        ("2031-04-07", 1, "said-2"),
    ]
    # A month fits into no week, and no date into nothing: both are counted and said.
    assert picture.undated == 2
    assert [row.own for row in picture.rows] == [2, 1, 2]


def test_those_who_speak_for_an_actor_are_a_second_tone(tmp_path: Path) -> None:
    desk = strike(tmp_path, many=article(quotes=quotes(["2031-03-03", "2031-03-04", "2031-04-20"])))
    authority = activity(desk, "port-authority")
    assert authority
    assert authority.own == 0
    assert authority.others >= 3
    assert [speaker.link.text for speaker in authority.rows[0].speakers] == ["Ana Rivera"]
    bar = authority.charts[0].bars[0]
    assert bar.own_height == 0 < bar.others_height
    # None of it is on this page: the bar leads to the row that says where it is.
    assert bar.anchor in {row.id for row in authority.rows}


@pytest.mark.parametrize("years", [1, 12, 300])
def test_a_bar_is_wide_enough_to_hit_however_long_the_time(tmp_path: Path, years: int) -> None:
    said = [f"{2031 - n * years // 12}-{n % 12 + 1:02}-01" for n in range(12)]
    picture = activity(strike(tmp_path, many=article(quotes=quotes(said))), "rivera")
    assert picture
    widths = {size.name: size.width for size in SIZES}
    for chart in picture.charts:
        for name in chart.sizes:
            assert all(bar.width * widths[name] / 100 >= 20 for bar in chart.bars)
        ends = [(bar.x, round(bar.x + bar.width, 1)) for bar in chart.bars]
        assert all(b[0] >= a[1] for a, b in pairwise(ends))


def test_bars_of_a_list_on_several_pages_lead_to_its_pages(tmp_path: Path) -> None:
    said = [f"2031-0{n % 2 + 3}-{n % 28 + 1:02}" for n in range(120)]
    picture = activity(strike(tmp_path, many=article(quotes=quotes(said))), "rivera")
    assert picture
    uris = {bar.uri for chart in picture.charts for bar in chart.bars}
    assert uris == {"actors/rivera/2031-03/", "actors/rivera/2031-04/"}


def test_words_of_one_day_are_no_picture(tmp_path: Path) -> None:
    desk = strike(tmp_path, many=article(quotes=quotes(["2031-03-03"] * 5)))
    assert activity(desk, "rivera") is None


GAPS = {
    "between": (["2031-03-03", "2031-03-04", "2031-04-20"], [("2031-03-05", "2031-04-19")]),
    "a month that may be any of its days": (["2031-03-03", "2031-03", "2031-04-10"], []),
    "none of two whole weeks": (["2031-03-03", "2031-03-16", "2031-03-30"], []),
}


@pytest.mark.parametrize(("said", "gaps"), GAPS.values(), ids=GAPS)
def test_times_from_which_we_have_nothing_are_named(
    tmp_path: Path, said: list[str], gaps: list[tuple[str, str]]
) -> None:
    desk = strike(tmp_path, many=article(quotes=quotes(said)))
    covered = Coverage(PartialDate.parse(min(said)), PartialDate.parse(max(said)))
    picture = activity(replace(desk, coverage=covered), "rivera")
    assert picture
    assert [(str(first), str(last)) for first, last in picture.gaps] == gaps
    assert not picture.other_gaps


def test_no_bar_is_drawn_outside_the_days_covered(tmp_path: Path) -> None:
    said = ["2031-03-05", "2031-03-18", "2031-04-21"]  # a Wednesday, and a Monday
    desk = strike(tmp_path, many=article(quotes=quotes(said)))
    covered = Coverage(PartialDate.parse(said[0]), PartialDate.parse(said[-1]))
    picture = activity(replace(desk, coverage=covered), "rivera")
    assert picture
    for chart in picture.charts:
        assert chart.covered
        drawn = [(bar.inner_x, bar.inner_x + bar.inner_width) for bar in chart.bars]
        assert chart.covered.start <= drawn[0][0]
        assert drawn[-1][1] <= chart.covered.end
        named = [(str(bar.period.start), str(bar.period.end)) for bar in chart.bars]
        assert named[0][0] == said[0], "the week or fortnight began on a day that is not covered"
        assert said[-1] in named[-1]
        # What is narrower than its number has that on the side of its period that is free.
        assert [bar.side for bar in (chart.bars[0], chart.bars[-1])] == ["middle", "start"]


def test_a_bar_is_as_wide_as_a_finger_and_as_its_number(tmp_path: Path) -> None:
    for weeks, unit in ((12, "week"), (13, "fortnight")):
        last = date(2031, 3, 3) + timedelta(weeks=weeks - 1)
        desk = strike(
            tmp_path / unit, many=article(quotes=quotes(["2031-03-03", "2031-03-04", f"{last}"]))
        )
        covered = Coverage(PartialDate.parse("2031-03-03"), PartialDate.parse(f"{last}"))
        picture = activity(replace(desk, coverage=covered), "rivera")
        assert picture
        assert [chart.unit for chart in picture.charts if "n" in chart.sizes] == [unit]


def test_of_many_gaps_the_longest_are_named(tmp_path: Path) -> None:
    said = ["2031-01-06", "2031-02-20", "2031-05-02", "2031-06-30"]
    desk = strike(tmp_path, many=article(quotes=quotes(said)))
    covered = Coverage(PartialDate.parse(min(said)), PartialDate.parse(max(said)))
    picture = activity(replace(desk, coverage=covered), "rivera")
    assert picture
    assert [str(first) for first, _ in picture.gaps] == ["2031-02-21", "2031-05-03"]
    assert picture.other_gaps


def test_a_picture_says_what_its_bars_count(tmp_path: Path) -> None:
    said = [f"2031-0{n % 3 + 3}-{n % 28 + 1:02}" for n in range(9)]
    desk = strike(tmp_path, many=article(quotes=quotes(said)))
    picture = activity(desk, "rivera")
    assert picture
    assert {size: chart.unit for chart in picture.charts for size in chart.sizes} == {
        "n": "month",
        "m": "fortnight",
    }
