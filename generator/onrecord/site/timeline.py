"""The timeline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.render.words import Words
from onrecord.views.maker import Maker
from onrecord.views.timeline import TimelineViews

from .page import SitePage, Wording


def plan_timeline(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``timeline/`` and its dates."""
    say = Wording(words)
    views = TimelineViews(maker)
    for part in views.parts():
        yield SitePage(
            uri=part.uri,
            template="pages/timeline.html",
            title=say.titled(say("timeline.title"), part),
            description=say("timeline.description"),
            source=None,
            view=partial(views.page, part),
        )
