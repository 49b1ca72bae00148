"""A quote's words as the runs that must be in the source, and what is between them."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Generic, TypeVar

from onrecord.records import Quote

from .typography import DOTS, composed
from .withheld import MARKED, words_in

ABRIDGED = "abridged"
INSERTED = "inserted"

# Dots in brackets of any shape, or the word for it in Chinese and Japanese, say that words are
# left out; so do dots alone, and square brackets without a word. Words in square brackets are not
# the speaker's.
_LEFT_OUT = (
    r"(?P<left_out>[\[({<\uff3b\uff08\u3010\u3014\u27e8][\s,;:]*+"
    rf"(?:{DOTS}|[\u4e2d\u524d\u5f8c\u540e\u4e0b]?\u7565)[\s,;:]*+[\])}}>\uff3d\uff09\u3011\u3015\u27e9]"
    r"|\[\s*+(?i:snip(?:ped)?|cut|omitted|(?:words )?left out|coup\u00e9e?|omis)\s*+\]"
    rf"|{DOTS}|\[[\s*_]*+\]|\[\s*+(?:[\u2013\u2014]|--)[\s\-\u2013\u2014]*+\])"
)
_DOTS = re.compile(_LEFT_OUT)  # only to part a text there
# "[...]", "…", "[]", or words in square brackets, "[the dockers]", of whatever width.
_BREAK = re.compile(
    rf"{_LEFT_OUT}|"
    r"(?P<added>\[[^\[\]]*+\]|\uff3b[^\uff3b\uff3d]*+\uff3d|\u3014[^\u3014\u3015]*+\u3015)"
)
_LOOSE_ENDS = " \t\n,;:"  # what may be next to a break without belonging to the words


@dataclass(frozen=True, slots=True)
class Break:
    """What is between two runs: its text, and what it means if the source has it not."""

    text: str
    flag: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are together in the source."""

    words: str  # composed, not empty
    same: bool  # whether they are written as the quote has them, letter by letter
    part: int = 0  # the number of the part they belong to, from 0
    # Between the run before and this one; none at the begin of a part.
    breaks: tuple[Break, ...] = ()
    # What is in the brackets before it where its first word begins in them, as "w" in "[w]orkers";
    # else empty.
    opening: str = ""
    # Its last word ends in the brackets after it, as in "strike[s]" or "strike[]".
    open_end: bool = False
    last: bool = True  # whether it ends a part, so that its last stop or comma may be another


@dataclass(frozen=True, slots=True)
class QuoteRuns:
    """The runs of a quote, in order."""

    runs: tuple[Run, ...]  # none where there is nothing but brackets and dots
    # The breaks after the last run of a part, by the number of that run; -1 for those of parts that
    # have no run.
    endings: tuple[tuple[int, tuple[Break, ...]], ...] = ()

    @classmethod
    def whole(cls, parts: Sequence[str]) -> "QuoteRuns":
        """Each of ``parts`` as one run: ellipses and brackets may be the source's own."""
        stripped = ((number, part.strip()) for number, part in enumerate(parts))
        return cls(
            tuple(
                Run(composed(part), composed(part) == part, number)
                for number, part in stripped
                if composed(part)
            )
        )

    @classmethod
    def abridged(cls, parts: Sequence[str]) -> "QuoteRuns":
        """``parts`` split at every ellipsis: brackets may be the source's own."""
        return cls._broken(parts, _DOTS)

    @classmethod
    def broken(cls, parts: Sequence[str]) -> "QuoteRuns":
        """``parts`` split at every ellipsis and bracket."""
        return cls._broken(parts, _BREAK)

    @classmethod
    def _broken(cls, parts: Sequence[str], at: re.Pattern[str]) -> "QuoteRuns":
        runs: list[Run] = []
        endings: list[tuple[int, tuple[Break, ...]]] = []
        for number, part in enumerate(parts):
            found, ending = _runs(part.strip(), number, at)
            runs += found
            if ending:
                endings.append((len(runs) - 1 if found else -1, ending))
        return cls(tuple(runs), tuple(endings))

    @property
    def letters(self) -> int:
        """How many characters the source needs at least."""
        return sum(len(run.words) for run in self.runs)

    @property
    def flags(self) -> frozenset[str]:
        """What all its breaks mean where the source has none of them."""
        groups = [*(run.breaks for run in self.runs), *(breaks for _, breaks in self.endings)]
        return frozenset(each.flag for breaks in groups for each in breaks)


