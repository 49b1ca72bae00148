"""Which form a number takes: none is singular in French, and Ukrainian has few and many."""

from pathlib import Path

import pytest

from onrecord.render import Words
from onrecord.render.words import FORMS
from onrecord.views.language import locale_of


@pytest.mark.parametrize(
    ("language", "form", "counts"),
    [
        ("en", "one", [1]),
        ("en", "other", [0, 2, 11, 21, 101]),
        ("fr", "one", [0, 1]),
        ("fr-CA", "other", [2, 11, 101]),
        ("tlh", "other", [0, 2]),  # CLDR has no Klingon: as in English
        ("ja", "other", [0, 1, 2]),
        ("he", "two", [2]),
        ("uk", "one", [1, 21, 101]),
        ("uk", "few", [2, 3, 4, 22, 104]),
        ("uk", "many", [0, 5, 11, 12, 14, 111]),
        ("sr", "few", [2, 22]),
        ("sr", "other", [0, 5, 12]),
        ("pl", "many", [0, 5, 12, 21, 101]),
        ("cs", "few", [2, 3, 4]),
        ("cs", "other", [0, 5, 22]),
        ("sl", "two", [2, 102]),
        ("lt", "few", [2, 9, 22]),
        ("lt", "other", [0, 10, 11, 19]),
        ("lv", "zero", [0, 10, 11, 20]),
        ("ro", "few", [0, 2, 19, 101]),
        ("ro", "other", [20, 100]),
        ("mk", "one", [1, 21, 101]),
        ("ar", "zero", [0]),
        ("ar", "two", [2]),
        ("ar", "few", [3, 10, 103]),
        ("ar", "many", [11, 99, 111]),
        ("ar", "other", [100, 102]),
    ],
)
def test_the_form_of_a_number(language: str, form: str, counts: list[int]) -> None:
    rule = locale_of(language).plural_form
    assert {count: rule(count) for count in counts} == dict.fromkeys(counts, form)
    assert form in FORMS


def test_words_choose_by_their_language() -> None:
    forms = {"one": "{count} grue", "other": "{count} grues"}
    assert Words({"cranes": forms}, "fr")("cranes", count=0) == "0 grue"
    assert Words({"cranes": forms}, "en")("cranes", count=0) == "0 grues"
    assert Words({"cranes": {**forms, "0": ""}}, "fr")("cranes", count=0) == ""


def test_a_number_can_have_a_form_of_its_own() -> None:
    forms = {"one": "once", "2": "twice", "other": "{count} times"}
    words = Words({"times": forms}, "en")
    assert [words("times", count=count) for count in (1, 2, 3, 22)] == [
        "once", "twice", "3 times", "22 times",
    ]  # fmt: skip


def test_a_language_with_few_and_many_needs_no_code(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    forms = '{one: "{count} кран", few: "{count} крани", many: "{count} кранів", other: "?"}'
    (tmp_path / "words" / "uk.yml").write_text(f"cranes: {forms}\n", encoding="utf-8")
    words = Words.load([tmp_path], "uk")
    assert [words("cranes", count=count) for count in (1, 3, 5, 21)] == [
        "1 кран", "3 крани", "5 кранів", "21 кран",
    ]  # fmt: skip


def test_words_that_english_fills_in_keep_english_plurals(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.yml").write_text('cranes: {one: one crane, other: "{count} cranes"}')
    (tmp_path / "words" / "fr.yml").write_text("port: le port")
    assert Words.load([tmp_path], "fr")("cranes", count=0) == "0 cranes"


def test_a_kind_of_a_language_stands_on_the_language(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "fr.yml").write_text("port: le port\nquay: le quai\n")
    (tmp_path / "words" / "fr-CA.yml").write_text("quay: la jetée\n", encoding="utf-8")
    words = Words.load([tmp_path], "fr-CA")
    assert (words("port"), words("quay")) == ("le port", "la jetée")


def test_a_single_word_named_other_is_no_plural(tmp_path: Path) -> None:
    """Kinds of sources have one that is called so; overriding it leaves the others as they are."""
    for folder, text in (("own", "{other: else}"), ("ours", "{report: report, other: other}")):
        (tmp_path / folder / "words").mkdir(parents=True)
        (tmp_path / folder / "words" / "en.yml").write_text(f"genre: {text}\n")
    words = Words.load([tmp_path / "own", tmp_path / "ours"])
    assert (words("genre.report"), words("genre.other")) == ("report", "else")
