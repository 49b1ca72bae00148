"""An actor's page, in the order in which an editor asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.desk.desks import article
from tests.pages.rendering import Site
from tests.pages.test_quote import in_order
from tests.views.strike import strike

from onrecord.render.templates import packaged_templates


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(strike(tmp_path_factory.mktemp("strike")))


def test_a_person(site: Site) -> None:
    page = site.page("actors/brandt/")
    in_order(
        page.text,
        "Mia Brandt",
        "person · Secretary (on 3 May 2031)",
        "میا برانت",
        "formerly Mia Stein",
        "At a glance",
        "Demands made 0",
        "Demands voiced for others 1",
        "2 statements in this record",
        "Last heard 2 May 2031",
        "Covers 2 May 2031 to 3 May 2031. Later events are not included.",
        "Leads the talks for the dockers.",
        "Demands made for others, with the latest response",
        "Demand by Dock Union: Raise the pay of dockers",
        "Port Authority Rejected",
        "Quotes, newest first",
        "3 quotes by 2 utterances.",
        "Positions held",
        "Secretary (for Dock Union), since 1 Jan 2031",
        "Treasurer (for Dock Union), until 31 Dec 2030",
        "Where these quotes come from",
        "Port Radio, run by Port Authority",
        "Elsewhere",
        "Her page",
        "Wikidata Q42",
    )
    assert 'lang="fa" dir="rtl">میا برانت' in page.html


def test_an_organisation_with_demands_and_accusations(site: Site) -> None:
    in_order(
        site.page("actors/port-authority/").text,
        "Demands received 2 (one with no recorded answer)",
        "Demands received, those without an answer on record first",
        "Demand by Dock Union: Open the books",
        "No answer found in our sources up to 4 May 2031",
        "Demand by Dock Union: Raise the pay of dockers",
        "Rejected",
        "Representatives",
        "Sam Okafor, Deputy director, 1 Jan 2029 to 3 May 2031",
        "Members",
        "North Terminal",
    )
    in_order(
        site.page("actors/dock-union/").text,
        "2 by representatives",
        "Demands, and the latest answers",
        "Claims about them, with the reply",
        "Claim by Sam Okafor: The strike fund is empty.",
        "No reply by Dock Union was found in our sources up to 4 May 2031.",
    )


@pytest.mark.parametrize("word", ["unanswered", "ignored", "silent", "softened"])
def test_we_never_say_in_our_own_voice_what_nobody_can_know(word: str) -> None:
    catalogue = (packaged_templates() / "words" / "en.yml").read_text(encoding="utf-8")
    assert word not in catalogue.lower()


def test_an_empty_actor_has_no_empty_sections(site: Site) -> None:
    page = site.page("actors/harbour-police/")
    assert page.headings == [(1, "Harbour Police"), (2, "At a glance")]
    assert "not quoted here in their own name" in page.text


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
    assert whole.tags.count("figure") == 12 + 1  # the latest, and the picture of when
    assert "../../actors/rivera/2031/" in whole.links
    month = site.page("actors/rivera/2031-02/")
    assert month.tags.count("figure") == 40
    in_order(month.text, "Ana Rivera", "2031", "Feb 2031", "Ana Rivera: quotes, Feb 2031")
    assert site.planned("actors/rivera/2031-02/").title == "Ana Rivera: quotes, Feb 2031"
