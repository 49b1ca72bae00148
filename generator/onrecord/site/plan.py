"""The whole site as a list of pages, and the files that are no pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.briefing.sections.view import BRIEFINGS, briefing_item, briefings_view
from onrecord.desk.addresses import Subject
from onrecord.render import SiteContext, SiteFile, SitePage
from onrecord.search.entries import entries_of
from onrecord.search.explore import SLOTS, explore_files
from onrecord.search.index import index_files
from onrecord.views import (
    actors,
    article,
    claim,
    corrections,
    demands,
    home,
    quote,
    sources,
    timeline,
    topic,
)
from onrecord.views.context import Context
from onrecord.views.listing import Listed

from . import records
from .site_files import DataSite

Plan = Callable[[SiteContext], Iterator[SitePage]]


@dataclass(frozen=True, slots=True)
class _ListPlan:
    """The plan of a list of the site, and of the pages of what is listed.

    ``name`` is its address, its template and its words. Its pages need ``scripts``, or only the
    first of them does.
    """

    name: str
    listed: Callable[[Context], Listed[Any, Any]]
    listed_pages: Plan | None = None
    scripts: tuple[str, ...] = ()
    on_first_only: bool = False

    def pages(self, site: SiteContext) -> Iterator[SitePage]:
        """All of them."""
        say = site.say
        parts, view = self.listed(site.views)
        for part in parts:
            yield SitePage(
                subject=Subject("list", self.name),
                uri=part.uri,
                template=f"pages/{self.name}.html",
                title=say.titled(say(f"{self.name}.title"), part),
                description=say(f"{self.name}.description"),
                view=partial(view, part),
                part="" if part.opens else part.name,
                above=tuple(records.above_part(part)),
                scripts=() if self.on_first_only and not part.opens else self.scripts,
            )
        if self.listed_pages:
            yield from self.listed_pages(site)


def _home(site: SiteContext) -> Iterator[SitePage]:
    yield SitePage(
        subject=Subject("home"),
        uri="",
        template="pages/home.html",
        title=site.say("home.title"),
        description=site.say("home.description"),
        view=partial(_home_view, site),
    )


def _home_view(site: SiteContext) -> home.HomeView:
    latest = next(iter(site.views.subjects.briefing_order), None)
    return home.home_view(
        site.views, briefing_item(site.views, site.say, latest) if latest else None
    )


def _briefings(site: SiteContext) -> Iterator[SitePage]:
    """The list of briefings and the page of each; no pages where the desk has none."""
    if site.desk.briefings:
        yield SitePage(
            subject=Subject("list", "briefings"),
            uri=BRIEFINGS,
            template="pages/briefings.html",
            title=site.say("briefing.list.title"),
            description=site.say("briefing.list.description"),
            view=partial(briefings_view, site.views, site.say),
            styles=records.BRIEFING_STYLES,
        )
        yield from records.briefing_pages(site)


# In the order of the site's map.
_PLANS: tuple[Plan, ...] = (
    _home,
    _ListPlan("demands", demands.demands_list, records.demand_pages, ("filters", "demands")).pages,
    _ListPlan("actors", actors.actors_list, records.actor_pages).pages,
    _ListPlan(
        *("quotes", quote.quotes_list, records.quote_pages, ("filters", "explore")),
        on_first_only=True,
    ).pages,
    _ListPlan("claims", claim.claims_list, records.claim_pages).pages,
    _ListPlan("articles", article.articles_list, records.article_pages).pages,
    _ListPlan("topics", topic.topics_list, records.topic_pages).pages,
    _ListPlan("timeline", timeline.timeline_list, scripts=("timeline",), on_first_only=True).pages,
    _ListPlan("sources", sources.sources_list).pages,
    _briefings,
    _ListPlan("corrections", corrections.corrections_list).pages,
    records.former_pages,
)


def plan_site(site: SiteContext, data: DataSite | None = None) -> list[SitePage]:
    """Every generated page; what each shows is computed when it is rendered."""
    pages = [page for plan in _PLANS for page in plan(site)]
    return [*data.with_twins(pages), data.plan(site.say)] if data else pages


def plan_files(site: SiteContext, *, search: bool = True) -> Iterator[SiteFile]:
    """Every generated file that is no page: the index of the search, and the cards of quotes."""
    explored = explore_files(site.desk, site.say)
    if search:
        stop_words, cards = (
            site.say("finder.stop_words"),
            {"digest": explored.digest, "slots": SLOTS},
        )
        for uri, content in index_files(entries_of(site.desk, site.say), stop_words, cards):
            yield SiteFile(uri, content)
    yield from (SiteFile(uri, content) for uri, content in explored.files)
