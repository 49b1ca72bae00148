"""What a briefing says of two weeks at the harbour, case by case."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.briefing.sections.briefing_view import BriefingView
from onrecord.briefing.sections.material import BriefingRequest, written_for

from .telling import TELLING
from .weeks import LATER_NEWS, PERIOD, brief, period, weeks

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_briefing_says(case: dict[str, Any], tmp_path: Path) -> None:
    ask = dict(case.get("ask", {}))
    since, until = ask.pop("since", PERIOD[0]), ask.pop("until", PERIOD[1])
    days = period(str(since), str(until))
    asked = {key: value if key == "id" else tuple(value) for key, value in ask.items()}
    view = brief(weeks(tmp_path, case.get("files")), days, **asked)
    told = {key: TELLING[key](view) for key in case["expect"]}
    assert told == {
        key: str(value) if key == "corrections_since" else value
        for key, value in case["expect"].items()
    }


def test_a_list_is_cut_and_says_how_many_are_left_out(tmp_path: Path) -> None:
    rows = "".join(
        f"  - {{id: q{n}, text: Night {n}., speaker: brandt, said: {{date: 2031-05-{n:02}}}}}\n"
        for n in range(2, 12)
    )
    acts = "".join(
        f"  - {{demand: pay-rise, act: stated, by: brandt, quote: q{n}}}\n" for n in range(2, 12)
    )
    article = (
        "title: Nights\nsource: {publisher: P, published: 2031-05-12}\n"
        f"defaults: {{form: direct, basis: on_record}}\nquotes:\n{rows}demands:\n{acts}"
    )
    stated = brief(weeks(tmp_path, {"articles/nights.yml": article})).changes.said.statements
    assert (len(stated.items), stated.more, stated.uri) == (4, 6, "timeline/")
    assert [str(row.date) for row in stated.items][:2] == ["2031-05-11", "2031-05-10"]


def test_a_record_on_the_same_days_and_scope_is_found(tmp_path: Path) -> None:
    desk = weeks(tmp_path)
    assert written_for(desk, BriefingRequest(period())) == "week"
    assert written_for(desk, BriefingRequest(period(), actors=("brandt",))) is None
    assert written_for(desk, BriefingRequest(period("2031-05-03"))) is None


def test_as_of_is_the_last_day_covered(tmp_path: Path) -> None:
    view = brief(weeks(tmp_path))
    assert view.as_of
    assert view.as_of.text == "2031-05-20"


def test_every_format_finds_the_sections_in_one_order() -> None:
    assert [field.name for field in fields(BriefingView)] == [
        "head", "bottom_line", "changes", "positions", "quotes", "without_basis", "pinned",
        "compared", "claims", "unknowns", "deadlines", "sources", "corrections", "as_of",
    ]  # fmt: skip


def test_quotes_that_only_lack_their_basis_are_counted(tmp_path: Path) -> None:
    for basis, offered, lacking in (("basis: on_record, ", 1, 0), ("", 0, 1)):
        files = {"articles/later-news.yml": LATER_NEWS.replace("basis: on_record, ", basis)}
        view = brief(weeks(tmp_path / str(offered), files), period("2031-05-10", "2031-05-10"))
        assert (len(view.quotes), view.without_basis) == (offered, lacking)
