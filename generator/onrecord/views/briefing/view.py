"""A briefing: one view, one order, for every format."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import PartialDate
from onrecord.views.source_facts import SourceFacts

from .bottom_line import BottomLineView
from .capped import Capped
from .changes import ChangesView
from .claims import ClaimBeside
from .corrections import CorrectionsView
from .deadlines import DeadlineRow
from .head import BriefingHead
from .pasting import PasteQuote
from .positions import PositionRow
from .unknowns import UnknownCount


@dataclass(frozen=True, slots=True)
class BriefingView:
    """Everything that a briefing says, in the order in which every format says it.

    Attributes:
        bottom_line: ``None`` where no person wrote one: each format says so.
        quotes: two to five where there are as many; one of each side first, then one of each
            other speaker, the latest first.
        claims: contested ones and those against somebody.
        unknowns: only what is not 0.
        sources: what the briefing rests on, the latest published first.
        as_of: the last day that the desk covers; never the day on which it is made.
    """

    head: BriefingHead
    bottom_line: BottomLineView | None
    changes: ChangesView
    positions: Capped[PositionRow]
    quotes: tuple[PasteQuote, ...]
    claims: Capped[ClaimBeside]
    unknowns: tuple[UnknownCount, ...]
    deadlines: Capped[DeadlineRow]
    sources: Capped[SourceFacts]
    corrections: CorrectionsView
    as_of: PartialDate | None

    @property
    def empty(self) -> bool:
        """Whether nothing was said or added in the period: each format says so plainly."""
        return not self.changes and not self.quotes
