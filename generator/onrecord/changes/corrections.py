"""What changed of corrections: they are a promise, so that one taken away asks for eyes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from onrecord.desk.addresses import quote_uri
from onrecord.records import Correction

from .book import Book, Subject
from .pairing import pair
from .sides import Side


@dataclass(frozen=True, slots=True, eq=False)
class _Corrected:
    about: Subject
    record: Correction

    def whole(self) -> Hashable:
        return (self.about.id, self.record)

    def same_day(self) -> Hashable:
        return (self.about.id, self.record.field, self.record.date)

    def same_field(self) -> Hashable:
        return (self.about.id, self.record.field)


def compare_corrections(book: Book) -> None:
    """Corrections added, removed and changed; never a word of a quote that is withheld."""
    keys = (_Corrected.whole, _Corrected.same_day, _Corrected.same_field)
    for old, new in pair(list(_all(book.before)), list(_all(book.after)), keys):
        if old and not new:
            was, now = _texts(book, old)
            book.tell("correction-removed", old.about, was, now)
        elif new and not old:
            was, now = _texts(book, new)
            book.tell("correction-added", new.about, was, now)
        elif old and new and old.record != new.record:
            texts = (_texts(book, old), _texts(book, new))
            was, now = (" \N{RIGHTWARDS ARROW} ".join(filter(None, both)) for both in texts)
            book.tell("correction-changed", new.about, was or None, now or None)


def _texts(book: Book, one: _Corrected) -> tuple[str | None, str | None]:
    """What the correction says was and is now."""
    if one.about.id in book.withheld:
        return None, None
    return one.record.was, one.record.now


def _all(side: Side) -> Iterator[_Corrected]:
    for article_id, article in side.desk.articles.items():
        for index, record in enumerate(article.corrections):
            reference = side.reference(f"{article_id}#{record.item}")
            about = Subject(
                id=reference,
                uri=quote_uri(reference),
                owner=("article", article_id),
                path=("corrections", index),
                gone=side.gone,
                facts={
                    "quote": reference,
                    "corrected": record.field,
                    "date": str(record.date),
                },
            )
            yield _Corrected(about, record)
