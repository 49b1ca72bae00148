"""The list of claims and the page of each, whose title always says whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.render.words import Words
from onrecord.views.claim import ClaimViews, claim_line
from onrecord.views.maker import Maker

from .page import SitePage, Wording, shorten


def plan_claims(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``claims/`` and its dates, ``claims/<id>/`` and its dates."""
    say = Wording(words)
    views = ClaimViews(maker)
    for part in views.list_parts():
        yield SitePage(
            uri=part.uri,
            template="pages/claims.html",
            title=say.titled(say("claims.title"), part),
            description=say("claims.description"),
            source=None,
            view=partial(views.list_page, part),
        )
    for claim_id in maker.desk.claims:
        yield from _claim(claim_id, maker, views, say)


def _claim(claim_id: str, maker: Maker, views: ClaimViews, say: Wording) -> Iterator[SitePage]:
    claim, line = maker.desk.claims[claim_id], claim_line(maker, claim_id)
    names = say.names(line.by)
    title = say("claim.title", names=names, text=shorten(line.text, 120))
    own, *finer = views.parts(claim)
    for part in (own, *finer):
        yield SitePage(
            uri=part.uri,
            template="pages/claim.html",
            title=say.titled(title, part),
            description=say("claim.description", names=names),
            source=maker.desk.files.get(("claim", claim_id)) if part is own else None,
            view=partial(views.page, claim, part),
        )
