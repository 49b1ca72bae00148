"""Feeds with their entries in words, and their two forms: Atom and JSON Feed.

(RFC 4287, and https://jsonfeed.org/version/1.1.)
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from xml.sax.saxutils import escape, quoteattr

from markupsafe import escape as escape_html

from onrecord.desk import Act, QuoteEntry
from onrecord.records import Correction, demand_uri, fixed, quote_uri
from onrecord.render import SiteContext, SiteFile, SitePage
from onrecord.views.act_lines import act_labels, act_line
from onrecord.views.acts import act_view
from onrecord.views.attribution import attributed, before_words, correction_line, correction_values
from onrecord.views.demands import who_of_whom
from onrecord.views.lines import one_line, plain_text, text_of
from onrecord.views.quote_card import correction_view

from .feed_items import SITE, Item, folders_of_feeds, newest_items

QuoteTitle = Callable[[QuoteEntry], str]


@fixed
class Entry:
    """One item for feed readers, in plain text."""

    id: str  #: a full address that never changes; it need not lead anywhere
    page: str  #: the address of the page
    title: str
    lines: tuple[str, ...]  #: one after the other; no line of a withheld quote's words
    added: date
    updated: date
    subjects: tuple[str, ...]
    elsewhere: str | None  #: address of the source


class Entries:
    """Makes entries, each once however many feeds have it."""

    def __init__(self, site: SiteContext, quote_title: QuoteTitle) -> None:
        self._context = site.views
        self._say = site.say
        self._quote_title = quote_title
        self._site_url, self._address = site.info.url, site.address
        self._made: dict[str, Entry] = {}

    def entry(self, item: Item) -> Entry:
        """The entry of ``item``."""
        if item.key not in self._made:
            self._made[item.key] = self._make(item)
        return self._made[item.key]

    def _make(self, item: Item) -> Entry:
        subject = item.subject
        if isinstance(subject, Act):
            return self._act(item, subject)
        if isinstance(subject, QuoteEntry):
            return self._quote(item, subject, self._quote_title(subject), self._words(subject))
        quote, correction = subject
        title = self._say("feeds.corrected", title=self._quote_title(quote))
        lines = (*self._corrected(quote, correction), *self._words(quote))
        return self._quote(item, quote, title, lines)

    def _quote(self, item: Item, quote: QuoteEntry, title: str, lines: tuple[str, ...]) -> Entry:
        topics = self._context.desk.topics
        return Entry(
            id=f"{self._site_url}{item.key}",
            page=self._address(quote_uri(quote.reference)),
            title=title,
            lines=lines,
            added=item.added,
            updated=item.updated,
            subjects=tuple(topics[topic].name for topic in quote.record.about),
            # An address may lead to the very words that are withheld.
            elsewhere=None if quote.record.withheld else quote.article.source.url,
        )

    def _act(self, item: Item, act: Act) -> Entry:
        desk = self._context.desk
        view, say = act_view(self._context, act), self._say
        short = act_line(view, say, read=False, labels=False)
        line = plain_text(say.dotted(short, *act_labels(view, say)))
        given = f" {say('answer.conditional')}" if act.condition else ""
        demand = desk.demands[act.subject].record
        article = desk.articles[act.article_id]
        words = self._words(act.quote) if act.quote else ()
        found = self._say("answer.found_in", article=article.title)
        terms = act.condition and self._say("answer.condition", condition=one_line(act.condition))
        note = act.record.note and one_line(act.record.note)
        asked = who_of_whom(self._context, desk.demands[act.subject], say)
        lines = (demand.title, asked, line, *filter(None, (terms, note)), *(words or (found,)))
        return Entry(
            id=f"{self._site_url}{item.key}",
            page=self._address(demand_uri(act.subject)),
            title=say("feeds.act", line=f"{line}{given}", demand=demand.title),
            lines=lines,
            added=item.added,
            updated=item.updated,
            subjects=(desk.topics[demand.topic].name,),
            elsewhere=article.source.url,
        )

    def _words(self, quote: QuoteEntry) -> tuple[str, ...]:
        """The words with their details; for a withheld quote, that it is withheld, and why."""
        card = self._context.cards.card(quote)
        if not card.withheld:
            return tuple(attributed(card, self._say).split("\n"))
        reason = (one_line(card.reason),) if card.reason else ()
        return (*before_words(card, self._say), *reason)

    def _corrected(self, quote: QuoteEntry, correction: Correction) -> tuple[str, ...]:
        say = self._say
        view = correction_view(self._context.desk, correction, withheld=quote.record.withheld)
        lines = map(text_of, (correction_line(view, say), *correction_values(view, say)))
        return tuple(filter(None, map(one_line, (*lines, view.note or ""))))


ATOM, JSON = "feed.xml", "feed.json"
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"

# What XML 1.0 cannot contain, not even escaped (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@fixed
class Feed:
    """A feed."""

    address: str  #: that of its folder, by which it is known; its files are below it
    page: str  #: the address of its page
    title: str
    description: str
    updated: date  #: the day of its newest entry
    author: str  #: the site: who puts it together, not who speaks in it
    language: str
    entries: tuple[Entry, ...]


def atom(feed: Feed) -> bytes:
    """``feed`` as Atom."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attribute(feed.language)}>',
        f"<title>{_text(feed.title)}</title>",
        f"<subtitle>{_text(feed.description)}</subtitle>",
        f"<id>{_text(feed.address)}</id>",
        f"<updated>{_instant(feed.updated)}</updated>",
        f"<author><name>{_text(feed.author)}</name></author>",
        f'<link rel="self" type="{ATOM_TYPE}" href={_attribute(feed.address + ATOM)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(feed.page)}/>',
        *map(_atom_entry, feed.entries),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def json_feed(feed: Feed) -> bytes:
    """``feed`` as JSON Feed."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page,
        "feed_url": feed.address + JSON,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": list(map(_json_item, feed.entries)),
    }
    return f"{json.dumps(made, ensure_ascii=False, indent=1)}\n".encode()


def _atom_entry(entry: Entry) -> str:
    related = f'<link rel="related" href={_attribute(entry.elsewhere)}/>' if entry.elsewhere else ""
    lines = (
        "<entry>",
        f"<id>{_text(entry.id)}</id>",
        f"<title>{_text(entry.title)}</title>",
        f'<link rel="alternate" type="text/html" href={_attribute(entry.page)}/>',
        related,
        f"<published>{_instant(entry.added)}</published>",
        f"<updated>{_instant(entry.updated)}</updated>",
        *(f"<category term={_attribute(subject)}/>" for subject in entry.subjects),
        f'<content type="html">{_text(_html(entry))}</content>',
        "</entry>",
    )
    return "\n".join(filter(None, lines))


def _json_item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.page,
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
    """The first instant of ``day`` (RFC 3339): feeds need one, and only the day is known."""
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("", text))


@fixed
class FeedLink:
    """A feed, as the head of a page names it: site path, media type and title."""

    uri: str
    type: str
    title: str


class SiteFeeds:
    """The feeds of the site, and of each actor, topic and demand.

    There are none where the site does not say at which address it is published.
    """

    def __init__(
        self, site: SiteContext, pages: Mapping[str, SitePage], quote_title: QuoteTitle
    ) -> None:
        """Store what feeds are made of; ``pages`` are all pages by their site paths."""
        self._site = site
        self._pages = pages
        self._entries = Entries(site, quote_title)

        # A feed must say when it changed last; one without entries has been so from the beginning.
        coverage = site.info.coverage
        self._begun = coverage.through.last if coverage else None

    @cached_property
    def _items(self) -> dict[str, tuple[tuple[Item, ...], date]]:
        """The items of each feed, and when it changed last."""
        return {
            folder: (items, updated)
            for folder, items in newest_items(self._site.desk).items()
            if (updated := items[0].updated if items else self._begun)
        }

    @cached_property
    def _folders(self) -> frozenset[str]:
        """The folders with a feed; their items are needed only if no days are covered."""
        if not self._site.info.url:
            return frozenset()
        return frozenset(folders_of_feeds(self._site.desk) if self._begun else self._items)

    def links(self, uri: str) -> tuple[FeedLink, ...]:
        """The feeds that the page at ``uri`` names: its own, then the site's."""
        return tuple(
            FeedLink(f"{folder}{name}", type_, self._title(folder))
            for folder in dict.fromkeys((uri, SITE))
            if folder in self._folders
            for name, type_ in ((ATOM, ATOM_TYPE), (JSON, JSON_TYPE))
        )

    def files(self) -> Iterator[SiteFile]:
        """Every feed in both forms."""
        for folder in sorted(self._folders):
            yield SiteFile(f"{folder}{ATOM}", partial(self._made, folder, atom))
            yield SiteFile(f"{folder}{JSON}", partial(self._made, folder, json_feed))

    def _made(self, folder: str, write: Callable[[Feed], bytes]) -> bytes:
        info, (items, updated) = self._site.info, self._items[folder]
        feed = Feed(
            address=f"{info.url}{folder}",
            page=self._site.address(folder),
            title=self._title(folder),
            description=self._site.say("feeds.description"),
            updated=updated,
            author=info.name,
            language=info.language,
            entries=tuple(map(self._entries.entry, items)),
        )
        return write(feed)

    def _title(self, folder: str) -> str:
        name = self._site.info.name
        if not folder:
            return name
        return self._site.say("feeds.title", name=self._pages[folder].title, site=name)
