"""Which pages a change touches: those about what changed, and those that only show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from onrecord.desk.desk import Desk
from onrecord.desk.settings import Coverage
from onrecord.render.words import Words
from onrecord.site.page import SitePage
from onrecord.site.plan import plan_site
from onrecord.views.names import (
    actor_uri,
    article_quotes_uri,
    article_uri,
    claim_uri,
    demand_uri,
    quote_uri,
    topic_uri,
)


def withheld_in(before: Desk, after: Desk) -> frozenset[str]:
    """References of either state to quotes that are withheld, or may be.

    They are withheld in one state and not in the other; or they are gone, and others withheld under
    an id that is new: then they may be the same.
    """
    withheld = {
        reference
        for desk in (before, after)
        for reference, quote in desk.quotes.items()
        if quote.record.withheld
    }
    if any(reference not in before.quotes for reference in withheld):
        withheld |= before.quotes.keys() - after.quotes.keys()
    return frozenset(withheld)


How = Literal["added", "removed", "direct", "indirect"]
HOWS: tuple[How, ...] = ("added", "removed", "direct", "indirect")


@dataclass(frozen=True, slots=True)
class Effect:
    """A page that is not what it was.

    Attributes:
        uri: site path.
        title: plain text; the older one where the page is gone.
        how: ``direct`` where the record that the page is about changed, ``indirect`` where only
            what it shows of others did.
    """

    uri: str
    title: str
    how: How

    @property
    def family(self) -> str:
        """The first part of its address; ``home`` for the home page."""
        return self.uri.partition("/")[0] or "home"


@dataclass(frozen=True)
class Effects:
    """All pages that are not what they were.

    Attributes:
        pages: by `HOWS`, then by address.
        before, after: the addresses of every page of either state.
        coverage: the days covered before and after, where they differ: every page names them.
    """

    pages: tuple[Effect, ...]
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    coverage: tuple[Coverage | None, Coverage | None] | None = None

    @cached_property
    def counts(self) -> Mapping[str, Mapping[How, int]]:
        """How many pages of each family, by what happened to them; only families with any."""
        counts: dict[str, dict[How, int]] = {}
        for page in self.pages:
            of_family = counts.setdefault(page.family, {})
            of_family[page.how] = of_family.get(page.how, 0) + 1
        return counts

    def of(self, how: How) -> tuple[Effect, ...]:
        """The pages to which ``how`` happened."""
        return tuple(page for page in self.pages if page.how == how)


def effects_of(before: Desk, after: Desk, words: Words, named: Iterable[str] = ()) -> Effects:
    """Compare what every page shows before and after.

    What a reader sees is compared: title, description and all values on the page. The link to the
    page's source is not, since moving a file changes nothing that is said.

    Args:
        before: the older state, without errors.
        after: the newer one, likewise.
        words: the catalogue, for titles.
        named: the pages (site paths) that changes are read on.
    """
    old = {page.uri: page for page in plan_site(before, words)}
    new = {page.uri: page for page in plan_site(after, words)}
    own = frozenset(named) | _own_pages_that_differ(before, after)
    coverage = None
    if before.coverage != after.coverage:
        coverage = (before.coverage, after.coverage)
    found = _effects(old, new, own, _discreet_titles(before, after))
    pages = sorted(found, key=lambda page: (HOWS.index(page.how), page.uri))
    return Effects(tuple(pages), frozenset(old), frozenset(new), coverage)


def _effects(
    old: Mapping[str, SitePage],
    new: Mapping[str, SitePage],
    own: frozenset[str],
    titles: Mapping[str, str],
) -> Iterator[Effect]:
    for uri, page in new.items():
        title = titles.get(uri, page.title)
        if uri not in old:
            yield Effect(uri, title, "added")
        elif _differ(old[uri], page):
            yield Effect(uri, title, "direct" if uri in own else "indirect")
    for uri, page in old.items():
        if uri not in new:
            yield Effect(uri, titles.get(uri, page.title), "removed")


def _discreet_titles(before: Desk, after: Desk) -> Mapping[str, str]:
    """The article's title for the page of each quote whose own title may begin words withheld."""
    withheld = withheld_in(before, after)
    return {
        quote_uri(reference): desk.quotes[reference].article.title
        for desk in (before, after)
        for reference in withheld & desk.quotes.keys()
    }


def _differ(old: SitePage, new: SitePage) -> bool:
    # The view comes last: it is the only part that has to be computed.
    return (
        (old.template, old.title, old.description, old.noindex)
        != (new.template, new.title, new.description, new.noindex)
    ) or old.view() != new.view()


def _own_pages_that_differ(before: Desk, after: Desk) -> frozenset[str]:
    """The pages whose own record differs."""
    old, new = dict(_records(before)), dict(_records(after))
    return frozenset(uri for uri, record in new.items() if old.get(uri) != record)


def _records(desk: Desk) -> Iterator[tuple[str, object]]:
    """Each page that is about one record, and that record."""
    for article_id, article in desk.articles.items():
        yield article_uri(article_id), article
        yield article_quotes_uri(article_id), article
    for actor_id, actor in desk.actors.items():
        yield actor_uri(actor_id), actor
    for demand_id, demand in desk.demands.items():
        yield demand_uri(demand_id), demand.record
    for claim_id, claim in desk.claims.items():
        yield claim_uri(claim_id), claim.record
    for topic_id, topic in desk.topics.items():
        yield topic_uri(topic_id), topic
    for reference, quote in desk.quotes.items():
        yield quote_uri(reference), quote.record
