"""The summary: what a row says, and how many demands a page holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.views.context import Context
from onrecord.views.demands import DemandSummary, DemandsView, demands_list

from .walkout import walkout


def _summary(folder: Path, files: dict[str, str] | None = None) -> DemandsView:
    views = demands_list(Context(walkout(folder, files)))
    return views.page(views.parts[0])


def _demands(page: DemandsView) -> list[DemandSummary]:
    return [row.demand for group in page.groups for row in group.rows]


def test_a_row_has_what_each_side_answered_and_nothing_of_those_not_asked(tmp_path: Path) -> None:
    groups = _summary(tmp_path).groups

    assert [group.topic.text for group in groups] == ["Pay", "Safety of the cranes"]
    assert {
        row.demand.link.text: [(ids, side.position.state) for ids, side in row.answers]
        for group in groups
        for row in group.rows
    } == {
        "Raise the pay of the night crews": [
            ("port-authority", "rejected"),
            ("ministry", "none_found"),
        ],
        "Return to work": [("dock-union", "not_assessed")],
        "Repair the cranes": [("crane-works", "not_assessed")],
        "Have the cranes checked": [("crane-works", "not_assessed")],
    }


def test_sides_that_are_the_same_in_all_of_it_share_a_line(tmp_path: Path) -> None:
    files = {"demands/of-two.yml": _demand(1, ["port-authority", "crane-works"])}
    row = next(
        row
        for group in _summary(tmp_path, files).groups
        for row in group.rows
        if row.demand.link.uri == "demands/of-two/"
    )

    assert [ids for ids, _ in row.answers] == ["port-authority crane-works"]
    assert row.keys.answers == "port-authority,not_assessed,none;crane-works,not_assessed,none"


def test_a_cell_has_the_own_answer_and_later_tales_apart(tmp_path: Path) -> None:
    rows = _demands(_summary(tmp_path))
    position = next(row for row in rows if row.link.uri == "demands/pay-rise/").positions[0]

    (own,) = position.deciding_lines
    assert (own.by[0].text, str(own.date)) == ("Ana Rivera", "2031-05-04")
    assert own.uris == ("quotes/authority-answers/no/",)
    assert position.deciding[0].rank != "told"
    beside = [(answer.word, answer.rank) for answer in position.later_account_lines]
    assert beside == [("partly_accepted", "unnamed"), ("accepted", "told")]
    told = position.later_account_lines[1]
    assert told.told_by[0].text == "Mia Brandt"


def test_a_row_tells_a_demands_life(tmp_path: Path) -> None:
    rows = {demand.link.uri: demand for demand in _demands(_summary(tmp_path))}

    pay = rows["demands/pay-rise/"]
    assert (pay.first.text, pay.first_reported, pay.outcome) == ("2031-05-01", False, "partial")
    # Two versions of one utterance are no repetition.
    assert (pay.times_stated, pay.last) == (1, None)
    work = rows["demands/return-to-work/"]
    assert (work.first_reported, work.first.known) == (True, False)
    assert [demand.text for demand in rows["demands/crane-repairs/"].successors] == [
        "Have the cranes checked"
    ]


def test_the_same_answer_told_twice_is_one_line_with_both_quotes(tmp_path: Path) -> None:
    again = """
        title: Again
        source: {publisher: Harbour Gazette, published: 2031-05-21}
        quotes: [{id: told, text: He did., speaker: brandt, form: direct}]
        responses:
          - {demand: pay-rise, by: rivera, response: accepted, told_by: brandt, quote: told,
             date: 2031-05-18}"""
    rows = _demands(_summary(tmp_path, {"articles/again.yml": again}))
    position = next(row for row in rows if row.link.uri == "demands/pay-rise/").positions[0]

    assert [line.uris for line in position.later_account_lines][1] == (
        "quotes/again/told/",
        "quotes/union-account/told/",
    )


def _demand(number: int, to: list[str]) -> str:
    return f"""
        title: Demand {number}
        by: dock-union
        to: [{", ".join(to)}]
        topic: leave
        action: do
        strength: request"""


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_split_summaries_hold_every_demand_once(tmp_path: Path, limit: int) -> None:
    views = demands_list(Context(walkout(tmp_path)), limit)

    pages = [views.page(part) for part in views.parts]

    rows = [demand.link.uri for page in pages for demand in _demands(page)]
    assert len(rows) == len(set(rows)) == 4
    # The summary's own page explains the words and leads to the topics; the others do not.
    assert [bool(page.legend) for page in pages] == [True, *[False] * (len(pages) - 1)]
    assert [topic.text for topic in pages[0].all_topics] == ["Pay", "Safety of the cranes"]
