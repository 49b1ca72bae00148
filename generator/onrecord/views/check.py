"""Whether the words of a quote were found in the text of its source, as a reader is told."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.captures.words import compared_words
from onrecord.desk.entries import QuoteEntry
from onrecord.desk.verdicts import ABSENT, CLOSE, EXACT, TYPOGRAPHY
from onrecord.records import PartialDate

from .text_fragment import text_fragment

_COMPARED = frozenset({EXACT, TYPOGRAPHY, CLOSE, ABSENT})


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
    line = entry.checked if entry.verdict in (EXACT, TYPOGRAPHY) else None
    if line is None:
        return url
    return text_fragment(url, compared_words(entry.record), line.prefix)
