"""Contested claims, each with the reply beside it.

What is not known and not checked, counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.desk.acts import Act
from onrecord.desk.claims import ClaimStanding
from onrecord.desk.positions import NOT_ASSESSED
from onrecord.desk.quotes import NOT_CHECKED, QuoteEntry
from onrecord.views.acts import ActView, act_views
from onrecord.views.claim import ClaimSummary, claim_summary
from onrecord.views.context import Context, newest_first

from .material import Capped, Material, capped

CLAIMS = 3
ASSERTIONS = 2


@dataclass(frozen=True, slots=True)
class ClaimWithReplies:
    """A claim, always begun "Claim by X:", with who asserts it and what was said to it.

    Attributes:
        row: whose it is, its text, its standing, and in ``hearings`` and ``others`` the replies
            (denials, what the claim's file notes, or the search that found none), told ones too.
        asserted: who asserted it, the latest first; at most two.
        no_reply: nobody it is against is on record with a reply, and no search for one is noted:
            "no reply recorded". False where it is against nobody.
    """

    row: ClaimSummary
    asserted: tuple[ActView, ...]
    no_reply: bool


def claims(context: Context, material: Material) -> Capped[ClaimWithReplies]:
    """Claims of the period that are contested, accuse, or conflict with another; latest first."""
    latest: dict[str, Act] = {}
    acts = [act for act in material.acts if act.kind == "claim"]
    for act in newest_first(acts, lambda one: one.date):
        latest.setdefault(act.subject, act)
    found = [context.desk.claims[one] for one in latest]
    return capped(
        [claim for claim in found if _contested(claim)],
        CLAIMS,
        "claims/",
        lambda one: _beside(context, one),
    )


def unheard(claim: ClaimStanding) -> bool:
    """Whether nothing is recorded of a reply by anybody it is against, nor of a search for one."""
    return bool(claim.hearings) and not any(not hearing.open for hearing in claim.hearings)


def _contested(claim: ClaimStanding) -> bool:
    return claim.standing == "contested" or bool(claim.record.against or claim.conflicts)


def _beside(context: Context, claim: ClaimStanding) -> ClaimWithReplies:
    asserted = newest_first(claim.by_act("asserted"), lambda one: one.date)
    return ClaimWithReplies(
        row=claim_summary(context, claim),
        asserted=act_views(context, asserted[:ASSERTIONS]),
        no_reply=unheard(claim),
    )


@dataclass(frozen=True, slots=True)
class UnknownCount:
    """One thing that is not known, and of how many.

    Attributes:
        kind: ``speakers``, ``dates``, ``not_assessed``, ``not_checked``, ``claims`` or
            ``stale_searches``; the words: ``briefing.unknown.<kind>`` with ``count`` and ``of``.
        count: how many, never 0.
        of: among how many.
        uri: site path of the list where they stand.
    """

    kind: str
    count: int
    of: int
    uri: str


def unknowns(context: Context, material: Material) -> tuple[UnknownCount, ...]:
    """What is not known and not checked in the period and the scope."""
    return tuple(one for one in _counts(context, material) if one.count)


def _counts(context: Context, material: Material) -> Iterator[UnknownCount]:
    quotes = material.quotes
    unknown = sum(quote.speaker_unknown for quote in quotes)
    yield UnknownCount("speakers", unknown, len(quotes), "quotes/")
    undated = [one for one in _of_sources(context, material) if not one.date.known]
    yield UnknownCount("dates", len(undated), len(quotes) + len(undated), "quotes/")
    positions = [
        position
        for entry in material.demands
        for position in entry.positions.values()
        if material.scope.towards(entry, position.addressee)
    ]
    not_assessed = sum(one.state == NOT_ASSESSED for one in positions)
    yield UnknownCount("not_assessed", not_assessed, len(positions), "demands/")
    stale = sum(one.stale is not None for one in positions)
    yield UnknownCount("stale_searches", stale, len(positions), "demands/")
    compared = [quote for quote in quotes if not quote.record.withheld]
    unchecked = sum(one.verdict == NOT_CHECKED for one in compared)
    yield UnknownCount("not_checked", unchecked, len(compared), "quotes/")
    accusing = [claim for claim in material.claims if claim.record.against]
    yield UnknownCount("claims", sum(map(unheard, accusing)), len(accusing), "claims/")


def _of_sources(context: Context, material: Material) -> Iterator[QuoteEntry]:
    """The quotes of the sources that appeared in the period."""
    for article_id, article in context.desk.articles.items():
        if material.period.holds(article.source.published):
            quotes = context.desk.quotes_of_article[article_id]
            yield from (quote for quote in quotes if material.scope.quote(quote))
