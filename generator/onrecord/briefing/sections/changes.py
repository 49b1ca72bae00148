"""What changed: said in the period, added in the period but said earlier, and from what to what."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from onrecord.desk.demands import DemandEntry
from onrecord.desk.entries import ClaimEntry
from onrecord.desk.positions import NONE_FOUND, NOT_ASSESSED, Position, position
from onrecord.records import PartialDate
from onrecord.views.answers import AnswerView
from onrecord.views.maker import Maker
from onrecord.views.names import Link, demand_link
from onrecord.views.rows import (
    AnswerRow,
    ClaimActRow,
    StatementRow,
    answer_rows,
    claim_rows,
    statement_rows,
)

from .material import Capped, Material, Rows, capped

# What a page or two has room for.
SAID = 4
BESIDES = 3
CHANGED = 6

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Acts:
    """Statements of demands, answers to them and acts on claims, each the latest first."""

    statements: Capped[StatementRow]
    answers: Capped[AnswerRow]
    claims: Capped[ClaimActRow]

    def __bool__(self) -> bool:
        return bool(self.statements or self.answers or self.claims)


@dataclass(frozen=True, slots=True)
class StateThen:
    """Where a demand stood with one addressee on a day.

    Attributes:
        state: a response, ``conflicting``, ``mixed``, ``none_found`` or ``not_assessed``.
        told: it rests on what somebody else tells: "according to …" stands beside it.
        on: the day; the state is that of the answers dated up to it.
        date: of the latest deciding answer; ``None`` where none decides.
        deciding: the answers that make it.
    """

    state: str
    told: bool
    on: PartialDate
    date: PartialDate | None
    deciding: tuple[AnswerView, ...]

    @property
    def tellers(self) -> tuple[Link, ...]:
        """Those by whose account the deciding answers are known, each once."""
        return tuple(dict.fromkeys(one.told_by for one in self.deciding if one.told_by))


@dataclass(frozen=True, slots=True)
class PositionChange:
    """That a demand stands otherwise with one addressee than on the day before the period.

    Attributes:
        before: ``None`` where no answer is dated earlier and no search noted: nobody can say now
            that it was not assessed then.
    """

    demand: Link
    addressee: Link
    before: StateThen | None
    after: StateThen


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed.

    Attributes:
        said: said in the period.
        earlier: added by the desk in the period, said before it.
        undated: added by the desk in the period, said at an unknown date.
        positions: from what to what.
        sources_without_added: sources that do not say when the desk recorded them, so that nothing
            of them can be called added; 0 where a revision tells instead.
    """

    said: Acts
    earlier: Acts
    undated: Acts
    positions: Capped[PositionChange]
    sources_without_added: int

    def __bool__(self) -> bool:
        return bool(self.said or self.earlier or self.undated or self.positions)


def changes(maker: Maker, material: Material) -> ChangesView:
    """What changed in the period."""
    articles = maker.desk.articles
    without = sum(not one.added for one in articles.values()) if material.by_date else 0
    found = list(_changed(material))
    return ChangesView(
        said=_acts(maker, material.said, SAID),
        earlier=_acts(maker, material.earlier, BESIDES),
        undated=_acts(maker, material.undated, BESIDES),
        positions=capped(found, CHANGED, "demands/", lambda one: _change(maker, material, *one)),
        sources_without_added=without,
    )


def known_by(entry: DemandEntry, addressee: str, day: date, *, undated: bool) -> Position:
    """Where a demand stood on ``day``, as far as answers are dated.

    A search that found none through a later day found none through an earlier one either.

    Args:
        entry: the demand.
        addressee: whose answers count.
        day: the last day that is looked at.
        undated: whether answers of unknown date take part.
    """
    now = entry.positions[addressee]
    known = [one for one in now.answers if (one.date.last <= day if one.date.last else undated)]
    searches = [now.none_found] if now.none_found else []
    return position(entry.id, addressee, [*known, *searches])


def _acts(maker: Maker, rows: Rows, limit: int) -> Acts:
    return Acts(
        statements=_all(statement_rows(maker, rows.statements), limit, _stated),
        answers=_all(answer_rows(maker, rows.answers), limit, _answered),
        claims=capped(
            rows.claims, limit, "claims/", lambda one: claim_rows(maker, (one,))[0], _claimed
        ),
    )


def _all(rows: tuple[T, ...], limit: int, alike: Callable[[T], Hashable]) -> Capped[T]:
    return capped(rows, limit, "timeline/", lambda row: row, alike)


# Somebody may say the same twice on one day; in a line it would only look like a mistake of ours.
def _stated(row: StatementRow) -> Hashable:
    one = row.statement
    return (row.demands, one.act, one.by, one.told_by, one.publisher, one.to, one.date)


def _answered(row: AnswerRow) -> Hashable:
    one = row.answer
    who = (one.by, one.speaker, one.told_by, one.rank)
    return (row.demands, one.response, who, one.date, one.relation, one.early, one.late)


def _claimed(act: ClaimEntry) -> Hashable:
    speaker = act.quote.speaker if act.quote else None
    return (act.claim_id, act.act, act.by, act.told_by, speaker, act.date)


_Change = tuple[DemandEntry, str, Position | None, Position]


def _changed(material: Material) -> Iterator[_Change]:
    period = material.period
    eve = period.eve.last or date.min
    for entry in material.demands:
        new = entry.first_date.known and not entry.first_date.before(period.since)
        for addressee in entry.addressees:
            if not material.scope.towards(entry, addressee):
                continue
            before = None if new else known_by(entry, addressee, eve, undated=False)
            if before and before.state == NOT_ASSESSED:
                before = None
            after = known_by(entry, addressee, period.last, undated=False)
            if _differ(before, after):
                yield entry, addressee, before, after


def _differ(before: Position | None, after: Position) -> bool:
    if before is None:
        return after.state not in {NONE_FOUND, NOT_ASSESSED}
    return (before.state, before.told) != (after.state, after.told)


def _change(
    maker: Maker,
    material: Material,
    entry: DemandEntry,
    addressee: str,
    before: Position | None,
    after: Position,
) -> PositionChange:
    period = material.period
    return PositionChange(
        demand=demand_link(maker.desk, entry.id),
        addressee=maker.people.link(addressee),
        before=_then(maker, before, period.eve) if before else None,
        after=_then(maker, after, period.until),
    )


def _then(maker: Maker, then: Position, on: PartialDate) -> StateThen:
    deciding = tuple(map(maker.answers.answer, then.deciding))
    return StateThen(then.state, then.told, on, then.date, deciding)
