"""The whole site as a list of pages, and the other files: downloads, JSON of pages, feeds."""

import marshal
import shutil
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from onrecord.briefing.sections.briefing_view import briefing_item
from onrecord.desk.desk import Desk
from onrecord.exports.downloads import DATA, DOWNLOADS, DataView, Downloads, data_view
from onrecord.exports.twins import TWIN, subjects_of
from onrecord.records import Subject, fixed
from onrecord.render import PlainWords, SiteContext, SiteFile, SitePage, known_texts
from onrecord.search import index
from onrecord.search.entries import entries_of
from onrecord.search.explore import SLOTS, explore_files
from onrecord.views import actors, articles_sources, claim, demands, home, timeline, topic
from onrecord.views.context import Context
from onrecord.views.listing import Listed
from onrecord.views.quote_pages import quotes_list
from onrecord.writing.own_folders import WorkFolder
from onrecord.writing.processes import SharedJobs

from . import record_pages


class DataSite:
    """The data of a site; written once, when the first file or the page of them is asked for."""

    def __init__(self, downloads: Downloads, work: Callable[[], WorkFolder]) -> None:
        """Hold what writes the data, and what makes a folder that goes with this object."""
        self._downloads = downloads
        self._work = work
        # The last downloads, and the ids by kind of records that are the same since.
        self.last: tuple[Path, Mapping[str, Set[str]]] | None = None

    def plan(self, say: PlainWords) -> SitePage:
        """``data/``."""
        return SitePage(
            subject=Subject("data"),
            uri=DATA,
            template="pages/data.html",
            texts=known_texts(say("data.title"), say("data.description")),
            view=self.view,
            styles=("data",),
        )

    def with_twins(self, pages: Iterable[SitePage]) -> Iterator[SitePage]:
        """``pages``; each that has a twin names it."""
        for page in pages:
            own = page.subject in self._twinned and not page.part
            yield replace(page, twin=page.uri + TWIN) if own else page

    @cached_property
    def _twinned(self) -> dict[Subject, None]:
        """The subjects with a twin, in order."""
        return dict.fromkeys(subjects_of(self._downloads.site.views.indexes))

    def view(self) -> DataView:
        """The view of the page of the downloads."""
        return data_view(self._downloads, self._folder, self._rows)

    def files(self) -> Iterator[SiteFile]:
        """Every download and every twin; each is made when it is written."""
        _ = self._folder  # made before processes part: only the first of them removes it
        for name in sorted(DOWNLOADS):
            yield SiteFile(DATA + name, partial(self._download, name))
        for subject in self._twinned:
            yield SiteFile(subject.uri + TWIN, partial(self._downloads.twin, subject))

    def _download(self, name: str) -> bytes:
        self._rows  # noqa: B018 - the files are there when they have been counted
        return (self._folder / name).read_bytes()

    @cached_property
    def _folder(self) -> Path:
        """The folder of all downloads, in a temporary one."""
        work = self._work()
        weakref.finalize(self, work.close)  # when the site is forgotten
        return work.path / "data"

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The number of rows by table; writes all downloads into the folder."""
        if self.last:
            with suppress(OSError, ValueError):  # they may be no more
                return self._downloads.write_all(self._empty_folder(), *self.last)
        return self._downloads.write_all(self._empty_folder())

    def _empty_folder(self) -> Path:
        # A process that was stopped may have begun.
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        return self._folder


# The ids of records that are left out, by their kind.
LeftOut = Mapping[str, Set[str]]


@fixed
class ListPlan:
    """The plan of a list of the site, and of the pages of what is listed.

    ``name`` is its address, its template and its words. The pages of records of a ``kind`` go with
    it. Its own pages need ``scripts``, or only the first of them does.
    """

    name: str
    listed: Callable[[Context], Listed[Any, Any]]
    kind: str = ""
    of_records: Callable[[SiteContext, Iterable[str]], Iterator[SitePage]] | None = None
    scripts: tuple[str, ...] = ()
    on_first_only: bool = False

    def __call__(self, site: SiteContext, left_out: LeftOut | None = None) -> Iterator[SitePage]:
        """All pages except those of records ``left_out``."""
        yield from self.own(site)
        without = (left_out or {}).get(self.kind, frozenset())
        yield from self.records(site, (id_ for id_ in self.ids(site.desk) if id_ not in without))

    def ids(self, desk: Desk) -> Collection[str]:
        """The ids of the records whose pages go with the list."""
        return desk.records(self.kind) if self.of_records else ()

    def records(self, site: SiteContext, ids: Iterable[str]) -> Iterator[SitePage]:
        """The pages of those records of ``ids`` that there are."""
        if self.of_records:
            there = self.ids(site.desk)
            yield from self.of_records(site, (id_ for id_ in ids if id_ in there))

    def near(self, site: SiteContext, folder: str, id_: str) -> Iterator[SitePage]:
        """The pages of the record ``id_``, or else of the list, that may be in ``folder``."""
        if id_ in self.ids(site.desk):
            if folder == self.name or (folder, self.name) == ("quotes", "articles"):
                yield from self.records(site, [id_])
        elif folder == self.name:
            yield from self.own(site)

    def own(self, site: SiteContext) -> Iterator[SitePage]:
        """The pages of the list itself."""
        say = site.say
        parts, view, figures = self.listed(site.views)
        for part in parts:
            title = say.titled(say(f"{self.name}.title"), part)
            yield SitePage(
                subject=Subject("list", self.name),
                uri=part.uri,
                template=f"pages/{self.name}.html",
                texts=known_texts(title, say(f"{self.name}.description")),
                view=partial(view, part),
                listed=record_pages.only_listed(part, figures(part)),
                part="" if part.opens else part.name,
                above=tuple(record_pages.above_part(part)),
                scripts=() if self.on_first_only and not part.opens else self.scripts,
            )


def _home(site: SiteContext) -> Iterator[SitePage]:
    about = "" if site.desk.demands else "_quotes"
    yield SitePage(
        subject=Subject("home"),
        uri="",
        template="pages/home.html",
        texts=known_texts(*(site.say(f"home.{text}{about}") for text in ("title", "description"))),
        view=partial(_home_view, site),
    )


def _home_view(site: SiteContext) -> home.HomeView:
    latest = next(iter(site.views.indexes.briefing_order), None)
    briefing = briefing_item(site.views, site.say, latest) if latest else None
    return home.home_view(site.views, briefing)


# In the order of the site's map.
PLANS: tuple[Callable[[SiteContext], Iterator[SitePage]], ...] = (
    _home,
    ListPlan(
        *("demands", demands.demands_list, "demand", record_pages.demand_pages),
        scripts=("filters", "demands"),
    ),
    ListPlan("actors", actors.actors_list, "actor", record_pages.actor_pages),
    ListPlan(
        *("quotes", quotes_list, "article", record_pages.quote_pages, ("filters", "explore")),
        on_first_only=True,
    ),
    ListPlan("claims", claim.claims_list, "claim", record_pages.claim_pages),
    ListPlan("articles", articles_sources.articles_list, "article", record_pages.article_pages),
    ListPlan("topics", topic.topics_list, "topic", record_pages.topic_pages),
    ListPlan("timeline", timeline.timeline_list, scripts=("timeline",), on_first_only=True),
    ListPlan("sources", articles_sources.sources_list),
    record_pages.briefing_pages,
    ListPlan("corrections", articles_sources.corrections_list),
    record_pages.former_pages,
)


def plan_site(
    site: SiteContext, data: DataSite | None = None, left_out: LeftOut | None = None
) -> list[SitePage]:
    """Every generated page but for records ``left_out``; what each shows is computed later."""
    pages = [
        page
        for plan in PLANS
        for page in (plan(site, left_out) if isinstance(plan, ListPlan) else plan(site))
    ]
    return [*data.with_twins(pages), data.plan(site.say)] if data else pages


class SitePages(Mapping[str, SitePage]):
    """The pages of a site by site path; of one that is asked for, only those near it are planned.

    Whoever goes through them has all of them planned, in the order of ``plan_site``.
    """

    def __init__(self, site: SiteContext, data: DataSite | None = None) -> None:
        """Plan nothing yet."""
        self.site, self._data = site, data
        self._added: dict[str, SitePage] = {}
        self._known: dict[str, SitePage] = {}

    def add(self, pages: Iterable[SitePage]) -> None:
        """Add ``pages`` that are not planned with the others."""
        self._added |= {page.uri: page for page in pages}
        self._known |= self._added

    def but_of(self, left_out: LeftOut) -> list[SitePage]:
        """All but those of records that are ``left_out``, in the same order."""
        planned = [*plan_site(self.site, self._data, left_out), *self._added.values()]
        self._known |= {page.uri: page for page in planned}
        return planned

    @cached_property
    def _every(self) -> dict[str, SitePage]:
        planned = {page.uri: page for page in plan_site(self.site, self._data)}
        self._known = planned | self._added
        return self._known

    def __getitem__(self, uri: str) -> SitePage:
        if uri not in self._known and "_every" not in vars(self):
            pages = self._near(uri)
            pages = self._data.with_twins(pages) if self._data else pages
            self._known |= {page.uri: page for page in pages} | self._added
        return self._known[uri]

    def _near(self, uri: str) -> Iterator[SitePage]:
        """The page ``uri``, if it is one, and others of its record or its list."""
        folder, id_ = [*uri.split("/"), ""][:2]
        for plan in PLANS:
            if isinstance(plan, ListPlan):
                yield from plan.near(self.site, folder, id_)
            elif plan is not _home or not uri:
                yield from plan(self.site)
        if self._data:
            yield self._data.plan(self.site.say)

    def __contains__(self, uri: object) -> bool:
        # The menu asks for every list: whether there is one, not what is on it.
        lists = {f"{plan.name}/" for plan in PLANS if isinstance(plan, ListPlan)}
        return uri in lists or super().__contains__(uri)

    def __iter__(self) -> Iterator[str]:
        return iter(self._every)

    def __len__(self) -> int:
        return len(self._every)


class SearchedSite:
    """The search index of a site; it needs no pages, so it can be made before them."""

    def __init__(self, site: SiteContext) -> None:
        self._site = site
        self._ahead: SharedJobs | None = None
        #: reads the index of the last site, and says which entries may be other since
        self.last: Callable[[], tuple[index.LastIndex, Mapping[str, Set[str]]]] | None = None

    def begin(self) -> None:
        """Begin in another process, while this one does something else."""
        self._ahead = SharedJobs([self._packed], 2)

    def stop(self) -> None:
        """Have it worked out no more."""
        if self._ahead:
            self._ahead.stop()

    @cached_property
    def indexed(self) -> index.Indexed:
        """The index."""
        desk, say = self._site.desk, self._site.say
        if self.last:
            with suppress(OSError, ValueError, LookupError):
                last, some = self.last()
                return index.make_index(entries_of(desk, say, some), say("finder.numbers"), last)
        if self._ahead is None:
            return index.make_index(entries_of(desk, say), say("finder.numbers"))
        self._ahead.finish(lambda *_: None)
        return index.Indexed(*marshal.loads(self._ahead.given[0] or b""))  # noqa: S302 - of our own copy

    def _packed(self) -> bytes:
        return marshal.dumps(tuple(SearchedSite(self._site).indexed))


def plan_files(
    site: SiteContext,
    *,
    search: SearchedSite | None = None,
    known: Callable[[], dict[str, str]] = dict,
) -> Iterator[SiteFile]:
    """Every generated file that is no page: the index of a ``search``, and the cards of quotes.

    Of some quotes the lines with the cards are ``known``, by reference.
    """
    explored = explore_files(site.views, site.say, known())
    cards = explored.digests
    yield from (SiteFile(uri, content) for uri, content in explored.files)
    del explored  # the index takes as much memory again
    if search:
        made = index.index_files(search.indexed, site.say, cards, SLOTS)
        yield from (SiteFile(*file) for file in made)
