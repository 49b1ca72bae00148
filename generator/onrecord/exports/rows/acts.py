"""Rows of what articles and demands say was done: statements, responses, acts on claims."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.occasions import article_occasion
from onrecord.exports.table import Row
from onrecord.records import ClaimRow, DemandRow, PartialDate, ResponseFields

from .values import checked, counts, reference, sourced, told


def demand_acts(desk: Desk, article_id: str) -> Iterator[Row]:
    """The rows of ``demand_acts``."""
    for index in range(len(desk.articles[article_id].demands)):
        yield demand_act(desk, article_id, index)


def demand_act(desk: Desk, article_id: str, index: int) -> Row:
    """One row of ``demand_acts``, by its index from 0."""
    row = desk.articles[article_id].demands[index]
    return {
        "row": f"articles/{article_id}/demands/{index + 1}",
        "article": article_id,
        "position": index + 1,
        "demand": row.demand,
        "act": row.act,
        "by": row.by,
        "to": row.to,
        **_rests_on(desk, article_id, row, _demand_date(desk, article_id, row)),
    }


def claim_acts(desk: Desk, article_id: str) -> Iterator[Row]:
    """The rows of ``claim_acts``."""
    for index in range(len(desk.articles[article_id].claims)):
        yield claim_act(desk, article_id, index)


def claim_act(desk: Desk, article_id: str, index: int) -> Row:
    """One row of ``claim_acts``, by its index from 0."""
    row = desk.articles[article_id].claims[index]
    return {
        "row": claim_key(article_id, index),
        "article": article_id,
        "position": index + 1,
        "claim": row.claim,
        "act": row.act,
        "by": row.by,
        "told_by": row.told_by,
        **_rests_on(desk, article_id, row, _claim_date(desk, article_id, index)),
    }


def responses(desk: Desk, article_id: str) -> Iterator[Row]:
    """The rows of ``responses`` that an article has."""
    for index, row in enumerate(desk.articles[article_id].responses):
        yield response(desk, article_id, row.demand[0], index)


def own_responses(desk: Desk, demand_id: str) -> Iterator[Row]:
    """The rows of ``responses`` that a demand's own file has."""
    for index in range(len(desk.demands[demand_id].record.responses)):
        yield response(desk, None, demand_id, index)


def response(desk: Desk, article_id: str | None, demand_id: str, index: int) -> Row:
    """One row of ``responses``, by its index from 0 in the article, else in the demand's file."""
    if article_id:
        found = desk.articles[article_id].responses[index]
        return _response(desk, article_id, found.demand, index, found)
    own = desk.demands[demand_id].record.responses[index]
    return _response(desk, None, (demand_id,), index, own)


def claim_key(article_id: str, index: int) -> str:
    """The key of a row of ``claim_acts``, by its index from 0."""
    return f"articles/{article_id}/claims/{index + 1}"


def response_key(article_id: str | None, demand_id: str, index: int) -> str:
    """The key of a row of ``responses``, by its index from 0."""
    owner = f"articles/{article_id}" if article_id else f"demands/{demand_id}"
    return f"{owner}/responses/{index + 1}"


def _response(
    desk: Desk, article_id: str | None, demands: tuple[str, ...], index: int, row: ResponseFields
) -> Row:
    quoted = reference(row.quote, article_id)
    evidence = desk.quotes.get(quoted) if quoted else None
    article = desk.articles[article_id] if article_id else evidence.article if evidence else None
    return {
        "row": response_key(article_id, demands[0], index),
        "article": article_id,
        "position": index + 1,
        "demand": demands,
        "by": row.by,
        "response": row.response,
        "condition": row.condition,
        "quote": quoted,
        "told_by": row.told_by,
        "date": told(row.date),
        "searched_through": told(row.searched_through),
        "searched_in": row.searched_in,
        "asked_on": told(row.asked_on),
        "note": row.note,
        "counts": counts(evidence),
        **checked(evidence),
        **sourced(article),
    }


def _rests_on(
    desk: Desk, article_id: str, row: DemandRow | ClaimRow, dated: PartialDate | None
) -> Row:
    quoted = reference(row.quote, article_id)
    evidence = desk.quotes.get(quoted) if quoted else None
    return {
        "quote": quoted,
        "date": told(row.date),
        "note": row.note,
        "dated": told(dated),
        "counts": counts(evidence),
        **checked(evidence),
        **sourced(desk.articles[article_id]),
    }


def _demand_date(desk: Desk, article_id: str, row: DemandRow) -> PartialDate | None:
    if row.date or row.act == "reported":
        return row.date
    return _date_of(desk, article_id, row)


def _claim_date(desk: Desk, article_id: str, index: int) -> PartialDate:
    """The date of an act on claims; what is told is dated by its row alone."""
    row = desk.articles[article_id].claims[index]
    entries = [
        one
        for claim_id in row.claim
        for one in desk.claims[claim_id].acts
        if (one.article_id, one.row) == (article_id, index)
    ]
    if not entries:  # its quote is nobody's evidence
        return row.date or _date_of(desk, article_id, row)
    return next((one.date for one in entries if not one.told_by), entries[0].date)


def _date_of(desk: Desk, article_id: str, row: DemandRow | ClaimRow) -> PartialDate:
    quoted = reference(row.quote, article_id)
    if quoted and quoted in desk.quotes:
        return desk.quotes[quoted].date
    return article_occasion(article_id, desk.articles[article_id], desk.events).date
