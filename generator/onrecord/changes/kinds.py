"""Every kind of change: its weight, what it does to its record, and the facts that come with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .change import Weight

Effect = Literal["added", "removed", "changed", "derived"]

EYES, SUBSTANCE, WORDING = Weight.EYES, Weight.SUBSTANCE, Weight.WORDING


@dataclass(frozen=True, slots=True)
class Kind:
    """What all changes of one kind share.

    Attributes:
        record: as ``Change.record``.
        effect: what happened to the record; ``derived`` where the record itself is as it was and
            what follows from others differs.
        weight: how much attention it asks for.
        facts: the keys of ``Change.facts``: always all of them, empty where nothing is known.
    """

    record: str
    effect: Effect
    weight: Weight
    facts: tuple[str, ...] = ()


# How a fact is put into words, where it is no plain text: as ``Change.values``.
FACT_VALUES: Mapping[str, str] = {
    "act": "act",
    "claim_act": "claim_act",
    "date": "date",
    "field": "changes.field",
    "reply": "reply",
    "response": "response",
}

# The values of the fact ``field``: each has words in the catalogue.
FIELDS = (
    *("about", "act", "action", "actors", "archive_url", "asked_on", "assessed_by", "assessed_on"),
    *("authors", "basis", "bears_on", "by", "condition", "conflicts_with", "date", "dates_given"),
    *("deadline", "differs", "event", "evidence", "genre", "headline", "kind", "language", "links"),
    *("mentions", "name", "names", "note", "original", "part_of", "party", "place", "published"),
    *("publisher", "quote", "recorded", "relay", "reply", "response", "retrieved", "rights"),
    *("same_as", "searched_in", "searched_through", "since", "sort_name", "strength", "summary"),
    *(
        "supersedes",
        "time",
        "title",
        "to",
        "told_by",
        "topic",
        "topics",
        "translation",
        "until",
        "url",
    ),
    *("url", "via", "wikidata"),
)

_QUOTE = ("speaker", "publisher", "date")
_STATEMENT = ("demand", "by", "act", "date")
_RESPONSE = ("demand", "by", "response", "date")
_CLAIM_ACT = ("claim", "by", "claim_act", "date")
_REPLY = ("claim", "by", "reply", "date")

# In the order in which changes of one weight are told.
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
    "reply-removed": Kind("reply", "removed", EYES, (*_REPLY, "told_by")),
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
    "statement-changed": Kind("statement", "changed", SUBSTANCE, (*_STATEMENT, "field")),
    "response-added": Kind("response", "added", SUBSTANCE, (*_RESPONSE, "told_by")),
    "response-removed": Kind("response", "removed", SUBSTANCE, (*_RESPONSE, "told_by")),
    "response-changed": Kind("response", "changed", SUBSTANCE, (*_RESPONSE, "field")),
    "claim-added": Kind("claim", "added", SUBSTANCE, ("by", "against")),
    "claim-removed": Kind("claim", "removed", SUBSTANCE, ("by", "against")),
    "claim-renamed": Kind("claim", "changed", SUBSTANCE, ("claim", "by")),
    "claim-reworded": Kind("claim", "changed", SUBSTANCE, ("by",)),
    "claim-standing-changed": Kind(
        "claim", "derived", SUBSTANCE, ("claim", "by", "was_told_by", "told_by")
    ),
    "claim-changed": Kind("claim", "changed", SUBSTANCE, ("claim", "by", "field")),
    "accusation-unheard": Kind("claim", "derived", SUBSTANCE, ("claim", "by", "against")),
    "claim-act-added": Kind("claim-act", "added", SUBSTANCE, (*_CLAIM_ACT, "told_by")),
    "claim-act-removed": Kind("claim-act", "removed", SUBSTANCE, (*_CLAIM_ACT, "told_by")),
    "claim-act-changed": Kind("claim-act", "changed", SUBSTANCE, (*_CLAIM_ACT, "field")),
    "reply-added": Kind("reply", "added", SUBSTANCE, (*_REPLY, "told_by")),
    "reply-changed": Kind("reply", "changed", SUBSTANCE, (*_REPLY, "field")),
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
    "address-moved": Kind("address", "changed", SUBSTANCE, ("name", "count")),
    # How the desk itself puts it; `field` says what: title, name, summary or note.
    "quote-wording-changed": Kind("quote", "changed", WORDING, (*_QUOTE, "field")),
    "demand-wording-changed": Kind("demand", "changed", WORDING, ("demand", "field")),
    "statement-wording-changed": Kind("statement", "changed", WORDING, (*_STATEMENT, "field")),
    "response-wording-changed": Kind("response", "changed", WORDING, (*_RESPONSE, "field")),
    "claim-wording-changed": Kind("claim", "changed", WORDING, ("claim", "by", "field")),
    "claim-act-wording-changed": Kind("claim-act", "changed", WORDING, (*_CLAIM_ACT, "field")),
    "reply-wording-changed": Kind("reply", "changed", WORDING, (*_REPLY, "field")),
    "actor-wording-changed": Kind("actor", "changed", WORDING, ("actor", "field")),
    "article-wording-changed": Kind("article", "changed", WORDING, ("title", "field")),
    "event-wording-changed": Kind("event", "changed", WORDING, ("event", "field")),
    "topic-wording-changed": Kind("topic", "changed", WORDING, ("topic", "field")),
}
