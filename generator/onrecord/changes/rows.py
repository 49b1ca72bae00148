"""Rows of articles, demands and claims: acts, answers, replies. They have no id of their own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from .book import Book, Subject
from .pairing import pair
from .values import Field


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of one side.

    Attributes:
        about: what it is as the subject of a change.
        entry: what its fields are read from.
        article_id: the article it stands in, on its side; ``None`` where it stands in none.
        keys: what it shares with the row it was or became, the strictest first; ``None`` where it
            lacks what such a key is made of.
    """

    about: Subject
    entry: object
    article_id: str | None
    keys: tuple[Hashable | None, ...]


def compare_rows(
    book: Book,
    prefix: str,
    fields: Sequence[tuple[str, Field]],
    before: Iterable[Row],
    after: Iterable[Row],
) -> None:
    """Write down rows added, removed and changed, as ``<prefix>-added`` and so on."""
    older, newer = list(before), list(after)
    count = max((len(row.keys) for row in [*older[:1], *newer[:1]]), default=0)
    for old, new in pair(older, newer, [partial(_key, index) for index in range(count)]):
        if old and new:
            articles = (old.article_id, new.article_id)
            book.tell_fields(fields, new.about, old.entry, new.entry, articles)
        elif old:
            book.tell(f"{prefix}-removed", old.about)
        elif new:
            book.tell(f"{prefix}-added", new.about)


def _key(index: int, row: Row) -> Hashable | None:
    return row.keys[index]


def act_keys(
    of: Hashable,
    where: str | None,
    what: str,
    by: Sequence[str],
    quote: str | None,
    *rest: Hashable,
) -> tuple[Hashable | None, ...]:
    """The keys of a row that says ``what`` somebody did, from the strictest to the loosest.

    Args:
        of: the demand or the claim, and what no row of it ever changes.
        where: the article; ``None`` where it stands in the file of the demand or claim.
        what: the act or the response.
        by: whose it is.
        quote: the words it rests on.
        rest: what else tells two rows apart.
    """
    place, whose = (of, where), tuple(by)
    return (
        (place, what, whose, quote, *rest),
        (place, quote, what, whose) if quote else None,
        (place, quote, what) if quote else None,
        (place, quote) if quote else None,
        (place, what, whose),
        (place, whose),
        (place, what),
    )
