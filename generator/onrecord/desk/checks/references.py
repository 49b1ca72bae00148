"""Every id and reference in the content leads somewhere, and evidence to words that are live."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.entries import NOT_EVIDENCE
from onrecord.desk.finding import Finding
from onrecord.desk.quotes import full_reference
from onrecord.records.description import FieldDescription, RefersTo
from onrecord.records.kinds import KINDS
from onrecord.records.load import Records
from onrecord.records.walk import Value, Walk

from .names import Names


def _rests_on_quote(field: FieldDescription) -> bool:
    return field.refers_to is not None and field.refers_to.as_evidence


_REFERENCES = Walk(lambda field: field.refers_to is not None)
_QUOTES = Walk(lambda field: field.refers_to is not None and field.refers_to.kind == "quote")
_EVIDENCE = Walk(_rests_on_quote)


def check_references(records: Records, names: Names) -> Iterator[Finding]:
    """``unknown-…`` for each name that leads nowhere."""
    for kind, id_, top, record in records.all():
        if id_ in KINDS[kind].reserved:
            message = f"'{id_}' cannot be an {kind}: elsewhere it says that there was none"
            yield Finding("bad-id", kind, id_, top, message, "add a word", key=True)
        for found in _REFERENCES(record, top):
            target = found.field.refers_to
            if target is not None and found.value != target.besides:
                yield from _unknown(names, target, found, (kind, id_))


def _unknown(
    names: Names, target: RefersTo, found: Value, owner: tuple[str, str]
) -> Iterator[Finding]:
    if target.kind == "quote":
        yield from names.unknown_quote(str(found.value), owner, found.path)
    else:
        is_key = found.field.by_id
        yield from names.unknown(target.kind, str(found.value), owner, found.path, key=is_key)


def check_drafts(records: Records) -> Iterator[Finding]:
    """``draft`` for each article that is one; what is published may name no quote of it."""
    drafts = {id_ for id_, article in records.articles.items() if article.draft}
    if not drafts:
        return
    for article_id in drafts:
        message = "this article is a draft: it is left out of the site, its data and its totals"
        hint = "remove `draft` once it is finished; `--drafts` builds with it"
        yield Finding("draft", "article", article_id, ("draft",), message, hint, key=True)
    for kind, id_, top, record in records.all():
        if kind == "article" and id_ in drafts:
            continue
        for found in _QUOTES(record, top):
            named = str(found.value).partition("#")[0]
            if "#" in str(found.value) and named in drafts:
                message = f"'{found.value}' is a quote of a draft, which is not published"
                hint = f"remove `draft` from the article '{named}', or name another quote"
                yield Finding("draft-quote", kind, id_, found.path, message, hint)


def check_evidence(records: Records) -> Iterator[Finding]:
    """Rows that rest on a withheld, retracted or misattributed quote."""
    states = {
        f"{article_id}#{quote.id}": quote.state
        for article_id, article in records.articles.items()
        for quote in article.quotes
        if quote.state in NOT_EVIDENCE
    }
    if not states:
        return
    for kind, id_, top, record in records.all():
        within = id_ if kind == "article" else None
        for found in _EVIDENCE(record, top):
            state = states.get(full_reference(str(found.value), within))
            if state == "withheld":
                message = "a withheld quote is nobody's evidence"
                hint = "name another quote"
                yield Finding("withheld-evidence", kind, id_, found.path, message, hint)
            elif state is not None:
                message = f"this rests on a quote that is {state}, and counts for nothing"
                hint = "name another quote, or remove it"
                yield Finding("evidence-not-live", kind, id_, found.path, message, hint)
