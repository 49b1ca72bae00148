"""What one row may and may not say, beyond the type of each field."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.entries import NOT_EVIDENCE
from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.quotes import full_reference
from onrecord.reading.ids import why_no_id
from onrecord.records import Article, ClaimReply, PartialDate, Quote, ResponseFields
from onrecord.records.load import Records

_WORDS_OF_WITHHELD = ("text", "gist", "context", "original")


def check_rows(records: Records) -> Iterator[Finding]:
    """Faults within one quote or one row."""
    states = {
        f"{article_id}#{quote.id}": quote.state
        for article_id, article in records.articles.items()
        for quote in article.quotes
    }
    for article_id, article in records.articles.items():
        yield from _quotes(article_id, article)
        yield from _article_rows(article_id, article, states)
    for demand_id, demand in records.demands.items():
        for index, row in enumerate(demand.responses):
            path: YamlPath = ("responses", index)
            yield from _search("demand", demand_id, row.response, row, path)
            yield from _evidence("demand", demand_id, row.quote, (*path, "quote"), states)
        evidence = demand.outcome.evidence if demand.outcome else ()
        for index, reference in enumerate(evidence):
            path = ("outcome", "evidence", index)
            yield from _evidence("demand", demand_id, reference, path, states)
    for claim_id, claim in records.claims.items():
        for index, reply in enumerate(claim.replies):
            path = ("replies", index)
            yield from _search("claim", claim_id, reply.reply, reply, path)
            yield from _evidence("claim", claim_id, reply.quote, (*path, "quote"), states)


def _quotes(article_id: str, article: Article) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, quote in enumerate(article.quotes):
        path: YamlPath = ("quotes", index)
        if quote.id in seen:
            message = f"this article has a quote '{quote.id}' already"
            yield Finding("duplicate-id", "article", article_id, (*path, "id"), message)
        seen[quote.id] = index
        if why := why_no_id(quote.id):
            yield Finding("bad-id", "article", article_id, (*path, "id"), *why)
        for code, field, message, hint in _quote(quote):
            yield Finding(code, "article", article_id, (*path, field), message, hint)


def _quote(quote: Quote) -> Iterator[tuple[str, str, str, str]]:
    """Code, field, message and hint of each fault."""
    if quote.form == "scare" and quote.speaker is not None:
        message = "the writer's own marks have no speaker"
        yield "scare-with-speaker", "speaker", message, "leave 'speaker' out, or change 'form'"
    if quote.form != "scare" and quote.speaker is None:
        hint = "name an actor, or write 'unknown' where the source does not even describe one"
        yield "speaker-missing", "id", "this quote has no speaker", hint
    if quote.withheld:
        for field in _WORDS_OF_WITHHELD:
            if getattr(quote, field):
                message = f"a withheld quote has no '{field}'"
                yield "withheld-words", field, message, "remove it: it would be published"
        return
    if not quote.text:
        yield "text-missing", "id", "this quote has no text", "the exact words of the source"
    if quote.form == "indirect" and not quote.gist:
        message = "an indirect quote needs a 'gist'"
        yield "gist-missing", "form", message, "what was said, in our words: it is what is shown"


def _article_rows(article_id: str, article: Article, states: dict[str, str]) -> Iterator[Finding]:
    for index, act in enumerate(article.demands):
        path: YamlPath = ("demands", index, "quote")
        yield from _evidence("article", article_id, act.quote, path, states)
    for index, row in enumerate(article.responses):
        path = ("responses", index)
        if row.response == "none_found":
            message = "that nothing was found belongs to the demand, not to an article"
            hint = f"move this row to 'responses' of demands/{row.demand[0]}.yml"
            field = (*path, "response")
            yield Finding("none-found-in-article", "article", article_id, field, message, hint)
        yield from _search("article", article_id, row.response, row, path)
        yield from _evidence("article", article_id, row.quote, (*path, "quote"), states)
    for index, claim in enumerate(article.claims):
        path = ("claims", index, "quote")
        yield from _evidence("article", article_id, claim.quote, path, states)


def _search(
    kind: str, name: str, value: str, row: ResponseFields | ClaimReply, path: YamlPath
) -> Iterator[Finding]:
    if value == "not_assessed":
        message = "'not_assessed' is what a demand is while nobody looked; it is never written"
        field = (*path, "response")
        yield Finding("not-assessed-written", kind, name, field, message, "remove this row")
    searched: PartialDate | None = row.searched_through
    if value == "none_found" and (searched is None or not searched.known):
        message = "'none_found' needs 'searched_through': the last day that was searched"
        field = (*path, "response" if isinstance(row, ResponseFields) else "reply")
        yield Finding("none-found-without-search", kind, name, field, message)


def _evidence(
    kind: str, name: str, reference: str | None, path: YamlPath, states: dict[str, str]
) -> Iterator[Finding]:
    if reference is None:
        return
    state = states.get(full_reference(reference, name if kind == "article" else None))
    if state == "withheld":
        message = "a withheld quote is nobody's evidence"
        yield Finding("withheld-evidence", kind, name, path, message, "name another quote")
    elif state in NOT_EVIDENCE:
        message = f"this rests on a quote that is {state}: it is left out of every state and total"
        yield Finding("evidence-not-live", kind, name, path, message, "name another quote")
