"""What changed of articles and the sources they annotate."""

from __future__ import annotations

from onrecord.desk.addresses import article_uri
from onrecord.desk.occasions import article_occasion
from onrecord.records import Article

from .book import Book, Subject
from .sides import Side
from .values import Field


def _source(name: str, how: str = "text") -> Field:
    return Field(name, how, lambda one: getattr(one.source, name), ("source", name))


_FIELDS = (
    ("source-changed", _source("publisher")),
    ("source-changed", _source("published", "date")),
    ("source-changed", _source("headline")),
    ("source-changed", _source("url")),
    ("source-changed", _source("authors", "texts")),
    ("source-changed", _source("retrieved", "date")),
    ("source-changed", _source("archive_url")),
    ("source-changed", _source("language", "language")),
    ("source-changed", _source("genre", "genre")),
    ("source-changed", _source("via", "texts")),
    ("source-changed", _source("rights")),
    ("source-changed", _source("party", "actor")),
    ("article-changed", Field("mentions", "actors")),
    ("article-changed", Field("recorded", "date", lambda one: one.added, ("added",))),
    ("article-wording-changed", Field("title")),
    ("article-wording-changed", Field("summary")),
    ("article-wording-changed", Field("note")),
)
_EVENT = (
    ("article-changed", Field("event", get=lambda one: one.name)),
    ("article-changed", Field("place", get=lambda one: one.place, path=("event", "place"))),
    ("article-changed", Field("date", "date", lambda one: one.date, ("event", "date"))),
)


def compare_articles(book: Book) -> None:
    """Sources added, removed and changed; articles renamed and put otherwise."""
    before = {book.before.now("article", id_): id_ for id_ in book.before.desk.articles}
    after = book.after.desk.articles
    for id_, old_id in before.items():
        old, new = book.before.desk.articles[old_id], after.get(id_)
        if new is None:
            book.tell("source-removed", _subject(book.before, old_id, old), old=_source_text(old))
            continue
        about = _subject(book.after, id_, new)
        if old_id != id_:
            book.tell("article-renamed", about, old_id, id_)
        if old != new:
            book.tell_fields(_FIELDS, about, old, new)
            _event(book, about, old, new)
    for id_, new in after.items():
        if id_ not in before:
            book.tell("source-added", _subject(book.after, id_, new), new=_source_text(new))


def _subject(side: Side, id_: str, article: Article) -> Subject:
    source = article.source
    facts = {
        "title": article.title,
        "publisher": source.publisher,
        "date": str(source.published),
    }
    return Subject(id_, article_uri(id_), ("article", id_), gone=side.gone, facts=facts)


def _source_text(article: Article) -> str:
    return article.source.headline or article.title


def _event(book: Book, about: Subject, old: Article, new: Article) -> None:
    """The event where the article names another one, or says something else of it."""
    if old.event != new.event:
        before, after = book.before.desk.events, book.after.desk.events
        was, now = article_occasion("", old, before), article_occasion("", new, after)
        book.tell_fields(_EVENT, about, was, now)
