"""The timeline: by the date said or happened, each quote once, what is told where it belongs."""

from pathlib import Path
from textwrap import dedent

import pytest
from tests.pages.rendering import Site

from onrecord.views.context import Context
from onrecord.views.timeline import DayView, EntryView, timeline_list
from onrecord.views.timeline_items import dates_given

from .walkout import walkout

GATE = """
    title: Open the gate
    by: dock-union
    to: [{}]
    topic: pay
    action: do
    strength: demand"""


def _days(folder: Path) -> dict[str, DayView]:
    views = timeline_list(Context(walkout(folder)))
    return {day.date.text: day for day in views.page(views.parts[0]).days}


def _entries(day: DayView) -> list[EntryView]:
    return [entry for occasion in day.occasions for entry in occasion.entries]


def test_days_in_order_and_unknown_dates_last(tmp_path: Path) -> None:
    assert list(_days(tmp_path)) == [
        "2031-04-01",
        "2031-04-20",
        "2031-05-01",
        "2031-05-02",
        "2031-05-04",
        "2031-05-05",
        "2031-05-06",
        "2031-05-18",
        "2031-05-19",
        "2031-05-20",
        "unknown",
    ]


def test_a_page_of_several_months_leads_to_each(tmp_path: Path) -> None:
    views = timeline_list(Context(walkout(tmp_path)))
    months = views.page(views.parts[0]).months
    assert [(jump.id, jump.date.text) for jump in months] == [
        ("month-2031-04", "2031-04"), ("month-2031-05", "2031-05"), ("month-unknown", "unknown"),
    ]  # fmt: skip
    assert all(jump.count for jump in months)
    assert views.page(views.parts[0]).day_jumps == ()
    parted = timeline_list(Context(walkout(tmp_path)), 15)
    may = next(part for part in parted.parts if part.uri == "timeline/2031-05/")
    assert [day.id for day in parted.page(may).day_jumps][:2] == [
        "day-2031-05-01",
        "day-2031-05-02",
    ]


def test_an_event_is_dated_by_the_desk_and_tells_who_dates_it_otherwise(tmp_path: Path) -> None:
    (rally,) = _days(tmp_path)["2031-05-01"].occasions

    assert (rally.name, rally.place, rally.event) == ("Rally at the gate", "East gate", "rally")
    (given,) = rally.dates_given
    assert given.date.text == "2031-04-30"
    assert [speaker.text for speaker in given.speakers] == ["Mia Brandt"]
    assert given.only_card
    assert given.only_card.uri == "quotes/union-account/when/"


def test_who_gives_a_date_twice_is_one_line(tmp_path: Path) -> None:
    rally = """
        rally:
          name: Rally
          date: 2031-05-01
          dates_given:
            - {date: 2031-04-30, quote: union-account#when}
            - {date: 2031-04-30, quote: union-account#never}
            - {date: 2031-04-29, quote: union-rally#pay}"""
    account = """
        title: What the union told
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, speaker: brandt}
        quotes: [{id: when, text: It was in April.}, {id: never, text: Never in May.}]"""
    files = {"events.yml": rally, "articles/union-account.yml": account}
    context = Context(walkout(tmp_path, files))
    given = dates_given(context, context.desk.events["rally"])
    assert [(each.date.text, len(each.cards)) for each in given] == [
        ("2031-04-30", 2), ("2031-04-29", 1),
    ]  # fmt: skip


def test_a_quote_stands_once_with_all_it_did(tmp_path: Path) -> None:
    (rally,) = _days(tmp_path)["2031-05-01"].occasions
    cranes = next(
        entry
        for entry in rally.entries
        if entry.card and entry.card.reference == "union-rally#cranes"
    )

    (mark,) = cranes.marks
    assert (mark.kind, mark.word, mark.demands[0].uri) == (
        "statement",
        "stated",
        "demands/crane-checks/",
    )
    references = [entry.card.reference for entry in rally.entries if entry.card]
    assert len(references) == len(set(references)) == 5


