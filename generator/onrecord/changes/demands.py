"""What changed of demands themselves: whose, of whom, what, and what came of them."""

from __future__ import annotations

from onrecord.desk.addresses import demand_uri
from onrecord.desk.demands import DemandEntry

from .book import Book, Subject
from .sides import Side
from .values import Field


def _of(name: str, how: str = "text") -> Field:
    return Field(name, how, lambda one: getattr(one.record, name))


def _of_outcome(name: str, how: str = "text") -> Field:
    """A detail of the outcome, told under its own name."""

    def get(one: DemandEntry) -> object:
        return getattr(one.record.outcome, name) if one.record.outcome else None

    return Field(name, how, get, ("outcome", name))


_FIELDS = (
    ("demand-reworded", _of("title")),
    ("demand-owner-changed", _of("by", "actors")),
    ("demand-addressees-changed", _of("to", "actors")),
    (
        "demand-outcome-changed",
        Field(
            "outcome",
            "outcome",
            lambda one: one.record.outcome.value if one.record.outcome else None,
        ),
    ),
    ("demand-changed", _of("topic", "topic")),
    ("demand-changed", _of("action", "action")),
    ("demand-changed", _of("strength", "strength")),
    ("demand-changed", _of("condition")),
    ("demand-changed", _of("deadline", "date")),
    ("demand-changed", _of("part_of", "demand")),
    ("demand-changed", _of("supersedes", "demand")),
    ("demand-changed", _of_outcome("assessed_on", "date")),
    ("demand-changed", _of_outcome("assessed_by")),
    ("demand-changed", _of_outcome("evidence", "quotes")),
    ("demand-wording-changed", _of_outcome("note")),
    ("demand-wording-changed", _of("summary")),
    ("demand-wording-changed", _of("note")),
)


def compare_demands(book: Book) -> None:
    """Demands added, removed, renamed and changed."""
    before = {book.before.now("demand", one.id): one for one in book.before.desk.demands.values()}
    after = book.after.desk.demands
    for id_, old in before.items():
        new = after.get(id_)
        if new is None:
            book.tell("demand-removed", demand_subject(book.before, old.id), old=old.record.title)
            continue
        about = demand_subject(book.after, id_)
        if old.id != id_:
            book.tell("demand-renamed", about, old.id, id_)
        if old.record != new.record:
            book.tell_fields(_FIELDS, about, old, new)
    for id_, new in after.items():
        if id_ not in before:
            book.tell("demand-added", demand_subject(book.after, id_), new=new.record.title)


def demand_subject(side: Side, id_: str) -> Subject:
    """A demand of ``side`` as what changes are about."""
    record = side.desk.demands[id_].record
    return Subject(
        id=id_,
        uri=demand_uri(id_),
        owner=("demand", id_),
        gone=side.gone,
        facts={
            "demand": record.title,
            "by": side.names("actor", record.by),
            "to": side.names("actor", record.to),
        },
    )
