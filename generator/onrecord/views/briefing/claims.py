"""Contested claims, each with the reply beside it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.claims import ClaimStanding
from onrecord.desk.entries import ClaimEntry
from onrecord.views.claim import ClaimActView, ClaimRow, ClaimViews
from onrecord.views.maker import Maker
from onrecord.views.subjects import newest_first

from .capped import Capped, capped
from .material import Material

CLAIMS = 3
ASSERTIONS = 2


@dataclass(frozen=True, slots=True)
class ClaimBeside:
    """A claim, always begun "Claim by X:", with who asserts it and what was said to it.

    Attributes:
        row: whose it is, its text, its standing, and in ``hearings`` and ``others`` the replies
            (denials, what the claim's file notes, or the search that found none), told ones too.
        asserted: who asserted it, the latest first; at most two.
        no_reply: nobody it is against is on record with a reply, and no search for one is noted:
            "no reply recorded". False where it is against nobody.
    """

    row: ClaimRow
    asserted: tuple[ClaimActView, ...]
    no_reply: bool


def claims(maker: Maker, material: Material) -> Capped[ClaimBeside]:
    """Claims of the period that are contested, accuse, or conflict with another; latest first."""
    latest: dict[str, ClaimEntry] = {}
    acts = [one for one in material.acts if isinstance(one, ClaimEntry)]
    for act in newest_first(acts, lambda one: one.date):
        latest.setdefault(act.claim_id, act)
    found = [maker.desk.claims[one] for one in latest]
    views = ClaimViews(maker)
    return capped(
        [one for one in found if _contested(one)],
        CLAIMS,
        "claims/",
        lambda one: _beside(views, one),
    )


def unheard(claim: ClaimStanding) -> bool:
    """Whether nothing is recorded of a reply by anybody it is against, nor of a search for one."""
    return bool(claim.hearings) and not any(not one.open for one in claim.hearings)


def _contested(claim: ClaimStanding) -> bool:
    return claim.standing == "contested" or bool(claim.record.against or claim.conflicts)


def _beside(views: ClaimViews, claim: ClaimStanding) -> ClaimBeside:
    asserted = newest_first(claim.by_act("asserted"), lambda one: one.date)
    return ClaimBeside(
        row=views.row(claim),
        asserted=tuple(map(views.act, asserted[:ASSERTIONS])),
        no_reply=unheard(claim),
    )
