"""The page of a demand: where it stands, how it came there, what does not decide."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pages.rendering import Site

from onrecord.desk.desk import Desk
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.act_lines import later_line
from onrecord.views.answers import latest_answers
from onrecord.views.context import Context
from onrecord.views.demand import DemandView, demand_part_view, demand_parts, demand_view
from onrecord.views.demands import demand_summary
from onrecord.views.lines import plain_text
from onrecord.views.wordings import left_out, wordings

from .lives import DEMAND
from .walkout import walkout


def _page(folder: Path, demand_id: str, files: Mapping[str, str] | None = None) -> DemandView:
    context = Context(walkout(folder, files))
    entry = context.desk.demands[demand_id]
    return demand_view(context, entry, demand_parts(context, entry)[0])


def test_the_history_names_each_turn(tmp_path: Path) -> None:
    authority = _page(tmp_path, "pay-rise").sides[0]

    assert [(step.date.text, step.state) for step in authority.steps] == [
        ("2031-05-02", "deferred"),
        ("2031-05-04", "rejected"),
    ]


def test_an_answer_given_again_is_no_change(tmp_path: Path) -> None:
    again = """
    title: No again
    source: {publisher: Harbour Gazette, published: 2031-05-10}
    quotes:
      - {id: no, text: 'No, again.', speaker: rivera, form: direct, said: {date: 2031-05-10}}
    responses:
      - {demand: pay-rise, by: rivera, response: rejected, quote: no}"""
    authority = _page(tmp_path, "pay-rise", {"articles/again.yml": again}).sides[0]

    assert authority.position.date
    assert authority.position.date.text == "2031-05-10"
    assert [step.date.text for step in authority.steps] == ["2031-05-02", "2031-05-04"]


def test_what_does_not_decide_is_shown_with_its_reason(tmp_path: Path) -> None:
    page = _page(tmp_path, "pay-rise")

    others = [(answer.by[0].text, answer.relation, answer.early) for answer in page.sides[0].others]
    assert others == [
        ("Ana Rivera", "own", True),
        ("Ana Rivera", "own", False),
        ("North Terminal", "member", False),
    ]
    assert [(answer.by[0].text, answer.relation) for answer in page.outsiders] == [
        ("The Mayor", "outsider")
    ]


def test_a_search_is_told_apart_from_not_having_looked(tmp_path: Path) -> None:
    ministry = _page(tmp_path, "pay-rise").sides[1].position
    assert ministry.state == "none_found"
    assert ministry.search
    assert ministry.search.search
    searched = ministry.search.search
    assert (searched.through.text, searched.asked_on) == ("2031-05-31", None)

    union = _page(tmp_path, "return-to-work").sides[0].position
    assert (union.state, union.search) == ("not_assessed", None)


def test_a_report_of_a_demand_names_who_reports(tmp_path: Path) -> None:
    page = _page(tmp_path, "return-to-work")

    assert page.first
    assert page.first.told_by[0].text == "Mia Brandt"
    # It was never stated in the owner's own words, so there is no first of those.
    assert page.first_own is None
    assert str(page.first.date) == "unknown"


def test_a_superseded_demand_names_its_successor_and_back(tmp_path: Path) -> None:
    old = _page(tmp_path, "crane-repairs")
    assert [demand.uri for demand in old.head.successors] == ["demands/crane-checks/"]
    new = _page(tmp_path, "crane-checks")
    assert new.supersedes
    assert new.supersedes.uri == "demands/crane-repairs/"


def test_quotes_that_bear_on_it_exclude_those_shown_already(tmp_path: Path) -> None:
    page = _page(tmp_path, "pay-rise")

    assert [card.reference for card in page.quotes] == ["union-rally#nights"]
    assert [source.uri for source in page.sources] == [
        "articles/union-rally/",
        "articles/union-leaflet/",
        "articles/authority-answers/",
        "articles/union-account/",
    ]


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_a_split_demand_keeps_its_standing_and_loses_nothing(tmp_path: Path, limit: int) -> None:
    context = Context(walkout(tmp_path))
    entry = context.desk.demands["pay-rise"]
    whole = demand_view(context, entry, demand_parts(context, entry)[0])

    own, *finer = demand_parts(context, entry, limit)
    page, parts = (
        demand_view(context, entry, own),
        [demand_part_view(context, entry, part) for part in finer],
    )

    assert [side.position.state for side in page.sides] == ["rejected", "none_found"]
    assert not page.earlier_statements
    assert not page.sides[0].others
    statements = [statement for part in parts for statement in part.statements]
    unsplit = demand_part_view(context, entry, whole.part)
    assert statements == list(unsplit.statements)
    answers = sorted(str(answer.uri) for part in parts for answer in part.answers)
    kept = [*whole.sides[0].others, *whole.sides[1].others, *whole.outsiders]
    assert answers == sorted(str(answer.uri) for answer in kept)
    assert [card for part in parts for card in part.quotes] == list(whole.quotes)


_NOW = "We want a tenth more now."
_BOOKS = "A tenth more by the winter, and open books."


@pytest.mark.parametrize(
    ("phrases", "told"),
    [
        (("", ""), ["We want a tenth more now.", "A tenth more by the winter, and open books."]),
        # Key words are shown alone, and compared with all that was said before.
        (("", "A tenth more by the winter"), [_NOW, "|A| tenth more |by the winter|"]),
        (("a tenth more", ""), ["a tenth more", _BOOKS]),
        (
            ("a tenth more", "tenth more by the winter"),
            ["a tenth more", "tenth more| by the winter|"],
        ),
        # The same key words are no other wording.
        (("a tenth more", "A tenth more"), []),
    ],
)
def test_wordings_are_key_words_where_there_are_some(
    tmp_path: Path, phrases: tuple[str, str], told: list[str]
) -> None:
    quotes = "".join(
        f"\n  - {{id: q{n}, text: '{text}', speaker: brandt, said: {{date: 2031-05-0{n + 1}}}}}"
        for n, text in enumerate((_NOW, _BOOKS))
    )
    rows = "".join(
        f"\n  - {{demand: crane-checks, act: stated, by: brandt, quote: q{n}"
        + (f", phrase: '{phrase}'}}" if phrase else "}")
        for n, phrase in enumerate(phrases)
    )
    article = f"""
