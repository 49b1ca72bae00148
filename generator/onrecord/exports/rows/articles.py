"""Rows of articles, of their quotes and of what rests on them."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.captures.lock import LockLine
from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.exports.table import Row, Value
from onrecord.records import Said
from onrecord.records.quote import BearsOn, Original, Translation
from onrecord.views.names import article_uri, quote_uri

from .values import checked, reference, sourced, told

_NO_SAID, _NO_ORIGINAL, _NO_TRANSLATION, _NO_BEARING = (
    Said(), Original(), Translation(), BearsOn(),
)  # fmt: skip
# What a withheld quote keeps: whose it is and where it belongs, as its page says; no word of it.
_KEPT = (
    "speaker", "speaking_as", "form", "to", "via", "said_date", "said_place", "said_event",
    "said_event_name", "said_event_place", "said_event_date", "language", "original_language",
    "translation_by", "translation_relay", "basis", "about", "bears_on_demands", "bears_on_claims",
    "note", "quoting", "state",
)  # fmt: skip


def article(desk: Desk, article_id: str) -> Row:
    """The row of ``articles``."""
    one = desk.articles[article_id]
    source, event = one.source, one.event
    return {
        "article": article_id,
        "title": one.title,
        "summary": one.summary,
        "added": told(one.added),
        "note": one.note,
        "formerly": one.formerly,
        "publisher": source.publisher,
        "published": told(source.published),
        "headline": source.headline,
        "url": source.url,
        "authors": source.authors,
        "retrieved": told(source.retrieved),
        "archive_url": source.archive_url,
        "language": source.language,
        "genre": source.genre,
        "via": source.via,
        "rights": source.rights,
        "party": source.party,
        "event": event.listed if event else None,
        "event_name": event.name if event else None,
        "event_place": event.place if event else None,
        "event_date": told(event.date) if event else None,
        "mentions": one.mentions,
        "quotes": len(one.quotes),
        "address": article_uri(article_id),
    }


def quote(entry: QuoteEntry) -> Row:
    """The row of ``quotes``; of a withheld one none of its words, and the reason as its note."""
    record = entry.record
    key: dict[str, Value] = {
        "quote": entry.reference,
        "article": entry.article_id,
        "id": record.id,
        "position": entry.index + 1,
    }
    if record.withheld:
        written = _written(entry)
        return {**key, **{name: written[name] for name in _KEPT if written[name]}, "counts": False}
    return {**key, **_written(entry), **_derived(entry)}


def _written(entry: QuoteEntry) -> dict[str, Value]:
    record = entry.record
    said, original = record.said or _NO_SAID, record.original or _NO_ORIGINAL
    event = said.event
    translation = record.translation or _NO_TRANSLATION
    bears_on = record.bears_on or _NO_BEARING
    return {
        "text": record.words or None,
        "speaker": record.speaker,
        "speaking_as": record.speaking_as,
        "form": record.form,
        "gist": record.gist,
        "context": record.context,
        "to": record.to,
        "via": record.via,
        "said_date": told(said.date),
        "said_place": said.place,
        "said_event": event.event if event else None,
        "said_event_name": event.name if event else None,
        "said_event_place": event.place if event else None,
        "said_event_date": told(event.date) if event else None,
        "language": record.language,
        "original_language": original.language,
        "original_text": original.text,
        "translation_by": translation.by,
        "translation_relay": translation.relay,
        "basis": record.basis,
        "about": record.about,
        "bears_on_demands": bears_on.demands,
        "bears_on_claims": bears_on.claims,
        "note": record.note,
        "quoting": record.quoting,
        "state": record.state,
    }


def _derived(entry: QuoteEntry) -> dict[str, Value]:
    source = entry.article.source
    return {
        "speaker_actor": entry.speaker,
        "date": told(entry.date),
        "place": entry.place,
        "event": entry.occasion.event,
        "event_name": entry.occasion.name,
        "words_language": entry.language,
        "counts": entry.counts,
        **checked(entry),
        **_alterations(entry.checked),
        "publisher": source.publisher,
        "url": source.url,
        **sourced(entry.article),
        "address": quote_uri(entry.reference),
    }


def _alterations(line: LockLine | None) -> dict[str, Value]:
    return {
        "abridged": "abridged" in line.flags if line else None,
        "inserted": "inserted" in line.flags if line else None,
    }


def quote_parts(entry: QuoteEntry) -> Iterator[Row]:
    """The rows of ``quote_parts``: none of words that stand in one piece, or are withheld."""
    parts = entry.record.text
    if entry.record.withheld or len(parts) < 2:
        return
    for position, text in enumerate(parts, start=1):
        yield {"quote": entry.reference, "position": position, "text": text}


def same_as(desk: Desk, entry: QuoteEntry) -> Iterator[Row]:
    """The rows of ``same_as``; how the words differ only where neither are withheld."""
    for position, same in enumerate(entry.record.same_as, start=1):
        other = reference(same.quote, entry.article_id) or ""
        withheld = entry.record.withheld or desk.quotes[other].record.withheld
        yield {
            "quote": entry.reference,
            "position": position,
            "same_as": other,
            "differs": None if withheld else same.differs,
        }


def corrections(desk: Desk, article_id: str) -> Iterator[Row]:
    """The rows of ``corrections``; without the words of withheld quotes."""
    for position, one in enumerate(desk.articles[article_id].corrections, start=1):
        item = reference(one.item, article_id) or ""
        # What its state was is no secret; what anything else was may be the words.
        withheld = desk.quotes[item].record.withheld and one.field != "state"
        yield {
            "article": article_id,
            "position": position,
            "quote": item,
            "date": told(one.date),
            "field": one.field,
            "was": None if withheld else one.was,
            "now": None if withheld else one.now,
            "kind": one.kind,
            "whose": one.whose,
            "note": one.note,
        }
