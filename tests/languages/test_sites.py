"""The option `language`: a site in French, one in a language of its own, one without words."""

import re

import pytest
from tests.tiny_site import TinySite


def test_the_frame_of_a_french_site_with_a_word_of_its_own(site: TinySite) -> None:
    site.edit("site_config.yml", "- onrecord:", "- onrecord:\n      language: fr")
    site.write("templates/words/fr.yml", "sections: {demands: Revendications}\n")
    site.onrecord("build")
    assert ">Revendications</a>" in site.page()
    assert ">Citations</a>" in site.page()
    page = site.page("demands/")
    assert re.search(r'<html lang="fr"\s+data-sheet="', page)
    assert '<meta property="og:locale" content="fr_FR">' in page
    assert "1er mai 2031</time> \N{EN DASH} <time" in page
    assert '<html lang="fr">' in site.page("404.html")
    assert "Page introuvable" in site.page("404.html")


def test_a_language_without_words_is_a_fault_that_lists_those_that_have_some(
    site: TinySite,
) -> None:
    site.edit("site_config.yml", "- onrecord:", "- onrecord:\n      language: ar")
    run = site.ended(2, "build")
    assert "There are no words for 'ar'; there are for en, fr." in run.stderr
    assert "templates/words/ar.yml" in run.stderr
    assert not (site.root / "site").exists()


@pytest.mark.parametrize("value", ["no", "7", "../fr", "'FR fr'", "[fr]"])
def test_what_is_no_tag_of_a_language_is_a_fault(site: TinySite, value: str) -> None:
    site.edit("site_config.yml", "- onrecord:", f"- onrecord:\n      language: {value}")
    run = site.ended(2, "check")
    assert "Expected the tag of a language such as fr or pt-BR" in run.stderr


def test_a_site_adds_a_language_from_right_to_left(site: TinySite) -> None:
    site.edit("site_config.yml", "- onrecord:", "- onrecord:\n      language: ar")
    site.write("templates/words/ar.yml", "sections: {demands: المطالب}\n")
    site.done("build")
    page = site.page("quotes/rally/ten-per-cent/")
    assert re.search(r'<html lang="ar" dir="rtl"\s+data-sheet="', page)
    assert "المطالب" in page
    assert '<blockquote class="words words-short" lang="en" dir="ltr">' in page
