"""Actors as schema.org has them."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.desk.desk import Desk
from onrecord.records import Actor, Role
from onrecord.views.links import actor_uri

from .node import Address, Node, known, node, one_or_all

# A state is a place and a body that speaks: schema.org takes only a body for an author.
_TYPES: dict[str, str | list[str]] = {
    "person": "Person",
    "state": ["Country", "GovernmentOrganization"],
    "organisation": "Organization",
    "bloc": "Organization",
    "office": "Organization",
    "group": "Organization",
    # A description: it may be several people, so it is no person.
    "unnamed": "Thing",
}


class ActorNodes:
    """Makes the nodes of actors."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def full(self, actor_id: str, address: Address) -> Node:
        """All of an actor that its page says in words."""
        actor = self._desk.actors[actor_id]
        page = address(actor_uri(actor_id))
        made = node(
            _TYPES[actor.kind],
            id=f"{page}#actor",
            name=actor.name,
            alternateName=[one.name for one in actor.names],
            description=actor.summary,
            url=page,
            mainEntityOfPage=page,
            sameAs=(
                f"https://www.wikidata.org/entity/{actor.wikidata}" if actor.wikidata else None
            ),
            subjectOf=[node("WebPage", name=one.title, url=one.url) for one in actor.links],
        )
        if actor.kind != "unnamed":
            made |= self._roles(actor, address)
        return made

    def authors(self, actor_ids: Iterable[str], address: Address) -> list[Node]:
        """Those of them who can be named as authors: people and bodies, not mere descriptions."""
        return [
            self.named(one, address)
            for one in actor_ids
            if (actor := self._desk.actors.get(one)) and actor.kind != "unnamed"
        ]

    def named(self, actor_id: str, address: Address) -> Node:
        """An actor by name, with the page that says more."""
        actor = self._desk.actors[actor_id]
        page = address(actor_uri(actor_id))
        return node(_TYPES[actor.kind], id=f"{page}#actor", name=actor.name)

    def _roles(self, actor: Actor, address: Address) -> Node:
        person = actor.kind == "person"
        made: dict[str, list[object]] = {}
        for role in actor.roles:
            if role.of in self._desk.actors and role.of:
                name = "affiliation" if person else "memberOf"
                body: object = self.named(role.of, address)
                made.setdefault(name, []).append(_role("OrganizationRole", name, body, role))
            elif person and not role.of:
                dated = role.from_ or role.to
                title = _role("Role", "jobTitle", role.title, role) if dated else role.title
                made.setdefault("jobTitle", []).append(title)
        return {name: one_or_all(values) for name, values in made.items()}


def _role(type_: str, name: str, value: object, role: Role) -> Node:
    """``value`` with the dates between which it holds (https://schema.org/Role)."""
    made = node(type_, roleName=role.title, startDate=known(role.from_), endDate=known(role.to))
    return {**made, name: value}
