"""What facts rest on: quotes whose words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from onrecord.desk.entries import NOT_EVIDENCE
from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.quotes import full_reference
from onrecord.records import ClaimReply, ClaimRow, DemandRow, ResponseFields
from onrecord.records.load import Records

_Row: TypeAlias = DemandRow | ResponseFields | ClaimRow | ClaimReply


class _Use(NamedTuple):
    """A place that names a quote as evidence."""

    kind: str
    id: str
    path: YamlPath
    reference: str | None


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
    for use in _uses(records):
        if use.reference is None:
            continue
        within = use.id if use.kind == "article" else None
        state = states.get(full_reference(use.reference, within))
        if state == "withheld":
            message = "a withheld quote is nobody's evidence"
            yield Finding(
                "withheld-evidence", use.kind, use.id, use.path, message, "name another quote"
            )
        elif state is not None:
            message = f"this rests on a quote that is {state}, and counts for nothing"
            hint = "name another quote, or remove it"
            yield Finding("evidence-not-live", use.kind, use.id, use.path, message, hint)


def _uses(records: Records) -> Iterator[_Use]:
    yield from _in_rows(records)
    for name, demand in records.demands.items():
        if outcome := demand.outcome:
            for index, reference in enumerate(outcome.evidence):
                path: YamlPath = ("outcome", "evidence", index)
                yield _Use("demand", name, path, reference)
    for name, event in records.events.items():
        for index, given in enumerate(event.dates_given):
            path = (name, "dates_given", index, "quote")
            yield _Use("event", name, path, given.quote)
    for name, briefing in records.briefings.items():
        for index, reference in enumerate(briefing.evidence):
            yield _Use("briefing", name, ("evidence", index), reference)


def _in_rows(records: Records) -> Iterator[_Use]:
    lists: list[tuple[str, str, str, Iterable[_Row]]] = []
    for name, article in records.articles.items():
        lists.append(("article", name, "demands", article.demands))
        lists.append(("article", name, "responses", article.responses))
        lists.append(("article", name, "claims", article.claims))
    lists += [("demand", name, "responses", one.responses) for name, one in records.demands.items()]
    lists += [("claim", name, "replies", one.replies) for name, one in records.claims.items()]
    for kind, name, field, rows in lists:
        for index, row in enumerate(rows):
            yield _Use(kind, name, (field, index, "quote"), row.quote)
