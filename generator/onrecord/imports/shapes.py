"""Where the columns of each table stand in a record."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel

from onrecord.records import Actor, Article, Briefing, Claim, Demand, Event, Topic

# What a column is where it is not a field of its own name: the way to it.
PATHS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "articles": {
            **{
                name: ("source", name)
                for name in (
                    "publisher", "published", "headline", "url", "authors", "retrieved",
                    "archive_url", "language", "genre", "via", "rights", "party",
                )
            },
            "event": ("event", "event"),
            "event_name": ("event", "name"),
            "event_place": ("event", "place"),
            "event_date": ("event", "date"),
        },
        "quotes": {
            "said_date": ("said", "date"),
            "said_place": ("said", "place"),
            "said_event": ("said", "event", "event"),
            "said_event_name": ("said", "event", "name"),
            "said_event_place": ("said", "event", "place"),
            "said_event_date": ("said", "event", "date"),
            "original_language": ("original", "language"),
            "original_text": ("original", "text"),
            "translation_by": ("translation", "by"),
            "translation_relay": ("translation", "relay"),
            "bears_on_demands": ("bears_on", "demands"),
            "bears_on_claims": ("bears_on", "claims"),
        },
        "same_as": {"same_as": ("quote",)},
        "corrections": {"quote": ("item",)},
        "demands": {
            "outcome": ("outcome", "value"),
            "outcome_assessed_on": ("outcome", "assessed_on"),
            "outcome_assessed_by": ("outcome", "assessed_by"),
            "outcome_evidence": ("outcome", "evidence"),
            "outcome_note": ("outcome", "note"),
        },
    }
)  # fmt: skip

# The tables that a record is one row of: its kind and its model.
RECORDS: Mapping[str, tuple[str, type[BaseModel]]] = MappingProxyType(
    {
        "topics": ("topic", Topic),
        "events": ("event", Event),
        "actors": ("actor", Actor),
        "demands": ("demand", Demand),
        "claims": ("claim", Claim),
        "briefings": ("briefing", Briefing),
        "articles": ("article", Article),
    }
)

# The lists of a record, each from a table whose rows name it.
LISTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "events": {"event_dates": "dates_given"},
        "actors": {"actor_names": "names", "actor_roles": "roles", "actor_links": "links"},
        "demands": {"responses": "responses"},
        "claims": {"claim_replies": "replies"},
        "articles": {
            "quotes": "quotes",
            "demand_acts": "demands",
            "responses": "responses",
            "claim_acts": "claims",
            "corrections": "corrections",
        },
        "quotes": {"same_as": "same_as"},
    }
)

# Columns that say where a row belongs, and are no part of what it says.
_PLACES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "quotes": frozenset({"quote", "article", "position"}),
        "demand_acts": frozenset({"article", "position"}),
        "claim_acts": frozenset({"article", "position"}),
        "responses": frozenset({"article", "position"}),
        "same_as": frozenset({"quote", "position"}),
        "corrections": frozenset({"article", "position"}),
    }
)


def places(table: str, key: tuple[str, ...]) -> frozenset[str]:
    """The columns of ``table`` that only say where a row belongs."""
    return _PLACES.get(table, frozenset(key))
