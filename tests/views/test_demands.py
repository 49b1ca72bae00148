"""The summary: what a cell says, how wide a matrix gets, how many demands a page holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.views.context import Context
from onrecord.views.demands import MATRIX_COLUMNS, DemandsView, Matrix, demands_list

from .walkout import walkout


def _summary(folder: Path, files: dict[str, str] | None = None) -> DemandsView:
    views = demands_list(Context(walkout(folder, files)))
    return views.page(views.parts[0])


def _cells(matrix: Matrix) -> dict[tuple[str, str], str | None]:
    """State by demand and addressee."""
    return {
        (row.demand.link.text, column.text): cell.state if cell else None
        for group in matrix.groups
        for row in group.rows
        for column, cell in zip(matrix.addressees, row.cells, strict=True)
    }


def test_one_matrix_holds_every_demand_and_addressee(tmp_path: Path) -> None:
    (matrix,) = _summary(tmp_path).matrices

    assert [group.topic.text for group in matrix.groups] == ["Pay", "Safety of the cranes"]
    assert _cells(matrix) == {
        ("Raise the pay of the night crews", "Crane Works"): None,
        ("Raise the pay of the night crews", "Port Authority"): "rejected",
        ("Raise the pay of the night crews", "Harbour Ministry"): "none_found",
        ("Raise the pay of the night crews", "Dock Union"): None,
        ("Return to work", "Crane Works"): None,
        ("Return to work", "Port Authority"): None,
        ("Return to work", "Harbour Ministry"): None,
        ("Return to work", "Dock Union"): "not_assessed",
        ("Repair the cranes", "Crane Works"): "not_assessed",
        ("Repair the cranes", "Port Authority"): None,
        ("Repair the cranes", "Harbour Ministry"): None,
        ("Repair the cranes", "Dock Union"): None,
        ("Have the cranes checked", "Crane Works"): "not_assessed",
        ("Have the cranes checked", "Port Authority"): None,
        ("Have the cranes checked", "Harbour Ministry"): None,
        ("Have the cranes checked", "Dock Union"): None,
    }


def test_a_cell_has_the_own_answer_and_later_tales_apart(tmp_path: Path) -> None:
    rows = _summary(tmp_path).topics[0].demands
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
    rows = {row.link.uri: row for group in _summary(tmp_path).topics for row in group.demands}

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
    rows = _summary(tmp_path, {"articles/again.yml": again}).topics[0].demands
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


def test_a_topic_with_many_addressees_has_narrow_matrices(tmp_path: Path) -> None:
    crowd = [f"ship-{number}" for number in range(30)]
    files = {f"actors/{actor}.yml": f"{{name: {actor}, kind: group}}" for actor in crowd}
    for number in range(10):
        files[f"demands/of-ships-{number}.yml"] = _demand(number, crowd[number * 3 :][:3])
    files["demands/of-all.yml"] = _demand(99, crowd)

    summary = _summary(tmp_path, files)

    wide = [matrix for matrix in summary.matrices if len(matrix.addressees) > MATRIX_COLUMNS]
    assert [len(matrix.groups[0].rows) for matrix in wide] == [1]
    assert [len(matrix.groups) for matrix in summary.matrices] == [1] * len(summary.matrices)
    shown = [row.demand.link for matrix in summary.matrices for row in matrix.groups[0].rows]
    listed = [row.link for group in summary.topics for row in group.demands]
    assert shown == listed


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_split_summaries_hold_every_demand_once(tmp_path: Path, limit: int) -> None:
    views = demands_list(Context(walkout(tmp_path)), limit)

    pages = [views.page(part) for part in views.parts]

    rows = [row.link.uri for page in pages for group in page.topics for row in group.demands]
    assert len(rows) == len(set(rows)) == 4
    # The summary's own page explains the words and leads to the topics; the others do not.
    assert [bool(page.legend) for page in pages] == [True, *[False] * (len(pages) - 1)]
    assert [topic.text for topic in pages[0].all_topics] == ["Pay", "Safety of the cranes"]
