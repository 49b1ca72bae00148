"""Where the runs of a quote stand in a text: in order, near, and between the edges of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from .quotation import Quotation, Run
from .typography import NO_WIDTH, Composed, pattern_of, stands_alone

# How far a run may stand from the end of the one before, in characters.
NEAR = 2_000
# How many places of one run are tried before it counts as standing nowhere in order.
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where one run stands, in characters of the composed text; ``exact``: letter by letter."""

    start: int
    end: int
    exact: bool


class Text:
    """The full text of a source, ready to be searched.

    Attributes:
        raw: as it was read; the spans that others are told count its characters.
        composed: in NFC.
    """

    __slots__ = ("_composed", "_loose", "composed", "raw")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._composed = Composed(raw)
        self.composed = self._composed.text
        self._loose = NO_WIDTH.search(self.composed) is not None

    def span(self, place: Place) -> tuple[int, int]:
        """``place`` in characters of the text as it was read."""
        return self._composed.place(place.start), self._composed.place(place.end)

    def all(self, quotation: Quotation) -> Iterator[tuple[Place, ...]]:
        """Every way in which all runs stand in order, each near the one before.

        For each place of the first run the first that is found; exact ones where there are any.
        """
        first, *others = quotation.runs
        for place in self.places(first):
            if found := self._after((place,), others):
                yield found

    def _after(self, found: tuple[Place, ...], runs: list[Run]) -> tuple[Place, ...] | None:
        if not runs:
            return found
        start = found[-1].end
        for place in islice(self.places(runs[0], start, near=True), _TRIES):
            if whole := self._after((*found, place), runs[1:]):
                return whole
        return None

    def places(self, run: Run, start: int = 0, *, near: bool = False) -> Iterator[Place]:
        """The places of ``run`` from ``start`` on: the exact ones, or, without any, the others."""
        text = self.composed
        end = len(text)
        if near:
            # Typography makes a run at most a little longer than it is written.
            end = min(end, start + NEAR + 2 * len(run.words) + 100)
        some = False
        for place in self._exact(run, start, end):
            if near and place.start > start + NEAR:
                break
            some = True
            yield place
        if some:
            return
        for found in _search(run.words, run.last, self._loose).finditer(text, start, end):
            if near and found.start() > start + NEAR:
                return
            if self._between_edges(run, found.start(), found.end()):
                yield Place(found.start(), found.end(), exact=False)

    def _exact(self, run: Run, start: int, end: int) -> Iterator[Place]:
        if not run.same or self.composed is not self.raw:
            return
        words = run.words
        at = self.composed.find(words, start, end)
        while at >= 0:
            if self._between_edges(run, at, at + len(words)):
                yield Place(at, at + len(words), exact=True)
            at = self.composed.find(words, at + 1, end)

    def _between_edges(self, run: Run, start: int, end: int) -> bool:
        text = self.composed
        begins = run.open_start or stands_alone(text, start, len(text))
        return begins and (run.open_end or stands_alone(text, 0, end))

    def has_gap(self, run: Run, start: int, end: int) -> bool:
        """Whether the source itself has the breaks before ``run`` between two places."""
        between = rf"[\s,;:]*{pattern_of(run.gap, loose=self._loose)}[\s,;:]*"
        return re.fullmatch(between, self.composed[start:end]) is not None


@lru_cache(maxsize=256)
def _search(words: str, last: bool, loose: bool) -> re.Pattern[str]:  # noqa: FBT001 - a cache has no names
    """What finds ``words`` in any typography; at the end of a part with any last stop or comma."""
    ends = last and words[-1] in ".," and not words.endswith("...")
    pattern = pattern_of(words[:-1] if ends else words, loose=loose)
    return re.compile(f"{pattern}[.,]?" if ends else pattern)
