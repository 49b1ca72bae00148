"""Rows of topics, events, actors, demands, claims and briefings."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.exports.table import Row
from onrecord.views.names import actor_uri, briefing_uri, claim_uri, demand_uri, topic_uri

from .values import told


def topic(desk: Desk, topic_id: str) -> Row:
    """The row of ``topics``."""
    one = desk.topics[topic_id]
    return {
        "topic": topic_id,
        "name": one.name,
        "summary": one.summary,
        "address": topic_uri(topic_id),
    }


def event(desk: Desk, event_id: str) -> Row:
    """The row of ``events``."""
    one = desk.events[event_id]
    return {
        "event": event_id,
        "name": one.name,
        "date": told(one.date),
        "place": one.place,
        "time": one.time,
        "note": one.note,
    }


def event_dates(desk: Desk, event_id: str) -> Iterator[Row]:
    """The rows of ``event_dates``."""
    for position, given in enumerate(desk.events[event_id].dates_given, start=1):
        yield {
            "event": event_id,
            "position": position,
            "date": told(given.date),
            "quote": given.quote,
        }


def actor(desk: Desk, actor_id: str) -> Row:
    """The row of ``actors``."""
    one, index = desk.actors[actor_id], desk.index[actor_id]
    last = index.last_heard
    return {
        "actor": actor_id,
        "name": one.name,
        "kind": one.kind,
        "sort_name": one.sort_name,
        "wikidata": one.wikidata,
        "summary": one.summary,
        "note": one.note,
        "formerly": one.formerly,
        "utterances": index.utterances,
        "utterances_for_it": index.utterances_for_it,
        "demands_made": len(index.demands_made),
        "demands_received": len(index.demands_received),
        "claims_made": len(index.claims_made),
        "claims_received": len(index.claims_received),
        "last_heard": told(last) if last.known else None,
        "address": actor_uri(actor_id),
    }


def actor_names(desk: Desk, actor_id: str) -> Iterator[Row]:
    """The rows of ``actor_names``."""
    for position, name in enumerate(desk.actors[actor_id].names, start=1):
        yield {
            "actor": actor_id,
            "position": position,
            "name": name.name,
            "language": name.language,
            "kind": name.kind,
        }


def actor_roles(desk: Desk, actor_id: str) -> Iterator[Row]:
    """The rows of ``actor_roles``."""
    for position, role in enumerate(desk.actors[actor_id].roles, start=1):
        yield {
            "actor": actor_id,
            "position": position,
            "title": role.title,
            "of": role.of,
            "from": told(role.from_),
            "to": told(role.to),
        }


def actor_links(desk: Desk, actor_id: str) -> Iterator[Row]:
    """The rows of ``actor_links``."""
    for position, link in enumerate(desk.actors[actor_id].links, start=1):
        yield {"actor": actor_id, "position": position, "title": link.title, "url": link.url}


def demand(desk: Desk, demand_id: str) -> Row:
    """The row of ``demands``."""
    entry = desk.demands[demand_id]
    one, outcome = entry.record, entry.record.outcome
    return {
        "demand": demand_id,
        "title": one.title,
        "by": one.by,
        "to": one.to,
        "topic": one.topic,
        "action": one.action,
        "strength": one.strength,
        "condition": one.condition,
        "deadline": told(one.deadline),
        "part_of": one.part_of,
        "supersedes": one.supersedes,
        "summary": one.summary,
        "note": one.note,
        "formerly": one.formerly,
        "outcome": outcome.value if outcome else None,
        "outcome_assessed_on": told(outcome.assessed_on) if outcome else None,
        "outcome_assessed_by": outcome.assessed_by if outcome else None,
        "outcome_evidence": outcome.evidence if outcome else (),
        "outcome_note": outcome.note if outcome else None,
        "addressees": entry.addressees,
        "first_stated": told(entry.first.date) if entry.first else None,
        "last_stated": told(entry.last.date) if entry.last else None,
        "withdrawn": told(entry.withdrawn.date) if entry.withdrawn else None,
        "times_stated": entry.times_stated,
        "address": demand_uri(demand_id),
    }


def claim(desk: Desk, claim_id: str) -> Row:
    """The row of ``claims``."""
    entry = desk.claims[claim_id]
    one = entry.record
    return {
        "claim": claim_id,
        "text": one.text,
        "by": one.by,
        "against": one.against,
        "about": one.about,
        "kind": one.kind,
        "conflicts_with": one.conflicts_with,
        "note": one.note,
        "formerly": one.formerly,
        "conflicts": entry.conflicts,
        "address": claim_uri(claim_id),
    }


def claim_replies(desk: Desk, claim_id: str) -> Iterator[Row]:
    """The rows of ``claim_replies``."""
    for position, reply in enumerate(desk.claims[claim_id].record.replies, start=1):
        yield {
            "claim": claim_id,
            "position": position,
            "by": reply.by,
            "reply": reply.reply,
            "quote": reply.quote,
            "told_by": reply.told_by,
            "date": told(reply.date),
            "searched_through": told(reply.searched_through),
            "searched_in": reply.searched_in,
            "asked_on": told(reply.asked_on),
            "note": reply.note,
        }


def briefing(desk: Desk, briefing_id: str) -> Row:
    """The row of ``briefings``."""
    one = desk.briefings[briefing_id]
    return {
        "briefing": briefing_id,
        "since": told(one.since),
        "until": told(one.until),
        "bottom_line": one.bottom_line,
        "by": one.by,
        "date": told(one.date),
        "evidence": one.evidence,
        "topics": one.topics,
        "actors": one.actors,
        "address": briefing_uri(briefing_id),
    }
