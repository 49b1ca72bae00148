"""What changed of topics, events and briefings."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.desk.addresses import briefing_uri, topic_uri
from onrecord.records import Briefing, DateGiven, Event, Topic

from .book import Book, Subject
from .values import Field

_TOPIC = (
    ("topic-wording-changed", Field("name")),
    ("topic-wording-changed", Field("summary")),
)
_EVENT = (
    ("event-changed", Field("date", "date")),
    ("event-changed", Field("time")),
    ("event-changed", Field("place")),
    (
        "event-changed",
        Field("dates_given", "texts", lambda one: tuple(map(_given, one.dates_given))),
    ),
    ("event-wording-changed", Field("name")),
    ("event-wording-changed", Field("note")),
)
_BRIEFING = (
    ("briefing-reworded", Field("bottom_line")),
    ("briefing-changed", Field("since", "date")),
    ("briefing-changed", Field("until", "date")),
    ("briefing-changed", Field("by")),
    ("briefing-changed", Field("date", "date")),
    ("briefing-changed", Field("evidence", "quotes")),
    ("briefing-changed", Field("topics", "topics")),
    ("briefing-changed", Field("actors", "actors")),
)
_Many = Mapping[str, Topic] | Mapping[str, Event] | Mapping[str, Briefing]


def compare_subjects(book: Book) -> None:
    """Topics, events and briefings added, removed and changed."""
    before, after = book.before.desk, book.after.desk
    _compare(book, "topic", _TOPIC, before.topics, after.topics)
    _compare(book, "event", _EVENT, before.events, after.events)
    _compare(book, "briefing", _BRIEFING, before.briefings, after.briefings)


def _compare(
    book: Book, kind: str, fields: tuple[tuple[str, Field], ...], before: _Many, after: _Many
) -> None:
    for id_, old in before.items():
        new = after.get(id_)
        if new is None:
            book.tell(f"{kind}-removed", _subject(kind, id_, old, gone=True), old=_text(old))
        elif old != new:
            book.tell_fields(fields, _subject(kind, id_, new, gone=False), old, new)
    for id_, new in after.items():
        if id_ not in before:
            book.tell(f"{kind}-added", _subject(kind, id_, new, gone=False), new=_text(new))


def _subject(kind: str, id_: str, record: Topic | Event | Briefing, *, gone: bool) -> Subject:
    # Topics and events stand in one file each, under their ids.
    path = () if isinstance(record, Briefing) else (id_,)
    facts = {kind: _text(record)}
    if isinstance(record, Event):
        facts["date"] = str(record.date)
    uris = {"topic": topic_uri, "briefing": briefing_uri}
    uri = uris[kind](id_) if kind in uris else None
    return Subject(id_, uri, (kind, id_), path, gone=gone, facts=facts)


def _text(record: Topic | Event | Briefing) -> str:
    return record.bottom_line if isinstance(record, Briefing) else record.name


def _given(given: DateGiven) -> str:
    return f"{given.date} ({given.quote})"
