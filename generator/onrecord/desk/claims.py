"""Claims linked with who asserts and who disputes them, and whether the accused is heard.

What has become of a claim is derived from acts and replies, never typed by hand. The rules
(``docs/reference/model.md`` tells them with examples):

1. Retracted: all who asserted it took it back. Contested: anybody denied or disputed it.
   Corroborated: somebody else confirmed it. Asserted: none of these.
2. What is told of an actor does not count where that actor's own words on the claim are on record.
3. Where all that makes the standing is told, it stands so according to those who tell it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from onrecord.records import UNKNOWN, Article, Claim, PartialDate

from .acts import Act, ActLinks, Rank, taken_back
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
    denials: tuple[Act, ...]
    replies: tuple[Act, ...]
    searches: tuple[Act, ...]

    @property
    def heard(self) -> bool:
        """Whether any words of its own stand beside the claim."""
        return any(not act.told_by for act in (*self.denials, *self.replies))

    @property
    def told(self) -> bool:
        """Whether a reply is known, and only from others."""
        return not self.heard and bool(self.denials or self.replies)

    @property
    def searched(self) -> Act | None:
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
    acts: tuple[Act, ...]
    replies: tuple[Act, ...]
    hearings: tuple[Hearing, ...]
    conflicts: tuple[str, ...]

    @property
    def first_date(self) -> PartialDate:
        """When it was first asserted, as far as known."""
        return next((act.date for act in self.acts if act.word == "asserted"), UNKNOWN)

    def by_act(self, word: str) -> tuple[Act, ...]:
        """The acts of one kind."""
        return tuple(act for act in self.acts if act.word == word)


def link_claims(claims: Mapping[str, Claim], links: ActLinks) -> dict[str, ClaimStanding]:
    """Every claim by id, in the order of ``claims``."""
    acts: defaultdict[str, list[Act]] = defaultdict(list)
    for article_id, article in links.articles.items():
        for act in _of_article(claims, links, article_id, article):
            acts[act.subject].append(act)
    conflicts: defaultdict[str, list[str]] = defaultdict(list)
    for claim_id, claim in claims.items():
        for other in claim.conflicts_with:
            conflicts[claim_id].append(other)
            conflicts[other].append(claim_id)
    found = {}
    for claim_id, claim in claims.items():
        of_articles = tuple(sorted(acts[claim_id], key=lambda act: act.sort_key))
        replies = tuple(_replies(links, claim_id, claim))
        standing, tellers = _standing(of_articles, replies, links.roles)
        found[claim_id] = ClaimStanding(
            id=claim_id,
            record=claim,
            standing=standing,
            tellers=tellers,
            acts=of_articles,
            replies=replies,
            hearings=tuple(
                _hearing(accused, of_articles, replies, links.roles) for accused in claim.against
            ),
            conflicts=tuple(dict.fromkeys(conflicts[claim_id])),
        )
    return found


def _of_article(
    claims: Mapping[str, Claim], links: ActLinks, article_id: str, article: Article
) -> Iterator[Act]:
    """The acts of an article: of one row those in their own words apart from those told of."""
    for index, row in enumerate(article.claims):
        quote = links.evidence(row, article_id)
        if taken_back(quote):
            continue
        for claim_id in dict.fromkeys(row.claim):
            groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
            for by in row.by:
                groups[links.tellers(row, quote, by, _parties(claims.get(claim_id)))].append(by)
            for told_by, of in groups.items():
                when = links.date(row, quote, article_id, told=bool(told_by))
                rank = Rank.TOLD if told_by else Rank.OWN
                yield Act(
                    "claim",
                    claim_id,
                    row.act,
                    tuple(of),
                    (),
                    told_by,
                    quote,
                    when,
                    row,
                    article_id,
                    index,
                    rank,
                )


def _replies(links: ActLinks, claim_id: str, claim: Claim) -> Iterator[Act]:
    for index, row in enumerate(claim.replies):
        quote = links.evidence(row, None)
        if taken_back(quote):
            continue
        told_by = links.tellers(row, quote, row.by, _parties(claim))
        when = links.date(row, quote, None, told=bool(told_by))
        rank = Rank.TOLD if told_by else Rank.OWN
        yield Act(
            "reply",
            claim_id,
            row.reply,
            (row.by,),
            (),
            told_by,
            quote,
            when,
            row,
            "",
            index,
            rank,
        )


def _parties(claim: Claim | None) -> tuple[str, ...]:
    return (*claim.by, *claim.against) if claim else ()


def _hearing(accused: str, acts: Iterable[Act], replies: Iterable[Act], roles: Roles) -> Hearing:
    denials = [
        act
        for act in acts
        if act.word in _DENYING
        and any(roles.is_or_speaks_for(by, accused, act.date) for by in act.by)
    ]
    theirs = [reply for reply in replies if accused in reply.by]
    given = [reply for reply in theirs if not reply.search]
    return Hearing(
        accused,
        tuple(sorted(denials, key=lambda act: bool(act.told_by))),
        tuple(sorted(given, key=lambda act: bool(act.told_by))),
        tuple(reply for reply in theirs if reply.search),
    )


def _standing(
    acts: Sequence[Act], replies: Iterable[Act], roles: Roles
) -> tuple[str, tuple[str, ...]]:
    """The standing, and those on whose account alone it rests (as in ``ClaimStanding``)."""
    if not acts:
        return "not_asserted", ()
    said = [(act, by) for act in chain(acts, replies) if not act.search for by in act.by]
    own = [(act, by) for act, by in said if not act.told_by]

    def speaks_itself(of: str) -> bool:
        """Whether the one of whom others tell, or one who speaks for it, is on record itself."""
        return any(
            roles.is_or_speaks_for(by, of, act.date) or roles.is_or_speaks_for(of, by, act.date)
            for act, by in own
        )

    counted = [(act, by) for act, by in said if not act.told_by or not speaks_itself(by)]

    def tellers(*words: str) -> tuple[str, ...]:
        """Those who tell of all that was said so; none where anybody's own words say it."""
        found = [act for act, _ in counted if act.word in words]
        if any(not act.told_by for act in found):
            return ()
        return tuple(dict.fromkeys(teller for act in found for teller in act.told_by))

    asserted, retracted = (
        {by for act, by in counted if act.word == word} for word in ("asserted", "retracted")
    )
    words = {act.word for act, _ in counted}
    if retracted and asserted <= retracted:
        return "retracted", tellers("retracted")
    if words & {*_DENYING}:
        return "contested", tellers(*_DENYING)
    if "corroborated" in words:
        return "corroborated", tellers("corroborated")
    return ("asserted", tellers("asserted")) if asserted else ("not_asserted", ())
