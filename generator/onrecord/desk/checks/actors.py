"""Roles that can be."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.finding import Finding
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
