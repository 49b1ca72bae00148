"""The coded words that a page about demands uses, in the order of its legend."""

from __future__ import annotations

from typing import get_args

from onrecord.records.vocabulary import OutcomeValue, Response, Strength

# The states that are derived and never written, after the responses.
DERIVED_STATES = ("conflicting", "mixed")

RESPONSES: tuple[str, ...] = (*get_args(Response), *DERIVED_STATES)
OUTCOMES: tuple[str, ...] = get_args(OutcomeValue)
STRENGTHS: tuple[str, ...] = get_args(Strength)
