"""What a reader can take along from a quote: links, words with attribution, references, HTML."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from tests.desk.desks import article
from tests.pages.rendering import Page, Site
from tests.views.strike import RALLY, strike

URL = "https://desk.example/record/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(strike(tmp_path_factory.mktemp("strike")), URL)


@pytest.fixture(scope="module")
def homeless(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that does not say where it is published."""
    return Site(strike(tmp_path_factory.mktemp("homeless")))


def quote(site: Site, quote_id: str) -> Page:
    return site.page(f"quotes/rally/{quote_id}/")


def form(page: Page, name: str) -> str:
    """A text as it is copied, by hand or by the script."""
    (found,) = re.findall(
        rf'<pre class="copy-text" id="copy-{name}">(.*?)</pre>', page.html, re.DOTALL
    )
    return unescape(re.sub(r"<[^>]+>", "", found))


def actions(page: Page) -> list[str]:
    """The actions of the row on a quote's own page."""
    row = page.html[page.html.index('<div class="copying"') :]
    row = re.sub(r'<div class="copy-forms">.*?</details>', "</details>", row, flags=re.DOTALL)
    row = row[: row.index("</div>")]
    found = re.findall(r"<(?:a|button|summary)[^>]*>([^<]*)<", row)
    return [unescape(text) for text in found]


def test_one_row_of_five_actions(site: Site) -> None:
    assert actions(quote(site, "ten-percent")) == [
        "In context",
        "Copy quote",
        "Copy the full record",
        "Link or cite",
        "Embed",
    ]


def test_a_card_in_a_list_opens_and_copies_and_no_more(site: Site) -> None:
    page = site.page("articles/rally/")
    card = page.html[page.html.index('id="quote-ten-percent"') :]
    (row,) = re.findall(r'<p class="actions">.*?</p>', card[: card.index("</figure>")], re.DOTALL)
    assert [found.strip() for found in re.findall(r"<(?:a|button)[^>]*>([^<]*)<", row)] == [
        "Copy",
        "Source",
    ]


def test_the_words_are_copied_with_all_that_goes_with_them(site: Site) -> None:
    assert form(quote(site, "ten-percent"), "attribution").splitlines() == [
        "“We want ten percent” […] “and we want it now”",
        "— Mia Brandt, Secretary of the Dock Union, to Ana Rivera and Sam Okafor",
        "Asked what the union wants.",
        "2 May 2031, Harbour office\u00a0· Talks at the harbour office",
        "Said in Persian\u00a0· English translation by the publisher, via Arabic",
        "Reported by Harbour Gazette on 3 May 2031, citing Coast Wire",
        "https://desk.example/record/quotes/rally/ten-percent/",
    ]


@pytest.mark.parametrize(
    ("quote_id", "begins"),
    [
        ("cold-soup", "Reported, not quoted: The soup was cold.\n— Mia Brandt"),
        ("so-called", "“offer”\n— Quotation marks added by the writer; nobody is quoted"),
        ("never", "Sam Okafor, attributing these words to Ana Rivera:\n“Never"),
        (
            "fund-is-empty",
            "Disputed. Someone disputes that this was said, or said in these words.\n“The",
        ),
        ("no-money", "“There is no money”\nCorrected 4 May 2031 (wording; by the source).\n— Sam"),
    ],
)
def test_copied_words_say_first_what_must_be_known(site: Site, quote_id: str, begins: str) -> None:
    assert form(quote(site, quote_id), "attribution").startswith(begins)


def test_a_card_copies_the_same_as_the_page_of_its_quote(site: Site) -> None:
    alone = form(quote(site, "ten-percent"), "line")
    templates = re.findall(
        r"<template>(.*?)</template>", site.page("articles/rally/").html, re.DOTALL
    )
    # The script puts there what the card has: 45 of the 46 letters of its words, and its address.
    words, address = (
        "“We want ten percent” […] “and we want it now",
        f"{URL}quotes/rally/ten-percent/",
    )
    places = {'<span data-words="45 46"></span>': words, "<span data-address></span>": address}
    lines = map(unescape, templates)
    assert alone in [
        re.sub("|".join(places), lambda place: places[place[0]], line) for line in lines
    ]


def test_the_link_alone_and_the_link_in_context(site: Site) -> None:
    page = quote(site, "ten-percent")
    assert form(page, "link") == f"{URL}quotes/rally/ten-percent/"
    assert form(page, "context") == f"{URL}articles/rally/#quote-ten-percent"
    assert "../../../articles/rally/#quote-ten-percent" in page.links


def test_the_context_of_a_late_quote_is_where_it_stands(tmp_path: Path) -> None:
    long: dict[str, Any] = article(
        quotes=[
            {"id": f"q{number}", "text": "No.", "speaker": "brandt", "form": "direct"}
            for number in range(130)
        ]
    )
    site = Site(strike(tmp_path, long=long), URL)
    for number in (24, 25, 99, 100, 129):
        where = form(site.page(f"quotes/long/q{number}/"), "context").removeprefix(URL)
        uri, _, anchor = where.partition("#")
        assert anchor in site.page(uri).ids, where


