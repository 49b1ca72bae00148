"""All that changed between two states, in the order it is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .change import Change, Weight
from .kinds import KINDS
from .revisions import Revision

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of one kind were added, removed and changed; each counts once."""

    added: int
    removed: int
    changed: int


@dataclass(frozen=True)
class Changes:
    """What changed from ``base`` to ``head``.

    Attributes:
        changes: by weight, then in the order of ``KINDS``, then by id.
        base: the older state; ``None`` where it is no revision.
        head: the newer state; ``None`` for the working tree.
        unread_before, unread_after: files (relative to the content folder) that could not be read
            on that side: nothing is told of what stands in them on either side.
    """

    changes: tuple[Change, ...]
    base: Revision | None = None
    head: Revision | None = None
    unread_before: tuple[str, ...] = ()
    unread_after: tuple[str, ...] = ()

    @property
    def wording_only(self) -> bool:
        """Whether something changed, and nothing but how the desk puts it."""
        return bool(self.changes) and all(one.weight is Weight.WORDING for one in self.changes)

    def of_weight(self, weight: Weight) -> tuple[Change, ...]:
        """The changes of one weight."""
        return tuple(one for one in self.changes if one.weight is weight)

    @cached_property
    def counts(self) -> Mapping[str, Count]:
        """By ``Change.record``, only records that changed; derived changes are not counted."""
        seen: dict[str, dict[str, set[str]]] = {}
        for one in self.changes:
            effect = KINDS[one.kind].effect
            if effect != "derived":
                seen.setdefault(one.record, {}).setdefault(effect, set()).add(one.id)
        return {record: _count(effects) for record, effects in seen.items()}

    @cached_property
    def touched(self) -> frozenset[tuple[str, str]]:
        """``record`` and ``id`` of all that changed."""
        return frozenset((one.record, one.id) for one in self.changes)


def ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    """``changes`` in the order they are told."""
    return tuple(sorted(changes, key=_order))


def _order(change: Change) -> tuple[object, ...]:
    facts = tuple(change.facts.values())
    return (change.weight, _RANK[change.kind], change.id, facts, change.old or "", change.new or "")


def _count(effects: Mapping[str, set[str]]) -> Count:
    added, removed = effects.get("added", set()), effects.get("removed", set())
    changed = effects.get("changed", set()) - added - removed
    return Count(len(added), len(removed), len(changed))
