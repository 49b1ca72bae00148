"""What each quote is evidence for, and what each article says of demands and claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from onrecord.desk.desk import Desk
from onrecord.desk.entries import ClaimEntry, Statement
from onrecord.desk.quotes import full_reference
from onrecord.records import DateGiven, Event


@dataclass(frozen=True)
class Evidence:
    """The rows of the desk by the quote they rest on and by the article they stand in."""

    desk: Desk

    @cached_property
    def statements_by_quote(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements of demands, by the reference of their quote."""
        groups: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self._statements():
            if statement.quote:
                groups[statement.quote.reference].append(statement)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def statements_by_article(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements of demands, by the article they stand in."""
        groups: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self._statements():
            groups[statement.article_id].append(statement)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def claims_by_quote(self) -> Mapping[str, tuple[ClaimEntry, ...]]:
        """Acts on claims, by the reference of their quote."""
        groups: defaultdict[str, list[ClaimEntry]] = defaultdict(list)
        for act in self._claims():
            if act.quote:
                groups[act.quote.reference].append(act)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def claims_by_article(self) -> Mapping[str, tuple[ClaimEntry, ...]]:
        """Acts on claims, by the article they stand in."""
        groups: defaultdict[str, list[ClaimEntry]] = defaultdict(list)
        for act in self._claims():
            groups[act.article_id].append(act)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def outcomes_by_quote(self) -> Mapping[str, tuple[str, ...]]:
        """The demands whose outcome rests on each quote."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for demand_id, demand in self.desk.demands.items():
            outcome = demand.record.outcome
            for reference in outcome.evidence if outcome else ():
                groups[reference].append(demand_id)
        return {key: tuple(dict.fromkeys(group)) for key, group in groups.items()}

    @cached_property
    def dates_by_quote(self) -> Mapping[str, tuple[tuple[Event, DateGiven], ...]]:
        """The events that each quote dates otherwise than the desk does."""
        groups: defaultdict[str, list[tuple[Event, DateGiven]]] = defaultdict(list)
        for event in self.desk.events.values():
            for given in event.dates_given:
                groups[full_reference(given.quote, None)].append((event, given))
        return {key: tuple(group) for key, group in groups.items()}

    def _statements(self) -> Iterator[Statement]:
        for demand in self.desk.demands.values():
            yield from demand.statements

    def _claims(self) -> Iterator[ClaimEntry]:
        for claim in self.desk.claims.values():
            yield from claim.acts
