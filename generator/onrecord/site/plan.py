"""The whole site as a list of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.desk.desk import Desk
from onrecord.render.words import Words
from onrecord.views.maker import Maker

from .actors import plan_actors
from .articles import plan_articles
from .briefings import plan_briefings
from .claims import plan_claims
from .corrections import plan_corrections
from .data import DataSite
from .demands import plan_demands
from .home import plan_home
from .moved import plan_moved
from .page import SitePage
from .quotes import plan_quotes
from .sources import plan_sources
from .timeline import plan_timeline
from .topics import plan_topics

Plan = Callable[[Maker, Words], Iterator[SitePage]]

# One planner for each family of pages, in the order of the site's sections.
FAMILIES: tuple[Plan, ...] = (
    plan_home,
    plan_demands,
    plan_actors,
    plan_quotes,
    plan_claims,
    plan_articles,
    plan_topics,
    plan_timeline,
    plan_sources,
    plan_briefings,
    plan_corrections,
    plan_moved,
)


def plan_site(desk: Desk, words: Words, data: DataSite | None = None) -> list[SitePage]:
    """Every generated page; what each shows is computed when it is rendered.

    Args:
        desk: all records, linked.
        words: the catalogue.
        data: the downloads, where the site has any.
    """
    maker = Maker.of(desk)
    pages = [page for plan in FAMILIES for page in plan(maker, words)]
    return [*data.with_twins(pages), data.plan(words)] if data else pages
