"""A site in French, and words of other languages on a site in English, in French and in Arabic."""

import copy
import re
from typing import Any

import pytest
from tests.desk.desks import HARBOUR
from tests.languages.phrases import english_left
from tests.pages.rendering import Page, Site
from tests.views.strike import FILES, RALLY, strike

from onrecord.desk.desk import Desk

CLOSED = "البوابة مغلقة."
QUOTES: list[dict[str, Any]] = [
    {"id": "closed", "text": CLOSED, "language": "ar", "speaker": "brandt"},
    {
        "id": "closed-in-english",
        "text": "The gate is closed.",
        "language": "en",
        "original": {"language": "ar", "text": CLOSED},
        "translation": {"by": "source"},
        "speaker": "brandt",
    },
    {"id": "ferme", "text": "La grille est fermée.", "language": "fr", "speaker": "brandt"},
    {
        "id": "told",
        "text": "Brandt a dit que la grille était fermée.",
        "language": "fr",
        "form": "indirect",
        "gist": "The gate was closed.",
        "speaker": "brandt",
    },
]
CORRECTION = {
    "date": "2031-05-04", "item": "ferme", "was": "La grille est ouverte.", "kind": "wording",
    "now": "La grille est fermée.", "whose": "source", "field": "text",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    article = copy.deepcopy(RALLY)
    article["source"].update(language="ar", headline="البوابة مغلقة")
    article["quotes"] += QUOTES
    article["corrections"].append(CORRECTION)
    # French begins its months with a first, and names three with commas and an "et".
    first = {"id": "first", "text": "Enough", "speaker": "brandt", "said": {"date": "2031-05-01"}}
    article["quotes"].append({**first, "to": ["rivera", "okafor", "source-a"]})
    return strike(tmp_path_factory.mktemp("strike"), rally=article)


@pytest.fixture(scope="module")
def french(desk: Desk) -> Site:
    return Site(desk, "https://quai.example/", language="fr")


@pytest.fixture(scope="module")
def english(desk: Desk) -> Site:
    return Site(desk, language="en")


def quote(site: Site, name: str) -> Page:
    return site.page(f"quotes/rally/{name}/")


def opened(html: str, words: str) -> str:
    """The tag that ``words`` (with or without marks) stand in, and that around it."""
    found = re.search(rf"((?:<[^>]+>\s*){{1,2}})[«“]?\W?{re.escape(words)}", html)
    assert found, words
    return found[1]


def test_dates_names_and_marks_are_french(french: Site) -> None:
    text = quote(french, "first").text
    assert "1er mai 2031" in text
    assert "à : Ana Rivera, Sam Okafor et " in text
    assert (
        "«\N{NARROW NO-BREAK SPACE}Enough\N{NARROW NO-BREAK SPACE}»" in quote(french, "first").html
    )


def test_no_count_stands_in_the_plural_for_none_or_one(french: Site) -> None:
    for uri in french.pages:
        assert not re.search(
            r"\b[01] (?:citation|demande|prise|affirmation|article)s", french.page(uri).text
        )


def test_references_end_once(french: Site) -> None:
    """The style's stop stands inside the guillemets, or after them, never twice."""
    text = quote(french, "closed-in-english").text  # with every white space as a plain one
    assert "« The gate is closed. »" in text
    assert not re.search(r"[.,] »[.,]", text)
    assert "(2031, 2 mai)" in text


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_words_say_their_language_where_it_is_not_the_sites(desk: Desk, language: str) -> None:
    site = Site(desk, language=language)
    for name, tag, direction in (
        ("closed", "ar", "rtl"), ("closed-in-english", "en", "ltr"), ("ferme", "fr", "ltr"),
    ):  # fmt: skip
        text = {quote["id"]: quote["text"] for quote in QUOTES}[name]
        tags = opened(quote(site, name).html, text)
        assert (f'lang="{tag}"' in tags) == (tag != language)
        turned = direction != ("rtl" if language == "ar" else "ltr")
        assert (f'dir="{direction}"' in tags) == turned
        assert ("dir=" in tags) == turned


def test_an_original_says_its_language(english: Site) -> None:
    html = quote(english, "closed-in-english").html
    assert f'<blockquote class="original" lang="ar" dir="rtl"><p>{CLOSED}</p>' in html


def test_a_gist_is_ours_and_the_sentence_behind_it_is_not(english: Site) -> None:
    html = quote(english, "told").html
    assert "lang=" not in opened(html, "The gate was closed.")
    assert 'lang="fr"' in opened(html, "Brandt a dit")


def test_names_headlines_and_corrections_say_their_language(english: Site) -> None:
    assert '<span lang="fa" dir="rtl">میا برانت</span>' in english.page("actors/brandt/").html
    page = quote(english, "ferme").html
    assert '<dd lang="ar" dir="rtl">البوابة مغلقة</dd>' in page
    assert '<span lang="fr">La grille est ouverte.</span>' in page


def test_an_embed_says_the_language_of_the_words_and_of_what_is_around_them(french: Site) -> None:
    html = quote(french, "closed").html
    assert "lang=&#34;ar&#34; dir=&#34;rtl&#34;" in html
    assert "&lt;footer lang=&#34;fr&#34; dir=&#34;ltr&#34;&gt;" in html


def test_no_english_is_left_on_any_page(french: Site, english: Site) -> None:
    files = "\n".join(file.read_text("utf-8") for file in HARBOUR.rglob("*.yml"))
    content = "\n".join(map(str, [files, *FILES.values(), *QUOTES]))
    left = {uri: english_left(french.page(uri).html, content) for uri in french.pages}
    assert {uri: found for uri, found in left.items() if found} == {}
    assert english_left(english.page("demands/").html, content)
