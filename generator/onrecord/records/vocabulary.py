"""The closed vocabularies of the model: every word a coded field can have."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

ActorKind = Literal["person", "state", "organisation", "bloc", "office", "group", "unnamed"]
NameKind = Literal["alias", "former", "transliteration", "metonym"]

Genre = Literal[
    "official_transcript",
    "official_statement",
    "document",
    "news_report",
    "wire_copy",
    "interview",
    "analysis",
    "opinion",
    "other",
]
# Whoever writes these sets what others said in quotation marks. An interview may do without.
SETS_MARKS: Final = frozenset({"news_report", "wire_copy", "analysis", "opinion"})
Form = Literal["direct", "partial", "indirect", "scare"]
Basis = Literal["on_record", "document", "anonymous", "background", "unknown"]
TranslatedBy = Literal[
    "speaker_office", "host", "source", "desk_human", "desk_machine", "unknown", "none"
]
QuoteState = Literal["live", "corrected", "disputed", "misattributed", "retracted", "withheld"]

Action = Literal["do", "stop", "refrain", "reverse", "guarantee"]
Strength = Literal["request", "demand", "ultimatum"]
DemandAct = Literal["stated", "modified", "withdrawn", "reported"]
Response = Literal[
    "not_assessed",
    "none_found",
    "not_addressed",
    "acknowledged",
    "considering",
    "deferred",
    "counter",
    "partly_accepted",
    "accepted",
    "says_met",
    "rejected",
    "premise_denied",
    "no_comment",
]
OutcomeValue = Literal[
    "not_assessed",
    "not_initiated",
    "partial",
    "fulfilled",
    "not_fulfilled",
    "reversed",
    "contradicted",
    "moot",
    "cannot_assess",
]

ClaimKind = Literal["fact", "accusation", "promise_alleged", "prediction", "legal", "opinion"]
ClaimAct = Literal["asserted", "denied", "disputed", "corroborated", "retracted"]
Reply = Literal["none_found", "no_comment", "denied"]

CorrectionKind = Literal[
    "wording", "attribution", "date", "translation", "state", "removal", "other"
]
CorrectionOf = Literal["desk", "source", "speaker"]


def _words(literal: Any) -> tuple[str, ...]:  # noqa: ANN401 - a Literal is no type of its own
    return get_args(literal)


# By the names that they have in the data.
VOCABULARIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "actor_kind": _words(ActorKind),
        "name_kind": _words(NameKind),
        "genre": _words(Genre),
        "form": _words(Form),
        "basis": _words(Basis),
        "translated_by": _words(TranslatedBy),
        "state": _words(QuoteState),
        "action": _words(Action),
        "strength": _words(Strength),
        "demand_act": _words(DemandAct),
        "response": _words(Response),
        "outcome": _words(OutcomeValue),
        "claim_kind": _words(ClaimKind),
        "claim_act": _words(ClaimAct),
        "reply": _words(Reply),
        "correction_kind": _words(CorrectionKind),
        "correction_of": _words(CorrectionOf),
    }
)
_NAMES = MappingProxyType({words: name for name, words in VOCABULARIES.items()})


def vocabulary_of(words: tuple[str, ...]) -> str:
    """The name of the vocabulary that has these words.

    Raises:
        KeyError: there is none.
    """
    return _NAMES[words]
