"""The pages that a change touches."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Literal

from pydantic import BaseModel

from onrecord.changes.compared_states import Withheld
from onrecord.desk.desk import Desk
from onrecord.desk.particulars import ENOUGH
from onrecord.desk.settings import Coverage
from onrecord.records import Article, Subject, Written, fixed
from onrecord.render import SiteContext, SitePage, Words
from onrecord.site.plan import PLANS, LeftOut, ListPlan
from onrecord.site.rests_on import SamePages
from onrecord.writing.processes import done, usable_processes

PageChange = Literal["added", "removed", "direct", "indirect"]
PAGE_CHANGES: tuple[PageChange, ...] = ("added", "removed", "direct", "indirect")
# The kinds of pages that records have.
_PAGES_OF = {
    "article": ("article", "article_quotes"),
    **{kind: (kind,) for kind in ("actor", "demand", "claim", "topic", "quote")},
}
_PARTS = 200  # into which the pages of records are parted at most, for several processes


@fixed
class Effect:
    """A page that changed."""

    uri: str
    title: str  # plain text; the older one where the page is gone
    # `direct` where the record that the page is about changed, `indirect` where only what it
    # shows of others did.
    how: PageChange
    section: str  # the list that it belongs to; `home` for the home page


@dataclass(frozen=True)
class Effects:
    """All pages that changed."""

    pages: tuple[Effect, ...]  # by `PAGE_CHANGES`, then by address
    # Before and after: the addresses of the pages of either state.
    before: Set[str] = field(default=frozenset(), compare=False)
    after: Set[str] = field(default=frozenset(), compare=False)
    # The days covered before and after, where they differ: every page names them.
    coverage: tuple[Coverage | None, Coverage | None] | None = None

    @cached_property
    def counts(self) -> Mapping[str, Mapping[PageChange, int]]:
        """The number of pages of each section, by what happened to them."""
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

    ``named`` are the site paths of pages that changes link to. The words of ``withheld`` quotes are
    not shown. What a reader sees is compared: title, description and all values on the page. The
    link to the page's source is not, since moving a file changes nothing that is said.
    """
    return _ComparedPages(before, after, words).effects(named, withheld or Withheld())


class _ComparedPages:
    """What every page shows in two desks without errors."""

    def __init__(self, before: Desk, after: Desk, words: Words) -> None:
        self._desks = before, after
        self._sites = older, newer = SiteContext(before, words), SiteContext(after, words)
        self._same = SamePages(older.views.indexes, newer.views.indexes)
        self._changed = _changed(before, after)
        self._rewritten = frozenset(filter(self._is_rewritten, self._changed))
        newer.views.take_from(older.views, self._same.quotes, self._same.shows_as_before)

    def _parts(self) -> Iterator[Callable[[SiteContext], Iterable[SitePage]]]:
        """What plans some of the pages each, of either site."""
        for plan in PLANS:
            if not isinstance(plan, ListPlan):
                yield plan
                continue
            yield plan.own
            same = self._same.records.get(plan.kind, frozenset())
            ids = {id_: None for desk in self._desks for id_ in plan.ids(desk) if id_ not in same}
            size = len(ids) // _PARTS + 1
            for at in range(0, len(ids), size):
                yield partial(plan.records, ids=[*ids][at : at + size])

    def _compared(self, plan: Callable[[SiteContext], Iterable[SitePage]]) -> bytes:
        """The addresses before and after, and the facts of each page that differs."""
        old, new = ({page.uri: page for page in plan(site)} for site in self._sites)
        found = []
        for uri in old.keys() | new.keys():
            was, now = old.get(uri), new.get(uri)
            if was and now and not self._may_differ(was, now):
                continue
            if page := now or was:
                about = (page.subject.kind, page.subject.id, page.part, page.title)
                found.append((uri, was is not None, now is not None, *about))
        return marshal.dumps(([*old], [*new], found))

    def _may_differ(self, was: SitePage, now: SitePage) -> bool:
        if now.subject in self._rewritten and not now.part:
            return True
        return not self._same.covers(was, now) and _differ(was, now)

    def _is_rewritten(self, subject: Subject) -> bool:
        """Whether anything that templates can show of the record itself differs."""
        kind = "article" if subject.kind == "article_quotes" else subject.kind
        was, now = (desk.records(kind).get(subject.id) for desk in self._desks)
        return was is not None and now is not None and _written(was) != _written(now)

    def effects(self, named: Iterable[str], withheld: Withheld) -> Effects:
        before, after = self._desks
        processes = usable_processes() if len(after.articles) >= ENOUGH else 1
        addresses: tuple[set[str], set[str]] = set(), set()
        found: dict[str, tuple[Any, ...]] = {}
        for given in done([partial(self._compared, part) for part in self._parts()], processes):
            *each, differing = marshal.loads(given)  # noqa: S302 - from our own copies
            for known, uris in zip(addresses, each, strict=True):
                known.update(uris)
            for uri, *page in differing:
                # A page of another kind may be at the address now.
                first, last = found.get(uri, page), page
                if first[1]:
                    first, last = last, first
                found[uri] = (first[0] or last[0], first[1] or last[1], *last[2:])
        own, changed = frozenset(named), self._changed
        titles = _titles_without_words(before, after, withheld)
        pages = []
        for uri, (was, now, kind, id_, part, title) in found.items():
            subject = Subject(kind, id_)
            is_own = uri in own or (not part and subject in changed)
            how: PageChange = "direct" if is_own else "indirect"
            how = how if was and now else "removed" if was else "added"
            shown = withheld.text(titles.get(subject, title))
            pages.append(Effect(withheld.name(uri), shown, how, subject.section))
        pages.sort(key=lambda page: (PAGE_CHANGES.index(page.how), page.uri))
        coverage = None
        if before.coverage != after.coverage:
            coverage = (before.coverage, after.coverage)
        old, new = (_Addresses(uris, after, self._same.records) for uris in addresses)
        return Effects(tuple(pages), old, new, coverage)


class _Addresses(Set[str]):
    """The addresses of a site: those that were planned, and those of records that are the same.

    Of these only the first pages.
    """

    def __init__(self, planned: Set[str], desk: Desk, same: LeftOut) -> None:
        self._planned, self._desk, self._same = planned, desk, same

    def __contains__(self, uri: object) -> bool:
        return uri in self._planned or uri in self._others

    def __iter__(self) -> Iterator[str]:
        return iter(self._planned | self._others)

    def __len__(self) -> int:
        return len(self._planned | self._others)

    @cached_property
    def _others(self) -> Set[str]:
        return {
            subject.uri
            for kind, ids in self._same.items()
            for id_ in ids
            for subject, _ in self._desk.pages_of(kind, id_)
        }


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


def _written(record: BaseModel) -> tuple[Written, ...]:
    quotes = record.quotes if isinstance(record, Article) else ()
    return Written(record), *map(Written, quotes)


def _changed(before: Desk, after: Desk) -> frozenset[Subject]:
    """The records with a page that differ."""
    return frozenset(
        Subject(kind, id_)
        for of, kinds in _PAGES_OF.items()
        for old in (before.records(of),)
        for id_, record in after.records(of).items()
        if (was := old.get(id_)) is not record and was != record
        for kind in kinds
    )