title: Two speeches at the gate
source: {{publisher: Harbour Gazette, published: 2031-05-09, language: en}}
defaults: {{form: direct}}
quotes:{quotes}
demands:{rows}
"""
    context = Context(walkout(tmp_path, {"articles/speeches.yml": article}))
    entry = context.desk.demands["crane-checks"]
    own = tuple(act for act in entry.statements if act.article_id == "speeches")

    views = wordings(context, replace(entry, statements=own))

    shown = [
        "".join(f"|{part.text}|" if part.kind == "added" else part.text for part in view.words)
        for view in views
    ]
    assert shown == told
    assert [view.key_words for view in views] == [bool(phrase) for phrase in phrases if told]


def test_without_key_words_a_wording_is_the_part_that_has_the_demand(tmp_path: Path) -> None:
    before = "The weather was bad. Have the cranes checked by somebody, we said."
    long = (
        "There are many things that have to be said here about the port and about the nights of "
        "its crews, above all the cranes want to be checked, and none of it is new to anybody."
    )
    marked = "We met here. […] Have every crane at the port checked. We go."
    quotes = "".join(
        f"\n  - {{id: q{n}, text: '{text}', speaker: brandt, said: {{date: 2031-05-0{n + 5}}}}}"
        for n, text in enumerate((before, long, marked))
    )
    article = f"""
title: Three speeches at the gate
source: {{publisher: Harbour Gazette, published: 2031-05-09, language: en}}
defaults: {{form: direct}}
quotes:{quotes}
demands:
  - {{demand: crane-checks, act: stated, by: brandt, quote: q0}}
  - {{demand: crane-checks, act: stated, by: brandt, quote: q1}}
  - {{demand: crane-checks, act: stated, by: brandt, quote: q2}}
"""
    context = Context(walkout(tmp_path, {"articles/speeches.yml": article}))
    views = wordings(context, context.desk.demands["crane-checks"])[-3:]

    said = ["".join(part.text for part in view.words) for view in views]
    assert said == [
        "Have the cranes checked by somebody, we said.",
        "above all the cranes want to be checked",
        "[…] Have every crane at the port checked.",
    ]
    # An ellipsis of their own says that they are a part.
    marks = [(view.opens, view.closes) for view in views]
    assert marks == [(False, True), (False, False), (True, False)]


def test_later_accounts_name_each_of_their_quotes(tmp_path: Path) -> None:
    article = """
