"""Every kind of change: its weight, its effect on the record, its facts, the fields it is about.

This is the one table of changes. A field that is not in it is compared all the same, as
``<record>-changed``: a new field of a record needs no line here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, TypeAlias

from onrecord.records import NAMELESS
from onrecord.records.quote import TAKEN_BACK

Effect = Literal["added", "removed", "changed", "derived"]


class Weight(IntEnum):
    """How much of a reviewer's attention a change asks for; the lowest comes first."""

    EYES = 1
    """What a reader would act on or somebody could object to: attribution, a verdict that
    worsened, an accusation without a reply, an address that vanishes."""
    SUBSTANCE = 2
    """What the site says: a quote, an act, a response, an actor."""
    WORDING = 3
    """How the desk itself puts it: titles, summaries, notes."""


EYES, SUBSTANCE, WORDING = Weight.EYES, Weight.SUBSTANCE, Weight.WORDING


@dataclass(frozen=True, slots=True)
class Kind:
    """What all changes of one kind share."""

    record: str
    # What happened to the record; `derived` where the record itself is as it was and what follows
    # from others differs.
    effect: Effect
    weight: Weight
    # The keys of `Change.facts`: always all of them, empty where nothing is known.
    facts: tuple[str, ...] = ()


# How a fact is put into words, where it is no plain text: as `Change.values`.
FACT_VALUES: Mapping[str, str] = {
    "act": "act", "claim_act": "claim_act", "corrected": "changes.field", "date": "date",
    "field": "changes.field", "reply": "reply", "response": "response",
}  # fmt: skip

_QUOTE = ("speaker", "publisher", "date")
_STATEMENT = ("demand", "by", "act", "date")
_RESPONSE = ("demand", "by", "response", "date")
_CLAIM_ACT = ("claim", "by", "claim_act", "date")
_REPLY = ("claim", "by", "reply", "date")
_WHO = ("spoken_by", "told_by")

