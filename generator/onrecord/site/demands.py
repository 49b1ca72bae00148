"""The summary of the demands and the page of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.render.words import Words
from onrecord.views.demand import DemandViews
from onrecord.views.demands import DemandsViews
from onrecord.views.maker import Maker

from .page import SitePage, Wording, shorten


def plan_demands(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``demands/`` and its dates, ``demands/<id>/`` and its dates."""
    say = Wording(words)
    summary = DemandsViews(maker)
    for part in summary.parts():
        yield SitePage(
            uri=part.uri,
            template="pages/demands.html",
            title=say.titled(say("demands.title"), part),
            description=say("demands.description"),
            source=None,
            view=partial(summary.page, part),
            scripts=("filters", "demands"),
        )
    views = DemandViews(maker)
    for demand_id in maker.desk.demands:
        yield from _demand(demand_id, maker, views, say)


def _demand(demand_id: str, maker: Maker, views: DemandViews, say: Wording) -> Iterator[SitePage]:
    entry = maker.desk.demands[demand_id]
    title = entry.record.title
    own, *finer = views.parts(entry)
    description = say(
        "demand.description",
        by=say.names(maker.people.links(entry.record.by)),
        to=say.names(maker.people.links(entry.addressees)),
        title=title,
    )
    yield SitePage(
        uri=own.uri,
        template="pages/demand.html",
        title=title,
        description=shorten(description, 300),
        source=maker.desk.files.get(("demand", demand_id)),
        view=partial(views.page, entry, own),
    )
    for part in finer:
        yield SitePage(
            uri=part.uri,
            template="pages/demand_part.html",
            title=say.titled(title, part),
            description=shorten(description, 300),
            source=None,
            view=partial(views.dated, entry, part),
        )
