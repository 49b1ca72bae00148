"""There are words for every kind of change, in every language."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

import pytest
from tests.changes.table import told_fields
from yaml import CSafeLoader, load

from onrecord.changes.changes import FACT_VALUES, KINDS, Change
from onrecord.changes.compared_states import ActorNames
from onrecord.records import vocabulary
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import catalogue_languages, packaged_templates, template_folders
from onrecord.render.words import Words
from onrecord.review.wording import change_text

FOLDERS = template_folders(None)
LANGUAGES = catalogue_languages(FOLDERS)


@cache
def say(language: str) -> PlainWords:
    return PlainWords(Words.load(FOLDERS, language))


@cache
def section(language: str, *keys: str) -> Mapping[str, Any]:
    file = packaged_templates() / "words" / f"{language}.yml"
    tree: Any = load(file.read_text(encoding="utf-8"), Loader=CSafeLoader)
    for key in keys:
        tree = tree[key]
    return dict(tree)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_fact_field_and_record_has_words_and_no_others_do(language: str) -> None:
    facts = {fact for kind in KINDS.values() for fact in kind.facts}
    assert section(language, "changes", "kind").keys() == KINDS.keys()
    assert section(language, "changes", "fact").keys() == facts - {"field"}
    assert told_fields() <= section(language, "changes", "field").keys()
    assert section(language, "changes", "record").keys() == {kind.record for kind in KINDS.values()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_can_be_told_whatever_is_known_of_it(language: str) -> None:
    words = say(language)
    for name, kind in KINDS.items():
        for known in ("", "2031-05-02", "stated"):
            facts = dict.fromkeys(kind.facts, known) | {"count": "3"}
            told = change_text(Change(name, kind.record, "x", kind.weight, facts), words)
            assert told.label[:1] == told.label[:1].upper() != ""
            assert "{" not in told.label + told.subject


# What `Change.values` and the facts name, but for texts, dates and languages.
SECTIONS = {
    *(set(FACT_VALUES.values()) - {"date", "changes.field"}),
    *("action", "basis", "claim_kind", "form", "genre", "kind", "outcome"),
    *("standing", "state", "strength", "translated_by", "verdict"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_value_is_put_into_words(language: str) -> None:
    """A word of the catalogue that needs more than its value would be a traceback."""
    words, weight = say(language), KINDS["quote-changed"].weight
    for values in SECTIONS:
        for value in section(language)[values]:
            change = Change("quote-changed", "quote", "x", weight, {}, value, None, values)
            assert change_text(change, words).old


def test_a_value_without_words_is_shown_as_it_is() -> None:
    change = Change(
        "quote-changed", "quote", "x", KINDS["quote-changed"].weight, {}, "qxy", "sk", "language"
    )
    told = change_text(change, say("en"))
    assert (told.old, told.new) == ("qxy", "Slovak")


def test_names_are_shown_whole_before_and_after() -> None:
    kind = "quote-attribution-changed"
    names = ("Mia Brandt, Dock Union", "Mia Brandt, Ferry Line")
    change = Change(kind, "quote", "x", KINDS[kind].weight, {}, *names, "names")
    told = change_text(change, say("en"))
    assert (told.form, told.old, told.new) == ("replaced", *names)


def test_a_text_turns_nothing_that_follows_it() -> None:
    turned, ended = "\N{RIGHT-TO-LEFT OVERRIDE}ynaJ", "\N{POP DIRECTIONAL FORMATTING}"
    facts = {"speaker": ActorNames(turned, f"the {turned}"), "publisher": "Harbour Post"}
    change = Change(
        "quote-text-changed",
        *("quote", "x"),
        KINDS["quote-text-changed"].weight,
        facts,
        f"We {turned} now",
        f"We {turned} soon",
    )
    told = change_text(change, say("en"))
    assert told.subject == f"the {turned}{ended}\u00a0· Harbour Post"
    assert told.old.endswith(ended)
    assert told.segments[0].text == f"We {turned} {ended}"


def test_every_word_for_a_translator_is_there() -> None:
    translators = set(get_args(vocabulary.TranslatedBy))
    for language in LANGUAGES:
        assert section(language, "changes", "translated_by").keys() == translators
