"""The rows of every table, made as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from onrecord.desk.desk import Desk
from onrecord.exports.table import Row
from onrecord.views.quote_card import newest_quotes_first

from . import acts, articles, derived, world

Rows = Mapping[str, Callable[[], Iterator[Row]]]


def rows_of(desk: Desk) -> Rows:
    """For each table what yields its rows, in the order of every file."""
    # The newest first, as the page of all quotes has them: its filters count on that.
    quotes = newest_quotes_first(desk.quotes.values())
    # By id: in which folder a file lies is no part of the data.
    by_id = dict(sorted(desk.articles.items()))

    def each(
        ids: Mapping[str, object], one: Callable[[Desk, str], Row]
    ) -> Callable[[], Iterator[Row]]:
        return lambda: (one(desk, id_) for id_ in ids)

    def many(
        ids: Mapping[str, object], some: Callable[[Desk, str], Iterator[Row]]
    ) -> Callable[[], Iterator[Row]]:
        return lambda: (row for id_ in ids for row in some(desk, id_))

    def all_responses() -> Iterator[Row]:
        yield from many(by_id, acts.responses)()
        yield from many(desk.demands, acts.own_responses)()

    return {
        "topics": each(desk.topics, world.topic),
        "events": each(desk.events, world.event),
        "event_dates": many(desk.events, world.event_dates),
        "actors": each(desk.actors, world.actor),
        "actor_names": many(desk.actors, world.actor_names),
        "actor_roles": many(desk.actors, world.actor_roles),
        "actor_links": many(desk.actors, world.actor_links),
        "demands": each(desk.demands, world.demand),
        "claims": each(desk.claims, world.claim),
        "claim_replies": many(desk.claims, world.claim_replies),
        "briefings": each(desk.briefings, world.briefing),
        "articles": each(by_id, articles.article),
        "quotes": lambda: map(articles.quote, quotes),
        "quote_parts": lambda: (row for one in quotes for row in articles.quote_parts(one)),
        "same_as": lambda: (row for one in quotes for row in articles.same_as(desk, one)),
        "demand_acts": many(by_id, acts.demand_acts),
        "responses": all_responses,
        "claim_acts": many(by_id, acts.claim_acts),
        "corrections": many(by_id, articles.corrections),
        "positions": many(desk.demands, derived.positions),
        "answers": many(desk.demands, derived.answers),
        "claim_standings": each(desk.claims, derived.standing),
        "hearings": many(desk.claims, derived.hearings),
    }