title: The union again
source: {publisher: Harbour Gazette, published: 2031-05-25}
defaults: {form: direct}
quotes:
  - {id: a, text: She gave way to us., speaker: brandt, said: {date: 2031-05-21}}
  - {id: b, text: She did give way., speaker: brandt, said: {date: 2031-05-21}}
responses:
  - {demand: pay-rise, by: rivera, response: accepted, told_by: brandt, quote: a, date: 2031-05-18}
  - {demand: pay-rise, by: rivera, response: accepted, told_by: brandt, quote: b, date: 2031-05-18}
"""
    position = _page(tmp_path, "pay-rise", {"articles/again.yml": article}).sides[0].position
    say = PlainWords(Words.load([packaged_templates()]))
    lines = [later_line(act, position.addressee, say) for act in position.later_account_lines]

    assert plain_text(lines[-1]) == (
        "Later, according to Mia Brandt (18 May 2031): Ana Rivera accepted it — 3 quotes: "
        "Mia Brandt, 21 May 2031; Mia Brandt, 21 May 2031 (2); Mia Brandt, 19 May 2031"
    )
    assert {span.label: span.uri for span in lines[-1] if span.role == "read"} == {
        "Mia Brandt, 21 May 2031, She gave way to us.": "quotes/again/a/",
        "Mia Brandt, 21 May 2031 (2), She did give way.": "quotes/again/b/",
        "Mia Brandt, 19 May 2031, The director gave way.": "quotes/union-account/told/",
    }


def test_of_a_demand_and_a_claim_with_very_much_the_own_page_has_the_latest_and_leads_to_all(
    tmp_path: Path,
) -> None:
    words, files = ("rejected", "counter"), {}
    for number in range(120):
        day = f"2031-0{6 + number // 30}-{number % 30 + 1:02}"
        files[f"articles/a{number:03}.yml"] = f"""
            title: Talks, day {number}
            source: {{publisher: Harbour Gazette, published: 2031-10-01}}
            defaults: {{form: direct}}
            quotes:
              - {{id: ask, text: Pay us {number} more., speaker: brandt, said: {{date: {day}}}}}
              - {{id: no, text: We said no {number} times., speaker: rivera, said: {{date: {day}}}}}
            demands: [{{demand: pay-rise, act: stated, by: brandt, quote: ask}}]
            responses:
              - {{demand: pay-rise, by: rivera, response: {words[number % 2]}, quote: 'no'}}
            claims: [{{claim: hid-report, act: denied, by: rivera, quote: 'no'}}]"""
    site = Site(walkout(tmp_path, files))
    demand, claim = site.page("demands/pay-rise/"), site.page("claims/hid-report/")

    assert '<ol class="history" start="92">' in demand.html
    assert "Pay us 119 more." in demand.html
    assert "Pay us 89 more." not in demand.html
    assert demand.text.count("Only the latest 30 are shown here. All") == 2
    assert "statements and quotes, by date:" in claim.text
    assert "We said no 9 times." in claim.html
    assert "We said no 10 times." not in claim.html
    assert len(claim.html) < 60_000


def test_marks_of_one_speaker_and_day_are_told_apart_by_their_words(tmp_path: Path) -> None:
    twice = """
        title: Two talks on one day
        source: {publisher: Harbour Gazette, published: 2031-06-02}
        defaults: {form: direct}
        quotes:
          - {id: one, text: Pay us more., speaker: brandt, said: {date: 2031-06-01}}
          - {id: two, text: Pay us now., speaker: brandt, said: {date: 2031-06-01}}
        demands:
          - {demand: pay-rise, act: stated, by: brandt, quote: one}
          - {demand: pay-rise, act: stated, by: brandt, quote: two}"""
    page = Site(walkout(tmp_path, {"articles/twice.yml": twice})).page("demands/pay-rise/").html

    titles = re.findall(r"<title>(Demand made: Mia Brandt, 1 Jun 2031.*?)</title>", page)
    assert sorted(title[-14:] for title in titles) == ["“Pay us more.”", " “Pay us now.”"][::-1]


OFTEN = """
    title: The pay again
    source: {publisher: Harbour Gazette, published: 2031-05-20}
    quotes:
      - {id: plain, text: 'A tenth more, now.', speaker: brandt, form: direct,
         said: {date: 2031-05-08}}
      - {id: late, text: 'They laughed when we asked for a tenth more, and we left.',
         speaker: brandt, form: direct, said: {date: 2031-05-19}}
    demands:
      - {demand: pay-rise, act: stated, by: brandt, quote: plain, phrase: A tenth more}
      - {demand: pay-rise, act: stated, by: brandt, quote: late, phrase: a tenth more}"""


def test_the_words_it_begins_with_are_the_demand_more_than_anything_else(tmp_path: Path) -> None:
    page = _page(tmp_path, "pay-rise", {"articles/often.yml": OFTEN})

    assert page.asked
    assert page.asked.uri == "quotes/often/plain/"
    assert page.asked_by_key_words


@pytest.mark.parametrize(
    ("later", "wanted"),
    [
        ("{demand: gate, act: stated, by: dock-union, date: 2031-05-03}", True),
        ("{demand: gate, act: stated, by: dock-union, date: 2031-05-09}", False),
    ],
)
def test_the_words_it_begins_with_are_called_the_latest_only_if_they_are(
    tmp_path: Path, later: str, wanted: object
) -> None:
    acts = f"""
        title: At the gate
        source: {{publisher: Harbour Gazette, published: 2031-05-20}}
        quotes:
          - {{id: said, text: Open it, speaker: brandt, form: direct, said: {{date: 2031-05-04}}}}
        demands:
          - {{demand: gate, act: stated, by: dock-union, date: 2031-05-02}}
          - {{demand: gate, act: stated, by: brandt, quote: said}}
          - {later}"""
    files = {"demands/gate.yml": DEMAND.format(to="port-authority"), "articles/gate.yml": acts}
    context = Context(walkout(tmp_path, files))
    entry = context.desk.demands["gate"]
    page = demand_view(context, entry, demand_parts(context, entry)[0])
    assert page.asked_exactly
    assert page.asked_last is wanted


def test_the_words_it_begins_with_are_those_nearest_to_the_title(tmp_path: Path) -> None:
    fuller = """
    title: The whole of it
    source: {publisher: Harbour Gazette, published: 2031-05-20}
    quotes:
      - {id: whole, text: 'We went home after we had asked again to raise the pay of all crews.',
         speaker: brandt, form: direct, said: {date: 2031-05-09}}
    demands:
      - {demand: pay-rise, act: stated, by: brandt, quote: whole,
         phrase: to raise the pay of all crews}"""
    context = Context(
        walkout(tmp_path, {"articles/often.yml": OFTEN, "articles/fuller.yml": fuller})
    )
    entry = context.desk.demands["pay-rise"]
    page = demand_view(context, entry, demand_parts(context, entry)[0])

    # "A tenth more" is a larger part of its quote, but has less of the demand.
    assert page.asked
    assert page.asked.uri == "quotes/fuller/whole/"


def test_a_statement_without_key_words_is_named_and_not_among_them(tmp_path: Path) -> None:
    plain = """
    title: The pay without key words
    source: {publisher: Harbour Gazette, published: 2031-05-21}
    quotes:
      - {id: rent, text: 'They know what our rent is.', speaker: brandt, form: direct,
         said: {date: 2031-05-21}}
    demands:
      - {demand: pay-rise, act: stated, by: brandt, quote: rent}"""
    more = OFTEN.replace("phrase: a tenth more}", "phrase: we asked for a tenth more}")
    desk = walkout(tmp_path, {"articles/often.yml": more, "articles/plain.yml": plain})
    context = Context(desk)
    entry = context.desk.demands["pay-rise"]
    shown = wordings(context, entry)

    assert all(wording.key_words for wording in shown)
    assert "quotes/plain/rent/" in [card.uri for card in left_out(context, entry, shown)]
    assert "They know what our rent is" not in _table(desk)


def _table(desk: Desk) -> str:
    page = Site(desk).page("demands/pay-rise/").html
    return page[page.index('id="wording"') : page.index("</table>", page.index('id="wording"'))]


def test_of_equal_answers_of_one_day_the_words_with_most_of_the_demand_are_shown(
    tmp_path: Path,
) -> None:
    no = """
    title: No, three times
    source: {publisher: Harbour Gazette, published: 2031-05-20}
    defaults: {form: direct}
    quotes:
      - {id: a, text: 'We said what we said.', speaker: rivera, said: {date: 2031-05-18}}
      - {id: b, text: 'No raise for the night crews.', speaker: rivera, said: {date: 2031-05-18}}
      - {id: c, text: 'And good night.', speaker: rivera, said: {date: 2031-05-18}}
    responses:
      - {demand: pay-rise, by: rivera, response: rejected, quote: a}
      - {demand: pay-rise, by: rivera, response: rejected, quote: b}
      - {demand: pay-rise, by: rivera, response: rejected, quote: c}"""
    standing = _page(tmp_path, "pay-rise", {"articles/no.yml": no}).sides[0]

    assert [act.uri for act in standing.shown] == ["quotes/no/b/"]
    assert {act.uri for act in standing.more} >= {"quotes/no/a/", "quotes/no/c/"}


@pytest.mark.parametrize("rows", [("a", "b"), ("b", "a")])
def test_exact_words_are_shown_before_a_paraphrase_of_the_same_day(
    tmp_path: Path, rows: tuple[str, str]
) -> None:
    own = "\n".join(
        f"      - {{demand: pay-rise, by: rivera, response: rejected, quote: {quote}}}"
        for quote in rows
    )
    no = f"""
    title: No, and what was meant by it
    source: {{publisher: Harbour Gazette, published: 2031-05-20}}
    event: {{name: Talks, date: 2031-05-18}}
    quotes:
      - {{id: a, text: 'No.', speaker: rivera, form: direct}}
      - id: b
        text: She said that there was no raise of the pay.
        gist: There is no raise of the pay.
        speaker: rivera
        form: indirect
    responses:
{own}"""
    context = Context(walkout(tmp_path, {"articles/no.yml": no}))
    entry = context.desk.demands["pay-rise"]
    side = demand_view(context, entry, demand_parts(context, entry)[0]).sides[0]

    assert [act.uri for act in side.shown] == ["quotes/no/a/"]
    latest = latest_answers(demand_summary(context, entry).positions)[0]
    assert (latest.uri, [card.uri for card in latest.cards]) == ("quotes/no/a/", ["quotes/no/a/"])


def test_another_mixed_answer_is_a_change(tmp_path: Path) -> None:
    mixed = """
    title: Two answers at once, twice
    source: {publisher: Harbour Gazette, published: 2031-05-20}
    defaults: {form: direct}
    quotes:
      - {id: a, text: 'No, though we look at it.', speaker: rivera, said: {date: 2031-05-16}}
      - {id: b, text: 'Half of it, and talks.', speaker: rivera, said: {date: 2031-05-18}}
    responses:
      - {demand: pay-rise, by: rivera, response: rejected, quote: a}
      - {demand: pay-rise, by: rivera, response: considering, quote: a}
      - {demand: pay-rise, by: rivera, response: partly_accepted, quote: b}
      - {demand: pay-rise, by: rivera, response: counter, quote: b}"""
    steps = _page(tmp_path, "pay-rise", {"articles/mixed.yml": mixed}).sides[0].steps

    assert [(step.date.text, step.state) for step in steps[-2:]] == [
        ("2031-05-16", "mixed"),
        ("2031-05-18", "mixed"),
    ]


def test_a_picture_a_list_and_a_count_have_versions_of_one_statement_once(tmp_path: Path) -> None:
    page = _page(tmp_path, "pay-rise")

    assert page.life
    assert (
        len(page.life.lanes[0].marks) == page.head.times_stated == len(page.latest_statements) == 1
    )


def test_the_way_to_all_answers_says_how_many_the_table_has(tmp_path: Path) -> None:
    page = _page(tmp_path, "pay-rise")

    assert page.life
    lanes = [lane for lane in page.life.lanes if page.sides[0].position.addressee in lane.names]
    rows = [row for lane in lanes for row in lane.rows]
    assert (page.sides[0].all_anchor, page.sides[0].all_count) == ("life-rows-2", len(rows))
    # That of the North Terminal is among them and is not the authority's.
    assert page.sides[0].of_members == 1


def test_the_same_key_words_again_are_named_with_the_wording_before(tmp_path: Path) -> None:
    context = Context(walkout(tmp_path, {"articles/often.yml": OFTEN}))
    entry = context.desk.demands["pay-rise"]

    again = [[card.uri for card in wording.again] for wording in wordings(context, entry)]
    assert again[-1] == ["quotes/often/late/"]
