"""Claims that somebody makes, replies by those accused, and searches that hold."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.claims import ClaimStanding
from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding
from onrecord.records import UNKNOWN
from onrecord.records.load import Records


def check_claims(records: Records, desk: Desk) -> Iterator[Finding]:
    """Claims nobody asserts or that conflict with themselves, and replies that cannot stand."""
    # The one assertion may stand in an article that could not be read.
    all_read = len(records.articles) == sum(1 for kind, _ in records.known if kind == "article")
    for claim_id, claim in desk.claims.items():
        if all_read and not claim.by_act("asserted"):
            message = "no article asserts this claim"
            hint = "add a row to 'claims' of the article that does"
            noted = bool(claim.record.note)
            yield Finding("claim-never-asserted", "claim", claim_id, (), message, hint, noted=noted)
        for index, other in enumerate(claim.record.conflicts_with):
            if other == claim_id:
                message = "a claim does not conflict with itself"
                path = ("conflicts_with", index)
                yield Finding("circular", "claim", claim_id, path, message, "remove it")
        yield from _replies(desk, claim)


def _replies(desk: Desk, claim: ClaimStanding) -> Iterator[Finding]:
    accused = claim.record.against
    for index, reply in enumerate(claim.record.replies):
        noted = bool(reply.note)
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
            yield Finding("outsider-reply", "claim", claim.id, path, message, hint, noted=noted)
    for hearing in claim.hearings:
        search = hearing.searched
        through = search.searched_through if search else None
        if search is None or through is None or through.last is None:
            continue
        for denial in hearing.denials:
            if denial.date.last and denial.date.last <= through.last:
                index = claim.record.replies.index(search)
                message = f"a reply of {denial.date} stands in article '{denial.article_id}'"
                hint = "the reply is shown; remove this row, or search again"
                path = ("replies", index, "reply")
                noted = bool(search.note)
                yield Finding(
                    "stale-none-found", "claim", claim.id, path, message, hint, noted=noted
                )
                break
