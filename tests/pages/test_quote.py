"""A quote on the page: the words first, nothing that may not be shown, nothing taken for markup."""

import copy
from pathlib import Path

import pytest
from tests.pages.rendering import Page, Site
from tests.views.strike import RALLY, strike


def quote(site: Site, quote_id: str) -> Page:
    return site.page(f"quotes/rally/{quote_id}/")


def in_order(text: str, *parts: str) -> None:
    """Check that ``parts`` stand in ``text`` one after the other."""
    at = 0
    for part in parts:
        found = text.find(part, at)
        assert found >= 0, f"{part!r} is not in: {text[at:]}"
        at = found + len(part)


def test_words_then_who_then_context_then_when_then_where_from(site: Site) -> None:
    in_order(
        quote(site, "ten-percent").text,
        "Mia Brandt, 2 May 2031",
        "“We want ten percent” […] “and we want it now”",
        "Mia Brandt, Secretary of the Dock Union, to Ana Rivera and Sam Okafor",
        "Asked what the union wants.",
        "2 May 2031, Harbour office · Talks at the harbour office",
        "Reported by Harbour Gazette on 3 May 2031, citing Coast Wire",
        "direct quote",
        "English translation by the publisher, via Arabic",
        "one of 2 versions",
        "Read in the source",
        "How we use this quote",
        "Raise the pay of dockers",
        "Other versions of this statement",
        "“We want a tenth more”",
        "A tenth for ten percent.",
        "The original, in Persian",
        "Source and checks",
    )


def test_the_original_says_its_language_and_direction(site: Site) -> None:
    html = quote(site, "ten-percent").html
    assert '<blockquote class="original" lang="fa" dir="rtl"><p>ده درصد می‌خواهیم' in html


def test_an_indirect_quote_is_said_to_be_none(site: Site) -> None:
    page = quote(site, "cold-soup")
    in_order(
        page.text,
        "Reported, not quoted: The soup was cold.",
        "The text published by Harbour Gazette",
        "Ms Brandt complained that the soup was cold.",
    )
    assert "“Ms Brandt" not in page.text
    assert site.planned("quotes/rally/cold-soup/").title == (
        "Mia Brandt, reported: The soup was cold."
    )


def test_scare_marks_are_the_writers(site: Site) -> None:
    text = quote(site, "so-called").text
    in_order(text, "“offer”", "Quotation marks added by the writer; nobody is quoted")
    title = site.planned("quotes/rally/so-called/").title
    assert title.startswith("Harbour Gazette, in the writer")
    assert "on the record" not in text, "nobody said it on any terms"


def test_words_in_another_language_have_their_gist_wherever_they_are_shown(tmp_path: Path) -> None:
    row = {"id": "stay", "text": "Nous restons.", "gist": "They <stay>.", "language": "fr"}
    kept = {key: RALLY[key] for key in ("title", "source", "defaults")}
    said = {**row, "speaker": "brandt", "about": "pay", "bears_on": {"demands": "pay-rise"}}
    again = {
        **row,
        "id": "again",
        "text": "Nous y tenons.",
        "gist": "It <matters>.",
        "speaker": "brandt",
    }
    stated = {"demand": "open-books", "act": "stated", "by": "dock-union"}
    article = {
        **kept,
        "quotes": [said, again],
        "demands": [{**stated, "quote": "stay"}, {**stated, "quote": "again"}],
    }
    site = Site(strike(tmp_path, paris=article))
    for address in (
        "quotes/paris/stay/",
        "quotes/paris/",
        "actors/brandt/",
        "quotes/",
        "timeline/",
        "topics/pay/",
        "demands/pay-rise/",
        "demands/open-books/",
    ):
        page = site.page(address)
        in_order(page.text, "“Nous restons.”", "In our words: They <stay>.")
        assert "<stay>" not in page.html
    # The page of a demand shows the words large, among all wordings, and each time it was made.
    text = site.page("demands/open-books/").text
    for words, gist in (("Nous restons.", "They <stay>."), ("Nous y tenons.", "It <matters>.")):
        shown = text.count(f"“{words}”")
        assert shown >= 2
        assert text.count(f"“{words}” In our words: {gist}") == shown


