"""Rows of what follows: where demands and claims stand, who answered, who is heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer

from .acts import claim_key, response_key
from .values import Row, told


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
        "first_asserted": told(first) if one.by_act("asserted") else None,
        "asserted": len(one.by_act("asserted")),
        "denied": len(one.by_act("denied")),
        "disputed": len(one.by_act("disputed")),
        "corroborated": len(one.by_act("corroborated")),
        "retracted": len(one.by_act("retracted")),
    }


def hearings(desk: Desk, claim_id: str) -> Iterator[Row]:
    """The rows of ``hearings``."""
    for one in desk.claims[claim_id].hearings:
        search = one.searched
        yield {
            "claim": claim_id,
            "accused": one.accused,
            "heard": one.heard,
            "denials": _once(claim_key(act.article_id, act.row) for act in one.denials),
            "replies": len(one.replies),
            "searched_through": told(search.searched_through) if search else None,
            "searched_in": search.searched_in if search else None,
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


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
