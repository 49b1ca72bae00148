"""Demands that somebody states, and acts by those whose demand it is."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.entries import Statement
from onrecord.desk.finding import Finding, YamlPath
from onrecord.records.load import Records

from .unread import Unread


def check_statements(records: Records, desk: Desk, unread: Unread) -> Iterator[Finding]:
    """Demands never stated or assessed before they were, and acts by outsiders."""
    for demand_id, entry in desk.demands.items():
        for statement in entry.statements:
            yield from _statement(records, desk, entry, statement)
        if unread.may_state(demand_id):
            continue
        if not entry.statements:
            message = "no article states or reports this demand"
            hint = "add a row to 'demands' of the article that does"
            yield Finding("demand-never-stated", "demand", demand_id, (), message, hint)
        yield from _assessed(entry)


def _assessed(entry: DemandEntry) -> Iterator[Finding]:
    outcome = entry.record.outcome
    if outcome and outcome.assessed_on.before(entry.first_date):
        message = f"assessed {outcome.assessed_on}, before it was stated ({entry.first_date})"
        path = ("outcome", "assessed_on")
        hint = "an outcome is of something asked for before"
        yield Finding("assessed-before-statement", "demand", entry.id, path, message, hint)


def _statement(
    records: Records, desk: Desk, entry: DemandEntry, statement: Statement
) -> Iterator[Finding]:
    row = records.articles[statement.article_id].demands[statement.row]
    if row.quote and not statement.quote and not row.date:
        return  # its date cannot be known, and so no role
    owners = entry.record.by
    for index, by in enumerate(statement.by):
        path: YamlPath = ("demands", statement.row, "by", index)
        if by not in desk.actors:
            continue
        if not any(desk.roles.is_or_speaks_for(by, owner, statement.date) for owner in owners):
            message = f"'{by}' neither makes the demand '{entry.id}' nor speaks for one who does"
            hint = "for somebody else's report of it write 'act: reported' with 'by' whose it is"
            yield Finding("outsider-act", "article", statement.article_id, path, message, hint)
        elif statement.own and not _own_words(desk, entry, statement, by):
            quote = statement.quote
            speaker = quote.speaker if quote else None
            message = f"the words are those of '{speaker}', who does not speak for '{by}'"
            hint = "for somebody else's report of it write 'act: reported'"
            path = ("demands", statement.row, "quote")
            yield Finding("act-not-own-words", "article", statement.article_id, path, message, hint)


def _own_words(desk: Desk, entry: DemandEntry, statement: Statement, by: str) -> bool:
    """Whether the quote is of ``by``, or of one who speaks for it or for whom it speaks."""
    speaker = statement.quote.speaker if statement.quote else None
    if speaker is None or speaker not in desk.actors:
        return True  # nothing says otherwise
    roles, on = desk.roles, statement.date
    whose = [by, *(owner for owner in entry.record.by if roles.speaks_for(by, owner, on))]
    return any(roles.is_or_speaks_for(speaker, one, on) for one in whose)
