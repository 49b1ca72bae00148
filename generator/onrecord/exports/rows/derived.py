"""Rows of what follows: where demands and claims stand, who answered, who is heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.desk.claims import ClaimStanding
from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer, ClaimEntry
from onrecord.exports.table import Row

from .acts import claim_key, response_key
from .values import told


def positions(desk: Desk, demand_id: str) -> Iterator[Row]:
    """The rows of ``positions``."""
    for addressee, one in desk.demands[demand_id].positions.items():
        search = one.none_found.record if one.none_found else None
        yield {
            "demand": demand_id,
            "addressee": addressee,
            "title": desk.demands[demand_id].record.title,
            "state": one.state,
            "told": one.told,
            "date": told(one.date),
            "told_by": _once(answer.told_by for answer in one.deciding),
            "quotes": _once(answer.quote.reference for answer in one.deciding if answer.quote),
            "responses": _once(_key(answer) for answer in one.deciding),
            "beside": _once(_key(answer) for answer in one.beside),
            "answers": len(one.answers),
            "searched_through": told(search.searched_through) if search else None,
            "searched_in": search.searched_in if search else None,
        }


def answers(desk: Desk, demand_id: str) -> Iterator[Row]:
    """The rows of ``answers``: those towards addressees, then those of others."""
    entry = desk.demands[demand_id]
    for position in entry.positions.values():
        deciding = {id(answer) for answer in position.deciding}
        found = [*position.answers, *([position.none_found] if position.none_found else [])]
        for answer in found:
            yield _answer(answer, decides=id(answer) in deciding)
    for answer in entry.others:
        yield _answer(answer, decides=False)


def standing(desk: Desk, claim_id: str) -> Row:
    """The row of ``claim_standings``."""
    one = desk.claims[claim_id]
    first = one.first_date
    return {
        "claim": claim_id,
        "standing": one.standing,
        "told_by": one.tellers,
        "first_asserted": told(first) if one.by_act("asserted") else None,
        "asserted": _rows(one, "asserted"),
        "denied": _rows(one, "denied"),
        "disputed": _rows(one, "disputed"),
        "corroborated": _rows(one, "corroborated"),
        "retracted": _rows(one, "retracted"),
    }


def _rows(one: ClaimStanding, act: str) -> int:
    return len({(entry.article_id, entry.row) for entry in one.by_act(act)})


def hearings(desk: Desk, claim_id: str) -> Iterator[Row]:
    """The rows of ``hearings``."""
    for one in desk.claims[claim_id].hearings:
        search = one.searched
        yield {
            "claim": claim_id,
            "accused": one.accused,
            "heard": one.heard,
            "denials": _denials(act for act in one.denials if not act.told_by),
            "told_denials": _denials(act for act in one.denials if act.told_by),
            "replies": len(one.replies) + len(one.searches),
            "searched_through": told(search.record.searched_through) if search else None,
            "searched_in": search.record.searched_in if search else None,
        }


def _answer(answer: Answer, *, decides: bool) -> Row:
    return {
        "demand": answer.demand_id,
        "addressee": answer.addressee,
        "by": answer.by,
        "row": _key(answer),
        "response": answer.response,
        "relation": answer.relation.value,
        "rank": answer.rank.name.lower(),
        "told_by": answer.told_by,
        "quote": answer.quote.reference if answer.quote else None,
        "date": told(answer.date),
        "early": answer.early,
        "late": answer.late,
        "decides": decides,
    }


def _key(answer: Answer) -> str:
    return response_key(answer.article_id, answer.demand_id, answer.row)


def _denials(acts: Iterable[ClaimEntry]) -> tuple[str, ...]:
    return _once(claim_key(act.article_id, act.row) for act in acts)


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
