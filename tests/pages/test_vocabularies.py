"""Every coded word has its words for the reader, and none of ours judges."""

import re
from typing import get_args

import pytest

from onrecord.records import vocabulary
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.demands import DERIVED_STATES

WORDS = Words.load([packaged_templates()])

MEANINGS = ("asserted", "contested", "denied", "disputed", "corroborated", "retracted")
SECTIONS = {
    "response": (*get_args(vocabulary.Response), *DERIVED_STATES),
    "response_meaning": (*get_args(vocabulary.Response), *DERIVED_STATES),
    "outcome": get_args(vocabulary.OutcomeValue),
    "outcome_meaning": get_args(vocabulary.OutcomeValue),
    "strength": get_args(vocabulary.Strength),
    "strength_meaning": get_args(vocabulary.Strength),
    "demand.who_of_whom": get_args(vocabulary.Strength),
    "action": get_args(vocabulary.Action),
    "act": get_args(vocabulary.DemandAct),
    "claim_act": get_args(vocabulary.ClaimAct),
    "claim_kind": get_args(vocabulary.ClaimKind),
    "reply": get_args(vocabulary.Reply),
    "standing": ("asserted", "contested", "corroborated", "retracted", "not_asserted"),
    "standing_meaning": (*MEANINGS, "retracted_told"),
    "nothing": ("found", "own", "joint"),
}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_coded_word_has_words(section: str) -> None:
    missing = [key for key in SECTIONS[section] if f"{section}.{key}" not in WORDS]

    assert not missing


def test_no_word_of_ours_judges_a_silence() -> None:
    judging = re.compile(r"\b(unanswered|ignor\w*|silent|silence|soften\w*)\b", re.IGNORECASE)
    file = (packaged_templates() / "words" / "en.yml").read_text(encoding="utf-8")

    assert not judging.findall(file)
