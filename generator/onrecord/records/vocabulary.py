"""The closed vocabularies of the model: every word a coded field can have."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

ActorKind = Literal["person", "state", "organisation", "bloc", "office", "group", "unnamed"]
# A role of these says of what they are a member; one of the others for whom it speaks.
BODIES: Final = frozenset({"state", "organisation", "bloc", "group"})
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
# Forms whose words are in marks; what is reported is a part of the source's own sentence.
IN_MARKS: Final = frozenset({"direct", "partial", "scare"})
Basis = Literal["on_record", "document", "anonymous", "background", "unknown"]
# Terms on which the source names nobody.
NAMELESS: Final = frozenset({"anonymous", "background"})
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


# By the names that they have in the data.
_LITERALS: Mapping[str, object] = {
    "actor_kind": ActorKind,
    "name_kind": NameKind,
    "genre": Genre,
    "form": Form,
    "basis": Basis,
    "translated_by": TranslatedBy,
    "state": QuoteState,
    "action": Action,
    "strength": Strength,
    "demand_act": DemandAct,
    "response": Response,
    "outcome": OutcomeValue,
    "claim_kind": ClaimKind,
    "claim_act": ClaimAct,
    "reply": Reply,
    "correction_kind": CorrectionKind,
    "correction_of": CorrectionOf,
}
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    name: get_args(literal) for name, literal in _LITERALS.items()
}
_NAMES: Mapping[tuple[str, ...], str] = {words: name for name, words in VOCABULARIES.items()}


def vocabulary_of(words: tuple[str, ...]) -> str:
    """The name of the vocabulary that has these words; KeyError if there is none."""
    return _NAMES[words]