# In the order in which changes of one weight are listed.
KINDS: Mapping[str, Kind] = {
    # Quotes: `old` and `new` never hold words of a quote that is withheld on either side.
    "quote-attribution-changed": Kind("quote", "changed", EYES, _QUOTE),
    "quote-quoting-changed": Kind("quote", "changed", EYES, _QUOTE),
    "quote-anonymity-changed": Kind("quote", "changed", EYES, _QUOTE),
    "quote-withheld": Kind("quote", "changed", EYES, _QUOTE),
    "quote-released": Kind("quote", "changed", EYES, _QUOTE),
    "quote-retracted": Kind("quote", "changed", EYES, _QUOTE),
    "quote-misattributed": Kind("quote", "changed", EYES, _QUOTE),
    "quote-reinstated": Kind("quote", "changed", EYES, _QUOTE),
    "quote-text-changed": Kind("quote", "changed", EYES, _QUOTE),
    "quote-made-direct": Kind("quote", "changed", EYES, _QUOTE),
    "correction-missing": Kind("correction", "derived", EYES, ("quote", "corrected")),
    "accusation-unheard-person": Kind("claim", "derived", EYES, ("claim", "by", "against")),
    # Behind what people wrote: a renamed article loses the verdict of every quote it has.
    "quote-verdict-worsened": Kind("quote", "derived", EYES, _QUOTE),
    "position-lost": Kind("position", "derived", EYES, ("demand", "addressee", "was_told_by")),
    "position-conflicting": Kind("position", "derived", EYES, ("demand", "addressee")),
    "demand-owner-changed": Kind("demand", "changed", EYES, ("demand",)),
    "statement-attribution-changed": Kind("statement", "changed", EYES, _STATEMENT),
    "response-attribution-changed": Kind("response", "changed", EYES, _RESPONSE),
    "claim-owner-changed": Kind("claim", "changed", EYES, ("claim",)),
    "claim-against-changed": Kind("claim", "changed", EYES, ("claim", "by")),
    "claim-act-attribution-changed": Kind("claim-act", "changed", EYES, _CLAIM_ACT),
    "reply-removed": Kind("reply", "removed", EYES, (*_REPLY, *_WHO)),
    "reply-void": Kind("reply", "derived", EYES, (*_REPLY, *_WHO)),
    "actor-anonymity-changed": Kind("actor", "changed", EYES, ("actor",)),
    "correction-removed": Kind("correction", "removed", EYES, ("quote", "corrected", "date")),
    "correction-changed": Kind("correction", "changed", EYES, ("quote", "corrected", "date")),
    "address-gone": Kind("address", "removed", EYES, ("name", "count")),
    # Substance.
    "position-changed": Kind(
        "position", "derived", SUBSTANCE, ("demand", "addressee", "was_told_by", "told_by")
    ),
    "quote-added": Kind("quote", "added", SUBSTANCE, _QUOTE),
    "quote-removed": Kind("quote", "removed", SUBSTANCE, _QUOTE),
    "quote-renamed": Kind("quote", "changed", SUBSTANCE, _QUOTE),
    "quote-gist-changed": Kind("quote", "changed", SUBSTANCE, _QUOTE),
    "quote-context-changed": Kind("quote", "changed", SUBSTANCE, _QUOTE),
    "quote-state-changed": Kind("quote", "changed", SUBSTANCE, _QUOTE),
    "quote-form-changed": Kind("quote", "changed", SUBSTANCE, _QUOTE),
    "quote-role-changed": Kind("quote", "changed", SUBSTANCE, _QUOTE),
    "quote-changed": Kind("quote", "changed", SUBSTANCE, (*_QUOTE, "field")),
    "quote-verdict-improved": Kind("quote", "derived", SUBSTANCE, _QUOTE),
    "demand-added": Kind("demand", "added", SUBSTANCE, ("demand", "by", "to")),
    "demand-removed": Kind("demand", "removed", SUBSTANCE, ("demand", "by", "to")),
    "demand-renamed": Kind("demand", "changed", SUBSTANCE, ("demand",)),
    "demand-reworded": Kind("demand", "changed", SUBSTANCE, ("by",)),
    "demand-addressees-changed": Kind("demand", "changed", SUBSTANCE, ("demand",)),
    "demand-outcome-changed": Kind("demand", "changed", SUBSTANCE, ("demand",)),
    "demand-changed": Kind("demand", "changed", SUBSTANCE, ("demand", "field")),
    "statement-added": Kind("statement", "added", SUBSTANCE, _STATEMENT),
    "statement-removed": Kind("statement", "removed", SUBSTANCE, _STATEMENT),
    "statement-void": Kind("statement", "derived", SUBSTANCE, _STATEMENT),
    "statement-valid": Kind("statement", "derived", SUBSTANCE, _STATEMENT),
    "statement-changed": Kind("statement", "changed", SUBSTANCE, (*_STATEMENT, "field")),
    "response-added": Kind("response", "added", SUBSTANCE, (*_RESPONSE, *_WHO)),
    "response-removed": Kind("response", "removed", SUBSTANCE, (*_RESPONSE, *_WHO)),
    "response-void": Kind("response", "derived", SUBSTANCE, (*_RESPONSE, *_WHO)),
    "response-valid": Kind("response", "derived", SUBSTANCE, (*_RESPONSE, *_WHO)),
    "response-changed": Kind("response", "changed", SUBSTANCE, (*_RESPONSE, "told_by", "field")),
    "claim-added": Kind("claim", "added", SUBSTANCE, ("by", "against")),
    "claim-removed": Kind("claim", "removed", SUBSTANCE, ("by", "against")),
    "claim-renamed": Kind("claim", "changed", SUBSTANCE, ("claim", "by")),
    "claim-reworded": Kind("claim", "changed", SUBSTANCE, ("by",)),
    "claim-standing-changed": Kind(
        "claim", "derived", SUBSTANCE, ("claim", "by", "was_told_by", "told_by")
    ),
    "claim-changed": Kind("claim", "changed", SUBSTANCE, ("claim", "by", "field")),
    "accusation-unheard": Kind("claim", "derived", SUBSTANCE, ("claim", "by", "against")),
    "claim-act-added": Kind("claim-act", "added", SUBSTANCE, (*_CLAIM_ACT, *_WHO)),
    "claim-act-removed": Kind("claim-act", "removed", SUBSTANCE, (*_CLAIM_ACT, *_WHO)),
    "claim-act-void": Kind("claim-act", "derived", SUBSTANCE, (*_CLAIM_ACT, *_WHO)),
    "claim-act-valid": Kind("claim-act", "derived", SUBSTANCE, (*_CLAIM_ACT, *_WHO)),
    "claim-act-changed": Kind("claim-act", "changed", SUBSTANCE, (*_CLAIM_ACT, "told_by", "field")),
    "reply-added": Kind("reply", "added", SUBSTANCE, (*_REPLY, *_WHO)),
    "reply-valid": Kind("reply", "derived", SUBSTANCE, (*_REPLY, *_WHO)),
    "reply-changed": Kind("reply", "changed", SUBSTANCE, (*_REPLY, "told_by", "field")),
    "actor-added": Kind("actor", "added", SUBSTANCE, ("actor",)),
    "actor-removed": Kind("actor", "removed", SUBSTANCE, ("actor",)),
    "actor-renamed": Kind("actor", "changed", SUBSTANCE, ("actor",)),
    "actor-name-changed": Kind("actor", "changed", EYES, ()),
    "actor-changed": Kind("actor", "changed", SUBSTANCE, ("actor", "field")),
    "role-added": Kind("actor", "changed", SUBSTANCE, ("actor",)),
    "role-removed": Kind("actor", "changed", SUBSTANCE, ("actor",)),
    "role-changed": Kind("actor", "changed", SUBSTANCE, ("actor",)),
    "source-added": Kind("source", "added", SUBSTANCE, ("title", "publisher", "date")),
    "source-removed": Kind("source", "removed", SUBSTANCE, ("title", "publisher", "date")),
    "source-changed": Kind("source", "changed", SUBSTANCE, ("title", "publisher", "field")),
    "article-renamed": Kind("article", "changed", SUBSTANCE, ("title",)),
    "article-changed": Kind("article", "changed", SUBSTANCE, ("title", "field")),
    "correction-added": Kind("correction", "added", SUBSTANCE, ("quote", "corrected", "date")),
    "briefing-added": Kind("briefing", "added", SUBSTANCE, ()),
    "briefing-removed": Kind("briefing", "removed", SUBSTANCE, ()),
    "briefing-reworded": Kind("briefing", "changed", SUBSTANCE, ()),
    "briefing-changed": Kind("briefing", "changed", SUBSTANCE, ("field",)),
    "event-added": Kind("event", "added", SUBSTANCE, ("event", "date")),
    "event-removed": Kind("event", "removed", SUBSTANCE, ("event", "date")),
    "event-changed": Kind("event", "changed", SUBSTANCE, ("event", "field")),
    "topic-added": Kind("topic", "added", SUBSTANCE, ("topic",)),
    "topic-removed": Kind("topic", "removed", SUBSTANCE, ("topic",)),
    "topic-changed": Kind("topic", "changed", SUBSTANCE, ("topic", "field")),
    "address-moved": Kind("address", "changed", SUBSTANCE, ("name", "count")),
    # How the desk itself puts it; `field` says what: title, name, summary or note.
    "quote-wording-changed": Kind("quote", "changed", WORDING, (*_QUOTE, "field")),
    "demand-wording-changed": Kind("demand", "changed", WORDING, ("demand", "field")),
    "statement-wording-changed": Kind("statement", "changed", WORDING, (*_STATEMENT, "field")),
    "response-wording-changed": Kind(
        "response", "changed", WORDING, (*_RESPONSE, "told_by", "field")
    ),
    "claim-wording-changed": Kind("claim", "changed", WORDING, ("claim", "by", "field")),
    "claim-act-wording-changed": Kind(
        "claim-act", "changed", WORDING, (*_CLAIM_ACT, "told_by", "field")
    ),
    "reply-wording-changed": Kind("reply", "changed", WORDING, (*_REPLY, "told_by", "field")),
    "actor-wording-changed": Kind("actor", "changed", WORDING, ("actor", "field")),
    "article-wording-changed": Kind("article", "changed", WORDING, ("title", "field")),
    "event-wording-changed": Kind("event", "changed", WORDING, ("event", "field")),
    "topic-wording-changed": Kind("topic", "changed", WORDING, ("topic", "field")),
}

