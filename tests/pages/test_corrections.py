"""Every correction in one list, and the way to suggest another."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.desk.desks import article, good_desk, harbour
from tests.pages.rendering import Site
from tests.tiny_site import TinySite
from tests.views.strike import FILES, RALLY

MORE = {
    **RALLY,
    "corrections": [
        *RALLY["corrections"],
        {"date": "2031-05-06", "item": "hidden", "field": "state", "kind": "removal",
         "whose": "desk", "note": "By order of a court."},
        {"date": "2031-05-05", "item": "taken-back", "field": "state", "kind": "state",
         "whose": "speaker", "was": "live", "now": "retracted"},
        {"date": "2031-05-05", "item": "no-money", "field": "speaker", "was": "rivera",
         "now": "okafor", "kind": "attribution", "whose": "desk"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    content = harbour(tmp_path_factory.mktemp("d"), {**FILES, "articles/rally.yml": MORE})
    return Site(good_desk(content)).page("corrections/").text


def test_the_newest_comes_first_with_what_stood_there_before(page: str) -> None:
    places = [page.index(date) for date in ("6 May 2031", "5 May 2031", "4 May 2031")]
    assert places == sorted(places)
    assert "Before There is no honey Now There is no money" in page
    assert "4 corrections." in page


def test_names_and_words_of_the_site_stand_for_ids_and_codes(page: str) -> None:
    assert "Before Not disputed or withdrawn Now Retracted" in page
    assert "Before Ana Rivera Now Sam Okafor" in page


def test_what_is_withheld_is_listed_too(page: str) -> None:
    assert "By order of a court." in page
    assert "2 quotes were withdrawn or withheld." in page


def test_what_was_taken_back_is_linked_with_its_reason(tmp_path: Path) -> None:
    content = harbour(tmp_path, {**FILES, "articles/rally.yml": MORE})
    page = Site(good_desk(content)).page("corrections/")
    _, _, section = page.text.partition("Withdrawn or withheld")

    assert {"../quotes/rally/hidden/", "../quotes/rally/taken-back/"} <= set(page.links)
    assert "Withheld" in section
    assert "Retracted" in section
    assert "A court forbids it." in section


def test_what_somebody_else_said_was_not_withdrawn(tmp_path: Path) -> None:
    wrong = {"id": "wrong", "text": "Sell them.", "speaker": "brandt", "form": "direct"}
    wrong |= {"state": "misattributed", "note": "It was another."}
    files = {"articles/news.yml": article(quotes=[wrong])}
    text = Site(good_desk(harbour(tmp_path, files))).page("corrections/").text
    assert "One quote was misattributed." in text
    assert "ithdrawn or withheld" not in text


def test_a_desk_without_corrections_says_so(tmp_path: Path) -> None:
    text = Site(good_desk(harbour(tmp_path, {}))).page("corrections/").text
    assert "No corrections so far." in text


@pytest.mark.parametrize("scheme", ["mailto:desk@example.org?", "https://example.org/issues/new?"])
def test_each_quote_act_and_claim_can_be_objected_to(tmp_path: Path, scheme: str) -> None:
    site = TinySite.at(tmp_path / "desk")
    option = f'suggest_corrections: "{scheme}subject={{title}}&body={{body}}"'
    site.edit("site_config.yml", "coverage:", f"{option}\n      coverage:")
    site.done("build")
    for address, reference in {
        "quotes/rally/ten-per-cent/": "rally#ten-per-cent",
        "demands/pay-rise/": "stated: Dock Union & Friends, 2031-05-02",
    }.items():
        html = site.page(address)
        (link,) = {part.split('"')[0] for part in html.split('href="') if part.startswith(scheme)}
        fields = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
        assert fields["subject"] == [f"Correction: {reference}"]
        assert "https://harbour.example.org/quotes/rally/ten-per-cent/" in fields["body"][0]
    assert 'href="../../corrections/"' in site.page("demands/pay-rise/")


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "desk@example.org", "mailto:a@b?x={words}", "data:text/html,x"]
)
def test_only_an_address_that_can_be_followed(tmp_path: Path, value: str) -> None:
    site = TinySite.at(tmp_path / "desk")
    site.edit("site_config.yml", "coverage:", f'suggest_corrections: "{value}"\n      coverage:')
    run = site.ended(2, "check")
    assert "suggest_corrections" in run.stderr


def test_an_act_of_a_claim_and_the_claim_itself_can_be_objected_to(tmp_path: Path) -> None:
    site = Site(
        good_desk(harbour(tmp_path, FILES)), suggest="mailto:desk@example.org?s={reference}"
    )
    links = [link for link in site.page("claims/empty-fund/").links if link.startswith("mailto:")]
    said = [parse_qs(urlsplit(link).query)["s"] for link in links]
    assert said == [["asserted: Sam Okafor, 2031-05-02"], ["claims/empty-fund/"]]
