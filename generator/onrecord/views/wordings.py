"""How a demand was worded, from the first time to the last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.captures.typography import Folded, composed
from onrecord.changes.words import Segment, word_diff
from onrecord.desk.acts import Act
from onrecord.desk.quotes import NOT_EVIDENCE, QuoteEntry

from .context import Context
from .names import Link
from .quote_card import QuoteCard

# How much of the letters two wordings share before marking what differs is of use.
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class WordingView:
    """One wording of a demand.

    Attributes:
        card: the quote.
        by: whose demand it is.
        words: what it shares with the wording before (``same``) and what is new in it (``added``);
            only ``same`` for the first and for one in quite other words.
        key_words: whether these are the key words of the quote alone.
        compared: whether it was compared with the one before.
    """

    card: QuoteCard
    by: tuple[Link, ...]
    words: tuple[Segment, ...]
    key_words: bool
    compared: bool


@dataclass(frozen=True, slots=True)
class _Wording:
    by: tuple[str, ...]
    phrase: str | None
    quote: QuoteEntry

    @property
    def words(self) -> str:
        return self.phrase or self.quote.words


def wordings(context: Context, statements: Sequence[Act]) -> tuple[WordingView, ...]:
    """The wordings of a demand in the words of its owners, the oldest first.

    A wording is the key words of a statement, else all words of its quote. Nothing where there are
    fewer than two to compare.
    """
    views: list[WordingView] = []
    before: _Wording | None = None
    for now in _own(statements):
        if before and _same_phrase(before, now):
            continue
        pieces = _new_words(before, now) if before else ()
        whole = (Segment("same", now.words),)
        card, by = context.cards.card(now.quote), context.people.links(now.by)
        views.append(WordingView(card, by, pieces or whole, bool(now.phrase), bool(pieces)))
        before = now
    return tuple(views) if len(views) > 1 else ()


def _own(statements: Sequence[Act]) -> Iterator[_Wording]:
    """Statements in exact words that may be shown, one of each utterance."""
    seen: set[str] = set()
    for statement in statements:
        quote = statement.quote
        if quote is None or not statement.own or not statement.states:
            continue
        exact = quote.record.form in ("direct", "partial") and not quote.record.quoting
        if exact and quote.record.state not in NOT_EVIDENCE and quote.utterance not in seen:
            seen.add(quote.utterance)
            yield _Wording(statement.by, statement.phrase, quote)


def _same_phrase(before: _Wording, now: _Wording) -> bool:
    """Whether both have the same key words, in whatever typography and capitals."""
    if not before.phrase or not now.phrase:
        return False
    old, new = (Folded(composed(phrase)).text for phrase in (before.phrase, now.phrase))
    return old.casefold() == new.casefold()


def _new_words(before: _Wording, now: _Wording) -> tuple[Segment, ...]:
    """The words of ``now`` and what is new in them; empty where the two share too little.

    Key words are new only where the words before, key words or all of them, did not have them.
    """
    if before.quote.language != now.quote.language:
        return ()
    old = before.words if now.phrase else before.quote.words
    pieces = word_diff(old, now.words)
    same = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    # Of words that are compared whole, key words can have no more than their own length.
    longest = len(now.words) if now.phrase and not before.phrase else max(len(old), len(now.words))
    if same < _ALIKE * max(longest, 1):
        return ()
    return tuple(piece for piece in pieces if piece.kind != "removed")
