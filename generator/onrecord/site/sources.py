"""The sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.render.words import Words
from onrecord.views.maker import Maker
from onrecord.views.sources import SourcesViews

from .page import SitePage, Wording


def plan_sources(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``sources/`` and its further pages."""
    say = Wording(words)
    views = SourcesViews(maker)
    for part in views.parts():
        yield SitePage(
            uri=part.uri,
            template="pages/sources.html",
            title=say.titled(say("sources.title"), part),
            description=say("sources.description"),
            source=None,
            view=partial(views.page, part),
        )
