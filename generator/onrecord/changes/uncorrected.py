"""Published quotes that were edited, and for which no correction was written.

What was missing may be added without one, and what the desk itself says of a quote may be put
otherwise: its context, its topics, the gist of words that are shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.addresses import quote_uri
from onrecord.desk.corrections import fields_of, same_words
from onrecord.desk.entries import QuoteEntry
from onrecord.records import Correction, PartialDate
from onrecord.records.quote import Original, Translation

from .book import Book, Subject
from .sides import Side

_NO_ORIGINAL, _NO_TRANSLATION = Original(), Translation()


def compare_uncorrected(book: Book) -> None:
    """Quotes of both sides that say something else than they did, and no new correction does."""
    before = {book.before.reference(one.reference): one for one in book.before.desk.quotes.values()}
    for reference, new in book.after.desk.quotes.items():
        old = before.get(reference)
        if old is None or reference in book.withheld or old.record == new.record:
            continue
        corrected = {_whole(field) for row in _added(old, new) for field in fields_of(row)}
        edited = [one for one in _edited(book.before, old, new) if _whole(one) not in corrected]
        if edited:
            facts = {"quote": reference, "corrected": ", ".join(edited)}
            owner, path = ("article", new.article_id), ("quotes", new.index)
            about = Subject(reference, quote_uri(reference), owner, path, facts=facts)
            book.tell("correction-missing", about)


def _whole(field: str) -> str:
    """What ``field`` is a part of: when and where something was said, say."""
    return field.partition(".")[0]


def _added(old: QuoteEntry, new: QuoteEntry) -> Iterator[Correction]:
    """The corrections of ``new`` that ``old`` did not have."""
    known = {_says(row) for row in old.article.corrections if row.item == old.record.id}
    for row in new.article.corrections:
        if row.item == new.record.id and _says(row) not in known:
            yield row


def _says(row: Correction) -> tuple[object, ...]:
    return (row.date, row.field, row.was, row.now, row.kind, row.whose)


def _edited(side: Side, old: QuoteEntry, new: QuoteEntry) -> Iterator[str]:
    """The fields in which ``new`` says something else than ``old``, of ``side``, did."""
    was, now = old.record, new.record
    if _reworded(was.words, now.words):
        yield "text"
    if was.form == now.form == "indirect" and _reworded(was.gist, now.gist):
        yield "gist"  # it is what is shown as said
    if was.speaker is not None and side.now("actor", was.speaker) != now.speaker:
        yield "speaker"
    if (side.now("actor", was.quoting) if was.quoting else None) != now.quoting:
        yield "quoting"
    if was.form != now.form:
        yield "form"
    yield from _moved(old, new)
    yield from _translated(old, new)


def _moved(old: QuoteEntry, new: QuoteEntry) -> Iterator[str]:
    """When and where, if the quote itself says so: an event that is dated anew tells it once."""
    if old.record.said == new.record.said:
        return
    if old.date.known and not _within(new.date, old.date):
        yield "said.date"
    elif old.place and new.place != old.place:
        yield "said.place"
    elif old.occasion.name and new.occasion.name != old.occasion.name:
        yield "said.event"


def _translated(old: QuoteEntry, new: QuoteEntry) -> Iterator[str]:
    was, now = old.record.translation or _NO_TRANSLATION, new.record.translation or _NO_TRANSLATION
    for name in ("by", "relay"):
        before = getattr(was, name)
        if before is not None and before != getattr(now, name):
            yield f"translation.{name}"
    original, others = old.record.original or _NO_ORIGINAL, new.record.original or _NO_ORIGINAL
    if _reworded(original.text, others.text):
        yield "original.text"
    if original.language is not None and original.language != others.language:
        yield "original.language"


def _reworded(old: str | None, new: str | None) -> bool:
    """Whether there were words, and others are there now: not typography or line breaks alone."""
    if not old or old == new:
        return False
    return not (new and same_words(old, new) and same_words(new, old))


def _within(date: PartialDate, other: PartialDate) -> bool:
    """Whether ``date`` only says ``other`` more exactly."""
    if date.first is None or date.last is None or other.first is None or other.last is None:
        return False
    return other.first <= date.first and date.last <= other.last
