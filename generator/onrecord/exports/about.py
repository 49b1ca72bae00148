"""What every file says of itself (site, days covered, terms), and the metadata for Datasette."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord import __version__
from onrecord.desk.settings import Coverage
from onrecord.exports.tables.all import TABLES
from onrecord.exports.tables.reference import REFERENCE
from onrecord.views.saying import Say

from .table import Table


@dataclass(frozen=True, slots=True)
class About:
    """Where the data comes from.

    Attributes:
        site: the site's name, plain text.
        url: where it is published; empty where that is not known.
        language: of what the desk wrote itself.
        coverage: the days covered; None where nothing is dated.
        licence: on what terms the annotations may be used, a name or an address; empty where none
            are given.
    """

    site: str
    url: str = ""
    language: str = "en"
    coverage: Coverage | None = None
    licence: str = ""

    @property
    def as_of(self) -> str:
        """The last day covered; empty where nothing is dated."""
        return self.coverage.through.text if self.coverage else ""

    def told(self, say: Say) -> dict[str, str]:
        """It as short texts, by their names in the files; what is not known is left out."""
        items = {
            "site": self.site,
            "url": self.url,
            "language": self.language,
            "covers_from": self.coverage.first.text if self.coverage else "",
            "covers_through": self.as_of,
            "licence": self.licence or say("data.no_licence"),
            "rights": say("data.rights"),
            "made_with": f"Onrecord {__version__}",
        }
        return {name: text for name, text in items.items() if text}


_FACETS = {
    "quotes": ["speaker_actor", "form", "state", "verdict", "publisher"],
    "articles": ["publisher", "genre"],
    "demands": ["topic", "strength", "outcome"],
    "claims": ["kind"],
    "positions": ["state", "addressee"],
    "responses": ["response"],
    "actors": ["kind"],
}
_SORTS = {"quotes": "date", "articles": "published", "positions": "date", "answers": "date"}
# What a row is called where another table refers to it.
_LABELS = {"actors": "name", "topics": "name", "events": "name", "demands": "title",
           "articles": "title", "claims": "text", "quotes": "quote"}  # fmt: skip


def datasette(about: About, say: Say) -> dict[str, object]:
    """The metadata for ``datasette onrecord.sqlite -m datasette.json``: title, terms, columns."""
    told = about.told(say)
    address = about.licence if about.licence.startswith(("https://", "http://")) else ""
    terms: dict[str, object] = {"license": told["licence"]}
    if address:
        terms["license_url"] = address
    if about.url:
        terms |= {"source": about.site, "source_url": about.url}
    return {
        "title": about.site,
        "description": told["rights"],
        **terms,
        "databases": {
            "onrecord": {
                "tables": {table.name: _table(table) for table in (*TABLES.values(), *REFERENCE)}
            }
        },
    }


def _table(table: Table) -> dict[str, object]:
    told: dict[str, object] = {
        "description": table.meaning,
        "columns": {column.name: column.meaning for column in table.columns},
    }
    if table.name in _FACETS:
        told["facets"] = _FACETS[table.name]
    if table.name in _SORTS:
        told["sort_desc"] = _SORTS[table.name]
    if table.name in _LABELS:
        told["label_column"] = _LABELS[table.name]
    return told
