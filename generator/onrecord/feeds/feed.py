"""A feed, and its two forms: Atom (RFC 4287) and JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from markupsafe import escape as escape_html

from .entries import Entry

ATOM, JSON = "feed.xml", "feed.json"
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"

# What XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    Attributes:
        folder: its site path; its page is there too.
        updated: the day of its newest entry.
        author: the site: who puts it together, not who speaks in it.
    """

    folder: str
    title: str
    description: str
    updated: date
    author: str
    language: str
    entries: tuple[Entry, ...]


Full = Callable[[str], str]
"""From a site path to the address in full."""


def atom(feed: Feed, site_url: str, full: Full) -> bytes:
    """``feed`` as Atom."""
    page = full(feed.folder)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attribute(feed.language)}>',
        f"<title>{_text(feed.title)}</title>",
        f"<subtitle>{_text(feed.description)}</subtitle>",
        f"<id>{_text(site_url + feed.folder)}</id>",
        f"<updated>{_instant(feed.updated)}</updated>",
        f"<author><name>{_text(feed.author)}</name></author>",
        f'<link rel="self" type="{ATOM_TYPE}" href={_attribute(site_url + feed.folder + ATOM)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(page)}/>',
        *(_atom_entry(entry, full) for entry in feed.entries),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def json_feed(feed: Feed, site_url: str, full: Full) -> bytes:
    """``feed`` as JSON Feed."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": full(feed.folder),
        "feed_url": site_url + feed.folder + JSON,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_json_item(entry, full) for entry in feed.entries],
    }
    return f"{json.dumps(made, ensure_ascii=False, indent=1)}\n".encode()


def _atom_entry(entry: Entry, full: Full) -> str:
    related = f'<link rel="related" href={_attribute(entry.elsewhere)}/>' if entry.elsewhere else ""
    lines = (
        "<entry>",
        f"<id>{_text(entry.id)}</id>",
        f"<title>{_text(entry.title)}</title>",
        f'<link rel="alternate" type="text/html" href={_attribute(full(entry.uri))}/>',
        related,
        f"<published>{_instant(entry.added)}</published>",
        f"<updated>{_instant(entry.updated)}</updated>",
        *(f"<category term={_attribute(subject)}/>" for subject in entry.subjects),
        f'<content type="html">{_text(_html(entry))}</content>',
        "</entry>",
    )
    return "\n".join(filter(None, lines))


def _json_item(entry: Entry, full: Full) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": full(entry.uri),
        "title": entry.title,
        "content_html": _html(entry),
        "content_text": "\n".join(entry.lines),
        "date_published": _instant(entry.added),
        "date_modified": _instant(entry.updated),
        "external_url": entry.elsewhere,
        "tags": list(entry.subjects),
    }
    optional = ("external_url", "tags")
    return {name: value for name, value in item.items() if value or name not in optional}


def _html(entry: Entry) -> str:
    return "".join(f"<p>{escape_html(line)}</p>" for line in entry.lines)


def _instant(day: date) -> str:
    """A day is all that is known; feeds want an instant (RFC 3339): its first."""
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))
