"""The catalogue of words: what a template may ask of it, and how a site says things its own way."""

from html import unescape
from pathlib import Path

import pytest
from markupsafe import Markup

from onrecord.records import PartialDate
from onrecord.render import TemplateFault, Words, WordsFault
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates


def test_words_are_escaped_and_so_is_what_is_put_into_them() -> None:
    words = Words({"heard": "{who} & others"})
    assert words("heard", who="<b>Port</b>") == "&lt;b&gt;Port&lt;/b&gt; &amp; others"
    assert words("heard", who=Markup("<b>Port</b>")) == "<b>Port</b> &amp; others"


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("heard", {"who": '<b> & "all" &amp;'}, '<b> & "all" &amp; & others'),
        ("heard", {"who": Markup("<i>A &amp; B</i>")}, "<i>A & B</i> & others"),
        ("heard", {"who": 1234}, "1,234 & others"),
        ("inside", {"who": "Union (north & east)"}, "(Union \N{EN DASH} north & east)"),
        ("crew", {"count": 1}, "one & only"),
        ("crew", {"count": 2000}, "2,000 & more"),
        ("alone", {}, "<A & B>"),
    ],
)
def test_plain_words_are_what_html_would_show_and_nothing_is_escaped_for_them(
    key: str, values: dict[str, object], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    crew = {"one": "one & only", "other": "{count} & more"}
    words = Words(
        {"heard": "{who} & others", "inside": "({who})", "crew": crew, "alone": "<A & B>"}
    )
    html = unescape(str(words(key, **values)))
    if all(type(value) is str for value in values.values()) and key != "inside":
        monkeypatch.setattr("onrecord.render.words.escaped", None)
    made = PlainWords(words)(key, **values)
    assert made == said == html
    assert type(made) is str


@pytest.mark.parametrize(
    ("count", "said"), [(0, "nobody"), (1, "one docker"), (2, "2 dockers"), (1234, "1,234 dockers")]
)
def test_a_plural_is_chosen_by_count(count: int, said: str) -> None:
    forms = {"0": "nobody", "one": "one docker", "other": "{count} dockers"}
    assert Words({"crew": forms})("crew", count=count) == said


def test_a_brace_is_written_twice() -> None:
    assert Words({"set": "{{{name}}}"})("set", name="cranes") == "{cranes}"


@pytest.mark.parametrize(
    ("publisher", "said"),
    [
        ("Port Authority (press office), English", "(Port Authority - press office, English)"),
        ("Union (north (old gate)) and all", "(Union - north - old gate - and all)"),
        (Markup('<a href="/x">Union (north)</a>'), '(<a href="/x">Union - north</a>)'),
        ("https://port.example/gate_(north)", "(https://port.example/gate_(north))"),
    ],
)
def test_brackets_within_brackets_are_dashes(publisher: str, said: str) -> None:
    words = Words({"source": "({of})", "from": "from {of}"})
    assert words("source", of=publisher) == said.replace(" - ", " \N{EN DASH} ")
    assert words("from", of=publisher) == f"from {publisher}"


def test_zero_is_plural_where_it_has_no_words_of_its_own() -> None:
    assert Words({"crew": {"one": "one", "other": "{count} dockers"}})("crew", count=0) == (
        "0 dockers"
    )


@pytest.mark.parametrize(
    ("key", "values", "message"),
    [
        ("strike.end", {}, "there is no text for 'strike.end'"),
        ("strike.start", {}, "need a value for 'day'"),
        ("strike", {}, "there is no text for 'strike'"),
        ("crew", {}, "need a 'count'"),
    ],
)
def test_what_is_missing_is_an_error(key: str, values: dict[str, object], message: str) -> None:
    words = Words({"strike": {"start": "from {day}"}, "crew": {"one": "one", "other": "{count}"}})
    with pytest.raises(WordsFault, match=message):
        words(key, **values)


def test_the_hint_says_which_placeholders_there_are() -> None:
    words = Words({"strike": "from {dya}"})
    with pytest.raises(WordsFault) as raised:
        words("strike", day="2 May", by="us")
    assert raised.value.hint.endswith("its placeholders are: {day}, {by}")


def test_a_site_overrides_single_words(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.yml").write_text("date: {unknown: no date is given}\n")
    words = Words.load([tmp_path, packaged_templates()])
    assert words("date.unknown") == "no date is given"
    assert words("date.months.2") == "Feb"


def test_another_language_falls_back_to_english(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "de.yml").write_text("date: {unknown: Datum unbekannt}\n")
    words = Words.load([tmp_path, packaged_templates()], "de")
    assert words("date.unknown") == "Datum unbekannt"
    assert words("kinds.person") == "People"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: b\nc: [", 2, "not valid YAML"),
        ("- a", 1, "expected keys with texts"),
        ("by the way", 1, "expected keys with texts"),
        (
            "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> pier\n",
            2,
            "markers of an unfinished git merge",
        ),
        ("a: {one: x, other: [y]}", 1, "'a.other' should be a text"),
        ("a: '{day.month}'", 1, "'a': a placeholder is a name in braces, not {day.month}"),
        ("a: 'from {day'", 1, "'a': expected '}'"),
        ("", 1, "expected keys with texts"),
    ],
)
def test_a_spoilt_catalogue_is_pointed_at(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.yml").write_text(text)
    with pytest.raises(TemplateFault, match=message) as fault:
        Words.load([tmp_path])
    assert fault.value.diagnostic.line == line
    assert fault.value.diagnostic.file.endswith("words/en.yml")


@pytest.mark.parametrize(
    ("language", "date", "said"),
    [
        ("en", "2031-05-02", "on 2 May 2031"),
        ("en", "2031-05", "in May 2031"),
        ("en", "2031", "in 2031"),
        ("fr", "2031-05-02", "le 2 mai 2031"),
        ("fr", "2031-05", "en mai 2031"),
    ],
)
def test_a_date_in_a_sentence_has_the_preposition_of_its_precision(
    language: str, date: str, said: str
) -> None:
    words = PlainWords(Words.load([packaged_templates()], language))
    assert words.on(PartialDate.parse(date)) == said


@pytest.mark.parametrize(
    ("form", "date", "said"),
    [
        ("since", "2031-05-01", "depuis le 1er mai 2031"),
        ("since", "2031-05", "depuis mai 2031"),
        ("up_to", "2031-05-02", "jusqu\N{RIGHT SINGLE QUOTATION MARK}au 2 mai 2031"),
        ("up_to", "2031-05", "jusqu\N{RIGHT SINGLE QUOTATION MARK}en mai 2031"),
        ("until", "2031", "jusqu\N{RIGHT SINGLE QUOTATION MARK}en 2031"),
    ],
)
def test_a_date_has_other_prepositions_as_a_sentence_needs(form: str, date: str, said: str) -> None:
    words = PlainWords(Words.load([packaged_templates()], "fr"))
    assert words.on(PartialDate.parse(date), form) == said
