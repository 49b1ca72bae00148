"""Claims linked with who asserts and who disputes them, and whether the accused is heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.records import UNKNOWN, Article, Claim, ClaimReply, ClaimRow, Event, PartialDate

from .claim_standing import claim_standing
from .entries import NOT_EVIDENCE, ClaimEntry, QuoteEntry, ReplyEntry
from .occasions import article_occasion
from .quotes import full_reference
from .roles import Roles

_DENYING = ("denied", "disputed")


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one the claim is against said to it.

    Attributes:
        accused: the actor.
        denials: its denials or disputes found in articles, oldest first: those in its own words,
            then those that others tell of.
        replies: what the claim's file says of its replies, in the same order.
        searches: what the claim's file says of searches that found none.
    """

    accused: str
    denials: tuple[ClaimEntry, ...]
    replies: tuple[ReplyEntry, ...]
    searches: tuple[ReplyEntry, ...]

    @property
    def heard(self) -> bool:
        """Whether any words of its own stand beside the claim."""
        return any(not one.told_by for one in self.denials) or any(
            not one.told_by for one in self.replies
        )

    @property
    def told(self) -> bool:
        """Whether a reply is known, and only from others."""
        return not self.heard and bool(self.denials or self.replies)

    @property
    def searched(self) -> ReplyEntry | None:
        """The search that found no reply, if there is one."""
        return next(iter(self.searches), None)

    @property
    def open(self) -> bool:
        """Whether nothing is known of a reply, and nobody searched for one."""
        return not (self.denials or self.replies or self.searches)


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """A claim and what has become of it.

    Attributes:
        standing: ``asserted``, ``contested``, ``corroborated``, ``retracted`` (by all who
            asserted it) or ``not_asserted`` (nobody is on record with it).
        tellers: those on whose account alone it stands so; none where own words say it.
        acts: all acts, oldest first, unknown dates last.
        replies: all replies and searches that its file has.
        hearings: one for each actor it is against.
        conflicts: claims it conflicts with, named by either side.
    """

    id: str
    record: Claim
    standing: str
    tellers: tuple[str, ...]
    acts: tuple[ClaimEntry, ...]
    replies: tuple[ReplyEntry, ...]
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
    return _Linker(claims, articles, events, quotes, roles).link()


@dataclass(frozen=True, slots=True)
class _Linker:
    claims: Mapping[str, Claim]
    articles: Mapping[str, Article]
    events: Mapping[str, Event]
    quotes: Mapping[str, QuoteEntry]
    roles: Roles

    def link(self) -> dict[str, ClaimStanding]:
        acts: defaultdict[str, list[ClaimEntry]] = defaultdict(list)
        for article_id, article in self.articles.items():
            for entry in self._of_article(article_id, article):
                acts[entry.claim_id].append(entry)
        conflicts: defaultdict[str, list[str]] = defaultdict(list)
        for claim_id, claim in self.claims.items():
            for other in claim.conflicts_with:
                conflicts[claim_id].append(other)
                conflicts[other].append(claim_id)
        return {
            claim_id: self._standing(
                claim_id,
                claim,
                tuple(sorted(acts[claim_id], key=lambda entry: entry.sort_key)),
                tuple(dict.fromkeys(conflicts[claim_id])),
            )
            for claim_id, claim in self.claims.items()
        }

    def _of_article(self, article_id: str, article: Article) -> Iterator[ClaimEntry]:
        for index, row in enumerate(article.claims):
            quote = self._evidence(row.quote, article_id)
            if quote and quote.record.state in NOT_EVIDENCE:
                continue
            occasion = article_occasion(article_id, article, self.events)
            when = quote.date if quote else occasion.date
            for claim_id in dict.fromkeys(row.claim):
                for tellers, by in self._apart(self.claims.get(claim_id), row, quote):
                    on = row.date or (UNKNOWN if tellers else when)
                    yield ClaimEntry(
                        claim_id, row.act, by, tellers, quote, on, article_id, row.note, index
                    )

    def _apart(
        self, claim: Claim | None, row: ClaimRow, quote: QuoteEntry | None
    ) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Those of a row who act in their own words, and those of whom others tell."""
        groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for by in row.by:
            groups[self._tellers(claim, row, quote, by)].append(by)
        return [(tellers, tuple(by)) for tellers, by in groups.items()]

    def _tellers(
        self, claim: Claim | None, row: ClaimRow | ClaimReply, quote: QuoteEntry | None, by: str
    ) -> tuple[str, ...]:
        """Who tells of what ``by`` did, where it is not in its own words.

        Words of somebody who neither is the actor nor speaks for it (or for the one that the actor
        speaks for) are told by that somebody, whether or not the row says so.
        """
        tellers = row.told_by or ((quote.speaker,) if quote and quote.speaker else ())
        on = quote.date if quote else row.date or UNKNOWN
        parties = (*claim.by, *claim.against) if claim else ()
        names = [by, *(one for one in parties if self.roles.speaks_for(by, one, on))]
        own = any(self.roles.is_or_speaks_for(one, name, on) for one in tellers for name in names)
        return () if own else tellers

    def _standing(
        self,
        claim_id: str,
        claim: Claim,
        acts: tuple[ClaimEntry, ...],
        conflicts: tuple[str, ...],
    ) -> ClaimStanding:
        replies = tuple(self._replies(claim_id, claim))
        standing, tellers = claim_standing(acts, replies, self.roles)
        return ClaimStanding(
            id=claim_id,
            record=claim,
            standing=standing,
            tellers=tellers,
            acts=acts,
            replies=replies,
            hearings=tuple(self._hearing(one, acts, replies) for one in claim.against),
            conflicts=conflicts,
        )

    def _replies(self, claim_id: str, claim: Claim) -> Iterator[ReplyEntry]:
        for index, reply in enumerate(claim.replies):
            quote = self._evidence(reply.quote, None)
            if quote and quote.record.state in NOT_EVIDENCE:
                continue
            tellers = self._tellers(claim, reply, quote, reply.by)
            when = reply.date or (quote.date if quote and not tellers else UNKNOWN)
            yield ReplyEntry(claim_id, reply, tellers, quote, when, index)

    def _hearing(
        self, accused: str, acts: tuple[ClaimEntry, ...], replies: tuple[ReplyEntry, ...]
    ) -> Hearing:
        denials = [
            one
            for one in acts
            if one.act in _DENYING
            and any(self.roles.is_or_speaks_for(by, accused, one.date) for by in one.by)
        ]
        theirs = [one for one in replies if one.record.by == accused]
        given = [one for one in theirs if not one.search]
        return Hearing(
            accused,
            tuple(sorted(denials, key=lambda one: bool(one.told_by))),
            tuple(sorted(given, key=lambda one: bool(one.told_by))),
            tuple(one for one in theirs if one.search),
        )

    def _evidence(self, reference: str | None, article_id: str | None) -> QuoteEntry | None:
        return self.quotes.get(full_reference(reference, article_id)) if reference else None