def test_without_an_address_of_the_site_one_is_left_open(homeless: Site) -> None:
    page = quote(homeless, "ten-percent")
    assert form(page, "link") == "[the address of this page]"
    assert form(page, "attribution").endswith("\n[the address of this page]")
    led = set(re.findall(r'data-address="([^"]*)"', page.html))
    # This page, or that to which the link of a card leads; and its place in the article.
    assert led == {"", "../../../articles/rally/#quote-ten-percent"}


def test_nothing_is_taken_along_of_withheld_words(site: Site) -> None:
    page = quote(site, "hidden")
    assert actions(page) == ["In context"]
    assert "copy-text" not in page.html


def test_an_embed_reads_alone(site: Site) -> None:
    html = form(quote(site, "ten-percent"), "embed")
    assert html.startswith(
        '<blockquote cite="https://desk.example/record/quotes/rally/ten-percent/" lang="en">\n'
        "<p>“We want ten percent” […] “and we want it now”</p>\n<footer>\n— Mia Brandt"
    )
    for part in (
        "Asked what the union wants.",
        "English translation by the publisher, via Arabic",
        "Reported by Harbour Gazette on 3 May 2031, citing Coast Wire",
        "Harbour desk</a></cite>\u00a0· Covers 2 May 2031 to 3 May 2031. Later events are not",
        "Corrections at <a href=",
    ):
        assert part in html
    assert Page(html).unbalanced == []


def test_an_embed_in_another_direction_says_so_and_ours_stays_ours(tmp_path: Path) -> None:
    words = {**RALLY["quotes"][0], "text": "ده درصد", "language": "fa"}
    rally = {**RALLY, "quotes": [words, *RALLY["quotes"][1:]]}
    html = form(quote(Site(strike(tmp_path, rally=rally), URL), "ten-percent"), "embed")
    assert 'lang="fa" dir="rtl">' in html.splitlines()[0]
    assert '<footer lang="en" dir="ltr">' in html


def test_an_embed_of_reported_speech_is_no_quotation(site: Site) -> None:
    html = form(quote(site, "cold-soup"), "embed")
    assert "<p>Reported, not quoted: The soup was cold.</p>" in html
    assert not re.search("blockquote|“|complained", html)


@pytest.mark.parametrize(
    ("quote_id", "first"),
    [
        ("never", "Sam Okafor, attributing these words to Ana Rivera"),
        ("fund-is-empty", "Disputed."),
    ],
)
def test_an_embed_says_before_the_words_whose_or_how_sure_they_are(
    site: Site, quote_id: str, first: str
) -> None:
    lines = form(quote(site, quote_id), "embed").splitlines()
    assert lines[1].startswith(f"<p>{first}")
    assert lines[2].startswith("<blockquote")


@pytest.mark.parametrize(("quote_id", "why"), [("taken-back", "withdrawn"),
                                               ("so-called", "Nobody is named")])  # fmt: skip
def test_what_is_not_for_embedding_says_why(site: Site, quote_id: str, why: str) -> None:
    page = quote(site, quote_id)
    assert "copy-embed" not in page.html
    assert re.search(rf"Embed {why}|Embed [^.]*{why}", page.text)


def test_an_embed_holds_text_and_no_markup_of_the_content(tmp_path: Path) -> None:
    hostile = '<script>alert("1")</script>&'
    trap = {
        **RALLY["quotes"][0],
        "text": hostile,
        "context": hostile,
        "speaking_as": hostile,
        "via": hostile,
        "said": {"place": hostile},
    }
    rally = {**RALLY, "quotes": [trap, *RALLY["quotes"][1:]]}
    embedded = Page(form(quote(Site(strike(tmp_path, rally=rally), URL), "ten-percent"), "embed"))
    assert "script" not in embedded.tags
    assert embedded.text.count("alert") == 5


@pytest.mark.parametrize(("characters", "length"), [(119, "short"), (120, "medium"),
                                                    (319, "medium"), (320, "long")])  # fmt: skip
def test_the_length_of_the_words_sets_their_size(
    tmp_path: Path, characters: int, length: str
) -> None:
    words = {**RALLY["quotes"][0], "text": "x" * characters}
    rally = {**RALLY, "quotes": [words, *RALLY["quotes"][1:]]}
    page = quote(Site(strike(tmp_path, rally=rally)), "ten-percent")
    assert f'<blockquote class="words words-{length}"' in page.html


@pytest.mark.parametrize("quote_id", ["ten-percent", "no-money", "fund-is-empty"])
def test_what_rests_on_a_quote_does_not_lead_to_the_page_it_stands_on(
    site: Site, quote_id: str
) -> None:
    html = quote(site, quote_id).html
    (evidence,) = re.findall(r'<section aria-labelledby="evidence">.*?</section>', html, re.DOTALL)
    assert f"quotes/rally/{quote_id}/" not in evidence
    assert "<a " in evidence
