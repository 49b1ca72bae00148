"""Every catalogue says all that the English one says, with the same places and its own plurals."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from tests.fast_yaml import texts_of

import onrecord
from onrecord.render.templates import catalogue_languages, packaged_templates
from onrecord.render.words import EXACT, FORMS
from onrecord.views.language import cldr_phrases, locale_of

READ = {".html", ".md", ".txt", ".typ", ".xml", ".py"}
FOLDER = packaged_templates() / "words"
LANGUAGES = catalogue_languages([packaged_templates()])
OTHERS = [language for language in LANGUAGES if language != "en"]

Tree = Mapping[str, Any]
NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def read(language: str) -> Tree:
    text = (FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    tree: Tree = texts_of(text)
    return tree


def flat(tree: Tree, prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Each key with its texts by plural form; one that is no plural has the form ``text``."""
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            yield key, {"text": value}
        elif "other" in value and len(value) > 1 and set(value) <= FORMS:
            yield key, dict(value)
        else:
            yield from flat(value, f"{key}.")


def places(text: str) -> set[str]:
    """The places of a text; a name with a capital is the one that opens a sentence."""
    return {name.lower() for _, name, _, _ in Formatter().parse(text) if name}


def of_a_language(key: str) -> bool:
    """Whether ``key`` says what differs from CLDR, and so need not be in another language."""
    return key == "locale" or key in dict(cldr_phrases(locale_of("en")))


def faults(tree: Tree, language: str, english: Tree) -> list[str]:
    """What is wrong with a catalogue, key by key."""
    ours, theirs = dict(flat(english)), dict(flat(tree))
    found = [f"{key}: missing" for key in ours if key not in theirs and not of_a_language(key)]
    known = ours.keys() | dict(cldr_phrases(locale_of(language)))
    found += [f"{key}: not in English" for key in theirs if key not in known]
    begun = [key for key, texts in theirs.items() if any(map(_begins_a_line, texts.values()))]
    found += [f"{key}: a line may begin with its dot" for key in begun]
    for key in ours.keys() & theirs.keys():
        found += [f"{key}: {fault}" for fault in _faults(theirs[key], language, ours[key])]
    return sorted(found)


def _begins_a_line(text: str) -> bool:
    """Whether a dot in ``text`` may come first on a line; the foot of a sheet has one line."""
    return " ·" in text and not text.startswith(("{address} · ", "Annot"))


def _faults(texts: dict[str, str], language: str, english: dict[str, str]) -> Iterator[str]:
    wanted = set().union(*map(places, english.values()))
    for form, text in texts.items():
        if extra := places(text) - wanted:
            yield f"{form}: no such place {sorted(extra)}"
    # A form may say its number in words; the rest stands in the form for many.
    if lost := places(texts.get("other", texts.get("text", ""))) ^ wanted:
        yield f"differs in the places {sorted(lost)}"
    if "text" in english or "text" in texts:
        if english.keys() ^ texts.keys() and "text" in english:
            yield "is no plural in English"
        return
    yield from _plural_faults(texts, language)


def _plural_faults(texts: dict[str, str], language: str) -> Iterator[str]:
    rule = locale_of(language).plural_form
    needed = {"other", *map(rule, range(200))}
    if missing := needed - texts.keys():
        yield f"lacks the forms {sorted(missing)}"
    if extra := texts.keys() - rule.tags - {"other", *EXACT}:
        yield f"has forms that {language} does not use: {sorted(extra)}"
    for form, text in texts.items():
        numbers = [n for n in range(200) if rule(n) == form and str(n) not in texts]
        if len(numbers) > 1 and "count" in places(texts["other"]) - places(text):
            yield f"{form}: stands for {numbers[:3]} and does not say which"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_whole(language: str) -> None:
    assert faults(read(language), language, read("en")) == []


def test_there_is_more_than_english() -> None:
    assert "fr" in OTHERS


