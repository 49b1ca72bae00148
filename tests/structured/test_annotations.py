"""Quotes as Web Annotations: where the words stand in their source."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.views.strike import RALLY, strike

from onrecord.captures.lock import LockLine, compared_words, words_digest
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry
from onrecord.exports.json_ld import annotated, annotation_page

# What the model allows in each (https://www.w3.org/TR/annotation-model/), as far as we use it.
MODEL = {
    "AnnotationPage": {"@context", "id", "type", "items"},
    "Annotation": {"id", "type", "motivation", "creator", "body", "target"},
    "Organization": {"type", "name"},
    "Text": {"id", "type", "format"},
    "SpecificResource": {"type", "source", "selector", "state"},
    "TextQuoteSelector": {"type", "exact", "prefix", "suffix"},
    "TextPositionSelector": {"type", "start", "end"},
    "TimeState": {"type", "sourceDateStart", "sourceDateEnd", "cached"},
}
WORDS = {"id": "w", "text": "We […] want it now", "speaker": "brandt", "form": "direct"}


def checked(entry: QuoteEntry, *spans: tuple[int, int], verdict: str = "exact") -> QuoteEntry:
    line = LockLine.model_validate(
        {
            "quote": entry.reference,
            "verdict": verdict,
            "words": words_digest(compared_words(entry.record)),
            "capture": "0" * 64,
            "spans": spans,
            "prefix": "she said: ",
            "suffix": " and left",
            "on": date(2031, 5, 9),
        }
    )
    return replace(entry, verdict=verdict, checked=line)


def page_of(*quotes: QuoteEntry) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(
        annotation_page("a", quotes, "Desk", lambda path: f"https://desk.example/{path}")
    )
    return made


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    source = RALLY["source"] | {"retrieved": "2031-05"}
    one = {"title": "One", "source": source, "quotes": [WORDS, WORDS | {"id": "x", "text": "Now"}]}
    hidden = {"id": "hidden", "speaker": "brandt", "form": "direct", "state": "withheld"}
    beside = one | {"quotes": [WORDS | {"text": "Now"}, hidden]}
    return strike(tmp_path_factory.mktemp("annotations"), one=one, beside=beside)


def test_a_quote_is_found_by_its_words_and_by_its_place(desk: Desk) -> None:
    made = page_of(checked(desk.quotes["one#x"], (40, 43)))
    (annotation,) = made["items"]
    assert annotation["body"]["id"] == "https://desk.example/quotes/one/x/"
    target = annotation["target"]
    assert target["source"] == "https://gazette.example/rally?a=1&b=2"
    assert target["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "Now",
            "prefix": "she said: ",
            "suffix": " and left",
        },
        {"type": "TextPositionSelector", "start": 40, "end": 43},
    ]


def test_the_day_of_the_capture_is_no_more_precise_than_it_is_known(desk: Desk) -> None:
    (annotation,) = page_of(checked(desk.quotes["one#x"], (40, 43)))["items"]
    assert annotation["target"]["state"] == {
        "type": "TimeState",
        "sourceDateStart": "2031-05-01T00:00:00Z",
        "sourceDateEnd": "2031-05-31T23:59:59Z",
        "cached": "https://archive.example/rally",
    }


def test_an_abridged_quote_has_a_target_for_each_run(desk: Desk) -> None:
    (annotation,) = page_of(checked(desk.quotes["one#w"], (10, 12), (30, 41)))["items"]
    quoted = [target["selector"][0] for target in annotation["target"]]
    assert [selector["exact"] for selector in quoted] == ["We", "want it now"]
    assert "prefix" in quoted[0]
    assert "suffix" not in quoted[0]
    assert "prefix" not in quoted[1]
    assert "suffix" in quoted[1]


def test_what_stands_beside_may_be_withheld(desk: Desk) -> None:
    (annotation,) = page_of(checked(desk.quotes["beside#w"], (40, 43)))["items"]
    assert annotation["target"]["selector"][0] == {"type": "TextQuoteSelector", "exact": "Now"}


def test_only_words_that_stand_in_a_source_with_an_address_are_annotated(desk: Desk) -> None:
    def found(*quotes: QuoteEntry) -> int:
        changed = {quote.reference: quote for quote in quotes}
        return sum(map(len, annotated(replace(desk, quotes={**desk.quotes, **changed})).values()))

    quote, nowhere = desk.quotes["one#x"], desk.quotes["flash#more-pay"]
    assert found() == 0
    assert found(checked(quote, (1, 4))) == 1
    assert found(checked(quote, (1, 4), verdict="exact_after_typography")) == 1
    assert found(checked(quote, (1, 4), verdict="close")) == 0
    assert found(replace(checked(quote, (1, 4)), verdict="stale")) == 0
    assert found(checked(nowhere, (1, 4))) == 0
    hidden = replace(checked(quote, (1, 4)), record=desk.quotes["beside#hidden"].record)
    assert found(hidden) == 0


def test_only_what_the_model_has_is_used(desk: Desk) -> None:
    def walk(value: object) -> None:
        if isinstance(value, list):
            for part in value:
                walk(part)
        elif isinstance(value, dict):
            assert set(value) <= MODEL[value["type"]]
            walk(list(value.values()))

    made = page_of(
        checked(desk.quotes["one#x"], (40, 43)), checked(desk.quotes["one#w"], (1, 3), (5, 9))
    )
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    walk(made)
