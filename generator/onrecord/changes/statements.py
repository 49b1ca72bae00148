"""What changed of statements: that a demand was stated, modified, withdrawn or reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.desk.addresses import demand_uri
from onrecord.desk.entries import Statement
from onrecord.records import DemandRow

from .book import Book, Subject
from .pairing import Row, act_keys, compare_rows
from .sides import Side
from .values import Field

_FIELDS = (
    ("statement-attribution-changed", Field("by", "actors", lambda one: one.row.by)),
    ("statement-changed", Field("act", "act", lambda one: one.row.act)),
    ("statement-changed", Field("to", "actors", lambda one: one.row.to)),
    ("statement-changed", Field("quote", "quotes", lambda one: one.row.quote)),
    ("statement-changed", Field("date", "date", lambda one: one.row.date)),
    ("statement-wording-changed", Field("note", get=lambda one: one.row.note)),
)


@dataclass(frozen=True, slots=True)
class _Stated:
    statement: Statement
    row: DemandRow


def compare_statements(book: Book) -> None:
    """Statements added, removed and changed; one that rests on a quote taken back is removed."""
    compare_rows(book, "statement", _FIELDS, _rows(book.before), _rows(book.after))


def _rows(side: Side) -> Iterator[Row]:
    for demand in side.desk.demands.values():
        for statement in demand.statements:
            row = side.desk.articles[statement.article_id].demands[statement.row]
            yield Row(
                about=_subject(side, statement),
                entry=_Stated(statement, row),
                article_id=statement.article_id,
                keys=_keys(side, statement, row),
            )


def _keys(side: Side, statement: Statement, row: DemandRow) -> tuple[object, ...]:
    quote = side.reference(row.quote, statement.article_id) if row.quote else None
    by = [side.now("actor", one) for one in row.by]
    to = tuple(side.now("actor", one) for one in row.to)
    of = side.now("demand", statement.demand_id)
    where = side.now("article", statement.article_id)
    return act_keys(of, where, row.act, by, quote, to, row.date, row.note)


def _subject(side: Side, statement: Statement) -> Subject:
    id_ = side.now("demand", statement.demand_id)
    return Subject(
        id=id_,
        uri=demand_uri(id_),
        owner=("article", statement.article_id),
        path=("demands", statement.row),
        gone=side.gone,
        facts={
            "demand": side.name("demand", statement.demand_id),
            "by": side.names("actor", statement.by),
            "act": statement.act,
            "date": str(statement.date),
        },
    )
