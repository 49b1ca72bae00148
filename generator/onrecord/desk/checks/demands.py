"""Demands that can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.desk.finding import Finding, YamlPath
from onrecord.reading.texts import is_id
from onrecord.records import Demand
from onrecord.records.load import Records
from onrecord.records.partial import NO_ID


def check_demands(records: Records) -> Iterator[Finding]:
    """Demands to oneself and in circles."""
    demands = records.demands
    for demand_id, demand in demands.items():
        yield from _to_itself("demand", demand_id, (), demand.to, demand.by)
    for article_id, article in records.articles.items():
        for index, row in enumerate(article.demands):
            if row.to:
                owners = [by for name in row.demand if name in demands for by in demands[name].by]
                path = ("demands", index)
                yield from _to_itself("article", article_id, path, row.to, (*row.by, *owners))
    yield from _circles(demands, "part_of")
    yield from _circles(demands, "supersedes")


def _to_itself(
    kind: str, name: str, path: YamlPath, to: tuple[str, ...], by: tuple[str, ...]
) -> Iterator[Finding]:
    for index, one in enumerate(to):
        if one in by and is_id(one) and one != NO_ID:
            message = f"'{one}' cannot demand this of itself"
            hint = "whoever is in 'by' is not in 'to'"
            yield Finding("demand-to-itself", kind, name, (*path, "to", index), message, hint)


def _circles(demands: Mapping[str, Demand], field: str) -> Iterator[Finding]:
    """A demand that is part of, or supersedes, itself by way of others."""
    for demand_id in demands:
        seen, current = {demand_id}, getattr(demands[demand_id], field)
        while current in demands and current not in seen:
            seen.add(current)
            current = getattr(demands[current], field)
        if current == demand_id:
            message = f"'{field}' leads back to this demand"
            yield Finding("circular", "demand", demand_id, (field,), message, "break the circle")