_UNNAMED = NAMELESS | {"unknown"}


def _of_state(old: str | None, new: str | None) -> str:
    if new in TAKEN_BACK:
        return f"quote-{new}"
    if old == "withheld":
        return "quote-released"
    return "quote-reinstated" if old in TAKEN_BACK else "quote-state-changed"


def _of_basis(old: str | None, new: str | None) -> str:
    named_now = (old in _UNNAMED) != (new in _UNNAMED)
    return "quote-anonymity-changed" if named_now else "quote-changed"


def _of_form(old: str | None, new: str | None) -> str:
    direct = old in ("indirect", "scare") and new in ("direct", "partial")
    return "quote-made-direct" if direct else "quote-form-changed"


def _of_actor(old: str | None, new: str | None) -> str:
    return "actor-anonymity-changed" if "unnamed" in (old, new) else "actor-changed"


# The kind of change of a field: its name, or what finds it by the value before and after. `None`
# where a field is compared elsewhere (rows, roles, events) or is no change by itself.
FieldKind: TypeAlias = str | Callable[[str | None, str | None], str] | None

# By kind of record and path of a field: what is below a path goes with it.
_FIELD_KINDS: Mapping[str, Mapping[str, FieldKind]] = {
    "quote": {
        "id": None,
        "speaker": "quote-attribution-changed",
        "quoting": "quote-quoting-changed",
        "speaking_as": "quote-role-changed",
        "text": "quote-text-changed",
        "gist": "quote-gist-changed",
        "context": "quote-context-changed",
        "state": _of_state,
        "basis": _of_basis,
        "form": _of_form,
        "said.date": None,
        "said.place": None,
        "said.event": None,
    },
    "demand": {
        "title": "demand-reworded",
        "by": "demand-owner-changed",
        "to": "demand-addressees-changed",
        "outcome.value": "demand-outcome-changed",
        "summary": "demand-wording-changed",
        "responses": None,
    },
    "statement": {"demand": None, "by": "statement-attribution-changed"},
    "response": {
        "demand": None,
        "by": "response-attribution-changed",
        "told_by": "response-attribution-changed",
    },
    "claim": {
        "text": "claim-reworded",
        "by": "claim-owner-changed",
        "against": "claim-against-changed",
        "replies": None,
    },
    "claim-act": {
        "claim": None,
        "by": "claim-act-attribution-changed",
        "told_by": "claim-act-attribution-changed",
    },
    "reply": {},
    "actor": {
        "name": "actor-name-changed",
        "kind": _of_actor,
        "sort_name": "actor-wording-changed",
        "in_sentence": "actor-wording-changed",
        "summary": "actor-wording-changed",
        "roles": None,
    },
    "article": {
        "title": "article-wording-changed",
        "summary": "article-wording-changed",
        "source": "source-changed",
        "event": None,
        "quotes": None,
        "demands": None,
        "responses": None,
        "claims": None,
        "corrections": None,
    },
    "briefing": {"bottom_line": "briefing-reworded"},
    "event": {"name": "event-wording-changed"},
    "topic": {"name": "topic-wording-changed", "summary": "topic-wording-changed"},
}
# What the fact `field` says, where it is not the last key of the path.
_FIELD_NAMES: Mapping[str, str] = {
    "added": "recorded",
    "bears_on": "bears_on",
    "original": "original",
    "same_as.quote": "same_as",
    "translation.by": "translation",
}


def field_kind(record: str, path: tuple[str, ...]) -> FieldKind:
    """The kind of change that a field of a ``record`` makes; of an unknown one ``…-changed``."""
    if path[-1] == "formerly":  # its addresses are compared
        return None
    listed = _FIELD_KINDS[record]
    found = next((above for above in _upwards(path) if above in listed), None)
    if found is not None:
        return listed[found]
    return f"{record}-wording-changed" if path[-1] == "note" else f"{record}-changed"


def field_name(path: tuple[str, ...]) -> str:
    """What the fact ``field`` says of a field: ``changes.field.<name>`` are the words for it."""
    found = next((above for above in _upwards(path) if above in _FIELD_NAMES), None)
    return _FIELD_NAMES[found] if found else path[-1]


def _upwards(path: tuple[str, ...]) -> tuple[str, ...]:
    """A path and those above it, the longest first."""
    return tuple(".".join(path[:length]) for length in range(len(path), 0, -1))
