"""Old ids lead to one place each, and to none that is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.desk.finding import Finding
from onrecord.records import Actor, Article, Claim, Demand
from onrecord.records.load import Records


def check_redirects(records: Records) -> Iterator[Finding]:
    """``redirect-taken`` for each old id that cannot redirect."""
    yield from _check("actor", records.actors)
    yield from _check("article", records.articles)
    yield from _check("claim", records.claims)
    yield from _check("demand", records.demands)


def _check(kind: str, group: Mapping[str, Actor | Article | Claim | Demand]) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for name, record in group.items():
        for index, old in enumerate(record.formerly):
            path = ("formerly", index)
            if old in group:
                message = f"there is a {kind} '{old}', so its address cannot redirect"
                yield Finding("redirect-taken", kind, name, path, message)
            elif owners.setdefault(old, name) != name:
                message = f"the {kind} '{owners[old]}' was formerly '{old}' too"
                yield Finding("redirect-taken", kind, name, path, message)
