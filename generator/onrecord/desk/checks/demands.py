"""Demands that can be, made by those whose demand they are and answered by those who can answer."""

from collections.abc import Iterator, Mapping

from onrecord.desk.acts import Act
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.positions import Position
from onrecord.reading.texts import is_id
from onrecord.records import Demand
from onrecord.records.build import NO_ID
from onrecord.records.load import Records
from onrecord.records.values import YamlPath

from .follows import Unread


def check_demands(records: Records) -> Iterator[Finding]:
    """Demands to oneself and in circles."""
    demands = records.demands
    for demand_id, demand in demands.items():
        yield from _to_itself("demand", demand_id, (), demand.to, demand.by)
    for article_id, article in records.articles.items():
        for index, row in enumerate(article.demands):
            if row.to:
                owners = [by for name in row.demand if name in demands for by in demands[name].by]
                path = ("demands", index)
                yield from _to_itself("article", article_id, path, row.to, (*row.by, *owners))
    yield from _circles(demands, "part_of")
    yield from _circles(demands, "supersedes")


def _to_itself(
    kind: str, name: str, path: YamlPath, to: tuple[str, ...], by: tuple[str, ...]
) -> Iterator[Finding]:
    for index, one in enumerate(to):
        if one in by and is_id(one) and one != NO_ID:
            message = f"'{one}' cannot demand this of itself"
            hint = "whoever is in 'by' is not in 'to'"
            yield Finding("demand-to-itself", kind, name, (*path, "to", index), message, hint)


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


def check_statements(desk: Desk, unread: Unread) -> Iterator[Finding]:
    """Demands never stated or assessed before they were, and acts by outsiders."""
    for demand_id, entry in desk.demands.items():
        for statement in entry.statements:
            yield from _statement(desk, entry, statement)
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


def _statement(desk: Desk, entry: DemandEntry, statement: Act) -> Iterator[Finding]:
    row = statement.record
    if row.quote and not statement.quote and not row.date:
        return  # its date cannot be known, and so no role
    owners = entry.record.by
    for index, by in enumerate(statement.by):
        path: YamlPath = (*statement.path, "by", index)
        if by not in desk.actors:
            continue
        if not any(desk.roles.is_or_speaks_for(by, owner, statement.date) for owner in owners):
            message = f"'{by}' neither makes the demand '{entry.id}' nor speaks for one who does"
            hint = "for somebody else's report of it write 'act: reported' with 'by' whose it is"
            yield Finding("outsider-act", *statement.owner, path, message, hint)
        elif statement.own and not _own_words(desk, entry, statement, by):
            quote = statement.quote
            whose = "', '".join(quote.speakers if quote else ())
            message = f"the words are those of '{whose}', who does not speak for '{by}'"
            hint = "for somebody else's report of it write 'act: reported'"
            path = (*statement.path, "quote")
            yield Finding("act-not-own-words", *statement.owner, path, message, hint)


def _own_words(desk: Desk, entry: DemandEntry, statement: Act, by: str) -> bool:
    """Whether the quote is of ``by``, or of one who speaks for it or for whom it speaks."""
    speakers = statement.quote.speakers if statement.quote else ()
    if not desk.actors.keys() >= {*speakers}:
        return True  # nothing says otherwise
    roles, on = desk.roles, statement.date
    whose = [by, *(owner for owner in entry.record.by if roles.speaks_for(by, owner, on))]
    own = (roles.is_or_speaks_for(speaker, one, on) for speaker in speakers for one in whose)
    return not speakers or any(own)


def check_responses(desk: Desk, unread: Unread) -> Iterator[Finding]:
    """Answers by outsiders, in somebody else's words without a teller, and searches gone stale."""
    for entry in desk.demands.values():
        # An act that cannot be read may be the first one, or address more.
        unsure = unread.may_state(entry.id)
        for answer in entry.answers:
            yield from _answer(desk, entry, answer, unsure=unsure)
        for position in entry.positions.values():
            yield from _search(entry, position, unsure=unsure)


def _answer(desk: Desk, entry: DemandEntry, answer: Act, *, unsure: bool) -> Iterator[Finding]:
    roles, row, by = desk.roles, answer.record, answer.by[0]
    if by not in desk.actors:
        return  # that has its diagnostic already
    unsure = unsure or bool(row.quote and not answer.quote and not row.date)
    own = any(roles.is_or_speaks_for(by, to, answer.date) for to in entry.addressees)
    if not own and not unsure:
        member = any(roles.is_member(by, to, answer.date) for to in entry.addressees)
        if not member:
            when = f" on {answer.date}" if answer.date.known else ""
            message = (
                f"the demand '{entry.id}' is not addressed to '{by}', "
                f"who has no role{when} of one it is addressed to"
            )
            hint = "correct 'by', or give the role in the actor's file"
            path = ("by", row.by.index(by))
            yield _finding("outsider-response", answer, path, message, hint)
    teller = next(iter(answer.told_by), None)
    if teller in desk.actors and not answer.says_told:
        message = f"the words are those of '{teller}', who does not speak for '{by}'"
        hint = f"write 'told_by: {teller}'; it is shown as told by them either way"
        yield _finding("response-not-own-words", answer, ("quote",), message, hint)


def _search(entry: DemandEntry, position: Position, *, unsure: bool) -> Iterator[Finding]:
    search = position.none_found
    if search is None or search.search is None:
        return
    through = search.search.searched_through
    if through and not unsure and through.before(entry.first_date):
        message = f"searched through {through}, before it was stated ({entry.first_date})"
        hint = "search again, through a later day"
        yield _finding("search-before-demand", search, ("searched_through",), message, hint)
    if position.stale:
        found = position.stale
        where = f" in article '{found.article_id}'" if found.article_id else ""
        message = f"an answer of {found.date} by '{found.by[0]}' stands{where}"
        hint = "the state follows the answer; remove this row, or search again"
        yield _finding("stale-none-found", search, ("response",), message, hint)


def _finding(code: str, answer: Act, path: YamlPath, message: str, hint: str) -> Finding:
    return Finding(code, *answer.owner, (*answer.path, *path), message, hint)
