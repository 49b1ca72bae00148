"""The acts in a demand's life, as pages show them.

How a demand was worded, from the first time to the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.changes.words import Piece, word_diff
from onrecord.desk.entries import NOT_EVIDENCE, QuoteEntry, Statement
from onrecord.records import PartialDate

from .maker import Maker
from .names import Link, article_uri, quote_uri
from .quote_card import QuoteCard


@dataclass(frozen=True, slots=True)
class StatementView:
    """That a demand was stated, modified, withdrawn or reported.

    Attributes:
        by: whose demand it is; for ``reported`` somebody else says so.
        told_by: who says so, for ``reported``, where a quote shows it.
        to: whom it was addressed to then, where that was noted.
        uri: the quote it rests on, else the article.
    """

    act: str
    by: tuple[Link, ...]
    told_by: Link | None
    to: tuple[Link, ...]
    date: PartialDate
    uri: str
    article: Link
    publisher: str
    card: QuoteCard | None
    note: str | None


def statement_view(maker: Maker, statement: Statement) -> StatementView:
    """One act in a demand's life."""
    quote = statement.quote
    article = maker.desk.articles[statement.article_id]
    teller = quote.speaker if quote and not statement.own else None
    article_link = Link(article.title, article_uri(statement.article_id))
    return StatementView(
        act=statement.act,
        by=maker.people.links(statement.by),
        told_by=maker.people.link(teller) if teller else None,
        to=maker.people.links(statement.to),
        date=statement.date,
        uri=quote_uri(quote.reference) if quote else article_uri(statement.article_id),
        article=article_link,
        publisher=article.source.publisher,
        card=maker.cards.card(quote) if quote else None,
        note=statement.note,
    )


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
    words: tuple[Piece, ...]
    compared: bool


def wordings(maker: Maker, statements: Sequence[Statement]) -> tuple[WordingView, ...]:
    """The wordings of a demand in the words of its owners, the oldest first.

    Nothing where there are fewer than two to compare.
    """
    found = list(_own(statements))
    views: list[WordingView] = []
    before: QuoteEntry | None = None
    for statement, quote in found:
        pieces = _new_words(before, quote) if before else ()
        whole = (Piece("same", quote.words),)
        card, by = maker.cards.card(quote), maker.people.links(statement.by)
        views.append(WordingView(card, by, pieces or whole, bool(pieces)))
        before = quote
    return tuple(views) if len(views) > 1 else ()


def _own(statements: Sequence[Statement]) -> Iterator[tuple[Statement, QuoteEntry]]:
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


def _new_words(before: QuoteEntry, now: QuoteEntry) -> tuple[Piece, ...]:
    """The words of ``now`` and what is new in them; empty where the two share too little."""
    if before.language != now.language:
        return ()
    pieces = word_diff(before.words, now.words)
    same = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    longest = max(len(before.words), len(now.words), 1)
    if same < _ALIKE * longest:
        return ()
    return tuple(piece for piece in pieces if piece.kind != "removed")
