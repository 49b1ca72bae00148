"""The list of corrections."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.render.words import Words
from onrecord.views.corrections_list import CorrectionsViews
from onrecord.views.maker import Maker

from .page import SitePage, Wording


def plan_corrections(maker: Maker, words: Words) -> Iterator[SitePage]:
    """``corrections/`` and its dates."""
    say = Wording(words)
    views = CorrectionsViews(maker)
    for part in views.parts():
        yield SitePage(
            uri=part.uri,
            template="pages/corrections.html",
            title=say.titled(say("corrections.title"), part),
            description=say("corrections.description"),
            source=None,
            view=partial(views.page, part),
        )
