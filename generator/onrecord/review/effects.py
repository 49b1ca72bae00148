"""The pages that a change touches."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from onrecord.changes.compared_states import Withheld
from onrecord.desk.acts import Act, grouped
from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry
from onrecord.desk.settings import Coverage
from onrecord.records import KINDS, Actor, Subject
from onrecord.render import SiteContext, SitePage, Words
from onrecord.site.plan import LeftOut, plan_site
from onrecord.views.context import Subjects
from onrecord.views.timeline_items import TimelineItem

PageChange = Literal["added", "removed", "direct", "indirect"]
PAGE_CHANGES: tuple[PageChange, ...] = ("added", "removed", "direct", "indirect")


@dataclass(frozen=True, slots=True)
class Effect:
    """A page that is not what it was."""

    uri: str
    title: str  # plain text; the older one where the page is gone
    # `direct` where the record that the page is about changed, `indirect` where only what it
    # shows of others did.
    how: PageChange
    section: str  # the list that it belongs to; `home` for the home page


@dataclass(frozen=True)
class Effects:
    """All pages that are not what they were."""

    pages: tuple[Effect, ...]  # by `PAGE_CHANGES`, then by address
    # Before and after: the addresses of the pages of either state; of records of which no page
    # differs, only the first ones.
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    # The days covered before and after, where they differ: every page names them.
    coverage: tuple[Coverage | None, Coverage | None] | None = None

    @cached_property
    def counts(self) -> Mapping[str, Mapping[PageChange, int]]:
        """How many pages of each section, by what happened to them; only sections with any."""
        counts: dict[str, dict[PageChange, int]] = {}
        for page in self.pages:
            of_section = counts.setdefault(page.section, {})
            of_section[page.how] = of_section.get(page.how, 0) + 1
        return counts


def effects_of(
    before: Desk,
    after: Desk,
    words: Words,
    named: Iterable[str] = (),
    withheld: Withheld | None = None,
) -> Effects:
    """Compare what every page shows ``before`` and ``after``, two desks without errors.

    What a reader sees is compared: title, description and all values on the page. The link to the
    page's source is not, since moving a file changes nothing that is said. ``named`` are the site
    paths of pages that changes link to. The words of ``withheld`` quotes are not shown.
    """
    older, newer = SiteContext(before, words), SiteContext(after, words)
    same = SamePages(older.views.subjects, newer.views.subjects)
    newer.views.cards.take_from(older.views.cards, same.quotes)
    left_out = same.records
    old, new = (
        {page.uri: page for page in plan_site(site, left_out=left_out)} for site in (older, newer)
    )
    coverage = None
    if before.coverage != after.coverage:
        coverage = (before.coverage, after.coverage)
    own, changed = frozenset(named), _changed(before, after)
    hidden = withheld or Withheld()
    titles = _titles_without_words(before, after, hidden)
    pages = []
    for uri in old.keys() | new.keys():
        page = new.get(uri) or old[uri]
        if uri in old and uri in new and same.covers(old[uri], page):
            continue
        is_own = uri in own or (not page.part and page.subject in changed)
        if how := _how(old.get(uri), new.get(uri), is_own=is_own):
            title = hidden.text(titles.get(page.subject, page.title))
            pages.append(Effect(hidden.name(uri), title, how, page.subject.section))
    pages.sort(key=lambda page: (PAGE_CHANGES.index(page.how), page.uri))
    kept = _addresses(after, left_out)
    return Effects(tuple(pages), kept | old.keys(), kept | new.keys(), coverage)


def _addresses(desk: Desk, ids: LeftOut) -> frozenset[str]:
    """The addresses of the records of these ``ids``."""
    subjects = {Subject(kind, id_) for kind, each in ids.items() for id_ in each}
    articles = ids.get("article", frozenset())
    subjects |= {Subject("article_quotes", id_) for id_ in articles}
    quotes = (quote for id_ in articles for quote in desk.quotes_of_article[id_])
    subjects |= {Subject("quote", quote.reference) for quote in quotes}
    return frozenset(subject.uri for subject in subjects)


class SamePages:
    """The pages that show the same in two desks, known without what they show being made.

    Where only articles differ, the page of a record is made of what the desk links to it: quotes,
    with their articles and the other versions of them; acts, with their quotes and articles; and
    names, which then are the same. Where all of these are the same, so is the page. So is a page of
    a list that shows nothing but items and figures, where these are the same. All other pages of
    lists are always made.
    """

    def __init__(self, older: Subjects, newer: Subjects) -> None:
        self._subjects = older, newer
        old, new = self._desks = older.desk, newer.desk
        self._articles_differ = {
            id_
            for id_ in old.articles.keys() | new.articles.keys()
            if (one := old.articles.get(id_)) is not (other := new.articles.get(id_))
            and one != other
        }
        # The pages of actors, demands and claims say in how many articles was looked.
        self._as_many = len(old.articles) == len(new.articles)
        self._only_articles = all(
            [*old.records(kind).items()] == [*new.records(kind).items()]
            for kind in KINDS
            if kind != "article"
        ) and all(getattr(old, name) == getattr(new, name) for name in _OF_ALL_PAGES)

    def covers(self, older: SitePage, newer: SitePage) -> bool:
        """Whether two pages of a list at one address show the same."""
        if not (self._only_articles and older.listed and newer.listed):
            return False
        (old, old_figures), (new, figures) = older.listed, newer.listed
        if replace(old, items=()) != replace(new, items=()):
            return False
        items: Sequence[Any] = new.items
        if items and isinstance(items[0], str):  # the ids of records of one kind
            kind = _LISTED.get(newer.subject.id, "")
            if old.items != items or not self.records.get(kind, frozenset()) >= {*items}:
                return False
        elif not self._same(old.items, items):
            return False
        return self._same(old_figures, figures)

    @cached_property
    def records(self) -> Mapping[str, Set[str]]:
        """The ids of the records of which all pages show the same, by their kind."""
        if not self._only_articles:
            return {}
        if not self._as_many:
            return {"article": self._articles}
        of_articles = {"article": self._articles, "topic": self._topics, "actor": self._actors}
        return {**of_articles, "demand": self._demands, "claim": self._claims}

    def _same(self, old: object, new: object) -> bool:
        """Whether an item of a list is the same, with what it rests on; or all in a tuple."""
        match old, new:
            case tuple(), tuple():
                return len(old) == len(new) and all(map(self._same, old, new))
            case QuoteEntry(), QuoteEntry():
                return old.reference == new.reference and new.reference in self._quotes
            case TimelineItem(), TimelineItem():
                acts = tuple(act for row in new.rows for act in row)
                return (
                    old == new
                    and new.article_id not in self._articles_differ
                    and (new.quote is None or new.quote.reference in self._quotes)
                    and not any(map(self._differs, acts))
                )
            case DemandEntry(), DemandEntry():
                return self._as_many and old.id == new.id and new.id in self._demands
            case ClaimStanding(), ClaimStanding():
                return self._as_many and old.id == new.id and new.id in self._claims
        return old == new

    @property
    def quotes(self) -> Set[str]:
        """The quotes of which all pages say the same."""
        return self._quotes if self._only_articles else frozenset()

    @cached_property
    def _quotes(self) -> Set[str]:
        """The quotes that are the same, with their articles and all versions of them."""
        old, new = self._desks
        leaders = old.versions.keys() | new.versions.keys()
        differ = {name for name in leaders if old.versions.get(name) != new.versions.get(name)}
        return {
            reference
            for reference, quote in new.quotes.items()
            if quote.utterance not in differ and old.quotes.get(reference) == quote
        }

    def _same_quotes(self, old: Iterable[QuoteEntry], new: Iterable[QuoteEntry]) -> bool:
        references = [quote.reference for quote in new]
        return [quote.reference for quote in old] == references and self._quotes >= {*references}

    def _same_acts(self, old: Sequence[Act], new: Sequence[Act]) -> bool:
        return old == new and not any(map(self._differs, new))

    def _differs(self, act: Act) -> bool:
        quoted = act.quote is not None and act.quote.reference not in self._quotes
        return quoted or act.article_id in self._articles_differ

    @cached_property
    def _articles(self) -> Set[str]:
        old, new = self._desks
        return {id_ for id_ in old.articles.keys() & new.articles.keys() if self._same_article(id_)}

    def _same_article(self, id_: str) -> bool:
        old, new = self._desks
        quotes = new.quotes_of_article[id_]
        return (
            id_ not in self._articles_differ
            and self._same_quotes(old.quotes_of_article[id_], quotes)
            and self._same_acts(old.acts_by_article.get(id_, ()), new.acts_by_article.get(id_, ()))
            and all(
                self._same_acts(old.acts_by_quote.get(name, ()), new.acts_by_quote.get(name, ()))
                for name in (quote.reference for quote in quotes)
            )
        )

    @cached_property
    def _demands(self) -> Set[str]:
        (old, new), (older, newer) = self._desks, self._subjects
        return {
            id_
            for id_, entry in new.demands.items()
            if old.demands.get(id_) == entry
            and not any(map(self._differs, _acts_on_demand(entry)))
            and self._same_quotes(older.on_demand.get(id_, ()), newer.on_demand.get(id_, ()))
        }

    @cached_property
    def _claims(self) -> Set[str]:
        (old, new), (older, newer) = self._desks, self._subjects
        return {
            id_
            for id_, claim in new.claims.items()
            if old.claims.get(id_) == claim
            and not any(map(self._differs, (*claim.acts, *claim.replies)))
            and self._same_quotes(older.on_claim.get(id_, ()), newer.on_claim.get(id_, ()))
        }

    @cached_property
    def _topics(self) -> Set[str]:
        (_, new), (older, newer) = self._desks, self._subjects
        return {
            id_
            for id_ in new.topics
            if older.demands.get(id_) == (demands := newer.demands.get(id_))
            and self._demands >= {*(demands or ())}
            and older.claims.get(id_) == (claims := newer.claims.get(id_))
            and self._claims >= {*(claims or ())}
            and self._same_quotes(older.quotes.get(id_, ()), newer.quotes.get(id_, ()))
        }

    @cached_property
    def _actors(self) -> Set[str]:
        """The actors that have nothing to do with what differs, nor anybody they have roles of."""
        differ: set[str] = set()
        for desk in self._desks:
            for name in desk.quotes.keys() - self._quotes:
                record = desk.quotes[name].record
                differ |= {*record.speaker, *record.to, record.quoting or ""}
            for article in (desk.articles[id_] for id_ in desk.articles.keys() - self._articles):
                differ |= {*article.mentions, article.source.party or ""}
            acts = [act for act in desk.acts if act.article_id in self._articles_differ]
            for demand in (desk.demands[id_] for id_ in desk.demands.keys() - self._demands):
                differ |= {*demand.record.by, *demand.addressees}
                acts += _acts_on_demand(demand)
            for claim in (desk.claims[id_] for id_ in desk.claims.keys() - self._claims):
                differ |= {*claim.record.by, *claim.record.against}
                acts += claim.acts + claim.replies
            for act in acts:
                differ |= {*act.by, *act.to, *act.told_by, *act.speakers}
        return desk.actors.keys() - _related(desk.actors, differ)


# The kind of record whose ids the pages of a list hold, and the kinds of pages that records have.
_LISTED = {"articles": "article", "sources": "article", "actors": "actor", "topics": "topic"}
_PAGES_OF = {
    "article": ("article", "article_quotes"),
    **{kind: (kind,) for kind in ("actor", "demand", "claim", "topic", "quote")},
}
_OF_ALL_PAGES = ("coverage", "locked", "language")  # what pages show besides records


def _acts_on_demand(entry: DemandEntry) -> tuple[Act, ...]:
    searches = (position.none_found for position in entry.positions.values())
    return (*entry.acts, *filter(None, searches))


def _related(actors: Mapping[str, Actor], found: Set[str]) -> Set[str]:
    """Those ``found`` with all that have a role of them, or of which they have one, and so on."""
    related = grouped(
        pair
        for id_, actor in actors.items()
        for role in actor.roles
        if role.of
        for pair in ((id_, role.of), (role.of, id_))
    )
    every, left = set(found), [*found]
    while left:
        new = {*related.get(left.pop(), ())} - every
        every |= new
        left += new
    return every


def _how(old: SitePage | None, new: SitePage | None, *, is_own: bool) -> PageChange | None:
    """How a page differs, if it does; ``is_own``: it is about what changed."""
    if old is None or new is None:
        return "removed" if old else "added"
    if not _differ(old, new):
        return None
    return "direct" if is_own else "indirect"


def _titles_without_words(before: Desk, after: Desk, withheld: Withheld) -> Mapping[Subject, str]:
    """The article's title for the page of each quote whose own title may begin words withheld."""
    return {
        Subject("quote", reference): desk.quotes[reference].article.title
        for desk, references in ((before, withheld.before), (after, withheld.after))
        for reference in references & desk.quotes.keys()
    }


def _differ(old: SitePage, new: SitePage) -> bool:
    # The view comes last: it is the only part that has to be computed.
    return (
        (old.template, old.title, old.description, old.noindex)
        != (new.template, new.title, new.description, new.noindex)
    ) or old.view() != new.view()


def _changed(before: Desk, after: Desk) -> frozenset[Subject]:
    """What differs of the records that have a page."""
    return frozenset(
        Subject(kind, id_)
        for of, kinds in _PAGES_OF.items()
        for old in (before.records(of),)
        for id_, record in after.records(of).items()
        if (was := old.get(id_)) is not record and was != record
        for kind in kinds
    )
