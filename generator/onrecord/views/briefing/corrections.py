"""Corrections since the last briefing."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import PartialDate
from onrecord.views.corrections import CorrectionView
from onrecord.views.links import Link
from onrecord.views.quote_card import QuoteCard

from .capped import Capped


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction and the quote it concerns.

    Attributes:
        card: the quote; of a withheld one the words are nowhere.
        shown: whether something in this briefing rests on that quote.
    """

    correction: CorrectionView
    card: QuoteCard
    shown: bool


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """The corrections, the latest first.

    Attributes:
        since: the first day that is looked at: the day after the last briefing ends, else the
            first of the period.
        previous: the days of the last briefing, leading to its page; ``None`` where there is none.
        rows: those dated from ``since`` to the end of the period, and later ones of quotes that
            this briefing rests on.
    """

    since: PartialDate
    previous: Link | None
    rows: Capped[CorrectionRow]
