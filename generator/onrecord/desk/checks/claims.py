"""Claims that somebody makes, replies by those accused, and searches that hold."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.claims import ClaimStanding, Hearing
from onrecord.desk.desk import Desk
from onrecord.desk.entries import ClaimEntry
from onrecord.desk.finding import Finding
from onrecord.records import UNKNOWN
from onrecord.records.load import Records
from onrecord.records.walk import YamlPath

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


def check_claims(records: Records, desk: Desk, unread: Unread) -> Iterator[Finding]:
    """Claims nobody asserts, acts by outsiders, and replies that cannot stand."""
    for claim_id, claim in desk.claims.items():
        if not unread.may_assert(claim_id) and not claim.by_act("asserted"):
            message = "no article asserts this claim"
            hint = "add a row to 'claims' of the article that does"
            yield Finding("claim-never-asserted", "claim", claim_id, (), message, hint)
        for entry in claim.acts:
            if entry.act in _OWN_ACTS:
                yield from _act(records, desk, claim, entry)
            yield from _words(records, desk, entry)
        yield from _replies(desk, claim)


def _act(
    records: Records, desk: Desk, claim: ClaimStanding, entry: ClaimEntry
) -> Iterator[Finding]:
    owners, roles = claim.record.by, desk.roles
    row = records.articles[entry.article_id].claims[entry.row]
    if row.quote and not entry.quote and not row.date:
        return  # its date cannot be known, and so no role
    for index, by in enumerate(entry.by):
        if by not in desk.actors:
            continue
        if not any(roles.is_or_speaks_for(by, owner, entry.date) for owner in owners):
            message = f"'{by}' neither makes the claim '{claim.id}' nor speaks for one who does"
            hint = (
                "name them in 'by' of the claim, or write 'act: corroborated'"
                if entry.act == "asserted"
                else "only who made a claim can retract it; others dispute or deny it"
            )
            path = ("claims", entry.row, "by", index)
            yield Finding("outsider-claim", "article", entry.article_id, path, message, hint)


def _words(records: Records, desk: Desk, entry: ClaimEntry) -> Iterator[Finding]:
    """An act in somebody else's words, of which the row does not say that they tell it."""
    row = records.articles[entry.article_id].claims[entry.row]
    are_known = all(one in desk.actors for one in (*entry.told_by, *entry.by))
    if entry.told_by and not row.told_by and are_known:
        owner = ("article", entry.article_id)
        path = ("claims", entry.row, "quote")
        yield _told(owner, path, entry.told_by, entry.by)


def _told(
    owner: tuple[str, str], path: YamlPath, tellers: tuple[str, ...], by: tuple[str, ...]
) -> Finding:
    teller, whose = ", ".join(tellers), " or ".join(f"'{one}'" for one in by)
    message = f"the words are those of '{teller}', who does not speak for {whose}"
    hint = f"write 'told_by: {teller}'; it is shown as told by them either way"
    return Finding("claim-not-own-words", *owner, path, message, hint)


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
    for entry in claim.replies:
        if entry.told_by and not entry.record.told_by and entry.record.by in desk.actors:
            where = ("replies", entry.row, "quote")
            yield _told(("claim", claim.id), where, entry.told_by, (entry.record.by,))
    for hearing in claim.hearings:
        yield from _stale(claim, hearing)


def _stale(claim: ClaimStanding, hearing: Hearing) -> Iterator[Finding]:
    """A search that should have found a denial."""
    search = hearing.searched
    through = search.record.searched_through if search else None
    if search is None or through is None or through.last is None:
        return
    for denial in hearing.denials:
        if denial.date.last and denial.date.last <= through.last:
            message = f"a reply of {denial.date} stands in article '{denial.article_id}'"
            hint = "the reply is shown; remove this row, or search again"
            path = ("replies", search.row, "reply")
            yield Finding("stale-none-found", "claim", claim.id, path, message, hint)
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
