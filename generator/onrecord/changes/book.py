"""Where the comparisons write down what they find; places are looked up at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.records.locate import YamlPath, locate

from .change import Change, Spot
from .kinds import KINDS
from .sides import Owner, Side
from .state import State, shown_in
from .values import Field, told_apart


@dataclass(frozen=True, slots=True)
class Subject:
    """What changes are about: one record as it is on both sides, or on the one that has it.

    Attributes:
        id: as ``Change.id``.
        uri: as ``Change.uri``.
        owner: the record whose file it stands in, on the side that ``gone`` tells.
        path: where in that file.
        gone: whether only the older side has it.
        facts: what all changes of it name.
    """

    id: str
    uri: str | None
    owner: Owner
    path: YamlPath = ()
    gone: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Draft:
    change: Change
    owner: Owner
    path: YamlPath


class Book:
    """Collects changes between two sides.

    Attributes:
        before: the older side.
        after: the newer side.
        withheld: quotes, by the reference that both sides know, of whose words nothing is told.
    """

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after
        self.withheld = _withheld(before) | _withheld(after) | _may_be_withheld(before, after)
        self._drafts: list[_Draft] = []

    def tell(
        self,
        kind: str,
        about: Subject,
        old: str | None = None,
        new: str | None = None,
        *,
        values: str = "text",
        at: YamlPath = (),
        **facts: str,
    ) -> None:
        """Write down a change of ``about``; ``at`` is where it stands below it."""
        rule = KINDS[kind]
        known = {**about.facts, **facts}
        change = Change(
            kind=kind,
            record=rule.record,
            id=about.id,
            weight=rule.weight,
            facts={name: known[name] for name in rule.facts},
            old=old,
            new=new,
            values=values,
            gone=about.gone,
            uri=about.uri,
        )
        self._drafts.append(_Draft(change, about.owner, (*about.path, *at)))

    def tell_fields(
        self,
        fields: Iterable[tuple[str, Field]],
        about: Subject,
        old: object,
        new: object,
        articles: tuple[str | None, str | None] = (None, None),
    ) -> None:
        """Write down each field in which two records differ.

        Args:
            fields: the kind of change that each field makes.
            about: the record.
            old: as it was.
            new: as it is.
            articles: what the references of each count from.
        """
        for kind, one in fields:
            was = one.read(self.before, old, articles[0])
            now = one.read(self.after, new, articles[1])
            if was.key == now.key:
                continue
            before, after = told_apart(was, now)
            facts = {"field": one.name} if "field" in KINDS[kind].facts else {}
            values = one.values
            self.tell(kind, about, before, after, values=values, at=one.place, **facts)

    def placed(self, before: State, after: State) -> list[Change]:
        """Every change with the place it is written at."""
        placed = []
        # One file after another, so that each is read again only once.
        for draft in sorted(self._drafts, key=lambda draft: (draft.change.gone, draft.owner)):
            state = before if draft.change.gone else after
            spot = _spot(state, draft)
            placed.append(replace(draft.change, spot=spot))
        return placed


def _spot(state: State, draft: _Draft) -> Spot | None:
    file = state.records.files.get(draft.owner)
    if file is None:
        return None
    line, column, _ = locate(file, draft.path)
    return Spot(shown_in(state.folder, Path(file), state.settings.content), line, column)


def _withheld(side: Side) -> frozenset[str]:
    quotes = side.desk.quotes.values()
    return frozenset(side.reference(one.reference) for one in quotes if one.record.withheld)


def _may_be_withheld(before: Side, after: Side) -> frozenset[str]:
    """Quotes that are gone, where others are withheld whose ids are new.

    Words may be withheld and their id changed in one go, that of their article too: then they may
    be these.
    """
    old = {before.reference(one.reference) for one in before.desk.quotes.values()}
    new = {after.reference(one.reference) for one in after.desk.quotes.values()}
    there = {one.partition("#")[0] for one in old}
    withholding = {one.partition("#")[0] for one in _withheld(after) - old}
    if withholding <= there:
        return frozenset(one for one in old - new if one.partition("#")[0] in withholding)
    return frozenset(old - new)
