"""What stands under each topic, and which quotes bear on each demand and claim.

What each quote is evidence for, and what each article says of demands and claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer, ClaimEntry, QuoteEntry, Rank, ReplyEntry, Statement
from onrecord.records import DateGiven, Event, PartialDate

from .quote_card import newest_quotes_first

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
    def briefing_order(self) -> tuple[str, ...]:
        """All briefings: the one that ends last first, the shorter before the longer."""
        briefings = self.desk.briefings

        def order(briefing_id: str) -> tuple[int, int, str]:
            briefing = briefings[briefing_id]
            return (-briefing.until.sort_key[1], -briefing.since.sort_key[0], briefing_id)

        return tuple(sorted(briefings, key=order))

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
        for quote in newest_quotes_first(self.desk.quotes.values()):
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
    def replies_by_quote(self) -> Mapping[str, tuple[ReplyEntry, ...]]:
        """The replies to claims that rest on each quote."""
        groups: defaultdict[str, list[ReplyEntry]] = defaultdict(list)
        for claim in self.desk.claims.values():
            for reply in claim.replies:
                if reply.quote:
                    groups[reply.quote.reference].append(reply)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def statements_by_actor(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements each actor made for others: it is not named as whose demand it is."""
        groups: defaultdict[str, list[Statement]] = defaultdict(list)
        for demand in self.desk.demands.values():
            for one in demand.statements:
                for actor_id in _tellers(one):
                    if actor_id not in demand.record.by:
                        groups[actor_id].append(one)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def answers_by_actor(self) -> Mapping[str, tuple[Answer, ...]]:
        """The answers each actor gave to demands that are not addressed to it."""
        groups: defaultdict[str, list[Answer]] = defaultdict(list)
        for demand in self.desk.demands.values():
            given = [one for position in demand.positions.values() for one in position.answers]
            for one in (*given, *demand.others):
                told = one.rank is Rank.TOLD
                for actor_id in {one.by} if told else dict.fromkeys((one.by, one.speaker)):
                    if actor_id not in demand.addressees:
                        groups[actor_id].append(one)
        return {key: tuple(group) for key, group in groups.items()}

    @cached_property
    def dates_by_quote(self) -> Mapping[str, tuple[tuple[Event, DateGiven], ...]]:
        """The events that each quote dates otherwise than the desk does."""
        groups: defaultdict[str, list[tuple[Event, DateGiven]]] = defaultdict(list)
        for event in self.desk.events.values():
            for given in event.dates_given:
                groups[given.quote].append((event, given))
        return {key: tuple(group) for key, group in groups.items()}

    def _statements(self) -> Iterator[Statement]:
        for demand in self.desk.demands.values():
            yield from demand.statements

    def _claims(self) -> Iterator[ClaimEntry]:
        for claim in self.desk.claims.values():
            yield from claim.acts


def _tellers(statement: Statement) -> dict[str, None]:
    """Who said it: those it is by and, in their own words, the speaker of the quote."""
    speaker = statement.quote.speaker if statement.quote and statement.own else None
    return dict.fromkeys([*statement.by, *([speaker] if speaker else [])])
