"""Changes as values: what each is about, what it was and is now; all of them, in their order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from onrecord.records import YamlPath

from .change_kinds import KINDS, Weight
from .compared_states import Owner, Withheld

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file of the desk; line and column count from 1."""

    file: Path
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change."""

    # One of `kinds.KINDS`, such as `quote-added`; the words for it are `changes.kind.<kind>`.
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


@dataclass(frozen=True, slots=True)
class Count:
    """How many records or rows of one kind were added, removed and changed; each counts once."""

    added: int
    removed: int
    changed: int


@dataclass(frozen=True)
class Changes:
    """What changed from one state to another."""

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
