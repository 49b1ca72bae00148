"""The site of the second desk: whole, in two languages, safe, and silent on what is withheld."""

import html
import re
from collections.abc import Callable

import pytest
from tests.families import FAMILIES, busiest
from tests.languages.phrases import english_left
from tests.pages.rendering import Page
from tests.second_desk.conftest import DESK
from tests.tiny_site import TinySite

# Families that a desk has only where a list is long.
SPLIT = {name for name in FAMILIES if name.startswith("part of")}
# What stands in the content of the withheld quote's speaker, who says nothing else in that article.
WITHHELD = "Malverdoux"
# What would stand on a page where a text was taken for markup or for a template.
RUN = (b"<b>tows</b>", b"<b>ours</b>", b"<i>dues</i>", b"<script>alert", b"49 of them")
WORDS = "They sold their house for it"


@pytest.fixture(scope="module")
def french(copied: Callable[[], TinySite]) -> TinySite:
    site = copied()
    site.edit("site_config.yml", "- onrecord:", "- onrecord:\n      language: fr")
    site.done("build", "--strict")
    return site


def test_every_family_of_pages_is_there(english: TinySite) -> None:
    assert set(busiest(english.root / "site")) >= (
        set(FAMILIES) - SPLIT - {"search panel"}  # which is no page
    )


def test_what_looks_like_a_program_is_only_text(english: TinySite) -> None:
    night = english.page("topics/night-work/")
    assert "Night work | &lt;b&gt;tows&lt;/b&gt; and shifts" in night
    assert "{{ 7 * 7 }} of them" in night
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in english.page("actors/quay-federation/")
    assert "{{ amount }}" in english.page("quotes/board-notice-to-the-quays/a-loss/")
    assert "=cmd|&#39; /C calc&#39;!A0" in english.page("articles/fanal-on-the-walkout/")
    for name, body in english.built().items():
        if name.endswith(".html"):
            assert [script for script in RUN if script in body] == [], name


def test_old_addresses_lead_to_new_ones(english: TinySite) -> None:
    for old, new in (
        ("actors/porters-league/", "quay-federation/"),
        ("demands/night-rate/", "raise-the-night-rate/"),
        ("claims/two-crews/", "two-crews-promise/"),
        ("articles/fanal-first-day/", "fanal-on-the-walkout/"),
    ):
        assert new in english.page(old)


def test_words_keep_their_language_and_direction(english: TinySite) -> None:
    tows = english.page("quotes/wire-on-the-night-crews/no-tows/")
    assert '<blockquote class="original" lang="ar" dir="rtl">' in tows
    assert "French" in tows  # the language that it came through
    assert 'lang="bg"' in english.page("quotes/wire-on-the-night-crews/second-night/")
    assert "Дора Велинкар" in english.page("actors/")


def test_the_site_can_be_french(french: TinySite) -> None:
    content = "\n".join(file.read_text("utf-8") for file in DESK.rglob("*.*"))
    left = {}
    for address in busiest(french.root / "site").values():
        page = french.page(address)
        assert re.search(r'<html lang="fr"(?:>|\s+data-sheet=")', page), address
        left[address] = english_left(page, content)
    assert {address: found for address, found in left.items() if found} == {}


# By page: what it says, and what it does not.
SAYS = {
    # Who speaks for one of two that make a demand voiced it for that one, once of twice.
    "actors/odile-tarvane/": (
        [
            "Demands voiced for Fédération des Quais",
            "voiced 1 of 2 times · one of the 2 undated",
        ],
        ["voiced for Fédération des Quais and", "1 of 1"],
    ),
    # Nothing is said of a search for what another side answered; nobody is run by itself.
    "actors/harbour-board/": (
        [
            "Take back the suspended crane drivers: Deferred (on condition)",
            "Where we found no reply",
        ],
        ["Where we found no answer", "run by"],
    ),
    "": (["Refrain from raising the harbour dues: Accepted (on condition)"], []),
    "sources/": (["A party to the dispute"], ["Run by the Harbour Board"]),
    "demands/freeze-the-dues/": (
        # The only statement is in its words alone, and whom it addressed is said.
        [
            "Belmarre accepted it (on condition), in its own words.",
            "Ruy Fontelane, to Twin Ports Pact",
        ],
        ["All statements"],
    ),
    # An undated statement may be earlier or later: the one with a date is not called first or last.
    "demands/take-back-the-drivers/": (["First dated statement"], ["First made", "Last repeated"]),
    "timeline/2037/": (
        [
            "Accepted (on condition) · Ministry of Quays",
            "midnight (after the demand was withdrawn or",
        ],
        [],
    ),
    "quotes/fanal-column/burn-it/": (
        [
            "Retracted. The speaker has withdrawn these words.",
            "Was: “Not disputed or withdrawn” · Now:",
        ],
        ["The source that published"],
    ),
    # Who makes it is beside how often, not beside its end.
    "actors/salt-terminal/": (["twice since 9 Mar 2037 · by Night crews · Withdrawn 18 Mar"], []),
    "actors/federation-delegate/": (["Counting each statement once"], []),
    "briefings/first-fortnight/": (
        ["None of the 6 quotes", "Stated; no denial on record", "quote (words disputed)"],
        ["6 of 6", "Said by others too"],
    ),
}


@pytest.mark.parametrize("address", SAYS)
def test_a_page_says_what_is_on_record_and_no_more(english: TinySite, address: str) -> None:
    said, not_said = SAYS[address]
    text = Page(english.page(address)).text
    assert [words for words in said if words not in text] == []
    assert [words for words in not_said if words in text] == []


def test_references_have_the_typography_of_their_language(french: TinySite) -> None:
    page = html.unescape(french.page("quotes/gazeta-on-the-walkout/log-does-not-exist/"))
    assert "nenhum diário\u202f», Quai des Salines" in page
    assert "[Citation\u202f; disant citer" in page
    briefing = french.root / "briefing.md"
    french.done("brief", "--briefing", "first-fortnight", "-o", str(briefing))
    assert " · Adressée à\u00a0: Harbour Board of Belmarre — " in briefing.read_text("utf-8")


def test_withheld_words_are_in_no_file(copied: Callable[[], TinySite]) -> None:
    """Neither what `speakers` would give them, nor what an earlier build had."""
    site = copied()
    column = "content/articles/fanal/fanal-column.yml"
    withheld = "  - id: names-a-family\n    state: withheld\n"
    live = f"  - id: names-a-family\n    text: {WORDS}\n"

    site.edit(column, withheld, live)
    site.done("build")
    assert {words for words in (WORDS, WITHHELD) if not _files_with(words, site)} == set()

    site.edit(column, live, withheld)
    assert WITHHELD in (site.root / column).read_text(encoding="utf-8")
    site.done("build", "--strict")
    assert _files_with("names-a-family", site)  # its address works
    assert _files_with(WORDS, site) + _files_with(WITHHELD, site) == []


def _files_with(words: str, site: TinySite) -> list[str]:
    return [name for name, body in site.built().items() if words.encode() in body]
