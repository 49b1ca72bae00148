"""Claims that somebody makes, and utterances of one speaker."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding
from onrecord.desk.quotes import full_reference
from onrecord.records.load import Records


def check_claims(records: Records, desk: Desk) -> Iterator[Finding]:
    """Claims nobody asserts, replies by those not accused, and ``same_as`` across speakers."""
    for claim_id, claim in desk.claims.items():
        if not claim.by_act("asserted"):
            message = "no article asserts this claim"
            hint = "add a row to 'claims' of the article that does"
            noted = bool(claim.record.note)
            yield Finding("claim-never-asserted", "claim", claim_id, (), message, hint, noted=noted)
        for index, reply in enumerate(claim.record.replies):
            if reply.by not in claim.record.against:
                message = f"this claim is not against '{reply.by}'"
                path = ("replies", index, "by")
                hint = "name them in 'against', or put a third party's words in an article"
                noted = bool(reply.note)
                yield Finding("outsider-reply", "claim", claim_id, path, message, hint, noted=noted)
    yield from _same_as(records, desk)


def _same_as(records: Records, desk: Desk) -> Iterator[Finding]:
    for article_id, article in records.articles.items():
        for index, quote in enumerate(article.quotes):
            for place, same in enumerate(quote.same_as):
                other = desk.quotes.get(full_reference(same.quote, article_id))
                path = ("quotes", index, "same_as", place)
                if other is None:
                    continue
                if other.reference == f"{article_id}#{quote.id}":
                    message = "a quote is not another version of itself"
                    yield Finding("circular", "article", article_id, path, message)
                elif other.record.speaker != quote.speaker:
                    message = f"that quote has another speaker: '{other.record.speaker}'"
                    hint = "one utterance has one speaker"
                    yield Finding("same-as-differs", "article", article_id, path, message, hint)