def _runs(part: str, number: int, at: re.Pattern[str]) -> tuple[list[Run], tuple[Break, ...]]:
    """The runs of ``part``, and the breaks that no run follows."""
    same = composed(part) == part
    runs: list[Run] = []
    breaks: list[Break] = []
    opening = ""
    pieces = [*_pieces(composed(part), at), ("", None)]
    for (text, flag), (following, following_flag) in pairwise(pieces):
        if flag:
            breaks.append(Break(text, flag))
            opening = text[1:-1] if flag == INSERTED and following[:1].isalnum() else ""
            continue
        words = _trimmed(text, before=bool(breaks), after=bool(following))
        if not any(char.isalnum() for char in words):
            continue
        in_brackets = following_flag == INSERTED or following.startswith("[]")
        open_end = in_brackets and text[-1:].isalnum()
        last = not following
        runs.append(Run(words, same, number, tuple(breaks), opening, open_end, last))
        breaks, opening = [], ""
    return runs, tuple(breaks)


def _trimmed(text: str, *, before: bool, after: bool) -> str:
    text = text.lstrip(_LOOSE_ENDS) if before else text.lstrip()
    return text.rstrip(_LOOSE_ENDS) if after else text.rstrip()


def _pieces(part: str, breaks: re.Pattern[str]) -> Iterator[tuple[str, str | None]]:
    """The texts and breaks of ``part`` in order, a break with what it means."""
    at = 0
    for found in breaks.finditer(part):
        if found.start() > at:
            yield part[at : found.start()], None
        yield found[0], ABRIDGED if found.lastgroup == "left_out" else INSERTED
        at = found.end()
    if at < len(part):
        yield part[at:], None


EXACT: Final = "exact"
TYPOGRAPHY: Final = "exact_after_typography"
CLOSE: Final = "close"
ABSENT: Final = "absent"


BY_THE_DESK = ("desk_human", "desk_machine")


def compared_words(quote: Quote) -> tuple[str, ...]:
    """The words that a source should have, if any: of our own translation, the original."""
    if quote.withheld:
        return ()
    if quote.translation and quote.translation.by in BY_THE_DESK:
        original = quote.original.text if quote.original else None
        return (original,) if original else ()
    return quote.text


_GAP = re.compile(r"(?:\b\w++)?\[[^\[\]]*\]\w*|\u2026|\.(?:\s?\.){2,}")
_OPENS = re.compile("[\"'\u201c\u201e\u00ab\u2018\u2039\u300c\u300e]")  # a fast first look
TOLD = 3  # words within quotation marks that are no name of something
_PAIRED = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_CLOSES = {"\u201c": '\u201d"', "\u201e": '\u201c\u201d"', "\u00ab": "\u00bb", '"': '"\u201d'}
_INCHES = '"\u201d'


def passages_in(text: str) -> Sequence[tuple[int, int]]:
    """Where ``text`` has words in quotation marks, in parts where something is left out."""
    found = []
    for marked in MARKED.finditer(text) if _OPENS.search(text) else ():
        start, last = marked.span(1 if marked[1] else 2)
        for gap in (*_GAP.finditer(text, start, last), None):
            end = gap.start() if gap else last
            if len(words_in(text[start:end])) >= TOLD:
                found.append((start, end))
            start = gap.end() if gap else last
    return found


def lone_mark(paragraph: str, following: str = "") -> int | None:
    """Where ``paragraph`` has a quotation mark without the other of its pair, if it has one.

    One that the paragraph ``following`` repeats at its start is closed there.
    """
    opened: list[tuple[int, str]] = []
    for found in _PAIRED.finditer(paragraph):
        at, mark = found.start(), found[0]
        is_size = not opened and mark in _INCHES and paragraph[:at][-1:].isdigit()
        if opened and mark in _CLOSES.get(opened[-1][1], mark):
            opened.pop()
        elif not is_size and (mark in _CLOSES or not opened):
            opened.append((at, mark))
    if not opened or following.lstrip().startswith(opened[-1][1]):
        return None
    return opened[-1][0]


_Owner = TypeVar("_Owner")


class WordIndex(Generic[_Owner]):
    """Texts as words alone, each with its owner, in which words in a row are looked for."""

    def __init__(self, texts: Iterable[tuple[str, _Owner]]) -> None:
        pieces, at = [], 0
        self._starts: list[int] = []
        self._owners: list[_Owner] = []
        for text, owner in texts:
            pieces.append(f" {' '.join(words_in(text))} .")
            self._starts.append(at)
            self._owners.append(owner)
            at += len(pieces[-1])
        self._words = "".join(pieces)

    def having(self, passage: str) -> list[_Owner]:
        """The owners of the texts that have all words of ``passage`` in a row."""
        words, found = f" {' '.join(words_in(passage))} ", []
        at = self._words.find(words)
        while at >= 0:
            found.append(self._owners[bisect(self._starts, at) - 1])
            at = self._words.find(words, at + 1)
        return found
