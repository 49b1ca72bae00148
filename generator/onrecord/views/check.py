"""Whether the words of a quote were found in the text of its source, as a reader is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.captures.verdict import ABSENT, CLOSE
from onrecord.captures.words import compared_words
from onrecord.desk.entries import QuoteEntry
from onrecord.desk.verdicts import NOT_CHECKED, STANDS, VERDICTS
from onrecord.records import PartialDate

from .text_fragment import text_fragment

_COMPARED = STANDS | {CLOSE, ABSENT}


@dataclass(frozen=True, slots=True)
class CheckView:
    """What comparing a quote with its source came to.

    Attributes:
        verdict: ``exact``, ``exact_after_typography``, ``close``, ``absent``, ``stale`` or
            ``not_checked``.
        on: the day it was compared; ``None`` where it was not, or was edited since.
        flags: ``abridged`` (the quote leaves words out), ``inserted`` (words in its brackets are
            added), as far as the source does not have them itself.
        original: the words compared are those in the original language: the desk translated them.
        told: whether a card in a list says it too: only on a desk that has compared anything.
    """

    verdict: str
    on: PartialDate | None
    flags: tuple[str, ...]
    original: bool
    told: bool


def check_view(entry: QuoteEntry, *, locked: bool) -> CheckView:
    """What is told of ``entry``.

    Args:
        entry: the quote.
        locked: whether the desk has a lock.
    """
    line = entry.checked if entry.verdict in _COMPARED else None
    translation = entry.record.translation
    return CheckView(
        verdict=entry.verdict,
        on=PartialDate.parse(line.on.isoformat()) if line else None,
        flags=line.flags if line else (),
        original=bool(translation and translation.by in ("desk_human", "desk_machine")),
        told=locked,
    )


def read_url(entry: QuoteEntry) -> str | None:
    """Where the words are read in the source: its address, at the words where that can be told."""
    url = entry.article.source.url
    if url is None or entry.record.withheld:
        return url
    if entry.verdict in (CLOSE, ABSENT):
        return url
    line = entry.checked if entry.verdict in STANDS else None
    prefix = "" if line is None or entry.article.withholds else line.prefix
    return text_fragment(url, compared_words(entry.record), prefix)


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """What comparing a set of quotes came to.

    Attributes:
        verdicts: each verdict that occurs, from the best to the worst, with its number.
        abridged: how many of those that stand in their source leave words out.
    """

    verdicts: tuple[tuple[str, int], ...]
    abridged: int

    @property
    def compared(self) -> bool:
        """Whether any was compared at all."""
        return any(verdict != NOT_CHECKED for verdict, _ in self.verdicts)


def check_counts(quotes: Iterable[QuoteEntry]) -> CheckCounts:
    """What comparing ``quotes`` came to; a withheld one is none to compare."""
    shown = [quote for quote in quotes if not quote.record.withheld]
    counts = Counter(quote.verdict for quote in shown)
    return CheckCounts(
        tuple((one, counts[one]) for one in VERDICTS if counts[one]),
        sum(quote.checked is not None and "abridged" in quote.checked.flags for quote in shown),
    )
