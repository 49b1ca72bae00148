"""The list of briefings and the page of each; no pages where the desk has none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.briefing.sections.head import title_of
from onrecord.briefing.sections.request import request_of
from onrecord.briefing.sections.view import BRIEFINGS, briefing_view, briefings_view
from onrecord.render.words import Words
from onrecord.views.maker import Maker

from .page import SitePage, Wording, shorten

_STYLES = ("briefing",)


def plan_briefings(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``briefings/`` and ``briefings/<id>/``."""
    desk, say = maker.desk, Wording(words)
    if not desk.briefings:
        return
    yield SitePage(
        uri=BRIEFINGS,
        template="pages/briefings.html",
        title=say("briefing.list.title"),
        description=say("briefing.list.description"),
        source=None,
        view=partial(briefings_view, maker, say),
        styles=_STYLES,
    )
    for briefing_id in maker.subjects.briefing_order:
        yield _page(briefing_id, maker, say)


def _page(briefing_id: str, maker: Maker, say: Wording) -> SitePage:
    request = request_of(briefing_id, maker.desk.briefings[briefing_id])
    since, until = say.date(request.period.since), say.date(request.period.until)
    return SitePage(
        uri=request.uri or "",
        template="pages/briefing.html",
        title=title_of(maker, request, say),
        description=shorten(say("briefing.description", since=since, until=until), 300),
        source=maker.desk.files.get(("briefing", briefing_id)),
        view=partial(briefing_view, maker, request),
        styles=_STYLES,
    )
