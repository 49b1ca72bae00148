"""The home page: figures without zeros, the latest answers, disputes, desks that lack a part."""

import re
from dataclasses import replace
from pathlib import Path

from tests.desk.desks import article, good_desk, write_yaml
from tests.pages.rendering import Site
from tests.views.strike import strike
from tests.views.walkout import walkout

from onrecord.views.context import Context
from onrecord.views.home import BriefingItem, home_view


def test_figures_say_what_the_record_rests_on(tmp_path: Path) -> None:
    figures = home_view(Context(strike(tmp_path))).figures
    assert [name.text for name in figures.asking] == ["Dock Union"]
    assert (figures.demands, figures.quotes, figures.speakers) == (2, 11, 3)
    assert (figures.articles, figures.of_parties, figures.compared) == (2, 1, False)


def test_the_latest_answers_are_own_words_each_to_another_demand(tmp_path: Path) -> None:
    told = article(
        quotes=[
            {"id": "told", "text": "They agreed", "speaker": "brandt", "form": "direct"},
            {"id": "maybe", "text": "Perhaps", "speaker": "okafor", "form": "direct"},
        ],
        event="talks",
        responses=[
            {"demand": "open-books", "by": "port-authority", "response": "accepted",
             "told_by": "brandt", "quote": "told", "date": "2031-05-04"},
            {"demand": "open-books", "by": "port-authority", "response": "considering",
             "quote": "maybe"},
        ],
    )  # fmt: skip
    answers = home_view(Context(strike(tmp_path, told=told))).answers
    assert {(answer.demand.text, answer.act.word, answer.card.uri) for answer in answers} == {
        ("Raise the pay of dockers", "rejected", "quotes/rally/no-money/"),
        ("Open the books", "considering", "quotes/told/maybe/"),
    }


def test_an_answer_that_counts_no_more_is_none_of_the_latest(tmp_path: Path) -> None:
    later = article(
        quotes=[
            {"id": "pays", "text": "They would pay, she said.", "gist": "The port will pay.",
             "speaker": "rivera", "form": "indirect", "said": {"date": "2031-05-20"}},
        ],
        responses=[
            {"demand": "pay-rise", "by": "rivera", "response": "accepted", "quote": "pays"},
        ],
    )  # fmt: skip
    assert not home_view(Context(strike(tmp_path, later=later))).answers


def test_a_dispute_is_shown_with_who_disputes_and_by_whose_account(tmp_path: Path) -> None:
    account = """
        title: The union on the report
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, said: {date: 2031-05-19}}
        quotes:
          - {id: told, text: They say there was none., speaker: mayor}
          - {id: own, text: There was no report., speaker: rivera}
        claims:
          - {claim: hid-report, act: denied, by: port-authority, told_by: mayor, quote: told,
             date: 2031-05-18}
          - {claim: report-public, act: asserted, by: rivera, quote: own}"""
    desk = walkout(tmp_path, {"articles/account.yml": account})
    ((claim, (denial,)),) = home_view(Context(desk)).disputed
    assert [name.text for name in claim.by] == ["Dock Union"]
    assert [teller.text for teller in denial.told_by] == ["The Mayor"]
    page = Site(desk).page("")
    assert "Denied · Port Authority, according to The Mayor, 18 May 2031" in page.text
    below = page.html.partition('id="disputed"')[2]
    assert 'class="brief-words"' not in below
    assert '<a href="claims/">All claims (2)</a>' in below, "the others have their way, too"


def test_a_denial_that_others_report_counts_no_more_once_its_own_words_say_it_is_so(
    tmp_path: Path,
) -> None:
    rows = """
        title: The authority on the report
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        claims:
          - {claim: hid-report, act: denied, by: port-authority, told_by: mayor, date: 2031-05-18}
          - {claim: hid-report, act: corroborated, by: rivera, date: 2031-05-19}"""
    site = Site(walkout(tmp_path, {"articles/account.yml": rows}))
    assert 'id="disputed"' not in site.page("").html
    assert "Port Authority: Said the same" in site.page("claims/hid-report/").text
    own = rows.replace(", told_by: mayor", "")
    site = Site(walkout(tmp_path / "own", {"articles/account.yml": own}))
    assert 'id="disputed"' not in site.page("").html, "the same side said later that it is so"
    before = own.replace("05-19", "05-17")
    site = Site(walkout(tmp_path / "before", {"articles/account.yml": before}))
    assert "Denied · Port Authority, 18 May 2031" in site.page("").text


def test_a_denial_that_the_claim_and_an_article_have_is_shown_once(tmp_path: Path) -> None:
    account = """
        title: The authority on the report
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, said: {date: 2031-05-19}}
        quotes: [{id: own, text: There was no report., speaker: rivera}]
        claims: [{claim: hid-report, act: denied, by: rivera, quote: own}]"""
    claim = """
        {text: The authority hid a report., by: dock-union, against: port-authority, about: safety,
         kind: accusation,
         replies: [{by: port-authority, reply: denied, quote: account#own}]}"""
    files = {"articles/account.yml": account, "claims/hid-report.yml": claim}
    page = Site(walkout(tmp_path, files)).page("")
    below = page.html.partition('id="disputed"')[2]
    assert below.count("There was no report.") == 1, "and it is said by who said it"
    assert "Denied · Ana Rivera, 19 May 2031" in page.text


