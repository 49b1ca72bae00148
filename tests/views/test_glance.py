"""Demands at a glance: the ticks and marks of each line, and the order of the rows."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.pages.rendering import Site
from tests.views.lives import DEMAND, desk_of_acts
from tests.views.walkout import walkout

from onrecord.desk.desk import Desk
from onrecord.render.phrases import DateWords
from onrecord.render.words import Words
from onrecord.views.actor_sections import latest_words
from onrecord.views.context import Context
from onrecord.views.pictures.glance import GlanceRow, GlanceView, glance
from onrecord.views.pictures.scale import Tick

FEBRUARY = date(2031, 2, 1), None, "middle"
LAST = date(2031, 2, 21), None, "end"


def lines(desk: Desk) -> GlanceView:
    return glance(Context(desk), desk.demands.values())


def row_of(desk: Desk, title: str) -> GlanceRow:
    return next(row for row in lines(desk).rows if row.demand.link.text == title)


def test_a_day_is_one_tick_taller_for_more_than_one_statement(tmp_path: Path) -> None:
    dates = ["2031-05-03", "2031-05-03", "2031-05-09", "unknown"]
    row = row_of(desk_of_acts(tmp_path, dates), "Open the gate")
    assert [(str(tick.period.start), tick.count) for tick in row.made] == [
        ("2031-05-03", 2),
        ("2031-05-09", 1),
    ]
    assert (row.demand.times_undated, row.undated_answers, row.rows) == (1, 0, 0)


def test_what_changes_a_demand_is_not_shown_as_making_it(tmp_path: Path) -> None:
    article = """
        title: At the gate
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, speaker: brandt}
        quotes:
          - {id: open, text: Open the gate., said: {date: 2031-05-03}}
          - {id: half, text: Half of it will do., said: {date: 2031-05-09}}
        demands:
          - {demand: gate, act: stated, by: brandt, quote: open}
          - {demand: gate, act: modified, by: brandt, quote: half}"""
    files = {"demands/gate.yml": DEMAND.format(to="port-authority"), "articles/gate.yml": article}
    desk = walkout(tmp_path, files)
    ticks = row_of(desk, "Open the gate").made
    assert [(tick.first.word, tick.said_by_act) for tick in ticks] == [
        ("stated", False),
        ("modified", True),
    ]
    entries = [desk.demands["gate"]]
    words = latest_words(Context(desk), entries, "dock-union", whole=False)
    assert [act.word for act in words.values()] == ["stated"]


def test_versions_of_one_statement_are_one_and_lead_to_the_words(tmp_path: Path) -> None:
    (tick,) = row_of(walkout(tmp_path), "Raise the pay of the night crews").made
    assert (tick.count, tick.rank, [who.text for who in tick.who]) == (1, "own", ["Mia Brandt"])
    assert tick.uri == "quotes/union-leaflet/pay/"


def test_a_version_of_which_only_the_month_is_known_is_no_other_statement(tmp_path: Path) -> None:
    article = """
        title: At the gate
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, speaker: unknown}
        quotes:
          - {id: month, text: Open it., said: {date: 2031-05}}
          - {id: day, text: Open that., said: {date: 2031-05-03}, same_as: {quote: month}}
        demands:
          - {demand: gate, act: stated, by: dock-union, quote: month}
          - {demand: gate, act: stated, by: dock-union, quote: day}"""
    files = {"demands/gate.yml": DEMAND.format(to="port-authority"), "articles/gate.yml": article}
    desk = walkout(tmp_path, files)
    (tick,) = row_of(desk, "Open the gate").made
    assert (tick.count, str(tick.period.start)) == (1, "2031-05-03")
    page = Site(desk).page("actors/dock-union/").text
    assert "Unidentified speaker: “Open it.”" in page


def test_whose_an_answer_is_can_be_seen_and_what_cannot_count_is_not_drawn(tmp_path: Path) -> None:
    row = row_of(walkout(tmp_path), "Raise the pay of the night crews")
    assert [(mark.look.word, mark.look.rank) for mark in row.answers if mark.look] == [
        ("deferred", "own"),
        ("rejected", "own"),
        ("partly_accepted", "unnamed"),
        ("accepted", "told"),
    ]
    assert all(answer.uri and answer.uri.startswith("quotes/") for answer in row.answers)


def test_answers_of_one_day_stand_below_each_other_and_too_many_are_counted(tmp_path: Path) -> None:
    day = [("2031-05-04", "port-authority", word) for word in ("rejected", "counter")]
    row = row_of(desk_of_acts(tmp_path / "two", ["2031-05-01"], day), "Open the gate")
    assert [answer.y for answer in row.answers] == [25, 38]
    many = [(f"2031-05-{n:02}", "port-authority", "rejected") for n in range(1, 29)] * 10
    row = row_of(desk_of_acts(tmp_path / "many", ["2031-05-01"], many), "Open the gate")
    assert sum(answer.count for answer in row.answers) == 280
    assert row.rows <= 4
    assert {answer.uri for answer in row.answers if answer.count > 1} == {"demands/gate/"}


def test_the_latest_answer_of_each_side_stands_beside_the_line(tmp_path: Path) -> None:
    view = lines(walkout(tmp_path))
    row = next(row for row in view.rows if row.demand.times_stated and len(row.latest) == 2)
    authority, ministry = row.latest
    assert (authority.position.state, authority.position.rank, authority.uri) == (
        "rejected",
        "own",
        "quotes/authority-answers/no/",
    )
    assert [card.brief for card in authority.cards] == ["No: there is no money."]
    assert [name.text for name in authority.speakers] == ["Ana Rivera"]
    assert (ministry.position.state, ministry.uri, ministry.cards) == ("none_found", None, ())
    assert view.search == ministry.search is not None


def test_an_account_by_others_has_no_words_of_the_side(tmp_path: Path) -> None:
    account = """
        title: The union on the gate
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, said: {date: 2031-05-19}}
        quotes: [{id: told, text: They gave way., speaker: brandt}]
        responses:
          - {demand: crane-checks, by: crane-works, response: accepted, told_by: brandt,
             quote: told, date: 2031-05-18}"""
    row = row_of(walkout(tmp_path, {"articles/gate.yml": account}), "Have the cranes checked")
    (side,) = row.latest
    assert (side.position.state, side.position.rank, side.cards, side.speakers) == (
        "accepted",
        "told",
        (),
        (),
    )


def test_dates_are_above_the_first_group_and_again_after_many_rows(tmp_path: Path) -> None:
    gate = DEMAND.format(to="port-authority")
    many = walkout(tmp_path, {f"demands/gate-{number}.yml": gate for number in range(8)})
    assert [(group.count, group.dated) for group in lines(many).groups] == [(11, True), (1, True)]
    few = glance(Context(many), [*many.demands.values()][-3:])
    assert [(len(group.rows), group.count, group.dated) for group in few.groups] == [
        (2, 11, True),
        (1, 1, False),
    ]


def test_a_month_with_a_long_name_that_would_touch_the_last_date_is_left_out() -> None:
    ends = Tick(0, "day", date(2030, 12, 7), "2030", "start"), Tick(100, "day", *LAST)
    months = Tick(37.3, "month", date(2031, 1, 1), "2031", "middle"), Tick(74.7, "month", *FEBRUARY)
    every = (ends[0], *months, ends[1])
    for name, kept in (("Feb", every), ("فبراير", every[:2] + every[3:]), ("ก.พ.", every)):
        months_of = {str(number): name for number in (1, 2, 12)}
        date_words = {
            "number": "{count}",
            "day_month": "{day} {month}",
            "months": months_of,
            "full_months": months_of,
        }
        dates = DateWords(Words({"date": date_words}))
        assert dates.labels_apart(every) == kept


def test_sides_that_answered_alike_are_named_together(tmp_path: Path) -> None:
    desk = desk_of_acts(tmp_path, ["2031-05-01"], (), ["terminal-1", "terminal-2"])
    (side,) = row_of(desk, "Open the gate").latest
    assert [name.text for name in side.names] == ["Terminal-1", "Terminal-2"]
    assert side.position.state == "not_assessed"


def test_rows_are_in_the_order_in_which_demands_were_first_made_by_who_makes_them(
    tmp_path: Path,
) -> None:
    acts = "demands: [{demand: gate, act: stated, by: ministry, date: 2031-03-01}]"
    source = "title: At the gate\nsource: {publisher: Harbour Gazette, published: 2031-05-20}\n"
    gate = DEMAND.format(to="dock-union").replace("by: dock-union", "by: ministry")
    view = lines(walkout(tmp_path, {"demands/gate.yml": gate, "articles/gate.yml": source + acts}))
    found = [
        ([by.text for by in group.by], [row.demand.link.text for row in group.rows])
        for group in view.groups
    ]
    assert found == [
        (["Harbour Ministry"], ["Open the gate"]),
        (
            ["Dock Union"],
            ["Repair the cranes", "Have the cranes checked", "Raise the pay of the night crews"],
        ),
        (["Port Authority"], ["Return to work"]),
    ]


def test_own_words_before_the_demand_are_not_drawn_and_named_beside_what_counts(
    tmp_path: Path,
) -> None:
    given = [("2031-05-02", "port-authority", "rejected")]
    row = row_of(desk_of_acts(tmp_path, ["2031-05-09"], given), "Open the gate")
    (side,) = row.latest
    assert (side.position.state, row.early, row.answers) == ("not_assessed", 0, ())
    (early,) = side.position.early
    assert (early.word, str(early.date)) == ("rejected", "2031-05-02")
    assert early.labels == ("early",)
    # Nothing else of its own is on record, so that these words come first.
    where = side.position
    assert where.own_before
    told = replace(early, rank="told", told_by=side.names)
    assert replace(where, deciding=(told,)).own_before
    assert not replace(where, deciding=(early,)).own_before
    assert not replace(where, early=(told,)).own_before
    # What others tell is of a time before the demand; when they told it, it may have been made.
    assert replace(early, told_by=side.names).labels == ("told_early",)
