"""How the quotes begin that a reviewer is told of, so that she knows which they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.changes.changes import Changes
from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.views.saying import shorten

from .withheld import withheld_in

_LENGTH = 60


def openings(before: Desk, after: Desk, changes: Changes) -> Mapping[str, str]:
    """The beginning of each quote among ``changes``, by its reference; plain text.

    A quote that is withheld in either state, or may be, has none.
    """
    return dict(_openings(before, after, changes))


def _openings(before: Desk, after: Desk, changes: Changes) -> Iterator[tuple[str, str]]:
    withheld = withheld_in(before, after)
    for change in changes.changes:
        if change.record != "quote":
            continue
        states = [desk.quotes[change.id] for desk in (after, before) if change.id in desk.quotes]
        if states and change.id not in withheld:
            yield change.id, shorten(_words(states[0]), _LENGTH)


def _words(quote: QuoteEntry) -> str:
    if quote.record.form == "indirect":
        return quote.record.gist or ""
    return quote.words
