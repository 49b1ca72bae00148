"""The JSON-LD of each page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.desk.addresses import Subject
from onrecord.render.site import SiteContext
from onrecord.views.names import article_uri

from .nodes import ActorNodes, Address, Node, full_source, node
from .records import QuoteNodes, SubjectNodes

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
class PageFacts:
    """What a page says of itself, plain text; ``address`` makes addresses for this page.

    It has a subject only where it is generated; ``part`` is empty for the subject's own page.
    """

    uri: str
    title: str
    description: str
    address: Address
    subject: Subject | None = None
    part: str = ""


class StructuredData:
    """Makes the nodes of pages."""

    def __init__(
        self, site: SiteContext, titles: Mapping[str, str], downloads: Sequence[str] = ()
    ) -> None:
        """Take the titles of all pages and the paths of all downloads."""
        self._desk = site.desk
        self._site = site.info
        self._titles = titles
        self._downloads = downloads
        self._actors = ActorNodes(site.desk)
        self._quotes = QuoteNodes(site, self._actors)
        self._subjects = SubjectNodes(site, self._actors)

    def of(self, page: PageFacts) -> list[Node]:
        """What the page is about, and the way to it."""
        return [*self._main(page), self._way(page)]

    def _main(self, page: PageFacts) -> Iterator[Node]:
        desk, subject = self._desk, page.subject
        kind, id_ = (subject.kind, subject.id) if subject and not page.part else ("", "")
        match kind:
            case "home":
                yield self._web_site(page.address(""))
            case "quote":
                yield self._quotes.full(desk.quotes[id_], page.title, page.address)
            case "article":
                yield from self._article(id_, page)
            case "actor":
                yield self._actors.full(id_, page.address)
            case "demand":
                yield self._subjects.demand(desk.demands[id_], page.address)
            case "claim":
                yield self._subjects.claim(desk.claims[id_], page.address)
            case "data":
                yield self._dataset(page)
            case _:
                yield self._web_page("CollectionPage" if subject else "WebPage", page)

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
                for uri in self._downloads
            ],
        )

    def _way(self, page: PageFacts) -> Node:
        """The pages above this one, and itself."""
        steps = page.uri.split("/")[:-1]
        above = ["/".join(steps[:depth]) + "/" for depth in range(1, len(steps))]
        names = [("", self._site.name)] if page.uri else []
        names += [(uri, self._titles[uri]) for uri in above if uri in self._titles]
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
