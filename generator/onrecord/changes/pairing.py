"""Rows have no id: which row of the newer side is which row of the older one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

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