ENGLISH: Tree = {
    "open": "Open {what}",
    "cranes": {"0": "no crane", "one": "one crane", "other": "{count} cranes"},
    "genre": {"report": "report", "other": "other"},
}
FRENCH: Tree = {
    "open": "Ouvrir {what}",
    "cranes": {"one": "{count} grue", "other": "{count} grues"},
    "genre": {"report": "article", "other": "autre"},
}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"open": None}, "open: missing"),
        ({"close": "Fermer"}, "close: not in English"),
        ({"open": "Ouvrir"}, "open: differs in the places ['what']"),
        ({"open": "Ouvrir {quoi}"}, "open: text: no such place ['quoi']"),
        ({"open": {"one": "{what}", "other": "{what}"}}, "open: is no plural in English"),
        ({"cranes": {"0": "aucune", "other": "{count}"}}, "cranes: lacks the forms ['one']"),
        (
            {"cranes": {"one": "une grue", "other": "{count} grues"}},
            "cranes: one: stands for [0, 1] and does not say which",
        ),
        (
            {"cranes": {"one": "{count}", "few": "{count}", "other": "{count}"}},
            "cranes: has forms that fr does not use: ['few']",
        ),
        ({"genre": {"report": "article"}}, "genre.other: missing"),
        ({"open": " · {what}"}, "open: a line may begin with its dot"),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_found(change: dict[str, Any], fault: str) -> None:
    tree = {key: value for key, value in {**FRENCH, **change}.items() if value is not None}
    assert faults(FRENCH, "fr", ENGLISH) == []
    assert fault in faults(tree, "fr", ENGLISH)


@pytest.mark.parametrize("language", OTHERS)
def test_hardly_a_phrase_is_left_in_english(language: str) -> None:
    """Names of styles and the like are the same in both; a sentence never is."""
    ours = dict(flat(read("en")))
    same = {
        key
        for key, texts in flat(read(language))
        for form, text in texts.items()
        if text == ours.get(key, {}).get(form)
        and len(re.findall(r"[^\W\d_]{2,}", re.sub(r"\{.*?\}", "", text))) > 2
    }
    assert same == set()


def test_french_is_set_as_french_is() -> None:
    """Curly apostrophes; no-break spaces before marks of two parts and inside the guillemets."""
    wrong = re.compile(
        rf"""['"]|[^{NARROW}](?=[;?!»])|«(?!{NARROW})|[^{NO_BREAK}]:(?=\s|$)|\s,|\.\.\."""
    )
    found = {
        key: text
        for key, texts in flat(read("fr"))
        for text in texts.values()
        if wrong.search(text)
    }
    assert found == {}, "put U+00A0 before ':', U+202F before ';', '?', '!', '»' and after '«'"


def test_no_french_word_judges_a_silence() -> None:
    judging = re.compile(r"ignor|silenc|muet|sans suite|adouci|resté\w* sans", re.IGNORECASE)
    text = (FOLDER / "fr.yml").read_text(encoding="utf-8")
    assert not judging.findall(text)


def test_no_french_name_stands_after_a_word_that_elides() -> None:
    """« de {name} » would be wrong before a vowel."""
    eliding = re.compile(
        r"\b(?:de|que|le|la|du|au) \{(?:\w*name\w*|who\w*|by|to|of|teller|party)\}"
    )
    text = (FOLDER / "fr.yml").read_text(encoding="utf-8")
    assert not eliding.findall(text)
    assert not re.findall(r"\b(?:de|que|ne|se|le|la|je|du|au) [aeiouéèêàâîô]\w*", text)


# The words that a template, or the program, names: `t('demand.title')`, `say("demand.title")`; what
# ends in an underscore is only the beginning of a key.
_NAMED = re.compile(
    r"\b(?:t|say|words|phrase\(say,)\(?\s*(['\"])([a-z][a-z_]*(?:\.[a-z0-9_]+)+)(?<!_)\1"
)


def test_all_words_that_are_named_are_there() -> None:
    known = dict(flat(read("en"))).keys() | dict(cldr_phrases(locale_of("en")))
    folders = (packaged_templates(), Path(onrecord.__file__).parent)
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in READ]
    named = {
        (key, file.name)
        for file in files
        for _, key in _NAMED.findall(file.read_text(encoding="utf-8"))
    }
    assert len(named) > 600
    assert {(key, file) for key, file in named if key not in known} == set()
