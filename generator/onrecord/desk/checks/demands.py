"""Demands that can be, and acts by those whose demand it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.entries import Statement
from onrecord.desk.finding import Finding, YamlPath
from onrecord.records import Demand
from onrecord.records.load import Records


def check_demands(records: Records, desk: Desk) -> Iterator[Finding]:
    """Demands to oneself, in circles or never stated, and acts by outsiders."""
    # The one statement may stand in an article that could not be read.
    all_read = len(records.articles) == sum(1 for kind, _ in records.known if kind == "article")
    for demand_id, entry in desk.demands.items():
        yield from _demand(entry)
        for statement in entry.statements:
            yield from _statement(desk, entry, statement)
        if all_read and not entry.statements:
            message = "no article states or reports this demand"
            hint = "add a row to 'demands' of the article that does"
            noted = bool(entry.record.note)
            yield Finding(
                "demand-never-stated", "demand", demand_id, (), message, hint, noted=noted
            )
    yield from _circles(records.demands, "part_of")
    yield from _circles(records.demands, "supersedes")


def _demand(entry: DemandEntry) -> Iterator[Finding]:
    record = entry.record
    for index, to in enumerate(record.to):
        if to in record.by:
            message = f"'{to}' cannot demand this of itself"
            hint = "whoever is in 'by' is not in 'to'"
            yield Finding("demand-to-itself", "demand", entry.id, ("to", index), message, hint)
    outcome = record.outcome
    if outcome and outcome.assessed_on.before(entry.first_date):
        message = f"assessed {outcome.assessed_on}, before it was stated ({entry.first_date})"
        path = ("outcome", "assessed_on")
        hint = "an outcome is of something asked for before"
        noted = bool(outcome.note)
        yield Finding(
            "assessed-before-statement", "demand", entry.id, path, message, hint, noted=noted
        )


def _statement(desk: Desk, entry: DemandEntry, statement: Statement) -> Iterator[Finding]:
    owners = entry.record.by
    noted = bool(statement.note)
    for index, by in enumerate(statement.by):
        path: YamlPath = ("demands", statement.row, "by", index)
        if by not in desk.actors:
            continue
        if not any(desk.roles.is_or_speaks_for(by, owner, statement.date) for owner in owners):
            message = f"'{by}' neither makes the demand '{entry.id}' nor speaks for one who does"
            hint = "for somebody else's report of it write 'act: reported' with 'by' whose it is"
            yield Finding(
                "outsider-act", "article", statement.article_id, path, message, hint, noted=noted
            )
        elif statement.own and not _own_words(desk, entry, statement, by):
            quote = statement.quote
            speaker = quote.speaker if quote else None
            message = f"the words are those of '{speaker}', who does not speak for '{by}'"
            hint = "for somebody else's report of it write 'act: reported'"
            path = ("demands", statement.row, "quote")
            yield Finding(
                "act-not-own-words",
                "article",
                statement.article_id,
                path,
                message,
                hint,
                noted=noted,
            )
    for index, to in enumerate(statement.to):
        if to in owners or to in statement.by:
            message = f"'{to}' cannot demand this of itself"
            hint = "whoever is in 'by' is not in 'to'"
            path = ("demands", statement.row, "to", index)
            yield Finding("demand-to-itself", "article", statement.article_id, path, message, hint)


def _own_words(desk: Desk, entry: DemandEntry, statement: Statement, by: str) -> bool:
    """Whether the quote is of ``by``, or of one who speaks for it or for whom it speaks."""
    speaker = statement.quote.speaker if statement.quote else None
    if speaker is None or speaker not in desk.actors:
        return True  # nothing says otherwise
    roles, on = desk.roles, statement.date
    whose = [by, *(owner for owner in entry.record.by if roles.speaks_for(by, owner, on))]
    return any(roles.is_or_speaks_for(speaker, one, on) for one in whose)


def _circles(demands: Mapping[str, Demand], field: str) -> Iterator[Finding]:
    """A demand that is part of, or supersedes, itself by way of others."""
    for demand_id in demands:
        seen, current = {demand_id}, getattr(demands[demand_id], field)
        while current in demands and current not in seen:
            seen.add(current)
            current = getattr(demands[current], field)
        if current == demand_id:
            message = f"'{field}' leads back to this demand"
            yield Finding("circular", "demand", demand_id, (field,), message, "break the circle")
