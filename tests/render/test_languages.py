"""What CLDR says of a language: with its catalogue alone, a language has dates, lists and names."""

from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import Markup

from onrecord.records import PartialDate
from onrecord.render import TemplateFault, Words
from onrecord.render.phrases import DateWords, PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.views.language import direction

CRANES = {
    "pl": '{one: "{count} dźwig", few: "{count} dźwigi", many: "{count} dźwigów", other: "?"}',
    "ar": '{zero: "لا رافعة", one: "رافعة", two: "رافعتان", few: "{count} رافعات",'
    ' many: "{count} رافعة", other: "{count} رافعة"}',
}
NAMES = ["Mia Brandt", "Ito", "Rivera"]


def words_of(folder: Path, language: str, text: str) -> Words:
    (folder / "words").mkdir(exist_ok=True)
    (folder / "words" / f"{language}.yml").write_text(text, encoding="utf-8")
    return Words.load([folder, packaged_templates()], language)


@pytest.mark.parametrize(
    ("language", "counted", "dates", "listed", "english"),
    [
        (
            "pl",
            ["0 dźwigów", "1 dźwig", "2 dźwigi", "5 dźwigów"],
            ["2 maj 2031", "maj 2031", "2031"],
            "Mia Brandt, Ito i Rivera",
            "angielski",
        ),
        (
            "ar",
            ["لا رافعة", "رافعة", "رافعتان", "5 رافعات"],
            ["2 مايو 2031", "مايو 2031", "2031"],
            "Mia Brandt وIto وRivera",
            "الإنجليزية",
        ),
    ],
)
def test_a_language_needs_its_catalogue_and_nothing_else(
    tmp_path: Path, language: str, counted: list[str], dates: list[str], listed: str, english: str
) -> None:
    words = words_of(tmp_path, language, f"cranes: {CRANES[language]}\n")
    assert [words("cranes", count=count) for count in (0, 1, 2, 5)] == counted
    say = PlainWords(words)
    assert [say.date(PartialDate.parse("2031-05-02"[:length])) for length in (10, 7, 4)] == dates
    assert say.phrases(NAMES) == listed
    assert say.language("en") == english


@pytest.mark.parametrize(
    ("language", "text", "day", "listed"),
    [
        ("en", "", "2 Sep 2031", "Mia Brandt, Ito and Rivera"),
        ("en-US", "sections: {demands: Demands}", "Sep 2, 2031", "Mia Brandt, Ito, and Rivera"),
        ("en", "locale: en-US", "Sep 2, 2031", "Mia Brandt, Ito, and Rivera"),
        ("en", "date: {months: {9: Sept}}", "2 Sept 2031", "Mia Brandt, Ito and Rivera"),
        ("en", 'date: {day: "{full_month} {day}"}', "September 2", "Mia Brandt, Ito and Rivera"),
        ("en", 'list: {end: "{first} & {second}"}', "2 Sep 2031", "Mia Brandt, Ito & Rivera"),
        ("en", 'list: {end: "[{first} + {second}]"}', "2 Sep 2031", "[Mia Brandt, Ito + Rivera]"),
        ("ja", "sections: {demands: 要求}", "2031年9月2日", "Mia Brandt、Ito、Rivera"),
        ("tlh", "sections: {demands: poQ}", "2 Sept 2031", "Mia Brandt, Ito and Rivera"),
    ],
)
def test_a_catalogue_says_what_differs_from_cldr(
    tmp_path: Path, language: str, text: str, day: str, listed: str
) -> None:
    say = PlainWords(words_of(tmp_path, language, text or "sections: {demands: Demands}"))
    assert say.date(PartialDate.parse("2031-09-02")) == day
    assert say.phrases(NAMES) == listed


def test_a_date_without_its_year_and_a_month_alone(tmp_path: Path) -> None:
    day = date(2031, 7, 1)
    said = {}
    for language in ("en", "fr", "hr"):
        dates = DateWords(words_of(tmp_path, language, "sections: {demands: x}"))
        said[language] = (dates.day_month(day), dates.month(day))
    assert said == {"en": ("1 Jul", "Jul"), "fr": ("1er juill.", "juill."), "hr": ("1. srp", "srp")}


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("fa", "Farsi"),
        ("uk", "Ukrainian"),
        ("pt-BR", "Brazilian Portuguese"),
        ("sr-Latn", "Serbian (Latin)"),
        ("de-1996", "German"),
        ("x-pier", "x-pier"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_the_name_of_a_language(tmp_path: Path, tag: str, name: str) -> None:
    assert words_of(tmp_path, "en", "language: {fa: Farsi}").language(tag) == name


def test_a_name_of_a_language_in_english_is_none_in_french(tmp_path: Path) -> None:
    words_of(tmp_path, "en", "language: {fa: Farsi}")
    assert words_of(tmp_path, "fr", "sections: {demands: x}").language("fa") == "persan"


def test_what_is_listed_is_escaped(tmp_path: Path) -> None:
    words = words_of(tmp_path, "en", "sections: {demands: x}")
    assert words.join([]) == ""
    assert words.join(["<i>"]) == "&lt;i&gt;"
    assert words.join(["<i>", Markup("<b>Ito</b>")]) == "&lt;i&gt; and <b>Ito</b>"
    macro = "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{{ t.join(['a', '<b>'], bold) }}"
    written = Environment(autoescape=True).from_string(macro).render(t=words)
    assert written == "<b>a</b> and <b>&lt;b&gt;</b>"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("locale: tlh", "'locale': CLDR has no 'tlh'"),
        (
            "cranes: {few: x, other: y}",
            "'cranes': the language has no form 'few'; it has 0, 1, 2, o",
        ),
        ("cranes: {zero: x, one: y, other: z}", "the language has no form 'zero'"),
    ],
)
def test_what_cldr_does_not_have_is_a_fault(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TemplateFault, match=message):
        words_of(tmp_path, "en", text)


@pytest.mark.parametrize(
    ("tags", "said"),
    [("ar he fa-IR ckb dv arc pa-PK pa-Arab iw", "rtl"), ("en fr ar-Latn pa ks-Deva x-pier", None)],
)
def test_the_direction_of_a_language(tags: str, said: str | None) -> None:
    assert {tag: direction(tag) for tag in tags.split()} == dict.fromkeys(tags.split(), said)
