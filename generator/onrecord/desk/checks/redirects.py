"""Old ids lead to one place each, and to none that is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.desk.finding import Finding
from onrecord.reading.texts import why_no_id
from onrecord.records import Actor, Article, Claim, Demand
from onrecord.records.load import Records


def check_redirects(records: Records) -> Iterator[Finding]:
    """Old ids that cannot redirect (``redirect-taken``) or never were ids (``bad-id``)."""
    yield from _check("actor", records.actors, records.known)
    yield from _check("article", records.articles, records.known)
    yield from _check("claim", records.claims, records.known)
    yield from _check("demand", records.demands, records.known)


def _check(
    kind: str,
    group: Mapping[str, Actor | Article | Claim | Demand],
    known: set[tuple[str, str]],
) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for name, record in group.items():
        for index, old in enumerate(record.formerly):
            path = ("formerly", index)
            if why := why_no_id(old):
                yield Finding("bad-id", kind, name, path, *why)
            elif (kind, old) in known:
                message = f"the id '{old}' is in use, so its address cannot redirect"
                hint = "remove it here, or rename the record that has it"
                yield Finding("redirect-taken", kind, name, path, message, hint)
            elif owners.setdefault(old, name) != name:
                message = f"the {kind} '{owners[old]}' was formerly '{old}' too"
                hint = "an address can lead to one place only"
                yield Finding("redirect-taken", kind, name, path, message, hint)
