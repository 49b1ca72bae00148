"""Who speaks for whom, and who is a member of what, on a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.records import Actor, PartialDate, Role

# A role of these speaks for whom it is of; a role of the others says membership only.
_SPEAKING = frozenset({"person", "office", "unnamed"})


def holds(role: Role, on: PartialDate) -> bool:
    """Whether ``role`` may be held on ``on``: not wholly before its start or after its end."""
    if role.from_ and on.before(role.from_):
        return False
    return not (role.to and role.to.before(on))


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of all actors.

    Attributes:
        actors: every actor by id.
        speakers: for each actor, those who speak for it at some time, by id.
        members: for each actor, those who are members of it at some time, by id.
    """

    actors: Mapping[str, Actor]
    speakers: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, actors: Mapping[str, Actor]) -> Roles:
        """Index the roles of ``actors``."""
        speakers: dict[str, list[str]] = {}
        members: dict[str, list[str]] = {}
        for actor_id, actor in actors.items():
            index = speakers if actor.kind in _SPEAKING else members
            for target in dict.fromkeys(role.of for role in actor.roles if role.of):
                index.setdefault(target, []).append(actor_id)
        return cls(
            actors,
            {target: tuple(sorted(ids)) for target, ids in speakers.items()},
            {target: tuple(sorted(ids)) for target, ids in members.items()},
        )

    def on(self, actor_id: str, date: PartialDate) -> Iterator[Role]:
        """The roles of an actor on a date, in the order they are written."""
        actor = self.actors.get(actor_id)
        return (role for role in actor.roles if holds(role, date)) if actor else iter(())

    def speaks_for(self, actor_id: str, target: str, date: PartialDate) -> bool:
        """Whether the actor speaks for ``target`` on ``date``. Never handed on."""
        actor = self.actors.get(actor_id)
        return (
            actor is not None
            and actor.kind in _SPEAKING
            and any(role.of == target for role in self.on(actor_id, date))
        )

    def is_member(self, actor_id: str, target: str, date: PartialDate) -> bool:
        """Whether the actor (a state, a chamber) is a member of ``target`` on ``date``."""
        actor = self.actors.get(actor_id)
        return (
            actor is not None
            and actor.kind not in _SPEAKING
            and any(role.of == target for role in self.on(actor_id, date))
        )

    def spoken_for(self, actor_id: str, date: PartialDate) -> tuple[str, ...]:
        """Those the actor speaks for on ``date``."""
        actor = self.actors.get(actor_id)
        if actor is None or actor.kind not in _SPEAKING:
            return ()
        return tuple(dict.fromkeys(role.of for role in self.on(actor_id, date) if role.of))

    def is_or_speaks_for(self, actor_id: str, target: str, date: PartialDate) -> bool:
        """Whether the actor is ``target`` or speaks for it on ``date``."""
        return actor_id == target or self.speaks_for(actor_id, target, date)

    def speaks_for_member(self, actor_id: str, target: str, date: PartialDate) -> bool:
        """Whether the actor is, or speaks for, a member of ``target`` on ``date``."""
        return self.is_member(actor_id, target, date) or any(
            self.is_member(spoken, target, date) for spoken in self.spoken_for(actor_id, date)
        )

    def unnamed(self, actor_id: str) -> bool:
        """Whether no source names the actor."""
        actor = self.actors.get(actor_id)
        return actor is not None and actor.kind == "unnamed"
