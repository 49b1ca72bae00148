"""What every file says of itself (site, days covered, terms), and the metadata for Datasette."""

from __future__ import annotations

from onrecord import __version__
from onrecord.exports.tables.all import TABLES
from onrecord.exports.tables.reference import REFERENCE
from onrecord.views.saying import Say
from onrecord.views.site_info import SiteInfo

from .table import Table


def about(site: SiteInfo, say: Say) -> dict[str, str]:
    """Short texts on ``site`` by their names in the files; what is not known is left out."""
    items = {
        "site": site.name,
        "url": site.url,
        "language": site.language,
        "covers_from": site.coverage.first.text if site.coverage else "",
        "covers_through": site.as_of,
        "licence": site.licence or say("data.no_licence"),
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


def datasette(site: SiteInfo, say: Say) -> dict[str, object]:
    """The metadata for ``datasette onrecord.sqlite -m datasette.json``: title, terms, columns."""
    told = about(site, say)
    address = site.licence if site.licence.startswith(("https://", "http://")) else ""
    terms: dict[str, object] = {"license": told["licence"]}
    if address:
        terms["license_url"] = address
    if site.url:
        terms |= {"source": site.name, "source_url": site.url}
    return {
        "title": site.name,
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
