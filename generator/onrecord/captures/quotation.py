"""A quote's words as the runs that must stand in the source, and what lies between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .typography import composed

ABRIDGED = "abridged"
INSERTED = "inserted"

# An ellipsis says that something is left out; words in brackets are not the speaker's.
_BREAK = re.compile(
    r"(?P<left_out>[\[(]\s*(?:\.{3}|\u2026)\s*[\])]|\.{3}|\u2026)|(?P<added>\[[^\[\]]*\])"
)
# What may stand beside a break without belonging to the words.
_LOOSE_ENDS = " \t\n,;:"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together in the source.

    Attributes:
        words: composed, not empty.
        same: whether they are written as the quote has them, letter by letter.
        gap: the breaks between the run before and this one; empty at the begin of a part.
        flags: what these breaks mean where the source does not have them.
        open_start: its first word begins in the brackets before it, as in "[w]orkers".
        open_end: its last word ends in the brackets after it, as in "strike[s]".
        last: whether it ends a part, so that its last stop or comma may be another.
    """

    words: str
    same: bool
    gap: str = ""
    flags: frozenset[str] = frozenset()
    open_start: bool = False
    open_end: bool = False
    last: bool = True


@dataclass(frozen=True, slots=True)
class Quotation:
    """The runs of a quote, in order.

    Attributes:
        runs: none where there is nothing but brackets and dots.
        flags: of the breaks after the last run of a part, which no source can confirm.
    """

    runs: tuple[Run, ...]
    flags: frozenset[str] = frozenset()

    @classmethod
    def whole(cls, parts: Sequence[str]) -> Quotation:
        """Each of ``parts`` as one run: ellipses and brackets may be the source's own."""
        stripped = [part.strip() for part in parts]
        return cls(tuple(Run(composed(part), composed(part) == part) for part in stripped if part))

    @classmethod
    def broken(cls, parts: Sequence[str]) -> Quotation:
        """``parts`` taken asunder at every ellipsis and bracket."""
        runs: list[Run] = []
        flags: set[str] = set()
        for part in parts:
            found, more = _runs(part.strip())
            runs += found
            flags |= more
        return cls(tuple(runs), frozenset(flags))

    @property
    def letters(self) -> int:
        """How many characters the source needs at least."""
        return sum(len(run.words) for run in self.runs)


def _runs(part: str) -> tuple[list[Run], set[str]]:
    """The runs of ``part``, and the flags of the breaks that no run follows."""
    same = composed(part) == part
    runs: list[Run] = []
    gap, flags, glued = "", set[str](), False
    pieces = [*_pieces(composed(part)), ("", None)]
    for (text, flag), (following, _) in pairwise(pieces):
        if flag:
            gap += text
            flags.add(flag)
            glued = flag == INSERTED and following[:1].isalnum()
            continue
        broken_before, broken_after = bool(gap), bool(following)
        words = _trimmed(text, before=broken_before, after=broken_after)
        if not any(char.isalnum() for char in words):
            gap += text
            continue
        open_end = following.startswith("[") and text[-1:].isalnum()
        runs.append(Run(words, same, gap, frozenset(flags), glued, open_end, last=not broken_after))
        gap, flags, glued = "", set(), False
    return runs, flags


def _trimmed(text: str, *, before: bool, after: bool) -> str:
    text = text.lstrip(_LOOSE_ENDS) if before else text.lstrip()
    return text.rstrip(_LOOSE_ENDS) if after else text.rstrip()


def _pieces(part: str) -> Iterator[tuple[str, str | None]]:
    """The texts and breaks of ``part`` in order, a break with what it means."""
    at = 0
    for found in _BREAK.finditer(part):
        if found.start() > at:
            yield part[at : found.start()], None
        yield found[0], ABRIDGED if found.lastgroup == "left_out" else INSERTED
        at = found.end()
    if at < len(part):
        yield part[at:], None
