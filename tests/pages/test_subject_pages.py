"""Claims, topics, the timeline and the sources as a reader finds them."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tests.pages.rendering import Site
from tests.views.walkout import walkout

from onrecord.desk.desk import Desk
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.views.context import Context
from onrecord.views.timeline import timeline_list

FAMILIES = ["demands/", "claims/", "topics/", "timeline/", "sources/"]


@pytest.fixture
def strike(tmp_path: Path) -> Site:
    return Site(walkout(tmp_path))


def test_a_claim_is_never_named_without_whose_it_is(strike: Site) -> None:
    text = "The authority hid a report on the cranes."
    for uri in strike.pages:
        page = strike.page(uri)
        # In the list of claims the heading says what they are.
        named = f"Dock Union: {text}" if uri == "claims/" else f"Claim by Dock Union: {text}"
        assert page.text.count(text) == page.text.count(named), uri

    assert strike.planned("claims/hid-report/").title == f"Claim by Dock Union: {text}"
    assert strike.page("claims/hid-report/").headings[0] == (1, f"Claim by Dock Union: {text}")


def test_a_claim_has_what_was_searched_in_its_block(strike: Site) -> None:
    concluded = (
        "Made once by Mia Brandt. Crane Works declined to comment on it. "
        "We found no reply from Port Authority"
    )
    dated = (
        "Made once by Mia Brandt on 1 May 2031. Crane Works declined to comment on it on 20 May "
        "2031. We found no reply from Port Authority"
    )
    searched = "in our sources up to 31 May 2031."
    for uri in ("claims/hid-report/", "topics/safety/"):
        assert f"{dated} {searched}" in strike.page(uri).text, uri
    # What was searched is said once for all of a list, and once on the page of a claim.
    listed = strike.page("claims/").text
    assert f"{concluded}. " in listed
    assert "Where we found no reply, we searched" in listed
    own = strike.page("claims/hid-report/").text
    assert own.count("31 May 2031") == 1
    words, searched = "“They sat on that report.”", "We did not ask Port Authority for comment."
    places = [own.index(part) for part in (dated, words, searched, "Conflicts with")]
    assert places == sorted(places)
    assert "Conflicts with Claim by Port Authority: The report on the cranes was public" in own


def test_a_claim_that_is_only_paraphrased_is_in_nobodys_words(tmp_path: Path) -> None:
    files = {
        "claims/rust.yml": "text: The cranes rust.\nby: dock-union\nkind: fact\n",
        "articles/rust.yml": """
title: The cranes
source: {publisher: Harbour Gazette, published: 2031-05-09}
quotes:
  - {id: said, form: indirect, text: Brandt said they rust., gist: They rust., speaker: brandt}
