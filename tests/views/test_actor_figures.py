"""The sentence that says what an actor did: nothing that it did not, in each language."""

from pathlib import Path
from typing import Any

import pytest
from tests.fast_yaml import values_of
from tests.views.walkout import walkout

from onrecord.records import UNKNOWN, PartialDate
from onrecord.render import Words
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import packaged_templates
from onrecord.views.actor_figures import ActorFigures, actor_figures
from onrecord.views.context import Context
from onrecord.views.lines import plain_text
from onrecord.views.links import Link

FILE = Path(__file__).with_name("actor_sentences.yml")
CASES: list[dict[str, Any]] = values_of(FILE.read_text(encoding="utf-8"))
NAMES = {"union": Link("Dock Union", "u/", "the Dock Union"), "ferry": Link("Ferry Line", "f/")}
COUNTED = (
    *("demands_made", "voiced", "demands_of_others", "demands_received", "without_answer"),
    *("answers", "answers_aside", "claims_made", "claims_disputed", "claims_disputed_told"),
    "claims_received",
    *("quotes", "utterances", "utterances_for_it", "demands_reported"),
)


def figures_of(given: dict[str, Any]) -> ActorFigures:
    last = given.get("last_heard")
    return ActorFigures(
        is_body=given.get("is_body", False),
        speaks_for=tuple(NAMES[name] for name in given.get("speaks_for", ())),
        voiced_for=(voiced_for := tuple(NAMES[name] for name in given.get("voiced_for", ()))),
        voiced_as=voiced_for,
        last_heard=PartialDate.parse(str(last)) if last else UNKNOWN,
        **{name: given.get(name, 0) for name in COUNTED},
    )


@pytest.fixture(scope="module", params=["en", "fr"])
def say(request: pytest.FixtureRequest) -> tuple[str, PlainWords]:
    return request.param, PlainWords(Words.load([packaged_templates()], request.param))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_sentence_says_what_is_not_zero(
    case: dict[str, Any], say: tuple[str, PlainWords]
) -> None:
    language, words = say
    line = figures_of(case["figures"]).line(words)
    assert plain_text(line).replace("\N{NO-BREAK SPACE}", " ") == case[language]


def test_whom_it_speaks_for_is_a_link(say: tuple[str, PlainWords]) -> None:
    line = figures_of(CASES[0]["figures"]).line(say[1])
    assert [span.uri for span in line if span.uri] == ["u/"]


def test_who_demands_for_one_and_answers_for_another_speaks_for_both(tmp_path: Path) -> None:
    """Of a demand of several it voices the share of those for whom it speaks."""
    files = {
        "actors/brandt.yml": """
            name: Mia Brandt
            kind: person
            roles: [{title: Secretary, of: dock-union}, {title: Owner, of: crane-works}]""",
        "demands/gate.yml": """
            {title: Open the gate, by: [dock-union, ministry], to: crane-works, topic: pay,
             action: do, strength: demand}""",
        "articles/more.yml": """
            title: At the gate
            source: {publisher: Harbour Gazette, published: 2031-05-20}
            demands: [{demand: gate, act: stated, by: [brandt, ministry], date: 2031-05-02}]
            responses: [{demand: gate, by: brandt, response: rejected, date: 2031-05-04}]""",
    }
    figures = actor_figures(Context(walkout(tmp_path, files)), "brandt")
    assert [link.text for link in figures.speaks_for] == ["Dock Union", "Crane Works"]
    assert [link.text for link in figures.voiced_for] == ["Dock Union"]
