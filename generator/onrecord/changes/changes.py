"""Changes as values: all kinds of them in one table, what each is about, was and is now.

A field that no kind is about is compared all the same, as ``<record>-changed``: a new field of a
record needs no line here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import Literal

from onrecord.records import NAMELESS, YamlPath, fixed
from onrecord.records.quote import TAKEN_BACK

from .compared_states import Owner, Withheld

Effect = Literal["added", "removed", "changed", "derived"]


class Weight(IntEnum):
    """How much attention a change needs from a reviewer; the lowest comes first."""

    EYES = 1
    """What a reader would act on or somebody could object to: attribution, a verdict that
    worsened, an accusation without a reply, an address that vanishes."""
    SUBSTANCE = 2
    """What the site says: a quote, an act, a response, an actor."""
    WORDING = 3
    """How the desk itself puts it: titles, summaries, notes."""


EYES, SUBSTANCE, WORDING = Weight.EYES, Weight.SUBSTANCE, Weight.WORDING


@fixed
class Kind:
    """What all changes of one kind have in common."""

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


def kind_of_state(old: str | None, new: str | None) -> str:
    """Which kind of change it is if the state of a quote changes from ``old`` to ``new``."""
    if new in TAKEN_BACK:
        return f"quote-{new}"
    if old == "withheld":
        return "quote-released"
    return "quote-reinstated" if old in TAKEN_BACK else "quote-state-changed"


def kind_of_basis(old: str | None, new: str | None) -> str:
    """The same, of the terms on which a quote was given."""
    named_now = (old in _UNNAMED) != (new in _UNNAMED)
    return "quote-anonymity-changed" if named_now else "quote-changed"


def kind_of_form(old: str | None, new: str | None) -> str:
    """The same, of the form of a quote."""
    direct = old in ("indirect", "scare") and new in ("direct", "partial")
    return "quote-made-direct" if direct else "quote-form-changed"


def kind_of_actor(old: str | None, new: str | None) -> str:
    """The same, of the kind of an actor."""
    return "actor-anonymity-changed" if "unnamed" in (old, new) else "actor-changed"


_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@fixed
class Spot:
    """A place in a file of the desk; line and column count from 1."""

    file: Path
    line: int
    column: int


@fixed
class Change:
    """One change."""

    # One of `KINDS`, such as `quote-added`; the words for it are `changes.kind.<kind>`.
    kind: str
    # What kind of record it is about: `quote`, `demand`, `statement`, `response`, `position`,
    # `claim`, `claim-act`, `reply`, `actor`, `source`, `article`, `topic`, `event`, `briefing`,
    # `correction` or `address`.
    record: str
    id: str  # the id of that record; a reference for a quote, the site path for an address
    weight: Weight
    # What the words for it name, as plain text: ids are already names.
    facts: Mapping[str, str] = field(default_factory=dict)
    old: str | None = None  # the value before and after, as plain text; `None` where there is none
    new: str | None = None
    # How `old` and `new` are put into words: `text` as they are, `names` as they are and whole,
    # `date` as dates, else the section of the word catalogue in which they are keys (`response`).
    values: str = "text"
    spot: Spot | None = None  # where it is written now; in the older state where it is `gone`
    gone: bool = False  # whether only the older version has it
    uri: str | None = None  # the page it is read on, as a site path; `None` if it has none
    # The record whose file has what changed, and the path in it where that begins: rows about the
    # same demand or claim share its id and differ in these.
    owner: Owner = ("", "")
    row: YamlPath = ()
    draft: bool = False  # whether it is in an article that is a draft, and so on no page


@fixed
class ChangedRecord:
    """The subject of changes: a record on both sides, or on the only side that has it."""

    id: str
    uri: str | None
    owner: Owner  # the record whose file it is in, on the side that has it
    path: YamlPath
    facts: Mapping[str, str]  # what all changes of it name
    gone: bool = False  # whether only the older side has it


@fixed
class Count:
    """The number of added, removed and changed records or rows of one kind; each counts once."""

    added: int
    removed: int
    changed: int


@dataclass(frozen=True)
class Changes:
    """The changes from one state to another."""

    changes: tuple[Change, ...]  # by weight, then in the order of `KINDS`, then by id
    withheld: Withheld = field(default_factory=Withheld)  # quotes whose words are in no change
    # Files (relative to the content folder) that could not be read on that side: what is in them is
    # not compared.
    unread_before: tuple[str, ...] = ()
    unread_after: tuple[str, ...] = ()

    @property
    def wording_only(self) -> bool:
        """Whether something changed, and nothing but how the desk puts it."""
        return bool(self.changes) and all(
            change.weight is Weight.WORDING for change in self.changes
        )

    def of_weight(self, weight: Weight) -> tuple[Change, ...]:
        """The changes of one weight."""
        return tuple(change for change in self.changes if change.weight is weight)

    @cached_property
    def counts(self) -> Mapping[str, Count]:
        """By ``Change.record``, only records that changed; no derived changes and no drafts."""
        published = [change for change in self.changes if not change.draft]
        seen = {
            (change.record, KINDS[change.kind].effect, change.id, change.owner, change.row)
            for change in published
        }
        counted = Counter((record, effect) for record, effect, *_ in seen)
        records = dict.fromkeys(
            change.record for change in published if KINDS[change.kind].effect != "derived"
        )
        return {
            record: Count(*(counted[record, effect] for effect in ("added", "removed", "changed")))
            for record in records
        }


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """``changes`` in their order."""
    return tuple(sorted(changes, key=_order))


def _order(change: Change) -> tuple[object, ...]:
    facts = tuple(change.facts.values())
    return (change.weight, _RANK[change.kind], change.id, facts, change.old or "", change.new or "")