def test_words_passed_on_say_whose_and_by_whom_before_the_words(site: Site) -> None:
    in_order(
        quote(site, "never").text,
        "Sam Okafor, attributing these words to Ana Rivera:",
        "“Never in my life”",
    )
    assert site.planned("quotes/rally/never/").title.startswith(
        "Sam Okafor, attributing these words to Ana Rivera"
    )
    assert "Never in my life" not in site.page("actors/rivera/").text


def test_an_unnamed_source_is_called_so(site: Site) -> None:
    in_order(
        quote(site, "a-voice").text,
        "A person in the authority, date unknown",
        "(unnamed source)",
        "date unknown",
        "said on condition of anonymity",
    )


def test_a_speaker_whom_nobody_describes(site: Site) -> None:
    in_order(quote(site, "shout").text, "“Shame!”", "Unidentified speaker")


@pytest.mark.parametrize(
    ("quote_id", "state"), [("fund-is-empty", "Disputed"), ("taken-back", "Retracted")]
)
def test_a_state_stands_before_the_words_and_in_the_title(
    site: Site, quote_id: str, state: str
) -> None:
    page, planned = quote(site, quote_id), site.planned(f"quotes/rally/{quote_id}/")
    in_order(page.text, state, "“")
    assert planned.title.startswith(f"{state}: ")


def test_retracted_words_are_struck(site: Site) -> None:
    assert "<del>“He laughed”</del>" in quote(site, "taken-back").html
    assert "<del>" not in quote(site, "no-money").html


def test_a_correction_stands_right_below_the_words(site: Site) -> None:
    in_order(
        quote(site, "no-money").text,
        "“There is no money”",
        "Corrected 4 May 2031 (wording; by the source). Was: “There is no honey”",
        "Sam Okafor",
    )


def test_a_withheld_quote_keeps_its_address_and_nothing_else(site: Site) -> None:
    page, planned = quote(site, "hidden"), site.planned("quotes/rally/hidden/")
    in_order(page.text, "Withheld", "A court forbids it.", "Sam Okafor")
    assert "blockquote" not in page.tags
    assert not any(link.startswith("https://") for link in page.links)
    assert (planned.noindex, planned.source) == (True, None)
    assert planned.title == "Withheld quote from: Rally at the north gate"
    assert site.planned("quotes/rally/no-money/").source is not None


def test_whatever_a_quote_holds_is_text(tmp_path: Path) -> None:
    hostile = '<script>alert("1")</script> & \' "'
    rally = {
        **RALLY,
        "title": hostile,
        "quotes": [
            *RALLY["quotes"],
            {
                "id": "trap",
                "text": hostile,
                "speaker": "brandt",
                "form": "direct",
                "speaking_as": hostile,
                "context": hostile,
                "via": hostile,
                "note": hostile,
                "said": {"place": hostile},
                "original": {"language": "fa", "text": hostile},
            },
        ],
    }
    site = Site(strike(tmp_path, rally=rally))
    for uri in ("quotes/rally/trap/", "quotes/rally/", "articles/rally/", "articles/",
                "actors/brandt/", "quotes/", ""):  # fmt: skip
        page = site.page(uri)
        assert "script" not in page.tags
        assert page.unbalanced == []
    assert hostile in quote(site, "trap").text
    assert site.planned("articles/rally/").title == hostile


def test_an_address_in_the_query_is_escaped_once(site: Site) -> None:
    html = quote(site, "ten-percent").html
    assert 'href="https://gazette.example/rally?a=1&amp;b=2" rel="noopener noreferrer"' in html


def test_a_quote_says_through_what_it_was_said_and_where_in_the_source_it_is(
    tmp_path: Path,
) -> None:
    data = copy.deepcopy(RALLY)
    said = next(quote for quote in data["quotes"] if quote["id"] == "no-money")
    said["said"] = {"medium": "Letter to <the> crews"}
    said["locator"] = {"url": "https://gazette.example/p4", "page": "4", "time": "1:02:30"}
    page = Site(strike(tmp_path, rally=data)).page("quotes/rally/no-money/")
    in_order(
        page.text,
        "Talks at the harbour office · Letter to <the> crews",
        "on 3 May 2031, citing Coast Wire, page 4, at 1:02:30",
        "Read in the source",
    )
    assert 'href="https://gazette.example/p4#:~:text=There' in page.html
