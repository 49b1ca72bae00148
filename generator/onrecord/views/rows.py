"""What one quote or one article says of demands and claims, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.desk.entries import Answer, ClaimEntry, Statement
from onrecord.records import ResponseRow

from .answers import AnswerView, SearchView
from .claim import ClaimActView, ClaimLine, ClaimViews, claim_line
from .links import Link
from .maker import Maker
from .references import demand_link
from .statements import StatementView, statement_view


@dataclass(frozen=True, slots=True)
class StatementRow:
    """That a demand was stated, modified, withdrawn or reported."""

    demand: Link
    statement: StatementView


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to a demand; ``towards`` are the addressees for whom it counts."""

    demand: Link
    answer: AnswerView
    towards: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchRow:
    """That no answer to these demands was found."""

    demands: tuple[Link, ...]
    by: tuple[Link, ...]
    search: SearchView


@dataclass(frozen=True, slots=True)
class ClaimActRow:
    """That a claim was asserted, denied, disputed, corroborated or retracted."""

    claim: ClaimLine
    act: ClaimActView


def statement_rows(maker: Maker, statements: Iterable[Statement]) -> tuple[StatementRow, ...]:
    """``statements`` with the demands they state."""
    return tuple(
        StatementRow(demand_link(maker.desk, one.demand_id), statement_view(maker, one))
        for one in statements
    )


def answer_rows(maker: Maker, answers: Iterable[Answer]) -> tuple[AnswerRow, ...]:
    """``answers`` with the demands they answer; one that counts towards several is one row."""
    groups: dict[tuple[str, str | None, int, str], list[Answer]] = {}
    for one in answers:
        groups.setdefault((one.demand_id, one.article_id, one.row, one.by), []).append(one)
    return tuple(
        AnswerRow(
            demand_link(maker.desk, group[0].demand_id),
            maker.answers.answer(group[0]),
            maker.people.links(one.addressee for one in group if one.addressee != one.by),
        )
        for group in groups.values()
    )


def search_rows(maker: Maker, rows: Iterable[ResponseRow]) -> tuple[SearchRow, ...]:
    """Those of ``rows`` that say that nothing was found."""
    return tuple(
        SearchRow(
            tuple(demand_link(maker.desk, demand) for demand in dict.fromkeys(row.demand)),
            maker.people.links(row.by),
            maker.answers.search_of(row),
        )
        for row in rows
        if row.response == "none_found"
    )


def claim_rows(maker: Maker, acts: Iterable[ClaimEntry]) -> tuple[ClaimActRow, ...]:
    """``acts`` with the claims they concern."""
    views = ClaimViews(maker)
    return tuple(ClaimActRow(claim_line(maker, one.claim_id), views.act(one)) for one in acts)
