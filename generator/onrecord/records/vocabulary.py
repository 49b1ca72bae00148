"""The closed vocabularies of the model: every word a coded field can have."""

from __future__ import annotations

from typing import Final, Literal

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
