"""References to quotes: a table of cases, in `citations.yml`."""

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from tests.fast_yaml import values_of
from tests.views.strike import strike

from onrecord.desk.desk import Desk
from onrecord.desk.settings import Coverage
from onrecord.records import PartialDate
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views import attribution
from onrecord.views.citation import apa_name, citations
from onrecord.views.context import Context, Publication
from onrecord.views.quote_pages import quote_view
from onrecord.views.source_facts import escaped_tex

TABLE: dict[str, Any] = values_of(Path(__file__).with_name("citations.yml").read_text("utf-8"))
CASES: dict[str, Any] = TABLE["cases"]
COVERAGE = Coverage(PartialDate.parse("2031-05-01"), PartialDate.parse("2031-05-04"))
SAY = PlainWords(Words.load([packaged_templates()]))


def article(case: dict[str, Any]) -> dict[str, Any]:
    base = TABLE["base"]
    quote = {**base["quote"], **case.get("quote", {})}
    return {
        "title": "A case",
        "event": base["event"],
        "source": {**base["source"], **case.get("source", {})},
        "quotes": [{key: value for key, value in quote.items() if value is not None}],
    }


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    cases = {name: article(case) for name, case in CASES.items()}
    return strike(tmp_path_factory.mktemp("citations"), **cases)


def cited(desk: Desk, name: str) -> dict[str, str]:
    case, reference = CASES[name], f"{name}#said"
    view = quote_view(Context(desk), desk.quotes[reference])
    coverage = COVERAGE if case.get("coverage", True) else None
    address = case.get("address", "https://desk.example/quotes/a/b/")
    publication = Publication("Harbour desk", coverage, "en", address)
    return dict(citations(view.card, publication, SAY, view.source))


@pytest.mark.parametrize("name", CASES)
def test_each_form(desk: Desk, name: str) -> None:
    found = cited(desk, name)
    expected = {form: text.rstrip("\n") for form, text in CASES[name]["expected"].items()}
    assert expected
    assert {form: found[form] for form in expected} == expected


def test_what_several_references_say_is_made_once(desk: Desk) -> None:
    with (
        patch("onrecord.views.citation.translation", wraps=attribution.translation) as notes,
        patch("onrecord.views.citation.chain", wraps=attribution.chain) as sources,
    ):
        assert len(cited(desk, next(iter(CASES)))) == 5
    assert notes.call_count == 1
    assert sources.call_count == 3  # in our words, for APA, for both of Chicago


def test_a_withheld_quote_has_no_reference(tmp_path: Path) -> None:
    desk = strike(tmp_path)
    view = quote_view(Context(desk), desk.quotes["rally#hidden"])
    assert citations(view.card, Publication("Desk", None, "en", ""), SAY, view.source) == ()


@pytest.mark.parametrize(
    ("sorted_name", "initials"),
    [
        ("Brandt, Mia", "Brandt, M."),
        ("Le Bon, Anne-Marie J.", "Le Bon, A.-M. J."),
        ("Leyen, Ursula von der", "Leyen, U. von der"),
        ("برانت, میا", "برانت, میا"),
        ("Sukarno", "Sukarno"),
    ],
)
def test_given_names_become_initials_where_a_script_has_them(
    sorted_name: str, initials: str
) -> None:
    assert apa_name(sorted_name) == initials


def test_braces_stay_balanced_whatever_the_text_holds() -> None:
    made = escaped_tex("} { \\} {{")
    assert made.count("{") == made.count("}")
    depth = 0
    for letter in made:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
