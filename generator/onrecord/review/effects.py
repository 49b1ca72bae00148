"""The pages that a change touches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Literal, TypeAlias

from onrecord.changes.changed_records import pages_of
from onrecord.changes.compared_states import Withheld
from onrecord.desk.desk import Desk
from onrecord.desk.particulars import ENOUGH
from onrecord.desk.settings import Coverage
from onrecord.records import Subject
from onrecord.render import SiteContext, SitePage, Words
from onrecord.site.plan import plan_site
from onrecord.site.rests_on import SamePages
from onrecord.writing.processes import done, usable_processes

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
    same = SamePages(older.views.indexes, newer.views.indexes)
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
    pairs = [
        (old.get(uri), new.get(uri))
        for uri in old.keys() | new.keys()
        if not (uri in old and uri in new and same.covers(old[uri], new[uri]))
    ]
    pages = []
    for (was, now), differ in zip(pairs, _which_differ(pairs, after), strict=True):
        page = now or was
        if page and differ:
            is_own = page.uri in own or (not page.part and page.subject in changed)
            how: PageChange = "direct" if is_own else "indirect"
            how = how if was and now else "removed" if was else "added"
            title = hidden.text(titles.get(page.subject, page.title))
            pages.append(Effect(hidden.name(page.uri), title, how, page.subject.section))
    pages.sort(key=lambda page: (PAGE_CHANGES.index(page.how), page.uri))
    kept = frozenset(
        subject.uri
        for kind, ids in left_out.items()
        for id_ in ids
        for subject, _ in pages_of(after, kind, id_)
    )
    return Effects(tuple(pages), kept | old.keys(), kept | new.keys(), coverage)


# The kinds of pages that records have.
_PAGES_OF = {
    "article": ("article", "article_quotes"),
    **{kind: (kind,) for kind in ("actor", "demand", "claim", "topic", "quote")},
}


_Pair: TypeAlias = tuple[SitePage | None, SitePage | None]  # a page before and after
_PARTS = 200  # into which the pages are parted at most, for several processes


def _which_differ(pairs: Sequence[_Pair], desk: Desk) -> bytes:
    """Whether each of two pages differs, 1 or 0; several processes share those of a large desk."""
    size = len(pairs) // _PARTS + 1
    parts = (pairs[at : at + size] for at in range(0, len(pairs), size))
    processes = usable_processes() if len(desk.articles) >= ENOUGH else 1
    return b"".join(done([partial(_differing, part) for part in parts], processes))


def _differing(pairs: Iterable[_Pair]) -> bytes:
    return bytes(old is None or new is None or _differ(old, new) for old, new in pairs)


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
