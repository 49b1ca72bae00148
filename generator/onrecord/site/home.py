"""The home page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from onrecord.render.words import Words
from onrecord.views.home import home_view
from onrecord.views.maker import Maker

from .page import SitePage, Wording


def plan_home(maker: Maker, words: Words) -> Iterator[SitePage]:
    """The home page."""
    say = Wording(words)
    yield SitePage(
        uri="",
        template="pages/home.html",
        title=say("home.title"),
        description=say("home.description"),
        source=None,
        view=partial(home_view, maker),
    )