def test_what_is_told_stands_at_its_own_date_beside_the_later_words(tmp_path: Path) -> None:
    days = _days(tmp_path)

    (told,) = _entries(days["2031-05-18"])
    assert told.told_on
    assert told.card
    assert told.card.when.text == "2031-05-19"
    assert (told.marks[0].word, told.marks[0].told_by[0].text) == ("accepted", "Mia Brandt")
    # A report without a date of its own is dated by nothing, least of all by its teller.
    undated = [mark.word for entry in _entries(days["unknown"]) for mark in entry.marks]
    assert undated == ["reported"]
    assert [entry.marks for entry in _entries(days["2031-05-19"])] == [()]


def test_an_act_without_a_quote_leads_to_its_article(tmp_path: Path) -> None:
    (entry,) = _entries(_days(tmp_path)["2031-04-01"])

    assert entry.source
    assert (entry.card, entry.source.uri) == (None, "articles/union-rally/")


def test_a_reply_without_a_quote_names_its_claim(tmp_path: Path) -> None:
    (entry,) = _entries(_days(tmp_path)["2031-05-20"])

    assert (entry.card, entry.source, entry.kinds) == (None, None, ("claim",))
    assert [claim.uri for claim in entry.marks[0].claims] == ["claims/hid-report/"]


@pytest.mark.parametrize("limit", [1, 3, 8])
def test_split_timelines_hold_everything_once(tmp_path: Path, limit: int) -> None:
    context = Context(walkout(tmp_path))
    (whole,) = timeline_list(context).parts

    parts = timeline_list(context, limit).parts

    assert [item for part in parts for item in part.items] == list(whole.items)
    assert parts[-1].uri.startswith("timeline/unknown/")


def test_the_own_page_of_parted_timelines_has_what_is_new_on_each_day(tmp_path: Path) -> None:
    again = """
        title: The union says it again
        source: {publisher: Harbour Gazette, published: 2031-05-21}
        defaults: {form: direct, speaker: brandt, said: {date: 2031-05-21}}
        quotes:
          - {id: again, text: The cranes must be checked.}
          - {id: nothing-new, text: It rained.}
        demands: [{demand: crane-checks, act: stated, by: brandt, quote: again}]"""
    # Who changed a demand and then makes it as before does nothing new.
    changed = again.replace("-21", "-20").replace("stated", "modified")
    # Nor does who made one in words of which somebody else told later, or answers two sides alike.
    gate = """
        title: At the gate
        source: {publisher: Harbour Gazette, published: 2031-05-23}
        defaults: {form: direct, speaker: brandt, said: {date: 2031-05-23}}
        quotes: [{id: told, text: We asked it in spring.}, {id: now, text: "Open it!"},
                 {id: both, text: They both said no.}]
        demands:
          - {demand: [gate, shut], act: stated, by: dock-union, quote: told, date: 2031-04-02}
          - {demand: gate, act: stated, by: dock-union, date: 2031-05-23}
        responses:
          - {demand: gate, by: [ministry, crane-works], response: rejected, quote: both,
             told_by: brandt, date: 2031-05-22}
          - {demand: shut, by: [crane-works, ministry], response: rejected, quote: now,
             told_by: brandt, date: 2031-05-22}"""
    files = {
        "articles/again.yml": again,
        "articles/changed.yml": changed,
        "articles/gate.yml": gate,
        "demands/gate.yml": GATE.format("ministry, crane-works"),
        "demands/shut.yml": GATE.format("crane-works, ministry"),
    }
    context = Context(walkout(tmp_path, files))
    views = timeline_list(context, 8)
    own = views.page(views.parts[0])
    days = {day.date.text: day for day in own.days}
    everything = [day for part in views.parts[1:] for day in views.page(part).days]

    assert own.part.leads_on
    # Every day keeps its place there, and leads to the page that has all of it.
    assert {day.id for day in own.days} == {day.id for day in everything}
    assert {day.uri for day in own.days} <= {part.uri for part in views.parts[1:]}
    # The union has made this demand before; what only says something is counted.
    rally, later = days["2031-05-01"], days["2031-05-21"]
    assert ("statement", "crane-checks") in {
        (act.kind, link.uri.split("/")[1])
        for entry in _entries(rally)
        for act in entry.marks
        for link in act.demands
        if link.uri
    }
    assert (later.occasions, later.others) == ((), 2)
    assert "modified" in [act.word for e in _entries(days["2031-05-20"]) for act in e.marks]
    assert [len(_entries(days[day])) for day in ("2031-04-02", "2031-05-22")] == [1, 1]
    assert not days["2031-05-23"].occasions


