"""Claims that somebody makes, replies by those accused, and searches that hold."""

from collections.abc import Iterator

from onrecord.desk.acts import Act
from onrecord.desk.claims import ClaimStanding, Hearing
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.records import UNKNOWN
from onrecord.records.load import Records

from .follows import Unread

# Only those whose claim it is can make it or take it back.
_OWN_ACTS = ("asserted", "retracted")


def check_conflicts(records: Records) -> Iterator[Finding]:
    """Claims that conflict with themselves."""
    for claim_id, claim in records.claims.items():
        for index, other in enumerate(claim.conflicts_with):
            if other == claim_id:
                message = "a claim does not conflict with itself"
                path = ("conflicts_with", index)
                yield Finding("circular", "claim", claim_id, path, message, "remove it")


def check_claims(desk: Desk, unread: Unread) -> Iterator[Finding]:
    """Claims nobody asserts, acts by outsiders, and replies that cannot stand."""
    for claim_id, claim in desk.claims.items():
        if not unread.may_assert(claim_id) and not claim.by_act("asserted"):
            message = "no article asserts this claim"
            hint = "add a row to 'claims' of the article that does"
            yield Finding("claim-never-asserted", "claim", claim_id, (), message, hint)
        for act in claim.acts:
            if act.word in _OWN_ACTS:
                yield from _act(desk, claim, act)
            yield from _words(desk, act)
        yield from _replies(desk, claim)


def _act(desk: Desk, claim: ClaimStanding, act: Act) -> Iterator[Finding]:
    owners, roles, row = claim.record.by, desk.roles, act.record
    if row.quote and not act.quote and not row.date:
        return  # its date cannot be known, and so no role
    for index, by in enumerate(act.by):
        if by not in desk.actors:
            continue
        if not any(roles.is_or_speaks_for(by, owner, act.date) for owner in owners):
            message = f"'{by}' neither makes the claim '{claim.id}' nor speaks for one who does"
            hint = (
                "name them in 'by' of the claim, or write 'act: corroborated'"
                if act.word == "asserted"
                else "only who made a claim can retract it; others dispute or deny it"
            )
            path = (*act.path, "by", index)
            yield Finding("outsider-claim", *act.owner, path, message, hint)


def _words(desk: Desk, act: Act) -> Iterator[Finding]:
    """An act in somebody else's words, of which the row does not say that they tell it."""
    if act.told_by and not act.says_told and all(one in desk.actors for one in act.by):
        # Of an article's act the tellers may be misspelt; a reply is reported all the same.
        if act.kind == "claim" and not all(one in desk.actors for one in act.told_by):
            return
        teller, whose = ", ".join(act.told_by), " or ".join(f"'{one}'" for one in act.by)
        message = f"the words are those of '{teller}', who does not speak for {whose}"
        hint = f"write 'told_by: {teller}'; it is shown as told by them either way"
        path = (*act.path, "quote")
        yield Finding("claim-not-own-words", *act.owner, path, message, hint)


def _replies(desk: Desk, claim: ClaimStanding) -> Iterator[Finding]:
    accused = claim.record.against
    for index, reply in enumerate(claim.record.replies):
        if reply.by not in accused and reply.by in desk.actors:
            on = reply.date or UNKNOWN
            spoken_for = [one for one in accused if desk.roles.speaks_for(reply.by, one, on)]
            message = f"this claim is not against '{reply.by}'"
            hint = (
                f"write 'by: {spoken_for[0]}', whose reply it is"
                if spoken_for
                else "name them in 'against', or put a third party's words in an article"
            )
            path = ("replies", index, "by")
            yield Finding("outsider-reply", "claim", claim.id, path, message, hint)
    for act in claim.replies:
        yield from _words(desk, act)
    for hearing in claim.hearings:
        yield from _stale(hearing)


def _stale(hearing: Hearing) -> Iterator[Finding]:
    """A search that should have found a denial."""
    search = hearing.searched
    through = search.search.searched_through if search and search.search else None
    if search is None or through is None or through.last is None:
        return
    for denial in hearing.denials:
        if denial.date.last and denial.date.last <= through.last:
            message = f"a reply of {denial.date} stands in article '{denial.article_id}'"
            hint = "the reply is shown; remove this row, or search again"
            path = (*search.path, "reply")
            yield Finding("stale-none-found", *search.owner, path, message, hint)
            return


def check_hearing(desk: Desk, unread: Unread) -> Iterator[Finding]:
    """Accusations without a reply or a search for one."""
    for claim_id, claim in desk.claims.items():
        if claim.record.kind != "accusation" or unread.may_assert(claim_id):
            continue
        for index, hearing in enumerate(claim.hearings):
            noted = any(one.by == hearing.accused for one in claim.record.replies)
            if noted or not hearing.open:
                continue
            message = f"no reply of '{hearing.accused}' stands beside this accusation"
            hint = "add it to 'replies', or 'none_found' with the last day searched"
            path = ("against", index)
            yield Finding("accusation-unheard", "claim", claim_id, path, message, hint)
