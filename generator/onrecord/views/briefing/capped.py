"""A list that is cut where a briefing would get too long, and says so."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Capped(Generic[T]):
    """The first of a list, and how many more there are.

    Attributes:
        items: what is shown, in the order of the list.
        more: how many are left out; "and N more" stands below the list where it is not 0.
        uri: site path of the page that has all of them.
    """

    items: tuple[T, ...]
    more: int
    uri: str

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def total(self) -> int:
        """How many there are altogether."""
        return len(self.items) + self.more


def capped(
    found: Sequence[S],
    limit: int,
    uri: str,
    view: Callable[[S], T],
    alike: Callable[[S], Hashable] = id,
) -> Capped[T]:
    """The first ``limit`` of ``found`` as ``view`` shows them; the rest is counted.

    Args:
        found: what there is, in order.
        limit: how many are shown at most.
        uri: site path of the page that has all of them.
        view: how each is shown.
        alike: what a line says of one; of those that would read alike the first is shown.
    """
    lines: dict[Hashable, S] = {}
    for one in found:
        lines.setdefault(alike(one), one)
    items = tuple(map(view, list(lines.values())[:limit]))
    return Capped(items, len(found) - len(items), uri)
