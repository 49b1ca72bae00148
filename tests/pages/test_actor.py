"""An actor's page, in the order in which an editor asks."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.desk.desks import article, good_desk, harbour
from tests.pages.rendering import Site
from tests.pages.test_quote import in_order
from tests.views.strike import strike

from onrecord.render.templates import packaged_templates


def test_a_person(site: Site) -> None:
    page = site.page("actors/brandt/")
    in_order(
        page.text,
        "Mia Brandt",
        "Secretary (for Dock Union) · as of 3 May 2031",
        "میا برانت",
        "formerly Mia Stein",
        "Speaks for Dock Union here: voiced its only demand.",
        "Demands voiced (1)",
        "Quotes (3)",
        "A quote that makes a demand",
        "We want ten percent",
        "Leads the talks for the dockers.",
        "Demands voiced for Dock Union",
        "Raise the pay of dockers",
        "“We want ten percent […] and we want it now”",
        "once, 2 May 2031",
        "Port Authority Rejected",
        "Quotes",
        "3 quotes, newest first. Counting each statement once: 2 statements.",
        "Positions held",
        "Secretary (for Dock Union), since 1 Jan 2031",
        "Treasurer (for Dock Union), until 31 Dec 2030",
        "Publishers",
        "Port Radio, run by Port Authority",
        "Elsewhere",
        "Her page",
        "Wikidata Q42",
    )
    assert 'lang="fa" dir="rtl">میا برانت' in page.html


def test_an_organisation_with_demands_and_accusations(site: Site) -> None:
    in_order(
        site.page("actors/port-authority/").text,
        # Nobody is quoted making the other one.
        "Received one demand.",
        "Demands on Port Authority (1, and 1 without a statement)",
        "Latest answer of Port Authority",
        "Open the books",
        "by Dock Union",
        "No answer found",
        "Raise the pay of dockers",
        "Rejected",
        "we searched 2 articles up to 4 May 2031",
        "Representatives",
        "Sam Okafor, Deputy director, 1 Jan 2029 to 3 May 2031",
        "Members",
        "North Terminal",
    )
    in_order(
        site.page("actors/dock-union/").text,
        "Made one demand and is the subject of one claim.",
        "Quoted here through representatives: 2 statements.",
        "Demands",
        "Latest answers",
        "Where we found no answer or reply, we searched 2 articles up to 4 May 2031.",
        "Claims about Dock Union, and replies",
        "Claim by Sam Okafor: The strike fund is empty.",
        "We found no reply from Dock Union.",
        "Quotes by representatives",
        "3 quotes, newest first. Counting each statement once: 2 statements.",
        "“We want a tenth more” Mia Brandt",
    )


@pytest.mark.parametrize("uri", ["actors/", "actors/brandt/", "actors/port-authority/"])
def test_no_zero_is_shown(site: Site, uri: str) -> None:
    text = site.page(uri).text
    assert not re.search(r"(?<![\d:.-])0(?![\d:])|\bno (demand|claim|statement|utterance)", text)


@pytest.mark.parametrize("uri", ["actors/brandt/", "actors/port-authority/", "actors/rivera/"])
def test_links_within_the_page_lead_to_sections_that_it_has(site: Site, uri: str) -> None:
    page = site.page(uri)
    assert {link[1:] for link in page.links if link.startswith("#")} <= {*page.ids}


@pytest.mark.parametrize("word", ["unanswered", "ignored", "silent", "softened"])
def test_we_never_say_in_our_own_voice_what_nobody_can_know(word: str) -> None:
    catalogue = (packaged_templates() / "words" / "en.yml").read_text(encoding="utf-8")
    assert word not in catalogue.lower()


def test_marks_of_its_lines_are_links_with_a_way_past_them(site: Site) -> None:
    page = site.page("actors/brandt/")
    assert re.search(
        r'<a href="[^"]+" aria-labelledby="\S+ \S+"><title [^>]+>Made by Mia Brandt, 2 May',
        page.html,
    )
    assert "#after-stated" in page.links
    assert "after-stated" in page.ids


def test_what_others_tell_of_is_counted_apart(tmp_path: Path) -> None:
    quotes = [{"id": "heard", "text": "Okafor agrees", "speaker": "brandt", "form": "direct"}]
    told = {"by": "okafor", "response": "accepted", "quote": "heard", "told_by": "brandt"}
    answers = article(quotes=quotes, responses=[{"demand": "pay-rise", **told}])
    text = Site(strike(tmp_path, told=answers)).page("actors/okafor/").text
    assert "gave one answer" in text
    assert "Answers (1, and 1 according to others)" in text
    in_order(text, "Answers given on behalf of", "Accepted: Sam Okafor, according to Mia Brandt")


def test_an_empty_actor_has_no_empty_sections(site: Site) -> None:
    page = site.page("actors/harbour-police/")
    assert page.headings == [(1, "Harbour Police")]
    assert "Not quoted here in its own name." in page.text


def test_a_few_quotes_are_seen_and_the_others_at_a_click_without_a_script(tmp_path: Path) -> None:
    said = {"speaker": "rivera", "form": "direct"}
    quotes = [
        {"id": f"q{day}", "text": f"Word {day}", **said, "said": {"date": f"2031-03-0{day}"}}
        for day in range(1, 10)
    ]
    page = Site(strike(tmp_path, many=article(quotes=quotes))).page("actors/rivera/")
    seen, _, at_a_click = page.html.partition('<details class="show-more">')
    assert "Show 2 more" in at_a_click
    for number in range(1, 10):
        part = seen if number > 2 else at_a_click
        assert f"“Word {number}”" in part


def test_where_our_sources_have_nothing_the_page_says_what_that_does_not_mean(
    tmp_path: Path,
) -> None:
    quotes = [
        {"id": f"q{n}", "text": f"Word {n}", "speaker": "rivera", "form": "direct",
         "said": {"date": date}}
        for n, date in enumerate(["2031-01-03", "2031-01-04", "2031-01-05", "2031-05-02"] * 2)
    ]  # fmt: skip
    page = Site(strike(tmp_path, many=article(quotes=quotes))).page("actors/rivera/")
    assert (
        "No quotes from 6 Jan 2031 to 1 May 2031 and from 3 May 2031 to 31 Dec 2031,"
        " which does not mean that nothing was said."
    ) in page.text
    # Of few statements, the dates of the quotes on the page say as much as a picture.
    few = Site(strike(tmp_path / "few", many=article(quotes=quotes[:7]))).page("actors/rivera/")
    assert "On record" not in few.text


def test_an_actor_with_very_many_quotes_leads_to_their_months(tmp_path: Path) -> None:
    quotes = [
        {
            "id": f"q{number}",
            "text": f"Word {number}",
            "speaker": "rivera",
            "form": "direct",
            "said": {"date": f"2031-{1 + number % 3:02}"},
        }
        for number in range(120)
    ]
    site = Site(strike(tmp_path, many=article(quotes=quotes)))
    whole = site.page("actors/rivera/")
    assert whole.tags.count("figure") == 1 + 1 + 6  # the leading, the picture of when, the newest
    assert "7 of 120 quotes. All by date: 2031 (120)" in whole.text
    assert "../../actors/rivera/2031/" in whole.links
    month = site.page("actors/rivera/2031-02/")
    assert month.tags.count("figure") == 40
    in_order(month.text, "Ana Rivera", "2031", "Feb 2031", "Ana Rivera: quotes, Feb 2031")
    assert site.planned("actors/rivera/2031-02/").title == "Ana Rivera: quotes, Feb 2031"


def test_an_actor_leads_to_all_quotes_of_those_who_speak_for_it(site: Site, tmp_path: Path) -> None:
    quote = {"speaker": "brandt", "form": "direct", "basis": "on_record"}
    many = [{"id": f"q-{n}", "text": f"We stay out {n}.", **quote} for n in range(9)]
    page = Site(strike(tmp_path, many=article(quotes=many))).page("actors/dock-union/")
    assert "5 of 12 quotes, including the latest by each person." in page.text
    assert "../../quotes/?speaker=brandt" in page.links
    # All of them are shown, or nobody speaks for it.
    for uri in ("actors/dock-union/", "actors/brandt/"):
        assert not [link for link in site.page(uri).links if "?speaker" in link]


def test_a_role_is_said_once_and_not_where_the_name_says_it(tmp_path: Path) -> None:
    guard = {
        "name": "Officer of the Port's Guard",
        "kind": "unnamed",
        "roles": [{"title": "officer of the Guard", "of": "dock-union"}],
    }
    quotes = [
        {"id": f"q{n}", "text": f"Word {n}", "speaker": speaker, "form": "direct"}
        for n, speaker in enumerate(["brandt", "brandt", "brandt", "guard"])
    ]
    files = {"actors/guard.yml": guard, "articles/many.yml": article(quotes=quotes)}
    text = Site(good_desk(harbour(tmp_path, files))).page("actors/dock-union/").text
    assert text.count("Mia Brandt, Secretary") == 2  # of the quotes, and of who speaks for it
    assert "officer of the Guard" not in text


def test_a_company_is_named_with_the_role_of_a_person_whose_family_name_it_has(
    tmp_path: Path,
) -> None:
    files: dict[str, Any] = {
        "actors/ford-group.yml": {
            "name": "Ford Group",
            "names": [{"name": "Ford", "kind": "alias"}],
            "kind": "organisation",
        },
        "actors/leon-ford.yml": {
            "name": "Leon Ford",
            "kind": "person",
            "roles": [{"title": "Chair", "of": "ford-group"}],
        },
        "articles/many.yml": article(
            quotes=[{"id": "q", "text": "We build.", "speaker": "leon-ford", "form": "direct"}]
        ),
    }
    page = Site(good_desk(harbour(tmp_path, files))).page("quotes/many/q/")
    assert "Leon Ford, Chair, Ford Group" in page.text
