"""The JSON-LD of pages: what it says, and that it is schema.org's."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.fast_yaml import values_of
from tests.feeds.test_feeds import feeds_of
from tests.pages.rendering import Site
from tests.structured.strike_data import StrikeData, typed
from tests.views.strike import strike
from tests.views.walkout import walkout

from onrecord.exports.json_ld import json_ld
from onrecord.exports.json_ld_pages import is_download

HERE = Path(__file__).parent
PAGES: dict[str, dict[str, Any]] = values_of((HERE / "pages.yml").read_text("utf-8"))
ALLOWED: dict[str, list[str]] = values_of((HERE / "schema_org.yml").read_text("utf-8"))["types"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> StrikeData:
    return StrikeData(strike(tmp_path_factory.mktemp("data")))


@pytest.mark.parametrize("uri", PAGES)
def test_what_a_page_says(data: StrikeData, uri: str) -> None:
    expected = dict(PAGES[uri])
    absent, found = expected.pop("absent", []), data.main(uri)
    assert {name: found.get(name) for name in expected} == expected
    assert not set(absent) & set(found)


@pytest.mark.parametrize("uri", PAGES)
def test_a_processor_finds_only_types_and_properties_of_the_vocabulary(
    data: StrikeData, uri: str
) -> None:
    found = list(typed(data.expanded(uri)))
    assert found
    for types, node in found:
        allowed = {name for kind in types for name in ALLOWED[kind]}
        names = {name.removeprefix("https://schema.org/") for name in node if name[0] != "@"}
        assert names <= allowed, types


def test_the_page_of_an_article_tells_the_source_from_itself(data: StrikeData) -> None:
    page, source, _ = data.nodes("articles/rally/")
    assert page["@id"] == "https://desk.example/articles/rally/"
    assert source["@id"] == page["@id"] + "#source"
    assert source["url"] == "https://gazette.example/rally?a=1&b=2"
    assert source["archivedAt"] == "https://archive.example/rally"
    assert source["copyrightNotice"] == "All rights reserved"


def test_every_page_says_the_way_to_it(data: StrikeData) -> None:
    for uri in data.pages:
        way = data.nodes(uri)[-1]
        assert way["@type"] == "BreadcrumbList"
        steps: list[dict[str, Any]] = way["itemListElement"]  # type: ignore[assignment]  # it is that, or the next line fails
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"] == "https://desk.example/"
        assert steps[-1]["item"] == f"https://desk.example/{uri}"
    names = [step["name"] for step in data.nodes("quotes/rally/shout/")[-1]["itemListElement"]]  # type: ignore[attr-defined]  # as above
    assert names[:3] == ["Harbour desk", "Quotes", "Quotes from: Rally at the north gate"]


def test_a_demand_is_never_the_demand_of_the_vocabulary(data: StrikeData) -> None:
    found = json.dumps([data.nodes(uri) for uri in data.pages])
    assert '"@type": "CreativeWork"' in found
    assert '"Demand"' not in found
    assert "ClaimReview" not in found


def test_nobody_is_the_author_of_words_ascribed_wrongly(tmp_path: Path) -> None:
    words = {"id": "w", "text": "I quit", "speaker": "brandt", "form": "direct"}
    rumour = {
        "title": "A rumour",
        "source": {"publisher": "Port Radio", "published": "2031-05-02"},
        "quotes": [words | {"state": "misattributed"}],
    }
    found = StrikeData(strike(tmp_path, rumour=rumour)).main("quotes/rumour/w/")
    assert found["creativeWorkStatus"] == "misattributed"
    assert "creator" not in found
    assert found["isPartOf"]["@type"] == "Article"  # of no kind that is known


def test_without_an_address_all_are_relative_to_the_page(data: StrikeData) -> None:
    at_home = StrikeData(data.desk, url="")
    assert at_home.main("demands/pay-rise/")["@id"] == "../../demands/pay-rise/#demand"
    assert at_home.main("demands/pay-rise/")["additionalType"] == "urn:x-onrecord:demand"
    # Read where the page stands they are the same.
    quote = "quotes/rally/ten-percent/"
    assert at_home.expanded(quote) == data.expanded(quote)


@pytest.mark.parametrize(
    ("uri", "whether"),
    [
        ("data/onrecord.json", True),
        ("data/csv/quotes.csv", True),
        ("data/onrecord-csv.zip", True),
        ("data/onrecord.schema.json", False),
        ("actors/brandt/index.json", False),
    ],
)
def test_what_describes_the_data_is_none(uri: str, *, whether: bool) -> None:
    assert is_download(uri) is whether


def test_no_text_ends_the_script() -> None:
    hostile = "</script><!--<script>&amp; \u2028\u2029 ]]>"
    text = json_ld([{"@type": "Thing", "name": hostile}])
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text)["@graph"][0]["name"] == hostile


GATE = """
    title: At the gate
    added: 2031-05-06
    source: {publisher: Dock Union, published: 2031-05-05, party: dock-union}
    defaults: {form: direct, basis: on_record, said: {date: 2031-05-05}}
    quotes:
      - {id: open, text: Open the gate., speaker: brandt, original: {language: pt},
         translation: {by: source, relay: es}, bears_on: {demands: gate}}
      - {id: no, text: It stays shut., speaker: north-terminal, original: {language: fr},
         translation: {by: source}}
    demands:
      - {demand: gate, act: stated, by: brandt, quote: open}
      - {demand: gate, act: stated, by: dock-union, date: 2031-05-02,
         to: [port-authority, ministry]}
    responses: [{demand: gate, by: north-terminal, response: rejected, quote: no}]"""
DEMAND = """{title: Open the gate, by: dock-union, to: port-authority, topic: pay, action: do,
    strength: demand}"""
HARBOUR = "{name: Port Authority, kind: organisation, names: [{name: The quay, kind: metonym}]}"


# What makes a demand of two, and what is said of it.
MADE = [
    ("", "Our sources do not show anyone making this demand."),
    ("stated, by: dock-union", "Dock Union demanded this of Port Authority."),
    ("reported, by: mayor", "According to others, The Mayor demanded this of Port Authority."),
]


@pytest.mark.parametrize(("act", "said"), MADE)
def test_a_demand_is_described_by_who_makes_it_on_record(
    tmp_path: Path, act: str, said: str
) -> None:
    rows = f"demands: [{{demand: gate, act: {act}, date: 2031-05-02}}]" if act else ""
    files = {
        "demands/gate.yml": DEMAND.replace("by: dock-union", "by: [dock-union, mayor]"),
        "articles/gate.yml": f"""
            title: At the gate
            source: {{publisher: Harbour Gazette, published: 2031-05-20}}
            {rows}""",
    }
    assert StrikeData(walkout(tmp_path, files)).main("demands/gate/")["description"] == said


def test_a_demand_is_addressed_to_those_whom_it_always_addresses(tmp_path: Path) -> None:
    files = {
        "demands/gate.yml": DEMAND,
        "articles/gate.yml": GATE,
        "actors/port-authority.yml": HARBOUR,
    }
    desk = walkout(tmp_path, files)
    data, site = StrikeData(desk), Site(desk)
    asked = "Dock Union demanded this of Port Authority."
    assert data.main("demands/gate/")["description"] == asked
    # What others call it after its place is no name of it.
    assert "alternateName" not in data.main("actors/port-authority/")
    entries = json.loads(feeds_of(desk)["feed.json"])["items"]
    (answer,) = (entry for entry in entries if entry["title"].startswith("Rejected: North"))
    assert asked in answer["content_text"]
    assert "5 May 2031 · From a member of Port Authority; shown for context" in answer["title"]
    described = site.planned("demands/gate/").description
    assert described.startswith("Dock Union to Port Authority: Open the gate")
    # Of a quote the page has its own translation, and no demand twice.
    page = site.page("quotes/gate/open/").text
    assert "Translation translated from Portuguese via Spanish" in page
    assert "French" not in page
    assert "Related to" not in page
    assert "Published by Dock Union on 5 May 2031" in page
    assert "Link to it on the page of its article" in page
