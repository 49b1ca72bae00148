"""Pages of the family home."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.render.words import Words
from onrecord.views.maker import Maker

from .page import SitePage


def plan_home(maker: Maker, words: Words) -> Iterator[SitePage]:
    """The pages."""
    yield from ()
