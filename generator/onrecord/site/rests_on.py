"""What pages depend on, and so which pages show the same in two desks.

The comment on a pull request and a build after an edit ask here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from onrecord.desk.acts import Act
from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.differing import differ_in_words
from onrecord.desk.quotes import QuoteEntry, full_reference
from onrecord.exports.downloads import DATA
from onrecord.records import KINDS
from onrecord.render import SiteContext, SiteFile, SitePage
from onrecord.search.entries import entries_of
from onrecord.search.explore import known_cards
from onrecord.search.index import LastIndex
from onrecord.views.context import Context, DeskIndexes
from onrecord.views.timeline_items import TimelineItem

from .plan import SitePages, plan_site

# The kind of record whose ids the pages of a list hold.
_LISTED = {"articles": "article", "sources": "article", "actors": "actor", "topics": "topic"}
_OF_ALL_PAGES = ("coverage", "locked", "language")  # what pages show besides records
# What has words only with a link to their quote or article. The page of a demand chooses the
# clearest words of all, and a briefing by their length.
_LINKS_TO_ALL = frozenset(("list", "actor", "claim", "topic", "article", "home"))


class _Quoting(Protocol):
    @property
    def quote(self) -> str | None: ...


class SamePages:
    """The pages that show the same in two desks, found without rendering them.

    Where only articles differ, the page of a record is made of what the desk links to it: quotes,
    with their articles and the other versions of them; acts, with their quotes and articles; and
    names, which then are the same. Where all of these are the same, so is the page. So is a page of
    a list that shows nothing but items and figures, where these are the same. All other pages of
    lists are always made.
    """

    def __init__(self, older: DeskIndexes, newer: DeskIndexes) -> None:
        self._indexes = older, newer
        old, new = self._desks = older.desk, newer.desk
        self._articles_differ = {
            id_
            for id_ in old.articles.keys() | new.articles.keys()
            if (one := old.articles.get(id_)) is not (other := new.articles.get(id_))
            and one != other
        }
        # The pages of actors, demands and claims say how many articles were searched.
        self._as_many = Context(old).searched == Context(new).searched
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
        """The ids of the records whose pages all show the same, by kind."""
        if not self._only_articles:
            return {}
        if not self._as_many:
            return {"article": self._articles}
        of_articles = {"article": self._articles, "topic": self._topics, "actor": self._actors}
        return {**of_articles, "demand": self._demands, "claim": self._claims}

    @cached_property
    def only_words(self) -> bool:
        """Whether nothing differs but words of articles and quotes: all is listed as before."""
        return self._only_articles and differ_in_words(*self._desks, self._articles_differ)

    @property
    def entries(self) -> Mapping[str, Set[str]]:
        """The entries of the search that may differ, where only words differ."""
        _, new = self._desks
        return {
            "demands": new.demands.keys() - self._demands,
            "claims": new.claims.keys() - self._claims,
            "quotes": new.quotes.keys() - self._quotes,
            "articles": self._articles_differ,
        }

    @cached_property
    def differing(self) -> Sequence[re.Pattern[bytes]]:
        """Each finds the id of an article that says something else, or has a version of that."""
        ids = {name.partition("#")[0] for name in self.entries["quotes"]} | self._articles_differ
        return [re.compile(rb"%b(?![a-z0-9])" % re.escape(id_.encode())) for id_ in ids]

    def _same(self, old: object, new: object) -> bool:
        """Whether an item of a list, or every item of a tuple, is the same with its basis."""
        match old, new:
            case tuple(), tuple():
                return len(old) == len(new) and all(map(self._same, old, new))
            case QuoteEntry(), QuoteEntry():
                return old.reference == new.reference and new.reference in self._quotes
            case TimelineItem(), TimelineItem():
                quoted = new.quote is None or new.quote.reference in self._quotes
                same = old == new and new.article_id not in self._articles_differ and quoted
                return same and not any(self._differs(act) for row in new.rows for act in row)
            case DemandEntry(), DemandEntry():
                return self._as_many and old.id == new.id and new.id in self._demands
            case ClaimStanding(), ClaimStanding():
                return self._as_many and old.id == new.id and new.id in self._claims
        return old == new

    @property
    def quotes(self) -> Set[str]:
        """The quotes about which all pages say the same."""
        return self._quotes if self._only_articles else frozenset()

    @cached_property
    def _quotes(self) -> Set[str]:
        """The quotes that are the same, with their articles and all their versions."""
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

    def shows_as_before(self, act: Act) -> bool:
        """Whether the view of an act is the same."""
        return self._only_articles and not self._differs(act)

    def _differs(self, act: Act) -> bool:
        quoted = act.quote is not None and act.quote.reference not in self._quotes
        return quoted or act.article_id in self._articles_differ

    @cached_property
    def _articles(self) -> Set[str]:
        old, new = self._desks
        return {id_ for id_ in old.articles.keys() & new.articles.keys() if self._same_article(id_)}

    def _same_article(self, id_: str) -> bool:
        old, new = self._desks
        quotes, article = new.quotes_of_article[id_], new.articles[id_]
        rows: list[_Quoting] = [*article.demands, *article.responses, *article.claims]
        return (
            id_ not in self._articles_differ
            and self._has_same_quotes(rows, id_)
            and self._same_quotes(old.quotes_of_article[id_], quotes)
            and self._same_acts(old.acts_by_article.get(id_, ()), new.acts_by_article.get(id_, ()))
            and all(
                self._same_acts(old.acts_by_quote.get(name, ()), new.acts_by_quote.get(name, ()))
                for name in (quote.reference for quote in quotes)
            )
        )

    def _has_same_quotes(self, rows: Iterable[_Quoting], article_id: str | None = None) -> bool:
        """Whether all that ``rows`` quote is the same; an act of what was retracted is none."""
        quoted = (row.quote for row in rows if row.quote)
        return all(full_reference(quote, article_id) in self._quotes for quote in quoted)

    @cached_property
    def _demands(self) -> Set[str]:
        (old, new), (older, newer) = self._desks, self._indexes
        return {
            id_
            for id_, entry in new.demands.items()
            if old.demands.get(id_) == entry
            and self._has_same_acts((*entry.acts, *entry.searches), entry.record.responses)
            and self._same_quotes(older.on_demand.get(id_, ()), newer.on_demand.get(id_, ()))
        }

    @cached_property
    def _claims(self) -> Set[str]:
        (old, new), (older, newer) = self._desks, self._indexes
        return {
            id_
            for id_, claim in new.claims.items()
            if old.claims.get(id_) == claim
            and self._has_same_acts((*claim.acts, *claim.replies), claim.record.replies)
            and self._same_quotes(older.on_claim.get(id_, ()), newer.on_claim.get(id_, ()))
        }

    def _has_same_acts(self, acts: Iterable[Act], rows: Iterable[_Quoting]) -> bool:
        return not any(map(self._differs, acts)) and self._has_same_quotes(rows)

    @cached_property
    def _topics(self) -> Set[str]:
        (_, new), (older, newer) = self._desks, self._indexes
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
        """Actors unrelated to what differs, and to anybody they have roles with."""
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
                acts += demand.acts + demand.searches
            for claim in (desk.claims[id_] for id_ in desk.claims.keys() - self._claims):
                differ |= {*claim.record.by, *claim.record.against}
                acts += claim.acts + claim.replies
            for act in acts:
                differ |= {*act.by, *act.to, *act.told_by, *act.speakers}
        return desk.actors.keys() - desk.roles.related(differ)


class SameSite:
    """The pages and files of the last site that are the same in the new one."""

    def __init__(
        self,
        folder: Path,
        files: Set[str],
        before: SiteContext,
        pages: SitePages,
        beside: Set[str],
        *,
        linking: bool,
        spared: bool = False,
    ) -> None:
        """Compare the site ``before``, whose ``files`` are in ``folder``, with that of ``pages``.

        What is ``beside`` the page of a record rests on no more than the page; these are its names.
        ``linking``: whether pages link to whose words they show, as our templates do. ``spared``:
        whether the files are where the new site is made, too, so that none need be linked.
        """
        self.files, self.spared = files, spared
        self._folder, self._pages, self._beside = folder, pages, beside
        self._same = SamePages(before.views.indexes, pages.site.views.indexes)
        self._before = before
        self.only_words = self._same.only_words
        self._by_links = linking and self.only_words

    @cached_property
    def _listed(self) -> Mapping[str, SitePage]:
        """The pages of lists in the last site, without unchanged records."""
        planned = plan_site(self._before, left_out=self._same.records)
        return {page.uri: page for page in planned if page.listed}

    @cached_property
    def of_records(self) -> Set[str]:
        """The files of the pages of unchanged records, and those beside them."""
        kinds = {KINDS[kind].plural: ids for kind, ids in self._same.records.items()}
        kinds["quotes"] = kinds.get("articles", frozenset())
        names = {"index.html", *self._beside}
        parts = ((file, *file.split("/")) for file in self.files if "/" in file)
        return {file for file, *at in parts if at[-1] in names and at[1] in kinds.get(at[0], ())}

    @cached_property
    def others(self) -> Sequence[SitePage]:
        """All other pages of the new site."""
        return self._pages.but_of(self._same.records)

    @cached_property
    def sections(self) -> Counter[str]:
        """The number of pages of the new site by the list that they belong to."""
        taken = (file.split("/") for file in self.of_records)
        sections = Counter(page.subject.section for page in self.others)
        return sections + Counter(at[0] for at in taken if at[-1] == "index.html")

    def place(self, uri: str) -> str | None:
        """The path of the page or file ``uri`` in the last site, if it is the same."""
        folder, _, name = uri.rpartition("/")
        if name and name not in self._beside:
            return None
        page = self._pages.get(f"{folder}/" if folder else "")
        if page is None or page.part == "former" or (name and page.part):
            return None
        kind, id_ = page.subject.kind, page.subject.id
        if kind in ("article_quotes", "quote"):
            kind, id_ = "article", page.subject.article
        place = self.path(uri if name else f"{uri}index.html")
        if id_ in self._same.records.get(kind, ()):
            return place
        if self._by_links:
            links = name or page.part or kind in _LINKS_TO_ALL
            return place if links and self._says_the_same(place) else None
        older = None if name else self._listed.get(page.uri)
        return place if older and self._same.covers(older, page) else None

    def path(self, uri: str) -> str:
        """The path of the file at ``uri`` in the last site."""
        return f"{self._folder}/{uri}"

    def _says_the_same(self, file: str) -> bool:
        """Whether a ``file`` of the last site names nothing that may have changed."""
        try:
            content = Path(file).read_bytes()
        except OSError:
            return False
        return b"\0" not in content and not any(it.search(content) for it in self._same.differing)

    def spares(self, file: SiteFile) -> bool:
        """Whether ``file`` is where the new site is made, with the same bytes."""
        if not (self.spared and file.uri in self.files):
            return False
        with suppress(OSError):
            return Path(self.path(file.uri)).read_bytes() == file.content
        return False

    def data(self) -> tuple[Path, Mapping[str, Set[str]]]:
        """The folder of the last downloads, and the ids by kind of records with the same rows."""
        return Path(self._folder, DATA), self._same.records

    def searched(self) -> tuple[LastIndex, Mapping[str, Set[str]]]:
        """The last index, and what may differ; raises as `LastIndex.of` does."""
        some = self._same.entries
        then = entries_of(self._before.desk, self._before.say, some)
        return LastIndex.of(Path(self._folder), then), some

    def explored(self) -> dict[str, str]:
        """The lines with the cards of the quotes that are the same, by reference."""
        lines = known_cards(Path(self._folder), self._before.desk.quotes.values())
        return {name: lines[name] for name in lines.keys() & self._same.quotes}