def test_a_denial_in_own_words_has_them_with_their_speaker(tmp_path: Path) -> None:
    denial = """
        title: The authority on the report
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, said: {date: 2031-05-19}}
        quotes: [{id: own, text: There was no report., speaker: rivera}]
        claims: [{claim: hid-report, act: denied, by: port-authority, quote: own}]"""
    text = Site(walkout(tmp_path, {"articles/denial.yml": denial})).page("").text
    assert "Denied · Port Authority, 19 May 2031 “There was no report.” Ana Rivera" in text


def test_of_a_long_bottom_line_home_has_the_first_sentences(tmp_path: Path) -> None:
    sentence = (
        "The union and the authority met at the office of Gen. Brandt and talked all night long."
    )
    text = " ".join([sentence] * 6)
    long = BriefingItem("briefings/may/", "Briefing, May", text, stale=False)
    context = Context(strike(tmp_path))
    shown = home_view(context, long).briefing
    assert shown
    assert (shown.bottom_line, shown.goes_on) == (" ".join([sentence] * 4), True)
    short = replace(long, bottom_line=sentence)
    assert home_view(context, short).briefing == short


def test_the_words_that_make_most_demands_of_a_side_are_on_home(tmp_path: Path) -> None:
    account = """
        title: The union asks
        source: {publisher: Harbour Gazette, published: 2031-05-20}
        defaults: {form: direct, basis: on_record, said: {date: 2031-05-19}}
        quotes:
          - {id: both, text: "Pay us, and check the cranes.", speaker: brandt}
          - {id: one, text: Pay us., speaker: brandt, said: {date: 2031-05-20}}
        demands:
          - {demand: [pay-rise, crane-checks], act: stated, by: dock-union, quote: both}
          - {demand: pay-rise, act: stated, by: dock-union, quote: one}"""
    page = Site(walkout(tmp_path, {"articles/account.yml": account})).page("")
    words = "2 demands in one quote: Mia Brandt, 19 May 2031 “Pay us, and check the cranes.”"
    assert f"Asked by Dock Union {words}" in page.text
    one = account.replace("[pay-rise, crane-checks]", "pay-rise")
    page = Site(walkout(tmp_path / "one", {"articles/account.yml": one})).page("")
    assert "demands in one quote" not in page.text
    long = account.replace("check the cranes.", "check the cranes. " * 30)
    page = Site(walkout(tmp_path / "long", {"articles/account.yml": long})).page("")
    assert "demands in one quote" not in page.text


def test_the_answers_of_each_side_are_headings(tmp_path: Path) -> None:
    page = Site(walkout(tmp_path)).page("")
    demand = next(n for n, (_, text) in enumerate(page.headings) if "pay" in text.lower())
    level, text = page.headings[demand + 1]
    assert (level, text.startswith("Port Authority")) == (4, True)


def test_a_desk_without_demands_is_led_by_quotes_and_people(tmp_path: Path) -> None:
    write_yaml(tmp_path / "actors/brandt.yml", {"name": "Mia Brandt", "kind": "person"})
    write_yaml(tmp_path / "topics.yml", {"pay": {"name": "Pay"}})
    quotes = [
        {"id": f"q{number}", "text": "Aye", "speaker": "brandt", "form": "direct", "about": "pay",
         "said": {"date": f"2031-05-0{number}"}}
        for number in (1, 2)
    ]  # fmt: skip
    write_yaml(tmp_path / "articles/one.yml", article(quotes=quotes))
    page = Site(good_desk(tmp_path)).page("")
    headings = [text for _, text in page.headings]
    assert headings == ["Harbour desk", "Latest quotes", "Who speaks here"]
    assert not re.search(r"\b0\b|demand", page.text)
    assert "one article from one publisher" in page.text


def test_many_demands_are_the_first_made_and_lead_to_all(tmp_path: Path) -> None:
    days = [f"2031-{month:02}-{day:02}" for month in (3, 4, 5) for day in range(1, 29)]
    words = ("rejected", "counter", "deferred", "accepted")
    files = {}
    for number in range(60):
        demand, by = f"d{number:02}", ("dock-union", "ministry", "crane-works")[number % 3]
        files[f"demands/{demand}.yml"] = f"""
            title: Demand {number:02} on the opening of the north gate at night
            by: {by}
            to: [port-authority, north-terminal]
            topic: pay
            action: do
            strength: demand"""
        acts = [
            f"{{demand: {demand}, act: stated, date: {day}, by: {by}}}"
            for day in days[number % 20 :]
        ]
        answers = [
            f"{{demand: {demand}, by: port-authority, response: {words[place % 4]}, date: {day}}}"
            for place, day in enumerate(days[20:])
        ]
        files[f"articles/a{number:02}.yml"] = f"""
            title: At the gate
            source: {{publisher: Harbour Gazette, published: 2031-06-20}}
            demands: [{", ".join(acts)}]
            responses: [{", ".join(answers)}]"""
    page = Site(walkout(tmp_path, files)).page("")
    assert [level for level, _ in page.headings].count(3) == 16
    assert "Only the 16 made first are shown here. All demands (64)" in page.text
    # How many each makes is said of all of them, not of those shown.
    assert "Asked by Crane Works 20 demands" in page.text
    assert len(page.html.encode()) < 180_000
