"""What a card says in lines: what is pasted (`pasted_lines.yml`), its name, its notes."""

import copy
from pathlib import Path
from typing import Any

import pytest
from tests.fast_yaml import values_of
from tests.views.strike import strike

from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.card_lines import card_name, card_notes, pasted_line
from onrecord.views.context import Context
from onrecord.views.lines import Span, text_of
from onrecord.views.quote_card import QuoteCard

CASES: dict[str, Any] = values_of(Path(__file__).with_name("pasted_lines.yml").read_text("utf-8"))
SAY = {tag: PlainWords(Words.load([packaged_templates()], tag)) for tag in ("en", "fr")}
SOURCE = {"publisher": "Harbour Gazette", "published": "2031-05-03", "genre": "news_report"}
SAID = {"speaker": "brandt", "form": "direct", "said": {"date": "2031-05-02"}}


NAMES: dict[str, tuple[dict[str, Any], str]] = {
    "long": (
        {"text": "We will stay until the port has paid every hour of every night."},
        "Mia Brandt, “We will stay until the port has paid…”",
    ),
    "quoting": (
        {"text": "Never!", "quoting": "rivera"},
        "Mia Brandt, attributing these words to Ana Rivera: “Never!”",
    ),
    "retracted": ({"text": "Never!", "state": "retracted"}, "Retracted: Mia Brandt, “Never!”"),
    "hidden": ({"state": "withheld", "note": "A court forbids it."}, "Mia Brandt, Withheld"),
}


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, QuoteCard]:
    """The card of each quote of the tables."""
    rows = {name: case["quote"] for name, case in CASES.items()}
    rows |= {name: changes for name, (changes, _) in NAMES.items()}
    quotes = [{**copy.deepcopy(SAID), "id": name, **changes} for name, changes in rows.items()]
    talk = {"title": "A talk", "source": SOURCE, "quotes": quotes}
    desk = strike(tmp_path_factory.mktemp("talk"), talk=talk)
    context = Context(desk)
    return {name: context.cards.card(desk.quotes[f"talk#{name}"]) for name in rows}


@pytest.mark.parametrize("name", CASES)
def test_a_pasted_line_says_who_said_it_when_and_by_whose_account(
    cards: dict[str, QuoteCard], name: str
) -> None:
    expected = {tag: text for tag, text in CASES[name].items() if tag != "quote"}
    assert {tag: pasted_line(cards[name], SAY[tag], "/q") for tag in expected} == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_name_tells_a_card_from_others_and_whose_words_it_has(
    cards: dict[str, QuoteCard], name: str
) -> None:
    assert card_name(cards[name], SAY["en"]) == NAMES[name][1]


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("stop", ()),
        ("translated", ("translated from Persian via Arabic",)),
        ("partial", ("part of a sentence",)),
        ("more", ("begins or ends within a sentence",)),
    ],
)
def test_notes_are_what_changes_the_meaning(
    cards: dict[str, QuoteCard], name: str, notes: tuple[str, ...]
) -> None:
    assert card_notes(cards[name], SAY["en"]) == notes


def test_a_line_put_within_brackets_has_dashes_in_the_place_of_its_own() -> None:
    roles = (Span("Chair (acting)", "name"), Span("; "), Span("Harbour Master"))

    line = SAY["en"].phrase("card.roles", roles=roles)

    assert text_of(line) == "(Chair \N{EN DASH} acting; Harbour Master)"
