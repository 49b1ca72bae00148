"""How a demand was worded, from the first time to the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.changes.words import Segment, word_diff
from onrecord.desk.acts import Act
from onrecord.desk.quotes import NOT_EVIDENCE, QuoteEntry

from .context import Context
from .names import Link
from .quote_card import QuoteCard

# How much of the letters two wordings share before marking what differs tells anything.
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class WordingView:
    """One wording of a demand.

    Attributes:
        card: the quote.
        by: whose demand it is.
        words: what it shares with the wording before (``same``) and what is new in it (``added``);
            only ``same`` for the first and for one in quite other words.
        compared: whether it was compared with the one before.
    """

    card: QuoteCard
    by: tuple[Link, ...]
    words: tuple[Segment, ...]
    compared: bool


def wordings(context: Context, statements: Sequence[Act]) -> tuple[WordingView, ...]:
    """The wordings of a demand in the words of its owners, the oldest first.

    Nothing where there are fewer than two to compare.
    """
    found = list(_own(statements))
    views: list[WordingView] = []
    before: QuoteEntry | None = None
    for statement, quote in found:
        pieces = _new_words(before, quote) if before else ()
        whole = (Segment("same", quote.words),)
        card, by = context.cards.card(quote), context.people.links(statement.by)
        views.append(WordingView(card, by, pieces or whole, bool(pieces)))
        before = quote
    return tuple(views) if len(views) > 1 else ()


def _own(statements: Sequence[Act]) -> Iterator[tuple[Act, QuoteEntry]]:
    """Statements in exact words that may be shown, one of each utterance."""
    seen: set[str] = set()
    for statement in statements:
        quote = statement.quote
        if quote is None or not statement.own or not statement.states:
            continue
        exact = quote.record.form in ("direct", "partial") and not quote.record.quoting
        if exact and quote.record.state not in NOT_EVIDENCE and quote.utterance not in seen:
            seen.add(quote.utterance)
            yield statement, quote


def _new_words(before: QuoteEntry, now: QuoteEntry) -> tuple[Segment, ...]:
    """The words of ``now`` and what is new in them; empty where the two share too little."""
    if before.language != now.language:
        return ()
    pieces = word_diff(before.words, now.words)
    same = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    longest = max(len(before.words), len(now.words), 1)
    if same < _ALIKE * longest:
        return ()
    return tuple(piece for piece in pieces if piece.kind != "removed")
