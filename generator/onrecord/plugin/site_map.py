"""The map of a site for search engines, in the form of https://www.sitemaps.org/protocol.html.

It says when the desk last changed what each page shows, as far as its records say.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urljoin

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from onrecord.desk.demands import DemandEntry
from onrecord.records import Article, PartialDate, Subject
from onrecord.records.dates import latest
from onrecord.render import SiteFile, SitePage
from onrecord.views.context import Context

from .generated_files import Date
from .prepare import MAPPED, SITE_MAP

SITE_MAPS = (SITE_MAP, "sitemap-")
"""How the names of its files begin."""

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def pack_site_map(folder: Path) -> None:
    """Pack another theme's map of the site anew: MkDocs puts the day of the build into its own.

    (Two builds of the same content would differ.)
    """
    if (folder / SITE_MAP).is_file():
        packed = _packed((folder / SITE_MAP).read_bytes())
        (folder / f"{SITE_MAP}.gz").write_bytes(packed)


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


class SiteMap:
    """The map of a site with our theme; it is parted where the protocol wants that."""

    def __init__(
        self, config: MkDocsConfig, others: Sequence[File], pages: Sequence[SitePage], date: Date
    ) -> None:
        """Hold what is on the map.

        Args:
            config: MkDocs' own, which says where the site is published.
            others: the files of pages that MkDocs makes.
            pages: those that we make.
            date: when the desk last changed what a page shows.
        """
        self._root = config.site_url or ""
        self._in_folders = config.use_directory_urls
        self._date = date
        every: list[File | SitePage] = [*others, *pages]
        self._parts = [every[at : at + MAPPED] for at in range(0, len(every), MAPPED)]

    def files(self) -> Iterator[SiteFile]:
        """The map, packed too, and its parts where it has more than one."""
        if not self._root:
            return
        first = self._index if len(self._parts) > 1 else partial(self._part, 0)
        yield SiteFile(SITE_MAP, first)
        yield SiteFile(f"{SITE_MAP}.gz", lambda: _packed(first()))
        if len(self._parts) > 1:
            for number, uri in enumerate(site_map_parts(len(self._parts))):
                yield SiteFile(uri, partial(self._part, number))

    def _index(self) -> bytes:
        addresses = (urljoin(self._root, uri) for uri in site_map_parts(len(self._parts)))
        return _xml("sitemapindex", (_element("sitemap", loc) for loc in addresses))

    def _part(self, number: int) -> bytes:
        return _xml("urlset", filter(None, map(self._entry, self._parts[number])))

    def _entry(self, page: File | SitePage) -> str:
        """The line of ``page``; empty where search engines are to stay away."""
        if isinstance(page, SitePage):
            uri = page.uri if self._in_folders else f"{page.uri}index.html"
            address, hidden, when = urljoin(self._root, quote(uri)), page.noindex, self._date(page)
            return "" if hidden else _element("url", address, when.text if when else "")
        made = page.page
        if made is None or not made.canonical_url or made.meta.get("robots") == "noindex":
            return ""
        return _element("url", made.canonical_url, str(made.meta.get("modified") or ""))


def site_map_parts(number: int) -> Iterator[str]:
    """The addresses of the parts of a map that has so many."""
    return (f"sitemap-{part}.xml" for part in range(1, number + 1))


def _element(name: str, address: str, modified: str = "") -> str:
    when = f"<lastmod>{escape(modified)}</lastmod>" if modified else ""
    return f"<{name}><loc>{escape(address)}</loc>{when}</{name}>"


def _xml(name: str, elements: Iterable[str]) -> bytes:
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_SCHEMA}">'
    return "\n".join([start, *elements, f"</{name}>\n"]).encode()


class Modified:
    """The dates of pages: the newest day on which an article was recorded or corrected.

    A page has none where one of its articles has none: it may have been changed after all others.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._desk = context.desk
        self._articles = {
            article_id: _article(article) for article_id, article in self._desk.articles.items()
        }
        self._all = self._latest(self._articles)

    def of(self, page: SitePage) -> PartialDate | None:
        """When ``page`` changed last; ``None`` where that is not known."""
        # A part of a page may be as it was when the page itself is not.
        if page.part:
            return None
        if page.subject.kind in ("home", "list", "data"):
            # Briefings have days of their own.
            return None if page.subject.id == "briefings" else self._all
        articles = self._of(page.subject)
        return self._latest(articles) if articles is not None else None

    def _of(self, subject: Subject) -> Iterable[str] | None:
        """The articles that a record's page rests on; ``None`` for any other page."""
        articles: Mapping[str, Callable[[str], Iterable[str]]] = {
            "article": lambda article_id: [article_id],
            "quote": self._of_quote,
            "demand": lambda demand_id: self._of_demand(self._desk.demands[demand_id]),
            "actor": self._of_actor,
            "claim": self._of_claim,
            "topic": self._of_topic,
        }
        return articles[subject.kind](subject.id) if subject.kind in articles else None

    def _of_quote(self, reference: str) -> Iterator[str]:
        quote = self._desk.quotes[reference]
        yield from _articles_of(self._desk.versions.get(quote.utterance, (quote,)))

    def _of_demand(self, demand: DemandEntry) -> Iterator[str]:
        yield from _articles_of(demand.acts)
        yield from _articles_of(self._context.subjects.on_demand.get(demand.id, ()))

    def _of_claim(self, claim_id: str) -> Iterator[str]:
        yield from _articles_of(self._desk.claims[claim_id].acts)
        yield from _articles_of(self._context.subjects.on_claim.get(claim_id, ()))

    def _of_actor(self, actor_id: str) -> Iterator[str]:
        index, subjects = self._desk.index[actor_id], self._context.subjects
        yield from _articles_of((*index.quotes, *index.spoken_by_others))
        for demand_id in (*index.demands_made, *index.demands_received):
            yield from self._of_demand(self._desk.demands[demand_id])
        for claim_id in (*index.claims_made, *index.claims_received):
            yield from self._of_claim(claim_id)
        yield from _articles_of(subjects.statements_by_actor.get(actor_id, ()))
        yield from _articles_of(subjects.answers_by_actor.get(actor_id, ()))

    def _of_topic(self, topic_id: str) -> Iterator[str]:
        subjects = self._context.subjects
        yield from _articles_of(subjects.quotes.get(topic_id, ()))
        for demand_id in subjects.demands.get(topic_id, ()):
            yield from self._of_demand(self._desk.demands[demand_id])
        for claim_id in subjects.claims.get(topic_id, ()):
            yield from self._of_claim(claim_id)

    def _latest(self, article_ids: Iterable[str]) -> PartialDate | None:
        dates = [self._articles[article_id] for article_id in set(article_ids)]
        known = [date for date in dates if date]
        return latest(known) if known and len(known) == len(dates) else None


class _Found(Protocol):
    @property
    def article_id(self) -> str | None: ...


def _articles_of(rows: Iterable[_Found]) -> Iterator[str]:
    """Where ``rows`` were found, but those of a record itself."""
    return (row.article_id for row in rows if row.article_id)


def _article(article: Article) -> PartialDate | None:
    dates = [correction.date for correction in article.corrections]
    dates += [article.added] if article.added else []
    newest = latest(dates)
    return newest if newest.known else None
