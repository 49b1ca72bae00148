"""Where the runs of a quote stand in a text: in order, near, and between the edges of words."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .composition import Composed
from .quotation import Break, Quotation, Run
from .typography import (
    DOUBLE,
    NO_WIDTH,
    SINGLE,
    STOPS,
    Folded,
    begins_word,
    composed,
    ends_word,
    marks_agree,
)

# How far a run may stand from the end of the one before, in characters.
NEAR = 2_000
# How many places of all runs are looked at before a quote counts as too much to compare.
MOST_PLACES: Final = 1_000_000
# How many characters of a run are looked at for the price of one place.
_A_PLACE = 64
# What may stand beside a break without being left out.
_LOOSE = " ,;:"
_QUOTATION_MARKS = frozenset(f"{SINGLE}{DOUBLE}\u2039\u203a".replace("\\", ""))
# A stop at the end of a quote is not for these, which say something else.
_ASKS = ("?", "!", "\u061f")


Spans = tuple[tuple[int, int], ...]


class TooMany(Exception):
    """The runs of a quote stand at too many places to be compared."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one run stands, in characters of the folded text."""

    start: int
    end: int


class Text:
    """The full text of a source, ready to be searched.

    Attributes:
        raw: as it was read; the spans that others are told count its characters.
    """

    __slots__ = ("_composed", "_folded", "raw")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._composed: Composed | None = None
        self._folded: Folded | None = None

    @property
    def composed(self) -> str:
        """The text in NFC."""
        return self._in_nfc().text

    def _in_nfc(self) -> Composed:
        if self._composed is None:
            self._composed = Composed(self.raw)
        return self._composed

    @property
    def folded(self) -> Folded:
        """The text without its typography."""
        if self._folded is None:
            self._folded = Folded(self.composed)
        return self._folded

    def span(self, place: Place) -> tuple[int, int]:
        """``place`` in characters of the text as it was read."""
        composed, folded = self._in_nfc(), self.folded
        return composed.place(folded.start(place.start)), composed.place(folded.end(place.end))

    def written(self, place: Place) -> str:
        """What is written at ``place``."""
        start, end = self.span(place)
        return self.raw[start:end]

    def exact(self, quotation: Quotation) -> Iterator[Spans]:
        """Every way in which all runs stand in order, letter by letter, in characters of ``raw``.

        What is in doubt is left to `all`.

        Raises:
            TooMany: as it says.
        """
        if all(run.same for run in quotation.runs):
            search = _Search(self.raw)
            for way in _in_order(quotation.runs, search.letter_by_letter):
                yield tuple((place.start, place.end) for place in way)

    def all(self, quotation: Quotation) -> Iterator[Spans]:
        """Every way in which all runs stand in order, whatever their typography.

        Raises:
            TooMany: as it says.
        """
        search = _Search(self.folded.text, self)
        for way in _in_order(quotation.runs, search.folded):
            yield tuple(self.span(place) for place in way)

    def anywhere(self, run: Run) -> Place | None:
        """The first place of ``run``, in whatever typography."""
        return next(_Search(self.folded.text, self).folded(run), None)

    def breaks_of_ours(
        self, breaks: Sequence[Break], start: int | None, end: int | None
    ) -> tuple[list[Break], str]:
        """Those of ``breaks`` that the source does not have itself, and what it has instead.

        Args:
            breaks: in order.
            start: where the run before them ends, in characters of ``raw``; ``None`` without one.
            end: where the run after them begins; ``None`` without one.
        """
        room = 2 * sum(len(one.text) for one in breaks) + NEAR
        after = start if start is not None else max(0, (end or 0) - room)
        before = end if end is not None else after + room
        between = Folded(composed(self.raw[after:before])).text
        return _left_over(breaks, between, begins=start is not None, ends=end is not None)

    def touch(self, start: int, end: int) -> bool:
        """Whether only white space and quotation marks stand from ``start`` to ``end`` of raw."""
        between = NO_WIDTH.sub("", self.raw[start:end])
        return all(char.isspace() or char in _QUOTATION_MARKS for char in between)


