"""What a quote takes from its article."""

from typing import Any

import pytest

from onrecord.reading import YamlText, parse
from onrecord.reading.nodes import plain
from onrecord.records.record_nodes import inherit

ARTICLE = """
defaults:
  form: direct
  basis: on_record
  said: {place: Pier 4, date: 2031-05-02}
speakers:
  rivera:
    speaking_as: Chair of the union
    original: {language: es}
    said: {date: 2031-05-01}
quotes:
"""


def quotes(yaml: str, article: str = ARTICLE) -> list[dict[str, Any]]:
    root, faults = parse(YamlText("strike.yml", article + yaml))
    assert root is not None
    assert not faults
    found = plain(inherit(root))["quotes"]
    return found if isinstance(found, list) else [found]


def test_the_quote_then_its_speaker_then_the_defaults() -> None:
    (quote,) = quotes("  - {id: one, speaker: rivera, basis: document}\n")
    assert quote == {
        "id": "one",
        "speaker": "rivera",
        "basis": "document",
        "speaking_as": "Chair of the union",
        "original": {"language": "es"},
        "said": {"date": "2031-05-01", "place": "Pier 4"},
        "form": "direct",
    }


def test_mappings_merge_key_by_key_and_lists_do_not() -> None:
    article = "defaults: {said: {place: Pier 4}, via: [one, two]}\nquotes:\n"
    (quote,) = quotes("  - {id: one, said: {date: 2031}, via: [three]}\n", article)
    assert quote["said"] == {"date": "2031", "place": "Pier 4"}
    assert quote["via"] == ["three"]


def test_another_speaker_takes_only_the_defaults() -> None:
    (quote,) = quotes("  - {id: one, speaker: okafor}\n")
    assert "original" not in quote
    assert quote["said"] == {"date": "2031-05-02", "place": "Pier 4"}


def test_the_defaults_may_name_the_speaker() -> None:
    (quote,) = quotes("  - id: one\n", ARTICLE.replace("form: direct", "speaker: rivera"))
    assert quote["speaker"] == "rivera"
    assert quote["speaking_as"] == "Chair of the union"


def test_the_writers_own_marks_take_no_speaker() -> None:
    article = "defaults: {speaker: rivera, basis: unknown}\nquotes:\n"
    assert quotes("  - {id: one, form: scare}\n", article) == [
        {"id": "one", "form": "scare", "basis": "unknown"}
    ]


def test_withheld_words_are_not_given_back() -> None:
    (quote,) = quotes("  - {id: one, speaker: rivera, state: withheld}\n")
    assert "original" not in quote
    assert quote["speaking_as"] == "Chair of the union"


def test_one_quote_may_stand_alone() -> None:
    (quote,) = quotes("  id: one\n")
    assert quote["form"] == "direct"


@pytest.mark.parametrize(
    "text",
    [
        "title: Strike\n",
        "- a list\n",
        "quotes: text\ndefaults: {form: direct}\n",
        "quotes: [text]\nspeakers: [rivera]\ndefaults: text\n",
        "quotes: [text, {speaker: {a: b}}]\ndefaults: {form: direct}\nspeakers: {rivera: x}\n",
    ],
)
def test_what_is_shaped_otherwise_is_left_to_the_fields(text: str) -> None:
    root, _ = parse(YamlText("strike.yml", text))
    assert root is not None
    inherit(root)
