"""The summary: what a row says, and how many demands a page holds."""

from pathlib import Path

import pytest
from tests.pages.rendering import Site
from tests.views.lives import desk_of_acts

from onrecord.views.context import Context
from onrecord.views.demands import DemandSummary, DemandsView, demand_summary, demands_list

from .walkout import walkout


def _summary(folder: Path, files: dict[str, str] | None = None) -> DemandsView:
    views = demands_list(Context(walkout(folder, files)))
    return views.page(views.parts[0])


def _demands(page: DemandsView) -> list[DemandSummary]:
    return [row.demand for _, rows in page.groups for row in rows]


def test_a_row_has_what_each_side_answered_and_nothing_of_those_not_asked(tmp_path: Path) -> None:
    groups = _summary(tmp_path).groups

    assert [topic.text for topic, _ in groups] == ["Pay", "Safety of the cranes"]
    assert {
        row.demand.link.text: [(ids, side.position.state) for ids, side in row.answers]
        for _, rows in groups
        for row in rows
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
        for _, rows in _summary(tmp_path, files).groups
        for row in rows
        if row.demand.link.uri == "demands/of-two/"
    )

    assert [ids for ids, _ in row.answers] == ["port-authority crane-works"]
    assert row.keys == "port-authority,not_assessed,none;crane-works,not_assessed,none"


def test_a_filter_by_account_finds_the_accounts_that_a_row_shows(tmp_path: Path) -> None:
    rows = [row for _, of in _summary(tmp_path, {}).groups for row in of]
    beside = [row for row in rows if any(each.later_accounts for each in row.demand.positions)]
    assert beside  # others report a later answer, which the row does not show
    assert [row.keys for row in beside if "told" in row.keys] == []


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


# When a demand was repeated, of statements of these dates.
REPEATED = [
    (["2031-05-02"], None),
    (["2031-05-02", "2031-05-09"], "2031-05-09"),
    (["2031-05-02", "unknown"], None),
    (["unknown", "unknown"], "unknown"),
]


@pytest.mark.parametrize(("dates", "last"), REPEATED)
def test_a_demand_made_once_at_a_known_time_has_no_last_time(
    tmp_path: Path, dates: list[str], last: str | None
) -> None:
    desk = desk_of_acts(tmp_path, dates)
    summary = demand_summary(Context(desk), desk.demands["gate"])
    assert (str(summary.last) if summary.last else None) == last


# What is beside the state of a side in lists, of answers to a demand withdrawn on 5 May.
BESIDE = [
    ([("2031-05-06", "port-authority", "accepted")], "not_assessed", ["accepted"]),
    ([("2031-05-04", "port-authority", "rejected"), ("2031-05-06", "port-authority", "accepted")],
     "rejected", []),
    ([("2031-05-06", "north-terminal", "accepted")], "not_assessed", []),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "state", "late"), BESIDE)
def test_an_answer_to_what_was_withdrawn_is_beside_the_state_where_none_counts(
    tmp_path: Path, answers: list[tuple[str, str, str]], state: str, late: list[str]
) -> None:
    withdrawn = """
        title: No longer
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        demands: [{demand: gate, act: withdrawn, by: dock-union, date: 2031-05-05}]"""
    desk = desk_of_acts(tmp_path, ["2031-05-02"], answers, files={"articles/off.yml": withdrawn})
    (position,) = demand_summary(Context(desk), desk.demands["gate"]).positions
    assert (position.state, [act.word for act in position.late]) == (state, late)
    page = Site(desk).page("demands/").text
    assert ("After it was withdrawn or replaced: Accepted: Port Authority" in page) == bool(late)


def test_a_reported_answer_of_a_member_is_named_by_whose_it_is(tmp_path: Path) -> None:
    """In lists and on the page of the demand; who reports it did not give it."""
    told = """
        title: On the gate
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, said: {date: 2031-05-19}}
        quotes: [{id: told, text: The terminal agreed., speaker: mayor}]
        responses:
          - {demand: gate, by: north-terminal, response: accepted, told_by: mayor, quote: told,
             date: 2031-05-18}"""
    site = Site(desk_of_acts(tmp_path, ["2031-05-02"], files={"articles/told.yml": told}))
    account = "Accepted, according to The Mayor · North Terminal, 18 May 2031"
    assert account in site.page("demands/").text
    assert account in site.page("").text
    said = site.page("demands/gate/").text.partition("A single member answered, which does not")[2]
    assert ": North Terminal, according to The Mayor." in said


def test_who_answers_for_a_member_is_named_with_the_member(tmp_path: Path) -> None:
    """Nobody who only speaks for a member is one."""
    speaks = "{name: Ilse Horn, kind: person, roles: [{title: Director, of: north-terminal}]}"
    desk = desk_of_acts(
        tmp_path,
        ["2031-05-02"],
        [("2031-05-18", "horn", "rejected")],
        files={"actors/horn.yml": speaks},
    )
    page = Site(desk).page("demands/gate/").text
    assert "answer: Ilse Horn, for North Terminal." in page
    assert "Rejected: Ilse Horn, for North Terminal, 18 May 2031" in page