def test_a_bar_leads_to_the_first_day_of_its_period(tmp_path: Path) -> None:
    views = timeline_list(Context(walkout(tmp_path)))
    view = views.page(views.parts[0])

    assert view.activity
    assert {kind for kind, _ in view.kinds} == {"statement", "answer", "claim", "words"}
    bars = [bar for chart in view.activity.charts for bar in chart.bars]
    assert {bar.anchor for bar in bars} <= {day.id for day in view.days}
    assert {bar.uri for bar in bars} == {None}


def test_what_is_dated_to_a_month_comes_after_its_days_and_the_event_before_accounts(
    tmp_path: Path,
) -> None:
    letters = """
        title: Two accounts of the letter
        source: {publisher: Harbour Gazette, published: 2031-06-20}
        defaults: {form: direct, speaker: brandt}
        quotes:
          - {id: first, text: They wrote that they refuse., said: {date: 2031-06-19}}
          - {id: again, text: They did refuse it., said: {date: 2031-06-20}}
        responses:
          - {demand: crane-checks, by: crane-works, response: rejected, quote: first,
             told_by: brandt, date: 2031-06}
          - {demand: crane-checks, by: crane-works, response: rejected, quote: again,
             told_by: brandt, date: 2031-06}"""
    events = "letter: {name: The letter of the works, date: 2031-06}\n"
    walkout(tmp_path)
    listed = (tmp_path / "content" / "events.yml").read_text(encoding="utf-8")
    events = f"{dedent(listed).strip()}\n{events}"
    desk = walkout(tmp_path, {"articles/letters.yml": letters, "events.yml": events})
    views = timeline_list(Context(desk), 8)
    days = views.page(views.parts[0]).days

    assert [day.date.text for day in days[-4:]] == [
        "2031-06-19",
        "2031-06-20",
        "2031-06",
        "unknown",
    ]
    event, accounts = days[-2].occasions
    assert (event.event, event.entries) == ("letter", ())
    (entry,) = accounts.entries
    # The words of several quotes are not shown there, but when they were said is.
    assert [entry.in_short, *(date.text for date in entry.told_on)] == [
        True, "2031-06-19", "2031-06-20",
    ]  # fmt: skip
    counts = views.page(views.parts[0]).counts
    assert counts
    assert counts.entries == counts.quotes + counts.events + counts.told


def test_what_is_said_in_versions_counts_once_and_a_state_is_of_the_words(tmp_path: Path) -> None:
    article = """
        title: At the gate
        source: {{publisher: Harbour Gazette, published: 2031-05-20}}
        defaults: {{form: direct, basis: on_record, said: {{date: 2031-05-19}}, speaker: brandt}}
        quotes:
          - {{id: one, text: Open the gate.}}
          - {{id: two, text: Open that gate., same_as: {{quote: one}}}}
          - {{id: gone, text: He laughed., state: retracted, note: Taken back.}}
        demands: [{0}{1}]"""
    one, two = (f"{{demand: gate, act: stated, by: brandt, quote: {it}}}" for it in ("one", "two"))
    gate = {"demands/gate.yml": GATE.format("port-authority")}
    alone, both = (
        walkout(tmp_path, gate | {"articles/gate.yml": article.format(one, more)})
        for more in ("", f", {two}")
    )
    counts = []
    for desk in (alone, both):
        views = timeline_list(Context(desk))
        counts.append(dict(views.page(views.parts[0]).kinds)["statement"])
    assert counts[0] == counts[1]
    page = Site(both).page("timeline/").text
    assert "“Open that gate.” · one of 2 versions of this statement" in page
    assert "Quote retracted · Mia Brandt: “He laughed.”" in page