claims: [{claim: rust, act: asserted, by: brandt, quote: said}]
""",
    }
    headings = Site(walkout(tmp_path, files)).page("claims/rust/").headings
    assert (2, "What Mia Brandt said, as reported") in headings


TOLD_DENIAL = """
    title: The works speak
    source: {publisher: Harbour Gazette, published: 2031-05-21}
    quotes:
      - {id: they-deny, text: The port denies it to us., speaker: crane-works, form: direct,
         said: {date: 2031-05-20}}
    claims:
      - {claim: hid-report, act: denied, by: port-authority, quote: they-deny,
         told_by: crane-works}"""


def test_a_told_denial_stands_with_its_teller_wherever_the_claim_does(tmp_path: Path) -> None:
    site = Site(walkout(tmp_path, {"articles/works.yml": TOLD_DENIAL}))
    told = "Denied: Port Authority, according to Crane Works · date unknown"
    concluded = (
        "Made once by Mia Brandt. Crane Works declined to comment on it. We found no quoted reply "
        "from Port Authority. Port Authority denied it, according to Crane Works."
    )
    dated = (
        "Made once by Mia Brandt on 1 May 2031. Crane Works declined to comment on it on 20 May "
        "2031. We found no quoted reply from Port Authority in our sources up to 31 May 2031. "
        "Port Authority denied it, according to Crane Works on 20 May 2031."
    )

    lists = ("claims/", "claims/hid-report/", "topics/safety/")
    for uri in ("claims/hid-report/", "articles/works/", "quotes/works/they-deny/"):
        assert told in site.page(uri).text, uri
    for uri in lists:
        text = site.page(uri).text
        # On a claim's own page it is what the heading of the accused says.
        assert "Denied, according to Crane Works" in text, uri
        assert (concluded if uri == "claims/" else dated) in text, uri
        # What was searched for is words of its own; a reply was found.
        assert "No reply found" not in text, uri
    accused = site.page("actors/port-authority/").text
    found = "We found no quoted reply from Port Authority. Port Authority denied it, according to"
    assert found in accused
    own = site.page("claims/hid-report/").text
    assert own.count("enied it, according to Crane Works") == 1
    assert "only according to" not in own
    assert "We take no position on who is right." in own
    assert "Denied · Port Authority, according to Crane Works" in site.page("timeline/").text


def test_a_told_reply_in_the_claims_file_stands_with_its_teller(tmp_path: Path) -> None:
    claim = """
        text: The crane works knew of the cracks.
        by: dock-union
        against: crane-works
        kind: accusation
        replies:
          - {by: crane-works, reply: denied, told_by: mayor, quote: works-speak#from-the-mayor}"""
    words = """
        title: The mayor on the works
        source: {publisher: Harbour Gazette, published: 2031-05-21}
        quotes:
          - {id: from-the-mayor, text: They deny it., speaker: mayor, form: direct}
        claims:
          - {claim: knew-of-cracks, act: asserted, by: dock-union, date: 2031-05-20}"""
    files = {"claims/knew-of-cracks.yml": claim, "articles/works-speak.yml": words}
    site = Site(walkout(tmp_path, files))

    for uri in ("claims/knew-of-cracks/", "quotes/works-speak/from-the-mayor/"):
        assert "Denied: Crane Works, according to The Mayor" in site.page(uri).text, uri
    assert "Crane Works denied it, according to The Mayor." in (
        site.page("actors/crane-works/").text
    )
    assert "Denied, according to The Mayor" in site.page("claims/").text


def test_a_claim_that_nobody_is_on_record_with_has_no_date(strike: Site) -> None:
    text = strike.page("claims/report-public/").text

    assert text.count("In our sources, nobody is quoted making it.") == 1
    assert "Nobody says it" not in text
    assert "first asserted" not in text


def test_a_topic_lists_demands_claims_and_quotes(strike: Site) -> None:
    page = strike.page("topics/safety/")

    assert [text for level, text in page.headings if level == 2] == ["Demands", "Claims", "Quotes"]
    assert "In our selection: 2 demands, 2 claims and 2 quotes." in page.text
    # Ways to its sections; each mark of a strip leads to its words and says who and when.
    assert {"#demands", "#claims", "#quotes"} <= {link for link in page.links if link[0] == "#"}
    assert ">Made by Mia Brandt" in page.html
    # What there is none of is not counted.
    assert "no claims" not in strike.page("topics/").text


def test_the_timeline_tells_what_is_told_and_who_dates_an_event_otherwise(strike: Site) -> None:
    text = strike.page("timeline/").text

    assert (
        "18 May 2031 Accepted · Ana Rivera, according to Mia Brandt: "
        "on the demand Raise the pay of the night crews · Reported on 19 May 2031: "
        "“The director gave way.”"
    ) in text
    assert (
        "Rally at the gate East gate Sources give different dates: "
        "30 Apr 2031 · Mia Brandt, in Harbour Gazette · quote"
    ) in text
    assert "Date unknown" in text.partition("19 May 2031")[2]


_CRACKS = """
    text: The crane works knew of the cracks.
    by: dock-union
    against: [crane-works, port-authority]
    kind: accusation
    replies:
      - {by: crane-works, reply: denied, quote: works-speak#no-cracks}
      - {by: port-authority, reply: none_found, searched_through: 2031-05-31}"""
_WORKS = """
    title: The works speak
    source: {publisher: Harbour Gazette, published: 2031-05-21}
    defaults: {form: direct, speaker: crane-works}
    quotes:
      - {id: no-cracks, text: 'No cracks, no checks.'}
      - {id: soon, text: Not before the spring., said: {date: 2031-04-25}}
    claims:
      - {claim: knew-of-cracks, act: asserted, by: dock-union, date: 2031-05-20}
    responses:
      - {demand: crane-checks, by: crane-works, response: premise_denied, quote: no-cracks}
      - {demand: [crane-repairs, crane-checks], by: crane-works, response: rejected, quote: soon}"""


def _works(folder: Path, rows: str = "") -> Desk:
    article = _WORKS.replace("    responses:", f"{rows}    responses:")
    return walkout(
        folder, {"claims/knew-of-cracks.yml": _CRACKS, "articles/works-speak.yml": article}
    )


def _on_timelines(desk: Desk) -> tuple[str, str]:
    """All of the timeline, and the own page of one in parts."""
    site, views = Site(desk), timeline_list(Context(desk), 8)
    whole, own = site.page("timeline/").text, views.page(views.parts[0])
    assert own.part.leads_on
    site.pages["timeline/"] = replace(site.planned("timeline/"), view=lambda: own)
    return whole, site.page("timeline/").text


def test_a_reply_to_a_claim_is_on_the_timeline_beside_what_else_its_quote_does(
    tmp_path: Path,
) -> None:
    answered = "Premise denied · Crane Works: on the demand Have the cranes checked"
    denied = "Denied · Crane Works: Claim by Dock Union: The crane works knew of the cracks."
    whole, own = _on_timelines(_works(tmp_path))

    for text in (whole, own):
        assert text.count(answered) == text.count(denied) == 1
        assert f"{denied} · “No cracks, no checks.”" in text
        # A search that found no reply is none.
        assert "· Port Authority: Claim by Dock Union" not in text
    # What the article has as an act on the claim as well is there once.
    row = "      - {claim: knew-of-cracks, act: denied, by: crane-works, quote: no-cracks}\n"
    assert Site(_works(tmp_path, row)).page("timeline/").text.count(denied) == 1


def test_the_timeline_names_whose_a_claim_is_once_and_lists_say_what_a_note_is(
    tmp_path: Path,
) -> None:
    told = "{claim: knew-of-cracks, act: asserted, by: dock-union, told_by: crane-works"
    row = f"      - {told}, quote: no-cracks, date: 2031-05-19, note: Nobody asked.}}\n"
    site = Site(_works(tmp_path, row))
    text = site.page("timeline/").text
    knew = "The crane works knew of the cracks."
    assert f"Stated · Dock Union, according to Crane Works: {knew}" in text
    # One who speaks for those whose claim it is does not say whose it is.
    assert "Stated · Mia Brandt: Claim by Dock Union: The authority hid a report" in text
    # A list says that there is a note, and what that means; the claim's page has the note.
    listed, own = site.page("claims/").text, site.page("claims/knew-of-cracks/").text
    assert "according to Crane Works*." in listed
    assert "* The linked page says more." in listed
    assert "Nobody asked." in own
    assert "*" not in own


def test_the_timeline_names_the_demand_that_an_answer_came_before(tmp_path: Path) -> None:
    for text in _on_timelines(_works(tmp_path)):
        assert "Rejected · Crane Works: on the demand Repair the cranes" in text
        early = "on the demand Have the cranes checked (before the demand was first made) · “Not"
        assert early in text
        assert "Repair the cranes (before" not in text


def test_a_withheld_or_retracted_quote_stays_so_on_the_timeline(tmp_path: Path) -> None:
    article = """
        title: What was taken back
        source: {publisher: Harbour Gazette, published: 2031-05-09}
        defaults: {form: direct, said: {date: 2031-05-09}}
        quotes:
          - {id: gone, speaker: rivera, state: withheld, note: A court forbids it.}
          - {id: back, text: I saw it all., speaker: mayor, state: retracted}
          - {id: marks, text: safe, form: scare}
          - {id: said, text: The mayor called it safe., gist: It is safe., form: indirect,
             speaker: mayor}"""
    page = Site(walkout(tmp_path, {"articles/back.yml": article})).page("timeline/")

    assert "We do not show the words of this quote. Why: A court forbids it." in page.text
    assert "del" in page.tags
    assert "Quotation marks added by the writer; nobody is quoted: “safe”" in page.text
    assert "The Mayor: Reported, not quoted: It is safe." in page.text
    assert "The mayor called it safe." not in page.text


def test_sources_name_a_partys_own_outlet_and_lead_out_safely(tmp_path: Path) -> None:
    article = """
        title: Elsewhere
        source: {publisher: Coast Wire, published: unknown, via: Port Radio,
                 url: 'https://wire.example/a?b=1&c="2"'}"""
    page = Site(walkout(tmp_path, {"articles/elsewhere.yml": article})).page("sources/")

    # Publisher, who runs it, articles, quotes, how many of those checked match.
    assert "Dock Union A party to the dispute 1 1" in page.text
    assert "date of publication unknown · citing Port Radio · Read in the source 0" in page.text
    assert 'https://wire.example/a?b=1&c="2"' in page.links
    assert 'rel="noopener noreferrer"' in page.html


@pytest.mark.parametrize("family", FAMILIES)
def test_pages_are_sound(strike: Site, family: str) -> None:
    for uri in strike.pages:
        if not uri.startswith(family):
            continue
        page = strike.page(uri)
        assert not page.unbalanced, uri
        assert len(page.ids) == len(set(page.ids)), uri
        levels = [level for level, _ in page.headings]
        assert levels[0] == 1, uri
        assert levels.count(1) == 1, uri
        steps = pairwise(levels)
        assert all(below - above <= 1 for above, below in steps), (uri, levels)


def test_an_empty_desk_has_its_lists(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    desk = load_desk(Settings(tmp_path / "content")).desk
    assert desk
    empty = Site(desk)

    assert "There are no demands yet." in empty.page("demands/").text
    for family in FAMILIES:
        assert empty.page(family).headings[0][0] == 1
