"""What Datasette shows beside the database: ``datasette onrecord.sqlite -m datasette.json``."""

from __future__ import annotations

from onrecord.views.saying import Say

from .about import About
from .tables.all import TABLES
from .tables.reference import REFERENCE
from .tables.table import Table

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
    """The metadata: title, terms, and what each table and column is."""
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
