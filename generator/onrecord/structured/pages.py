"""The JSON-LD of each page, by its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.desk.settings import Coverage
from onrecord.views.maker import Maker
from onrecord.views.names import article_uri
from onrecord.views.saying import Say

from .nodes import ActorNodes, Address, Node, full_source, node
from .records import DEMAND, QuoteNodes, SubjectNodes

_DATA = "data/"
# What a download is, by how its name ends (https://www.iana.org/assignments/media-types).
_FORMATS = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".sqlite": "application/vnd.sqlite3",
    ".zip": "application/zip",
}
# The data itself, not what describes it.
_DOWNLOAD = re.compile(rf"{_DATA}(?:onrecord\.(?:json|sqlite)|onrecord-csv\.zip|csv/[^/]+\.csv)")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the data of every page says of its site.

    Attributes:
        name: plain text.
        language: of our own words.
        coverage: the days covered; ``None`` where nothing is dated.
        url: where the site is published, ending in a slash; empty where that is not known.
        titles: of every generated page, plain text, by its site path.
        downloads: site paths of the files of data.
        licence: of our annotations: its address or its name; empty where none is named.
    """

    name: str
    language: str
    coverage: Coverage | None
    url: str
    titles: Mapping[str, str]
    downloads: Sequence[str] = ()
    licence: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself, plain text.

    Attributes:
        uri: its site path.
        address: makes addresses for this page.
    """

    uri: str
    title: str
    description: str
    address: Address


class StructuredData:
    """Makes the nodes of pages."""

    def __init__(self, maker: Maker, say: Say, site: SiteFacts) -> None:
        self._desk = maker.desk
        self._site = site
        self._actors = ActorNodes(maker.desk)
        self._quotes = QuoteNodes(maker, self._actors, say, site.name)
        # The legend says what a demand is; without an address it is the same name everywhere.
        legend = f"{site.url}demands/#legend" if site.url else DEMAND
        self._subjects = SubjectNodes(maker, self._actors, say, legend)

    def of(self, page: PageFacts) -> list[Node]:
        """What the page is about, and the way to it."""
        return [*self._main(page), self._way(page)]

    def _main(self, page: PageFacts) -> Iterator[Node]:
        match page.uri.split("/"):
            case [""]:
                yield self._web_site(page.address(""))
            case ["quotes", article_id, quote_id, ""] if quote := self._desk.quotes.get(
                f"{article_id}#{quote_id}"
            ):
                yield self._quotes.full(quote, page.title, page.address)
            case ["articles", article_id, ""] if article_id in self._desk.articles:
                yield from self._article(article_id, page)
            case ["actors", actor_id, ""] if actor_id in self._desk.actors:
                yield self._actors.full(actor_id, page.address)
            case ["demands", demand_id, ""] if demand := self._desk.demands.get(demand_id):
                yield self._subjects.demand(demand, page.address)
            case ["claims", claim_id, ""] if claim := self._desk.claims.get(claim_id):
                yield self._subjects.claim(claim, page.address)
            case ["data", ""]:
                yield self._dataset(page)
            case _:
                listed = page.uri in self._site.titles
                yield self._web_page("CollectionPage" if listed else "WebPage", page)

    def _article(self, article_id: str, page: PageFacts) -> Iterator[Node]:
        """Our page, and the source that it is about."""
        source = full_source(article_id, self._desk.articles[article_id], page.address)
        about = f"{page.address(article_uri(article_id))}#source"
        yield self._web_page("WebPage", page) | {"about": {"@id": about}}
        yield source

    def _web_page(self, type_: str, page: PageFacts) -> Node:
        address = page.address(page.uri)
        return node(
            type_,
            id=address,
            name=page.title,
            description=page.description,
            url=address,
            inLanguage=self._site.language,
        )

    def _web_site(self, address: str) -> Node:
        site = self._site
        return node(
            "WebSite", id=f"{address}#site", name=site.name, url=address, inLanguage=site.language
        )

    def _dataset(self, page: PageFacts) -> Node:
        site, address = self._site, page.address(page.uri)
        coverage = site.coverage
        return node(
            "Dataset",
            id=f"{address}#dataset",
            name=f"{site.name}: {page.title}",
            description=page.description,
            url=address,
            inLanguage=site.language,
            creator=node("Organization", name=site.name),
            isAccessibleForFree=True,
            license=_licence(site.licence),
            temporalCoverage=f"{coverage.first}/{coverage.through}" if coverage else None,
            distribution=[
                node(
                    "DataDownload",
                    name=uri.removeprefix(_DATA),
                    contentUrl=page.address(uri),
                    encodingFormat=_FORMATS[uri[uri.rindex(".") :]],
                )
                for uri in site.downloads
            ],
        )

    def _way(self, page: PageFacts) -> Node:
        """The pages above this one, and itself."""
        steps = page.uri.split("/")[:-1]
        above = ["/".join(steps[:depth]) + "/" for depth in range(1, len(steps))]
        names = [("", self._site.name)] if page.uri else []
        names += [(uri, self._site.titles[uri]) for uri in above if uri in self._site.titles]
        names.append((page.uri, page.title if page.uri else self._site.name))
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                node("ListItem", position=position, name=name, item=page.address(uri))
                for position, (uri, name) in enumerate(names, start=1)
            ],
        }


def _licence(licence: str) -> Node | str:
    if not licence or licence.startswith(("https://", "http://")):
        return licence
    return node("CreativeWork", name=licence)


def is_download(uri: str) -> bool:
    """Whether the file at ``uri`` is one of the downloads of the site's data."""
    return _DOWNLOAD.fullmatch(uri) is not None
