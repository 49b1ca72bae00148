"""How the runs of a quote follow each other in a text: in order, each near the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .gaps import is_left_out
from .quotation import ABRIDGED, Run

# How far a run may stand from the end of the one before, in characters.
NEAR = 2_000
# In so many characters something is left out, whatever they are.
_ROOM = 40

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one run stands, in characters of a text."""

    start: int
    end: int


class Gaps:
    """What must lie between runs: an ellipsis leaves something out."""

    def __init__(self, runs: Sequence[Run], text: str) -> None:
        self._dots = [any(one.flag == ABRIDGED for one in run.breaks) for run in runs]
        self._text = text

    def fit(self, number: int, end: int, start: int) -> bool:
        """Whether the run ``number`` may begin at ``start`` where the one before ends."""
        if not self._dots[number] or start - end > _ROOM:
            return True
        return is_left_out(self._text[end:start])


def in_order(runs: Iterator[Iterable[Place]], gaps: Gaps | None) -> Iterator[tuple[Place, ...]]:
    """For each place of the first run, the first way in which the others follow, each near.

    From the last run to the first each place is linked to the first one after it that leads to the
    end: a walk over all places, however many arrangements there are.

    Args:
        runs: the places of each, from the first to the last.
        gaps: what must lie between them; ``None`` for nothing.
    """
    first = next(runs, None)
    second = next(runs, None)
    if first is None or second is None:
        # Nobody needs all places of a single run at once.
        yield from ((place,) for place in first or ())
        return
    places = [list(first), list(second)]
    for run in runs:
        if not places[-1]:
            return
        places.append(list(run))
    links: list[list[int]] = []
    kept = [places[-1]]
    for number in range(len(places) - 1, 0, -1):
        good, link = _linked(places[number - 1], kept[-1], number, gaps)
        kept.append(good)
        links.append(link)
    kept.reverse()
    links.reverse()
    for at, place in enumerate(kept[0]):
        way = [place]
        for link, after in zip(links, kept[1:], strict=True):
            at = link[at]  # noqa: PLW2901 - from place to place
            way.append(after[at])
        yield tuple(way)


def _linked(
    places: Sequence[Place], after: Sequence[Place], number: int, gaps: Gaps | None
) -> tuple[list[Place], list[int]]:
    """Those of ``places`` that one of ``after`` follows, and which is the first of these."""
    good: list[Place] = []
    links: list[int] = []
    first = len(after)
    for place in reversed(places):
        while first and after[first - 1].start >= place.end:
            first -= 1
        link = first
        # Only the next few characters can be no gap.
        while gaps and link < len(after) and not gaps.fit(number, place.end, after[link].start):
            link += 1
        if link < len(after) and after[link].start <= place.end + NEAR:
            good.append(place)
            links.append(link)
    good.reverse()
    links.reverse()
    return good, links
