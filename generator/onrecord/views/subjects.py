"""What stands under each topic, and which quotes bear on each demand and claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.records import PartialDate

from . import occasions

T = TypeVar("T")


@dataclass(frozen=True)
class Subjects:
    """Indexes that several pages need, each made once."""

    desk: Desk

    @cached_property
    def demand_order(self) -> tuple[str, ...]:
        """All demands, the first stated first, those of unknown date last."""
        demands = self.desk.demands
        return tuple(sorted(demands, key=lambda one: (demands[one].first_date.sort_key, one)))

    @cached_property
    def claim_order(self) -> tuple[str, ...]:
        """All claims, the one asserted latest first, those of unknown date last."""
        claims = self.desk.claims
        return tuple(newest_first(sorted(claims), lambda one: claims[one].first_date))

    @cached_property
    def demands(self) -> Mapping[str, tuple[str, ...]]:
        """The demands of each topic, in their order."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for demand_id in self.demand_order:
            groups[self.desk.demands[demand_id].record.topic].append(demand_id)
        return _frozen(groups)

    @cached_property
    def claims(self) -> Mapping[str, tuple[str, ...]]:
        """The claims about each topic, in their order."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for claim_id in self.claim_order:
            for topic_id in dict.fromkeys(self.desk.claims[claim_id].record.about):
                groups[topic_id].append(claim_id)
        return _frozen(groups)

    @cached_property
    def quotes(self) -> Mapping[str, tuple[QuoteEntry, ...]]:
        """The quotes about each topic, newest first, by occasion."""
        groups: defaultdict[str, list[QuoteEntry]] = defaultdict(list)
        for quote in occasions.newest_first(self.desk.quotes.values()):
            for topic_id in dict.fromkeys(quote.record.about):
                groups[topic_id].append(quote)
        return _frozen(groups)

    @cached_property
    def on_demand(self) -> Mapping[str, tuple[QuoteEntry, ...]]:
        """The quotes that bear on each demand, oldest first."""
        groups: defaultdict[str, list[QuoteEntry]] = defaultdict(list)
        for quote in self.by_date:
            bears = quote.record.bears_on
            for demand_id in dict.fromkeys(bears.demands if bears else ()):
                groups[demand_id].append(quote)
        return _frozen(groups)

    @cached_property
    def on_claim(self) -> Mapping[str, tuple[QuoteEntry, ...]]:
        """The quotes that bear on each claim, oldest first."""
        groups: defaultdict[str, list[QuoteEntry]] = defaultdict(list)
        for quote in self.by_date:
            bears = quote.record.bears_on
            for claim_id in dict.fromkeys(bears.claims if bears else ()):
                groups[claim_id].append(quote)
        return _frozen(groups)

    @cached_property
    def by_date(self) -> tuple[QuoteEntry, ...]:
        """All quotes, oldest first, unknown dates last."""
        return tuple(sorted(self.desk.quotes.values(), key=lambda one: one.sort_key))


def newest_first(items: Iterable[T], date_of: Callable[[T], PartialDate]) -> list[T]:
    """``items`` with the latest date first and unknown dates last; otherwise as they came."""

    def key(item: T) -> tuple[bool, int, int]:
        when = date_of(item)
        first, last = when.sort_key
        return (not when.known, -last, -first)

    return sorted(items, key=key)


def _frozen(groups: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(group) for key, group in groups.items()}
