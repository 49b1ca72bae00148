"""The data in the pages of the harbour strike, as a JSON-LD processor reads it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyld import jsonld  # type: ignore[import-untyped]  # it has no types

from onrecord.desk.desk import Desk
from onrecord.exports.json_ld import Node, json_ld
from onrecord.exports.json_ld_pages import StructuredData
from onrecord.records.record_kinds import Subject
from onrecord.render.site import PageFacts, SiteContext, known_texts
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.site.plan import plan_site
from onrecord.views.context import SiteInfo

# What schema.org's own context does to the properties that we use: the rest is text.
_LINKS = ("additionalType", "archivedAt", "contentUrl", "item", "license", "mainEntityOfPage")
CONTEXT = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in (*_LINKS, "sameAs", "url")},
}
DOWNLOADS = ("data/csv/quotes.csv", "data/onrecord.json", "data/onrecord.sqlite")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass
class StrikeData:
    """Makes the nodes of any page of a desk."""

    desk: Desk
    url: str = "https://desk.example/"

    def __post_init__(self) -> None:
        info = SiteInfo("Harbour desk", self.desk.coverage, url=self.url, licence=LICENCE)
        self._site = SiteContext(self.desk, Words.load([packaged_templates()]), info)
        self.pages = {page.uri: page for page in plan_site(self._site)}
        data = PageFacts(subject=Subject("data"), uri="data/", texts=known_texts("Data"))
        self._made = StructuredData(self._site, {**self.pages, "data/": data}, DOWNLOADS)

    def nodes(self, uri: str) -> list[Node]:
        """The nodes of the page at ``uri``."""
        page = self.pages.get(uri)
        subject = Subject("data") if uri == "data/" else None
        other = PageFacts(subject=subject, uri=uri, texts=known_texts("A page"))
        return self._made.of(page or other)

    def main(self, uri: str) -> dict[str, Any]:
        """What the page is about."""
        return self.nodes(uri)[0]

    def expanded(self, uri: str) -> list[Any]:
        """The page's script as a processor reads it."""
        address = f"https://desk.example/{uri}"
        return expanded(json_ld(self.nodes(uri)), address)


def expanded(text: str, address: str) -> list[Any]:
    """The document ``text`` at ``address``, every name in full; nothing is fetched."""

    def load(url: str, _options: object) -> dict[str, Any]:
        assert url == "https://schema.org"
        document = {"@context": CONTEXT}
        return {
            "contextUrl": None,
            "documentUrl": url,
            "document": document,
            "contentType": "application/ld+json",
        }

    options = {"base": address, "documentLoader": load}
    found: list[Any] = jsonld.expand(json.loads(text), options)
    return found


def typed(value: object) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Each node with a type, however deep: its types without their vocabulary, and the node."""
    if isinstance(value, list):
        for part in value:
            yield from typed(part)
    elif isinstance(value, dict):
        if "@type" in value and "@value" not in value:
            yield tuple(map(short, value["@type"])), value
        for part in value.values():
            yield from typed(part)


def short(name: str) -> str:
    """``Quotation`` for ``https://schema.org/Quotation``."""
    return name.removeprefix("https://schema.org/")