class _Search:
    """Looks for the runs of one quote, and counts what it looks at."""

    def __init__(self, text: str, of: Text | None = None) -> None:
        self._text = text
        self._of = of
        self._looked_at = 0

    def _count(self, places: int) -> None:
        self._looked_at += places
        if self._looked_at > MOST_PLACES:
            raise TooMany

    def _found(self, words: str) -> Iterator[int]:
        price = 1 + len(words) // _A_PLACE
        at = self._text.find(words)
        while at >= 0:
            self._count(price)
            yield at
            at = self._text.find(words, at + 1)

    def letter_by_letter(self, run: Run) -> Iterator[Place]:
        """Where ``run`` stands in the text as it was read, one place after the other."""
        text, words = self._text, run.words
        for at in self._found(words):
            end = at + len(words)
            plain = not (_in_doubt(text[end : end + 1]) or _in_doubt(text[at - 1 : at]))
            if plain and self._between_edges(run, at, end):
                yield Place(at, end)

    def folded(self, run: Run) -> Iterator[Place]:
        """Where ``run`` stands in the folded text, one place after the other."""
        of, text = self._of, self._text
        assert of is not None  # noqa: S101 - only a text that was folded is looked at here
        words = Folded(run.words).text
        stop = run.last and len(words) > 1 and words[-1] in STOPS
        words = words[:-1] if stop else words
        for at in self._found(words) if words else ():
            end = at + len(words)
            if not self._between_edges(run, at, end) or self._within_letter(at, end):
                continue
            if stop and text.startswith(_ASKS, end):
                continue
            if stop and text[end : end + 1] in STOPS:
                end += len(text[end : end + 1])
            place = Place(at, end)
            if marks_agree(run.words, of.written(place)):
                yield place

    def _between_edges(self, run: Run, start: int, end: int) -> bool:
        text = self._text
        if not run.open_end and not ends_word(text, end):
            return False
        return _opens(run.opening, text, start) if run.opening else begins_word(text, start)

    def _within_letter(self, start: int, end: int) -> bool:
        """Whether an apostrophe beside the words is written as a letter, such as the okina."""
        text, of = self._text, self._of
        assert of is not None  # noqa: S101 - as above
        beside = [at for at in (start - 1, end) if text[at : at + 1] == "'" and at >= 0]
        return any(of.composed[of.folded.start(at)].isalpha() for at in beside)


def _in_doubt(char: str) -> bool:
    """Whether a character beside words may hide where they end: unseen, a mark, an apostrophe."""
    return bool(char) and (not char.isprintable() and not char.isspace()) | (char in SINGLE)


def _opens(opening: str, text: str, start: int) -> bool:
    """Whether the word at ``start`` is one that the brackets ``opening`` may begin, "[w]orkers".

    One letter changes only a capital; more of them are seen to be another word.
    """
    if len(opening) > 1 or begins_word(text, start):
        return True
    letter = text[start - 1]
    return _plain(letter) == _plain(opening) and begins_word(text, start - 1)


def _plain(letter: str) -> str:
    return Composed(letter.lower()).text[:1].casefold()


def _in_order(
    runs: Sequence[Run], places_of: Callable[[Run], Iterator[Place]]
) -> Iterator[tuple[Place, ...]]:
    """For each place of the first run, the first way in which the others follow, each near.

    From the last run to the first each place is linked to the first one after it that leads to the
    end: a walk over all places, however many arrangements there are.
    """
    if len(runs) == 1:
        yield from ((place,) for place in places_of(runs[0]))
        return
    places = []
    for run in runs:
        places.append(list(places_of(run)))
        if not places[-1]:
            return
    yield from _linked(places)


def _linked(runs: Sequence[Sequence[Place]]) -> Iterator[tuple[Place, ...]]:
    links: list[list[int]] = []
    after = list(runs[-1])
    kept: list[list[Place]] = [after]
    for places in reversed(runs[:-1]):
        good: list[Place] = []
        link: list[int] = []
        first = len(after)
        for place in reversed(places):
            while first and after[first - 1].start >= place.end:
                first -= 1
            if first < len(after) and after[first].start <= place.end + NEAR:
                good.append(place)
                link.append(first)
        good.reverse()
        link.reverse()
        kept.append(good)
        links.append(link)
        after = good
    kept.reverse()
    links.reverse()
    for number in range(len(kept[0])):
        way, at = [kept[0][number]], number
        for link, places in zip(links, kept[1:], strict=True):
            at = link[at]
            way.append(places[at])
        yield tuple(way)


def _left_over(
    breaks: Sequence[Break], between: str, *, begins: bool, ends: bool
) -> tuple[list[Break], str]:
    """The breaks that do not stand where ``between`` ``begins`` or ``ends``.

    Returns:
        These, and what is left of ``between``.
    """
    left = deque(breaks)
    start, end = 0, len(between)
    while begins:
        while start < end and between[start] in _LOOSE:
            start += 1
        if not left or not between.startswith(sign := Folded(left[0].text).text, start):
            break
        start += len(sign)
        left.popleft()
    while ends:
        while start < end and between[end - 1] in _LOOSE:
            end -= 1
        if not left or not between.endswith(sign := Folded(left[-1].text).text, start, end):
            break
        end -= len(sign)
        left.pop()
    return list(left), between[start:end]
