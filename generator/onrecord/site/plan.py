"""The whole site as a list of pages, and the files that are no pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.briefing.sections.view import BRIEFINGS, briefings_view
from onrecord.desk.addresses import Subject
from onrecord.render.site import SiteContext
from onrecord.search.entries import entries_of
from onrecord.search.explore_files import explore_files
from onrecord.search.index import index_files
from onrecord.views.actors import actors_list
from onrecord.views.article import articles_list
from onrecord.views.claim import claims_list
from onrecord.views.context import Context
from onrecord.views.corrections import corrections_list
from onrecord.views.demands import demands_list
from onrecord.views.home import home_view
from onrecord.views.listing import Listed
from onrecord.views.quote import quotes_list
from onrecord.views.sources import sources_list
from onrecord.views.timeline import timeline_list
from onrecord.views.topic import topics_list

from .data import DataSite
from .moved import moved_pages
from .page import SiteFile, SitePage
from .records import (
    BRIEFING_STYLES,
    actor_pages,
    article_pages,
    briefing_pages,
    claim_pages,
    demand_pages,
    quote_pages,
    topic_pages,
)

Plan = Callable[[SiteContext], Iterator[SitePage]]


@dataclass(frozen=True, slots=True)
class _Section:
    """A list of the site, its pages, and what plans the pages of what is listed.

    ``name`` is its address, its template and its words. Its pages need ``scripts``, or only the
    first of them does.
    """

    name: str
    listed: Callable[[Context], Listed[Any, Any]]
    records: Plan | None = None
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
                scripts=() if self.on_first_only and not part.opens else self.scripts,
            )
        if self.records:
            yield from self.records(site)


def _home(site: SiteContext) -> Iterator[SitePage]:
    yield SitePage(
        subject=Subject("home"),
        uri="",
        template="pages/home.html",
        title=site.say("home.title"),
        description=site.say("home.description"),
        view=partial(home_view, site.views),
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
            styles=BRIEFING_STYLES,
        )
        yield from briefing_pages(site)


# In the order of the site's map.
_PLANS: tuple[Plan, ...] = (
    _home,
    *(
        section.pages
        for section in (
            _Section("demands", demands_list, demand_pages, ("filters", "demands")),
            _Section("actors", actors_list, actor_pages),
            _Section(
                *("quotes", quotes_list, quote_pages, ("filters", "explore")),
                on_first_only=True,
            ),
            _Section("claims", claims_list, claim_pages),
            _Section("articles", articles_list, article_pages),
            _Section("topics", topics_list, topic_pages),
            _Section("timeline", timeline_list),
            _Section("sources", sources_list),
        )
    ),
    _briefings,
    _Section("corrections", corrections_list).pages,
    moved_pages,
)


def plan_site(site: SiteContext, data: DataSite | None = None) -> list[SitePage]:
    """Every generated page; what each shows is computed when it is rendered."""
    pages = [page for plan in _PLANS for page in plan(site)]
    return [*data.with_twins(pages), data.plan(site.say)] if data else pages


def plan_files(site: SiteContext, *, search: bool = True) -> Iterator[SiteFile]:
    """Every generated file that is no page: the index of the search, and what Explore fetches."""
    if search:
        for uri, content in index_files(entries_of(site.desk, site.say)):
            yield SiteFile(uri, content)
    for uri, content in explore_files(site.desk, site.say):
        yield SiteFile(uri, content)
