"""Claims linked with who asserts and who disputes them, and whether the accused is heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.records import UNKNOWN, Article, Claim, ClaimReply, Event, PartialDate

from .entries import NOT_EVIDENCE, ClaimEntry, QuoteEntry
from .occasions import article_occasion
from .quotes import full_reference
from .roles import Roles


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one the claim is against said to it.

    Attributes:
        accused: the actor.
        denials: its own denials or disputes found in articles, oldest first.
        replies: what the claim's file says of its replies.
    """

    accused: str
    denials: tuple[ClaimEntry, ...]
    replies: tuple[ClaimReply, ...]

    @property
    def heard(self) -> bool:
        """Whether any words of its own stand beside the claim."""
        return bool(self.denials) or any(one.reply != "none_found" for one in self.replies)

    @property
    def searched(self) -> ClaimReply | None:
        """The search that found no reply, if one is noted."""
        return next((one for one in self.replies if one.reply == "none_found"), None)


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """A claim and what has become of it.

    Attributes:
        standing: ``asserted``, ``contested``, ``corroborated``, ``retracted`` (by all who
            asserted it) or ``not_asserted`` (nobody is on record with it).
        acts: all acts, oldest first, unknown dates last.
        hearings: one for each actor it is against.
        conflicts: claims it conflicts with, named by either side.
    """

    id: str
    record: Claim
    standing: str
    acts: tuple[ClaimEntry, ...]
    hearings: tuple[Hearing, ...]
    conflicts: tuple[str, ...]

    @property
    def first_date(self) -> PartialDate:
        """When it was first asserted, as far as known."""
        return next((one.date for one in self.acts if one.act == "asserted"), UNKNOWN)

    def by_act(self, act: str) -> tuple[ClaimEntry, ...]:
        """The acts of one kind."""
        return tuple(one for one in self.acts if one.act == act)


def link_claims(
    claims: Mapping[str, Claim],
    articles: Mapping[str, Article],
    events: Mapping[str, Event],
    quotes: Mapping[str, QuoteEntry],
    roles: Roles,
) -> dict[str, ClaimStanding]:
    """Every claim by id, in the order of ``claims``."""
    acts: defaultdict[str, list[ClaimEntry]] = defaultdict(list)
    for entry in _entries(articles, events, quotes):
        acts[entry.claim_id].append(entry)
    conflicts: defaultdict[str, list[str]] = defaultdict(list)
    for claim_id, claim in claims.items():
        for other in claim.conflicts_with:
            conflicts[claim_id].append(other)
            conflicts[other].append(claim_id)
    return {
        claim_id: _standing(
            claim_id,
            claim,
            tuple(sorted(acts[claim_id], key=lambda entry: entry.sort_key)),
            tuple(dict.fromkeys(conflicts[claim_id])),
            roles,
        )
        for claim_id, claim in claims.items()
    }


def _entries(
    articles: Mapping[str, Article],
    events: Mapping[str, Event],
    quotes: Mapping[str, QuoteEntry],
) -> Iterator[ClaimEntry]:
    for article_id, article in articles.items():
        for index, row in enumerate(article.claims):
            quote = quotes.get(full_reference(row.quote, article_id)) if row.quote else None
            if quote and quote.record.state in NOT_EVIDENCE:
                continue
            event = article_occasion(article_id, article, events)
            when = row.date or (quote.date if quote else event.date)
            for claim_id in dict.fromkeys(row.claim):
                yield ClaimEntry(
                    claim_id, row.act, row.by, quote, when, article_id, row.note, index
                )


def _standing(
    claim_id: str,
    claim: Claim,
    acts: tuple[ClaimEntry, ...],
    conflicts: tuple[str, ...],
    roles: Roles,
) -> ClaimStanding:
    return ClaimStanding(
        id=claim_id,
        record=claim,
        standing=standing(acts),
        acts=acts,
        hearings=tuple(_hearing(accused, claim, acts, roles) for accused in claim.against),
        conflicts=conflicts,
    )


def standing(acts: tuple[ClaimEntry, ...]) -> str:
    """What has become of a claim with these acts (the words of ``ClaimStanding.standing``)."""
    asserted = {by for one in acts if one.act == "asserted" for by in one.by}
    retracted = {by for one in acts if one.act == "retracted" for by in one.by}
    kinds = {one.act for one in acts}
    if not asserted and not kinds:
        return "not_asserted"
    if retracted and asserted <= retracted:
        return "retracted"
    if kinds & {"denied", "disputed"}:
        return "contested"
    return "corroborated" if "corroborated" in kinds else "asserted"


def _hearing(accused: str, claim: Claim, acts: tuple[ClaimEntry, ...], roles: Roles) -> Hearing:
    own = tuple(
        one
        for one in acts
        if one.act in ("denied", "disputed")
        and any(roles.is_or_speaks_for(by, accused, one.date) for by in one.by)
    )
    return Hearing(accused, own, tuple(one for one in claim.replies if one.by == accused))
