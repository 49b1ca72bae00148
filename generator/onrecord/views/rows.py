"""What one quote or one article says of demands and claims, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.desk.entries import Answer, ClaimEntry, ReplyEntry, Statement
from onrecord.records import ResponseRow

from .answers import AnswerView, SearchView
from .claim import ClaimActView, ClaimLine, ClaimViews, ReplyView, claim_line
from .maker import Maker
from .names import Link, demand_link
from .statements import StatementView, statement_view


@dataclass(frozen=True, slots=True)
class StatementRow:
    """That demands were stated, modified, withdrawn or reported in one breath."""

    demands: tuple[Link, ...]
    statement: StatementView


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to one or more demands; ``towards`` are the others for whom it counts."""

    demands: tuple[Link, ...]
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


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply to a claim, as the claim's own file has it."""

    claim: ClaimLine
    reply: ReplyView


def statement_rows(maker: Maker, statements: Iterable[Statement]) -> tuple[StatementRow, ...]:
    """``statements``, those of one row of an article together."""
    groups: defaultdict[tuple[str, int], list[Statement]] = defaultdict(list)
    for one in statements:
        groups[one.article_id, one.row].append(one)
    return tuple(
        StatementRow(
            _demands(maker, (one.demand_id for one in group)), statement_view(maker, group[0])
        )
        for group in groups.values()
    )


def answer_rows(maker: Maker, answers: Iterable[Answer]) -> tuple[AnswerRow, ...]:
    """``answers``, together what one row says of one answerer and what is labelled the same."""
    groups: defaultdict[tuple[object, ...], list[Answer]] = defaultdict(list)
    for one in answers:
        # The demand's own file numbers its rows for itself.
        where = (one.article_id or one.demand_id, one.row, one.by)
        groups[(*where, one.relation, one.early, one.late)].append(one)
    return tuple(
        AnswerRow(
            _demands(maker, (one.demand_id for one in group)),
            maker.answers.answer(group[0]),
            maker.people.links(
                dict.fromkeys(one.addressee for one in group if one.addressee != one.by)
            ),
        )
        for group in groups.values()
    )


def search_rows(maker: Maker, rows: Iterable[ResponseRow]) -> tuple[SearchRow, ...]:
    """Those of ``rows`` that say that nothing was found."""
    return tuple(
        SearchRow(
            _demands(maker, row.demand),
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


def reply_rows(maker: Maker, replies: Iterable[ReplyEntry]) -> tuple[ReplyRow, ...]:
    """``replies`` with the claims they are to."""
    views = ClaimViews(maker)
    return tuple(ReplyRow(claim_line(maker, one.claim_id), views.reply(one)) for one in replies)


def _demands(maker: Maker, demand_ids: Iterable[str]) -> tuple[Link, ...]:
    return tuple(demand_link(maker.desk, one) for one in dict.fromkeys(demand_ids))
