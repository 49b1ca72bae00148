"""The words that coded columns may have, and what each of them says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

from onrecord.desk.entries import Rank, Relation
from onrecord.desk.positions import CONFLICTING, MIXED
from onrecord.desk.verdicts import VERDICTS
from onrecord.records import vocabulary as v
from onrecord.views.saying import Say

from .rows.values import Row


def _words(literal: Any) -> tuple[str, ...]:  # noqa: ANN401 - a Literal is no type of its own
    return get_args(literal)


VOCABULARIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "actor_kind": _words(v.ActorKind),
        "name_kind": _words(v.NameKind),
        "genre": _words(v.Genre),
        "form": _words(v.Form),
        "basis": _words(v.Basis),
        "translated_by": _words(v.TranslatedBy),
        "state": _words(v.QuoteState),
        "verdict": VERDICTS,
        "action": _words(v.Action),
        "strength": _words(v.Strength),
        "demand_act": _words(v.DemandAct),
        "response": _words(v.Response),
        "position": (*_words(v.Response), CONFLICTING, MIXED),
        "relation": tuple(one.value for one in Relation),
        "rank": tuple(one.name.lower() for one in Rank),
        "outcome": _words(v.OutcomeValue),
        "claim_kind": _words(v.ClaimKind),
        "claim_act": _words(v.ClaimAct),
        "standing": ("asserted", "contested", "corroborated", "retracted", "not_asserted"),
        "reply": _words(v.Reply),
        "correction_kind": _words(v.CorrectionKind),
        "correction_of": _words(v.CorrectionOf),
    }
)

# Where the catalogue has what the pages call each word, and what it means, where not under the
# vocabulary's own name.
_LABELS = {
    "actor_kind": "kind",
    "demand_act": "act",
    "position": "response",
    "rank": "life.rank",
    "correction_kind": "correction.kind",
    "correction_of": "correction.whose",
    "translated_by": "data.label.translated_by",
    "relation": "data.label.relation",
}
_MEANINGS = {"position": "response_meaning"}


def label_key(vocabulary: str) -> str:
    """Where the catalogue has what the pages call the words of ``vocabulary``."""
    return _LABELS.get(vocabulary, vocabulary)


def codebook(say: Say) -> Iterator[Row]:
    """The rows of ``codebook``: every word of every vocabulary."""
    for name, words in VOCABULARIES.items():
        for word in words:
            yield {
                "vocabulary": name,
                "word": word,
                "label": say(f"{label_key(name)}.{word}"),
                "meaning": _meaning(name, word, say),
            }


def _meaning(name: str, word: str, say: Say) -> str | None:
    for key in (f"{_MEANINGS.get(name, f'{name}_meaning')}.{word}", f"data.meaning.{name}.{word}"):
        if key in say:
            return say(key)
    return None
