"""A desk of the harbour strike with every kind of quote, for views and pages."""

from pathlib import Path
from typing import Any

from tests.desk.desks import good_desk, harbour

from onrecord.desk.desk import Desk

RALLY: dict[str, Any] = {
    "title": "Rally at the north gate",
    "summary": "The union states its demand before some hundred dockers.",
    "source": {
        "publisher": "Harbour Gazette",
        "published": "2031-05-03",
        "headline": "Dockers want more",
        "url": "https://gazette.example/rally?a=1&b=2",
        "archive_url": "https://archive.example/rally",
        "authors": ["Jo Diaz"],
        "language": "en",
        "genre": "news_report",
        "via": "Coast Wire",
        "retrieved": "2031-05-04",
        "rights": "All rights reserved",
    },
    "event": "talks",
    "defaults": {"form": "direct", "basis": "on_record"},
    "mentions": "harbour-police",
    "quotes": [
        {
            "id": "ten-percent",
            "text": ["We want ten percent", "and we want it now"],
            "speaker": "brandt",
            "speaking_as": "Secretary of the Dock Union",
            "to": ["rivera", "okafor"],
            "context": "Asked what the union wants.",
            "about": "pay",
            "language": "en",
            "original": {"language": "fa", "text": "ده درصد می‌خواهیم"},
            "translation": {"by": "source", "relay": "ar"},
            "note": "A drum is heard over the first word.",
        },
        {
            "id": "cold-soup",
            "text": "Ms Brandt complained that the soup was cold.",
            "form": "indirect",
            "gist": "The soup was cold.",
            "speaker": "brandt",
            "bears_on": {"demands": "pay-rise", "claims": "empty-fund"},
        },
        {"id": "so-called", "text": "offer", "form": "scare"},
        {"id": "shout", "text": "Shame!", "speaker": "unknown", "form": "partial"},
        {
            "id": "never",
            "text": "Never in my life",
            "speaker": "okafor",
            "quoting": "rivera",
            "form": "partial",
        },
        {"id": "no-money", "text": "There is no money", "speaker": "okafor"},
        {
            "id": "fund-is-empty",
            "text": "The strike fund is empty",
            "speaker": "okafor",
            "state": "disputed",
        },
        {"id": "taken-back", "text": "He laughed", "speaker": "okafor", "state": "retracted"},
        {"id": "hidden", "speaker": "okafor", "state": "withheld", "note": "A court forbids it."},
        {
            "id": "a-voice",
            "text": "They will give in",
            "speaker": "source-a",
            "basis": "anonymous",
            "said": {"date": "unknown"},
        },
    ],
    "demands": [
        {"demand": "pay-rise", "act": "stated", "by": "dock-union", "quote": "ten-percent"}
    ],
    "responses": [
        {"demand": "pay-rise", "by": "port-authority", "response": "rejected", "quote": "no-money"}
    ],
    "claims": [
        {"claim": "empty-fund", "act": "asserted", "by": "okafor", "quote": "fund-is-empty"}
    ],
    "corrections": [
        {
            "date": "2031-05-04",
            "item": "no-money",
            "field": "text",
            "was": "There is no honey",
            "now": "There is no money",
            "kind": "wording",
            "whose": "source",
        }
    ],
}

FLASH: dict[str, Any] = {
    "title": "First word from the gate",
    "source": {"publisher": "Port Radio", "published": "2031-05-02", "party": "port-authority"},
    "event": "talks",
    "quotes": [
        {
            "id": "more-pay",
            "text": "We want a tenth more",
            "speaker": "brandt",
            "form": "direct",
            "same_as": {"quote": "rally#ten-percent", "differs": "A tenth for ten percent."},
        }
    ],
}

CLAIM: dict[str, Any] = {
    "text": "The strike fund is empty.",
    "by": "okafor",
    "against": "dock-union",
    "kind": "fact",
    "replies": [{"by": "dock-union", "reply": "none_found", "searched_through": "2031-05-04"}],
}

OPEN_BOOKS: dict[str, Any] = {
    "title": "Open the books",
    "by": "dock-union",
    "to": ["port-authority", "north-terminal"],
    "topic": "pay",
    "action": "do",
    "strength": "request",
    "responses": [
        {"by": "port-authority", "response": "none_found", "searched_through": "2031-05-04"}
    ],
}

FILES: dict[str, dict[str, Any]] = {
    "articles/rally.yml": RALLY,
    "articles/flash.yml": FLASH,
    "claims/empty-fund.yml": CLAIM,
    "demands/open-books.yml": OPEN_BOOKS,
    "actors/brandt.yml": {
        "name": "Mia Brandt",
        "sort_name": "Brandt, Mia",
        "kind": "person",
        "summary": "Leads the talks for the dockers.",
        "names": [{"name": "میا برانت", "language": "fa"}, {"name": "Mia Stein", "kind": "former"}],
        "roles": [
            {"title": "Treasurer", "of": "dock-union", "to": "2030-12-31"},
            {"title": "Secretary", "of": "dock-union", "from": "2031-01-01"},
        ],
        "wikidata": "Q42",
        "links": [{"title": "Her page", "url": "https://union.example/brandt"}],
    },
}


def strike(folder: Path, **files: dict[str, Any]) -> Desk:
    """The desk of the strike; ``files`` by stem replace or add articles."""
    more = {f"articles/{name}.yml": data for name, data in files.items()}
    return good_desk(harbour(folder, {**FILES, **more}))
