"""The words of each language: they load, and a fault in their file says what it is."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.fast_yaml import values_of

from onrecord.drafting import language_words as module
from onrecord.drafting.language_words import (
    LanguageFault,
    checked_language,
    languages,
    load_language,
)

FILE = Path(module.__file__).parent / "languages" / "en.yml"
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "draft-language.md"


@pytest.fixture
def data() -> dict[str, Any]:
    read: dict[str, Any] = values_of(FILE.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("code", languages())
def test_each_language_loads_with_its_kinds(code: str) -> None:
    language = load_language(f"{code}-CA")
    assert language is load_language(code)
    assert any(cue.strong for cue in language.cues.values())


FORMS = {
    "en": {"said": "say", "writes": "write", "replying": "reply", "put": "put", "denied": "deny"},
    "fr": {"déclaré": "déclarer", "dit": "dire", "jugea": "juger", "ajoutée": "ajouter"},
}


@pytest.mark.parametrize("code", FORMS)
def test_the_forms_of_verbs(code: str) -> None:
    cues = load_language(code).cues
    assert {form: cues[form].base for form in FORMS[code]} == FORMS[code]


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(LanguageFault, match="'xx'") as fault:
        load_language("xx")
    assert "en, fr" in fault.value.hint


FAULTS: dict[str, tuple[str, Any]] = {
    "there is no key verb$": ("verb", {}),
    "titles is missing": ("titles", None),
    "verbs must be a mapping|verbs. must be a mapping": ("verbs", "say"),
    "titles must be words": ("titles", {"a": "b"}),
    "demonyms must be a mapping": ("demonyms", "russian"),
    "demonyms.russian must be words": ("demonyms", {"russian": [1]}),
    "speaker_inside must be true or false": ("speaker_inside", "no"),
    "pronouns: there is no 'neuter'": ("pronouns", {"neuter": "it"}),
}


@pytest.mark.parametrize("message", FAULTS)
def test_a_fault_in_the_file_is_named(message: str, data: dict[str, Any]) -> None:
    key, value = FAULTS[message]
    with pytest.raises(LanguageFault, match=message):
        checked_language({**data, key: value}, "languages/en.yml")


def test_what_is_no_mapping_is_refused() -> None:
    with pytest.raises(LanguageFault, match="the file must be a mapping"):
        checked_language(["say"], "languages/en.yml")


def test_the_guide_has_each_key(data: dict[str, Any]) -> None:
    guide = set(re.findall(r"^\| `([a-z_.]+)` \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE))
    keys = {key for key in data if key != "verbs"} | {f"verbs.{key}" for key in data["verbs"]}
    assert guide == keys
