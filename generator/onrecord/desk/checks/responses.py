"""Answers by those who can give them, and searches that hold."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer
from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.positions import Position

from .unread import Unread


def check_responses(desk: Desk, unread: Unread) -> Iterator[Finding]:
    """Answers by outsiders, in somebody else's words without a teller, and searches gone stale."""
    for entry in desk.demands.values():
        # An act that cannot be read may be the first one, or address more.
        unsure = unread.may_state(entry.id)
        answers = [one for position in entry.positions.values() for one in position.answers]
        for answer in (*answers, *entry.others):
            yield from _answer(desk, entry, answer, unsure=unsure)
        for position in entry.positions.values():
            yield from _search(entry, position, unsure=unsure)


def _answer(desk: Desk, entry: DemandEntry, answer: Answer, *, unsure: bool) -> Iterator[Finding]:
    roles, row = desk.roles, answer.record
    if answer.by not in desk.actors:
        return  # that has its diagnostic already
    unsure = unsure or bool(row.quote and not answer.quote and not row.date)
    own = any(roles.is_or_speaks_for(answer.by, to, answer.date) for to in entry.addressees)
    if not own and not unsure:
        member = any(roles.is_member(answer.by, to, answer.date) for to in entry.addressees)
        if not member:
            when = f" on {answer.date}" if answer.date.known else ""
            message = (
                f"the demand '{entry.id}' is not addressed to '{answer.by}', "
                f"who has no role{when} of one it is addressed to"
            )
            hint = "correct 'by', or give the role in the actor's file"
            yield _finding("outsider-response", answer, ("by", _place(answer)), message, hint)
    if answer.told_by in desk.actors and not row.told_by:
        message = f"the words are those of '{answer.told_by}', who does not speak for '{answer.by}'"
        hint = f"write 'told_by: {answer.told_by}'; it is shown as told by them either way"
        yield _finding("response-not-own-words", answer, ("quote",), message, hint)


def _search(entry: DemandEntry, position: Position, *, unsure: bool) -> Iterator[Finding]:
    search = position.none_found
    if search is None:
        return
    through = search.record.searched_through
    if through and not unsure and through.before(entry.first_date):
        message = f"searched through {through}, before it was stated ({entry.first_date})"
        hint = "search again, through a later day"
        yield _finding("search-before-demand", search, ("searched_through",), message, hint)
    if position.stale:
        found = position.stale
        where = f" in article '{found.article_id}'" if found.article_id else ""
        message = f"an answer of {found.date} by '{found.by}' stands{where}"
        hint = "the state follows the answer; remove this row, or search again"
        yield _finding("stale-none-found", search, ("response",), message, hint)


def _finding(code: str, answer: Answer, path: YamlPath, message: str, hint: str) -> Finding:
    owner = ("article", answer.article_id) if answer.article_id else ("demand", answer.demand_id)
    full: YamlPath = ("responses", answer.row, *path)
    return Finding(code, *owner, full, message, hint)


def _place(answer: Answer) -> int:
    return answer.record.by.index(answer.by)
