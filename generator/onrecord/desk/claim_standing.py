"""What has become of a claim: derived from acts and replies, never typed by hand.

The rules (``docs/reference/model.md`` tells them with examples):

1. Retracted: all who asserted it took it back. Contested: anybody denied or disputed it.
   Corroborated: somebody else confirmed it. Asserted: none of these.
2. What is told of an actor does not count where that actor's own words on the claim are on record.
3. Where all that makes the standing is told, it stands so according to those who tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.records import PartialDate

from .entries import ClaimEntry, ReplyEntry
from .roles import Roles


@dataclass(frozen=True, slots=True)
class _Word:
    """What one actor said to the claim, or is told to have said: an act, or a reply."""

    said: str
    by: str
    told_by: tuple[str, ...]
    date: PartialDate


def claim_standing(
    acts: Sequence[ClaimEntry], replies: Iterable[ReplyEntry], roles: Roles
) -> tuple[str, tuple[str, ...]]:
    """The standing, and those on whose account alone it rests (as in ``ClaimStanding``)."""
    if not acts:
        return "not_asserted", ()
    words = [_Word(one.act, by, one.told_by, one.date) for one in acts for by in one.by]
    words += [
        _Word(one.record.reply, one.record.by, one.told_by, one.date)
        for one in replies
        if not one.search
    ]
    own = [one for one in words if not one.told_by]
    counted = [one for one in words if not one.told_by or not _speaks_itself(one, own, roles)]
    asserted = {one.by for one in counted if one.said == "asserted"}
    retracted = {one.by for one in counted if one.said == "retracted"}
    if retracted and asserted <= retracted:
        return "retracted", _tellers(counted, "retracted")
    if any(one.said in ("denied", "disputed") for one in counted):
        return "contested", _tellers(counted, "denied", "disputed")
    if any(one.said == "corroborated" for one in counted):
        return "corroborated", _tellers(counted, "corroborated")
    if asserted:
        return "asserted", _tellers(counted, "asserted")
    return "not_asserted", ()


def _speaks_itself(told: _Word, own: Sequence[_Word], roles: Roles) -> bool:
    """Whether the one of whom ``told`` tells, or one who speaks for it, is on record itself."""
    return any(
        roles.is_or_speaks_for(one.by, told.by, one.date)
        or roles.is_or_speaks_for(told.by, one.by, one.date)
        for one in own
    )


def _tellers(words: Iterable[_Word], *said: str) -> tuple[str, ...]:
    """Those who tell of all that was said so; none where anybody's own words say it."""
    found = [one for one in words if one.said in said]
    if any(not one.told_by for one in found):
        return ()
    return tuple(dict.fromkeys(teller for one in found for teller in one.told_by))
