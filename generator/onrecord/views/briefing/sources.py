"""The sources that a briefing rests on."""

from __future__ import annotations

from onrecord.views.maker import Maker
from onrecord.views.source_facts import SourceFacts, source_facts
from onrecord.views.subjects import newest_first

from .capped import Capped, capped
from .material import Material

SOURCES = 6


def sources(maker: Maker, material: Material) -> Capped[SourceFacts]:
    """The sources, the latest published first."""
    articles = maker.desk.articles
    ordered = newest_first(sorted(material.articles), lambda one: articles[one].source.published)
    return capped(
        ordered,
        SOURCES,
        "sources/",
        lambda one: source_facts(one, articles[one], maker.people),
    )
