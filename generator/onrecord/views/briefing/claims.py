"""Contested claims, each with the reply beside it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.views.claim import ClaimActView, ClaimRow


@dataclass(frozen=True, slots=True)
class ClaimBeside:
    """A claim, always begun "Claim by X:", with who asserts it and what was said to it.

    Attributes:
        row: whose it is, its text, its standing, and in ``hearings`` and ``others`` the replies
            (denials, what the claim's file notes, or the search that found none).
        asserted: who asserted it, the latest first; at most two.
        no_reply: nobody it is against is on record with a reply, and no search for one is noted:
            "no reply recorded". False where it is against nobody.
    """

    row: ClaimRow
    asserted: tuple[ClaimActView, ...]
    no_reply: bool
