"""What changed of positions: where a demand stands towards the one it is addressed to."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.addresses import demand_uri
from onrecord.desk.positions import CONFLICTING, NOT_ASSESSED, Position
from onrecord.records.locate import YamlPath

from .book import Book, Subject
from .sides import Owner, Side


@dataclass(frozen=True, slots=True)
class _Standing:
    """A position as far as it can be told apart from another: the state and who tells it."""

    state: str
    tellers: tuple[str, ...]
    told_by: str
    answered: bool


def compare_positions(book: Book) -> None:
    """How the state of demands that both sides have differs, derived as the site derives it."""
    before = {book.before.now("demand", one.id): one for one in book.before.desk.demands.values()}
    for id_, new in book.after.desk.demands.items():
        old = before.get(id_)
        if old is None:
            continue
        was = {book.before.now("actor", to): one for to, one in old.positions.items()}
        for to in dict.fromkeys([*was, *new.positions]):
            _compare(book, id_, to, was.get(to), new.positions.get(to))


def _compare(book: Book, id_: str, to: str, old: Position | None, new: Position | None) -> None:
    was, now = _standing(book.before, old), _standing(book.after, new)
    if (was.state, was.tellers) == (now.state, now.tellers):
        return
    if was.answered and not now.answered:
        kind = "position-lost"
    elif now.state == CONFLICTING != was.state:
        kind = "position-conflicting"
    else:
        kind = "position-changed"
    side, position = (book.after, new) if new else (book.before, old)
    owner, path = _place(position, id_ if new else old.demand_id if old else id_)
    name = side.name("actor", position.addressee) if position else to
    about = Subject(
        id=id_,
        uri=demand_uri(id_),
        owner=owner,
        path=path,
        gone=new is None,
        facts={
            "demand": book.after.name("demand", id_),
            "addressee": name,
            "was_told_by": was.told_by,
            "told_by": now.told_by,
        },
    )
    old_state, new_state = was.state if old else None, now.state if new else None
    book.tell(kind, about, old_state, new_state, values="response")


def _standing(side: Side, position: Position | None) -> _Standing:
    if position is None:
        return _Standing(NOT_ASSESSED, (), "", answered=False)
    tellers = tuple(dict.fromkeys(one.told_by for one in position.deciding if one.told_by))
    known = tuple(sorted(side.now("actor", one) for one in tellers))
    return _Standing(position.state, known, side.names("actor", tellers), position.answered)


def _place(position: Position | None, demand_id: str) -> tuple[Owner, YamlPath]:
    """The row that decides, else the search that found nothing, else the demand."""
    answers = (*position.deciding[-1:], position.none_found) if position else ()
    answer = next((one for one in answers if one), None)
    if answer is None:
        return ("demand", demand_id), ()
    owner = ("article", answer.article_id) if answer.article_id else ("demand", demand_id)
    return owner, ("responses", answer.row)
