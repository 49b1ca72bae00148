"""What a reader is told of the comparison with the source, and of other wordings."""

from datetime import date
from pathlib import Path

import pytest
from tests.desk.desks import good_desk, harbour
from tests.pages.rendering import Site
from tests.views.strike import CLAIM, FILES, FLASH, RALLY

from onrecord.captures.lock import LOCK, write_lock
from onrecord.captures.verify import verify
from onrecord.reading.texts import word_diff
from onrecord.views.wordings import mostly_same

CAPTURE = """\
DOCKERS WANT MORE
“We want ten percent,” she said, “and we want it now.” There is no money — he said.
The strike fund's nearly empty, he said. They will, I tell you, give in, said a voice.
"""
MORE = {
    **RALLY,
    "quotes": [
        *RALLY["quotes"],
        {"id": "they-will", "text": "They [the owners] will … give in", "form": "direct",
         "speaker": "brandt", "translation": {"by": "source", "relay": "fa"}, "language": "en"},
        {"id": "again", "text": "We want ten percent and we want it in writing", "form": "direct",
         "speaker": "brandt", "language": "en", "said": {"date": "2031-05-03"}},
    ],
    "demands": [
        *RALLY["demands"],
        {"demand": "pay-rise", "act": "modified", "by": "dock-union", "quote": "again"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The strike, one of its sources captured and compared."""
    folder = tmp_path_factory.mktemp("checked")
    flash = {**FLASH, "note": "We do not have the full text."}
    content = harbour(folder, {**FILES, "articles/rally.yml": MORE, "articles/flash.yml": flash})
    captures = folder / "captures"
    captures.mkdir()
    (captures / "rally.txt").write_text(CAPTURE, encoding="utf-8")
    articles = good_desk(content).articles
    found = verify({"rally": articles["rally"]}, captures, {}, date(2031, 5, 20))
    # An error would stand in the way of a site: only what stands in the source stays in the lock.
    lines = [line for line in found.lines.values() if line.verdict != "absent"]
    write_lock(content / LOCK, lines)
    return Site(good_desk(content))


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("rally/ten-percent", "Matches its source, checked 20 May 2031."),
        ("rally/fund-is-empty", "Differs from its source in some words, checked 20 May"),
        (
            "rally/they-will",
            "checked 20 May 2031. The quote leaves words out. Words in brackets are added",
        ),
        ("flash/more-pay", "Published by Port Radio (run by Port Authority) on"),
        ("flash/more-pay", "Not compared with its source."),
    ],
)
def test_the_verdict_stands_with_its_date_and_whose_text_it_was(
    site: Site, quote: str, said: str
) -> None:
    assert said in site.page(f"quotes/{quote}/").text


def test_of_words_not_compared_the_copied_record_says_so_and_the_page_what_is_noted_of_the_source(
    site: Site,
) -> None:
    text = site.page("quotes/flash/more-pay/").text
    assert text.count("Not compared with its source.") == 2
    assert "We do not have the full text." in text
    assert "Not compared" not in site.page("quotes/rally/fund-is-empty/").text


def test_a_withheld_quote_says_nothing_of_it(site: Site) -> None:
    text = site.page("quotes/rally/hidden/").text
    assert "compared" not in text.lower()
    assert "checked" not in text.lower()


def test_a_card_in_a_list_says_it_in_a_few_words(site: Site) -> None:
    text = site.page("articles/rally/").text
    assert "Matches its source" in text
    assert "Differs from its source in some words" in text
    assert "Matches its source · abridged · words in brackets are added" in text


def test_words_through_a_third_language_carry_a_warning(site: Site) -> None:
    warning = "translated from a translation: not the words as they were spoken"
    assert warning in site.page("quotes/rally/they-will/").text
    assert warning not in site.page("quotes/rally/again/").text


def test_the_source_opens_at_the_words_that_were_found_there(site: Site) -> None:
    found = site.page("quotes/rally/ten-percent/").links
    assert any("#:~:text=We%20want,ten%20percent" in link for link in found)
    near = site.page("quotes/rally/fund-is-empty/").links
    assert not any("#:~:" in link for link in near)


def test_other_wordings_of_an_utterance_stand_side_by_side(site: Site) -> None:
    page = site.page("quotes/flash/more-pay/")
    assert "This version We want a tenth more" in page.text
    assert "tenth</mark>" in page.html
    assert "Underlined: words that the other version does not have." in page.text


def test_wordings_with_nearly_nothing_in_common_are_not_marked() -> None:
    short = word_diff("not an inch", "We were promised that the bloc would not expand by one inch.")
    assert not mostly_same(short, 60, 0.15)


def test_a_demand_shows_its_wording_from_the_first_to_the_last(site: Site) -> None:
    page = site.page("demands/pay-rise/")
    assert "How the wording changed" in page.text
    assert "<mark>in writing</mark>" in page.html


def test_sources_count_quotes_by_what_their_check_says(site: Site) -> None:
    text = site.page("sources/").text
    assert "source: matches word for word (3); some words differ (1); not checked (8); abri" in text


def test_without_a_lock_a_list_says_nothing_of_it(tmp_path: Path) -> None:
    content = harbour(tmp_path, {**FILES, "claims/empty-fund.yml": CLAIM})
    site = Site(good_desk(content))
    assert "its source" not in site.page("articles/flash/").text
    assert "Not compared" in site.page("quotes/rally/ten-percent/").text
