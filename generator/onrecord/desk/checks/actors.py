"""Roles that can be, and names that tell actors apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from onrecord.desk.finding import Finding
from onrecord.desk.naming import alike, same_name
from onrecord.records import Actor
from onrecord.records.load import Records


def check_actors(records: Records) -> Iterator[Finding]:
    """Roles that end before they begin, or that are of the actor itself."""
    for actor_id, actor in records.actors.items():
        for index, role in enumerate(actor.roles):
            if role.of == actor_id:
                message = "an actor has no role of itself"
                path = ("roles", index, "of")
                hint = "name whom it speaks for, or what it is a member of"
                yield Finding("role-to-itself", "actor", actor_id, path, message, hint)
            if role.from_ and role.to and role.to.before(role.from_):
                message = f"this role ends ({role.to}) before it begins ({role.from_})"
                hint = "are 'from' and 'to' exchanged?"
                yield Finding(
                    "role-dates", "actor", actor_id, ("roles", index, "to"), message, hint
                )


def check_same_names(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    """Two actors of one kind and one name, whom nothing on their pages tells apart."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for actor_id in sorted(actors):
        actor = actors[actor_id]
        groups[actor.kind, alike(actor.name) or same_name(actor.name)].append(actor_id)
    for ids in groups.values():
        for index, actor_id in enumerate(ids):
            others = (one for one in ids[:index] if not _told_apart(actors[actor_id], actors[one]))
            if other := next(others, None):
                yield _same(actor_id, actors[actor_id], other, actors[other])


def _same(actor_id: str, actor: Actor, other_id: str, other: Actor) -> Finding:
    message = f"actor '{other_id}' has the same name"
    if same_name(actor.name) != same_name(other.name):
        message = f"actor '{other_id}' has nearly the same name, '{other.name}'"
    hint = (
        "one and the same: keep one file and write the other id into its 'formerly'; two: say in"
        " the 'summary' of each who it is"
    )
    return Finding("same-name", "actor", actor_id, ("name",), message, hint)


def _told_apart(one: Actor, other: Actor) -> bool:
    """Whether an editor has said that these are two."""
    if one.wikidata and other.wikidata:
        return one.wikidata != other.wikidata
    if one.kind == "unnamed" and one.roles and other.roles:
        return {role.of for role in one.roles}.isdisjoint(role.of for role in other.roles)
    return bool(one.summary and other.summary and one.summary != other.summary)
