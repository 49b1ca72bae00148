"""What changed of acts on claims, and of the replies in the files of claims."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.addresses import claim_uri
from onrecord.desk.entries import ClaimEntry
from onrecord.records import ClaimRow

from .book import Book, Subject
from .pairing import Row, act_keys, compare_rows
from .sides import Owner, Side
from .values import Field

_ACTS = (
    ("claim-act-attribution-changed", Field("by", "actors")),
    ("claim-act-attribution-changed", Field("told_by", "actors")),
    ("claim-act-changed", Field("act", "claim_act")),
    ("claim-act-changed", Field("quote", "quotes")),
    ("claim-act-changed", Field("date", "date")),
    ("claim-act-wording-changed", Field("note")),
)
_REPLIES = (
    ("reply-changed", Field("by", "actor")),
    ("reply-changed", Field("told_by", "actors")),
    ("reply-changed", Field("reply", "reply")),
    ("reply-changed", Field("quote", "quotes")),
    ("reply-changed", Field("date", "date")),
    ("reply-changed", Field("searched_through", "date")),
    ("reply-changed", Field("searched_in")),
    ("reply-changed", Field("asked_on", "date")),
    ("reply-wording-changed", Field("note")),
)


def compare_claim_acts(book: Book) -> None:
    """Acts on claims added, removed and changed."""
    compare_rows(book, "claim-act", _ACTS, _acts(book.before), _acts(book.after))


def compare_replies(book: Book) -> None:
    """Replies to claims added, removed and changed."""
    claims = book.after.desk.claims
    # With a claim its replies go: that is told once, of the claim.
    before = [row for row in _replies(book.before) if row.about.id in claims]
    compare_rows(book, "reply", _REPLIES, before, _replies(book.after))


def _acts(side: Side) -> Iterator[Row]:
    for claim in side.desk.claims.values():
        rows: dict[tuple[str, int], list[ClaimEntry]] = {}
        for entry in claim.acts:
            rows.setdefault((entry.article_id, entry.row), []).append(entry)
        for (article_id, index), entries in rows.items():
            row = side.desk.articles[article_id].claims[index]
            tellers = dict.fromkeys(one for entry in entries for one in entry.told_by)
            facts = {
                "claim_act": row.act,
                "date": str(entries[0].date),
                "told_by": side.names("actor", tuple(tellers)),
            }
            owner = ("article", article_id)
            about = _subject(side, claim.id, owner, ("claims", index), row.by, facts)
            yield Row(about, row, article_id, _act_keys(side, claim.id, article_id, row))


def _act_keys(side: Side, claim_id: str, article_id: str, row: ClaimRow) -> tuple[object, ...]:
    quote = side.reference(row.quote, article_id) if row.quote else None
    by = [side.now("actor", one) for one in row.by]
    of, where = side.now("claim", claim_id), side.now("article", article_id)
    return act_keys(of, where, row.act, by, quote, row.date, row.told_by, row.note)


def _replies(side: Side) -> Iterator[Row]:
    for claim in side.desk.claims.values():
        of = side.now("claim", claim.id)
        for entry in claim.replies:
            index, reply = entry.row, entry.record
            facts = {
                "reply": reply.reply,
                "date": str(reply.date or "unknown"),
                "told_by": side.names("actor", entry.told_by),
            }
            owner = ("claim", claim.id)
            about = _subject(side, claim.id, owner, ("replies", index), (reply.by,), facts)
            quote = side.reference(reply.quote) if reply.quote else None
            by = [side.now("actor", reply.by)]
            rest = (reply.date, reply.told_by, reply.searched_through, reply.note)
            *keys, _ = act_keys(of, None, reply.reply, by, quote, *rest)
            yield Row(about, reply, None, tuple(keys))


def _subject(
    side: Side,
    claim_id: str,
    owner: Owner,
    path: tuple[str, int],
    by: tuple[str, ...],
    facts: dict[str, str],
) -> Subject:
    id_ = side.now("claim", claim_id)
    return Subject(
        id=id_,
        uri=claim_uri(id_),
        owner=owner,
        path=path,
        gone=side.gone,
        facts={
            "claim": side.name("claim", claim_id),
            "by": side.names("actor", by),
            **facts,
        },
    )
