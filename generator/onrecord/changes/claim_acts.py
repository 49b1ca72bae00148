"""What changed of acts on claims, and of the replies in the files of claims."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.addresses import claim_uri
from onrecord.records import ClaimRow

from .book import Book, Subject
from .rows import Row, act_keys, compare_rows
from .sides import Owner, Side
from .values import Field

_ACTS = (
    ("claim-act-attribution-changed", Field("by", "actors")),
    ("claim-act-changed", Field("act", "claim_act")),
    ("claim-act-changed", Field("quote", "quotes")),
    ("claim-act-changed", Field("date", "date")),
    ("claim-act-wording-changed", Field("note")),
)
_REPLIES = (
    ("reply-changed", Field("by", "actor")),
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
        for entry in claim.acts:
            row = side.desk.articles[entry.article_id].claims[entry.row]
            owner = ("article", entry.article_id)
            facts = {"claim_act": row.act, "date": str(entry.date)}
            about = _subject(side, claim.id, owner, ("claims", entry.row), row.by, facts)
            keys = _act_keys(side, claim.id, entry.article_id, row)
            yield Row(about, row, entry.article_id, keys)


def _act_keys(side: Side, claim_id: str, article_id: str, row: ClaimRow) -> tuple[object, ...]:
    quote = side.reference(row.quote, article_id) if row.quote else None
    by = [side.now("actor", one) for one in row.by]
    of, where = side.now("claim", claim_id), side.now("article", article_id)
    return act_keys(of, where, row.act, by, quote, row.date, row.note)


def _replies(side: Side) -> Iterator[Row]:
    for claim in side.desk.claims.values():
        of = side.now("claim", claim.id)
        for index, reply in enumerate(claim.record.replies):
            facts = {"reply": reply.reply, "date": str(reply.date or "unknown")}
            owner = ("claim", claim.id)
            about = _subject(side, claim.id, owner, ("replies", index), (reply.by,), facts)
            quote = side.reference(reply.quote) if reply.quote else None
            by = [side.now("actor", reply.by)]
            rest = (reply.date, reply.searched_through, reply.note)
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
