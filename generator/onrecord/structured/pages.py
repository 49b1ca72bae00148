"""The JSON-LD of each page."""

import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.render import PageFacts, SiteContext

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


class StructuredData:
    """Makes the nodes of pages."""

    def __init__(
        self, site: SiteContext, titles: Mapping[str, str], downloads: Sequence[str] = ()
    ) -> None:
        """Take the titles of all pages and the paths of all downloads."""
        self._site = site
        self._info = site.info
        self._titles = titles
        self._downloads = downloads
        self._actors = ActorNodes(site.desk)
        self._quotes = QuoteNodes(site, self._actors)
        self._subjects = SubjectNodes(site, self._actors)

    def of(self, page: PageFacts) -> list[Node]:
        """What the page is about, and the way to it."""
        address = self._site.addresses_from(page.uri)
        return [*self._main(page, address), self._way(page, address)]

    def _main(self, page: PageFacts, address: Address) -> Iterator[Node]:
        desk, subject = self._site.desk, page.subject
        kind, id_ = (subject.kind, subject.id) if subject and not page.part else ("", "")
        match kind:
            case "home":
                name, home = self._info.name, address("")
                language = self._info.language
                yield node("WebSite", id=f"{home}#site", name=name, url=home, inLanguage=language)
            case "quote":
                yield self._quotes.full(desk.quotes[id_], page.title, address)
            case "article":  # our page, and the source that it is about
                about = {"@id": f"{address(page.uri)}#source"}
                yield self._web_page("WebPage", page, address(page.uri)) | {"about": about}
                yield full_source(id_, desk.articles[id_], address)
            case "actor":
                yield self._actors.full(id_, address)
            case "demand":
                yield self._subjects.demand(desk.demands[id_], address)
            case "claim":
                yield self._subjects.claim(desk.claims[id_], address)
            case "data":
                yield self._dataset(page, address)
            case _:
                type_ = "CollectionPage" if subject else "WebPage"
                yield self._web_page(type_, page, address(page.uri))

    def _web_page(self, type_: str, page: PageFacts, url: str) -> Node:
        facts = {"name": page.title, "description": page.description}
        return node(type_, id=url, **facts, url=url, inLanguage=self._info.language)

    def _dataset(self, page: PageFacts, address: Address) -> Node:
        site, url = self._info, address(page.uri)
        coverage = site.coverage
        return node(
            "Dataset",
            id=f"{url}#dataset",
            name=f"{site.name}: {page.title}",
            description=page.description,
            url=url,
            inLanguage=site.language,
            creator=node("Organization", name=site.name),
            isAccessibleForFree=True,
            license=_licence(site.licence),
            temporalCoverage=f"{coverage.first}/{coverage.through}" if coverage else None,
            distribution=[
                node(
                    "DataDownload",
                    name=uri.removeprefix(_DATA),
                    contentUrl=address(uri),
                    encodingFormat=_FORMATS[uri[uri.rindex(".") :]],
                )
                for uri in self._downloads
            ],
        )

    def _way(self, page: PageFacts, address: Address) -> Node:
        """The pages above this one, and itself."""
        names = [("", self._info.name)]
        names += [(uri, self._titles[uri]) for uri in page.above if uri in self._titles]
        names += [(page.uri, page.title)] if page.uri else []
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                node("ListItem", position=position, name=name, item=address(uri))
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
