"""What changed: said in the period, added in the period but said earlier, and from what to what."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import PartialDate
from onrecord.views.answers import AnswerView
from onrecord.views.links import Link
from onrecord.views.rows import AnswerRow, ClaimActRow, StatementRow

from .capped import Capped


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
        told: it rests on what somebody else tells: "per …" stands beside it.
        on: the day; the state is that of the answers dated up to it.
        date: of the latest deciding answer; ``None`` where none decides.
        deciding: the answers that make it.
    """

    state: str
    told: bool
    on: PartialDate
    date: PartialDate | None
    deciding: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class PositionChange:
    """That a demand stands otherwise with one addressee than on the day before the period.

    Attributes:
        before: ``None`` where the demand was not yet stated then.
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
