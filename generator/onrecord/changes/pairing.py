"""Rows without an id: which row of the newer side is which row of the older one.

Acts, answers and replies are such rows, in articles, demands and claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from .book import Book, Subject
from .values import Field

R = TypeVar("R")
Key = Callable[[R], Hashable | None]


def pair(
    before: Sequence[R], after: Sequence[R], keys: Sequence[Key[R]]
) -> list[tuple[R | None, R | None]]:
    """Rows of both sides, two by two; ``None`` where a side has none.

    Args:
        before: the older rows.
        after: the newer rows.
        keys: what two rows must share, the strictest first; ``None`` never matches. A looser key
            is tried only on what the stricter ones left.
    """
    older, newer = list(before), list(after)
    pairs: list[tuple[R | None, R | None]] = []
    for key in keys:
        waiting: defaultdict[Hashable, list[R]] = defaultdict(list)
        for row in older:
            if (value := key(row)) is not None:
                waiting[value].append(row)
        taken: set[int] = set()
        left: list[R] = []
        for row in newer:
            value = key(row)
            if value is not None and waiting.get(value):
                match = waiting[value].pop(0)
                taken.add(id(match))
                pairs.append((match, row))
            else:
                left.append(row)
        older = [row for row in older if id(row) not in taken]
        newer = left
        if not older or not newer:
            break
    return [*pairs, *((row, None) for row in older), *((None, row) for row in newer)]


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
