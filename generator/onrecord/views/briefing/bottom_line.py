"""The bottom line, which a person wrote, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.records import PartialDate
from onrecord.views.links import Link
from onrecord.views.quote_card import QuoteCard

StaleKind = Literal[
    "evidence_state", "evidence_verdict", "evidence_corrected", "statement", "answer", "claim_act"
]


@dataclass(frozen=True, slots=True)
class StaleReason:
    """One reason why a bottom line may hold no longer; the words: ``briefing.stale.<kind>``.

    Attributes:
        kind: ``evidence_state`` (its quote is no longer live), ``evidence_verdict`` (its words do
            not stand in the source, or were edited since they were compared),
            ``evidence_corrected`` (its quote was corrected later), or what was added later:
            a ``statement``, an ``answer`` or a ``claim_act``.
        what: the quote, demand or claim it is about, leading to its page.
        word: the key of the word it is told with (``state.disputed``, ``verdict.stale``,
            ``correction.kind.wording``, ``act.stated``, ``response.rejected``,
            ``claim_act.denied``).
        date: when it was corrected or added; ``None`` for a state and a verdict.
        told_by: by whose account, for an answer that is told.
    """

    kind: StaleKind
    what: Link
    word: str
    date: PartialDate | None
    told_by: Link | None


@dataclass(frozen=True, slots=True)
class BottomLineView:
    """What a person wrote over a briefing; never generated.

    Attributes:
        text: at most three sentences.
        by: who wrote it; ``None`` where the record names nobody.
        date: when; ``None`` where the record does not say, and then nothing can be called newer.
        evidence: the quotes it rests on.
        stale: why it may hold no longer; empty where nothing speaks against it.
        stale_more: how many further reasons there are.
    """

    text: str
    by: str | None
    date: PartialDate | None
    evidence: tuple[QuoteCard, ...]
    stale: tuple[StaleReason, ...]
    stale_more: int
