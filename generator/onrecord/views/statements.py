"""The acts in a demand's life, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.entries import Statement
from onrecord.records import PartialDate

from .links import Link, article_uri, quote_uri
from .maker import Maker
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
