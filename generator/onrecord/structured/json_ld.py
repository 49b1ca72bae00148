"""Nodes of JSON-LD: how one is made and written into a page; those of sources and of actors."""

import json
import re
from collections.abc import Callable, Iterable

from onrecord.desk.desk import Desk
from onrecord.records import Actor, Article, PartialDate, Role
from onrecord.records.record_kinds import actor_uri, article_uri

Node = dict[str, object]
"""A node object (https://www.w3.org/TR/json-ld11/#node-objects)."""

Address = Callable[[str], str]
"""From a site path to an address: in full, or relative to the page where the site has none."""

_NOTHING: tuple[object, ...] = (None, "", [], {})
# Nothing in a script may look like a tag, a comment or an entity; two characters end lines in
# JavaScript, which some readers of JSON still are.
_DANGEROUS = re.compile("[<>&\u2028\u2029]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# An official transcript is no news; what it is not known to be, it is not called.
_TYPES = {
    "news_report": "NewsArticle",
    "wire_copy": "NewsArticle",
    "interview": "NewsArticle",
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
}
# A state is a place and a body that speaks: schema.org takes only a body for an author.
_ACTOR_TYPES: dict[str, str | list[str]] = {
    "person": "Person",
    "state": ["Country", "GovernmentOrganization"],
    "organisation": "Organization",
    "bloc": "Organization",
    "office": "Organization",
    "group": "Organization",
    # A description: it may be several people, so it is no person.
    "unnamed": "Thing",
}


def node(type_: str | list[str], **properties: object) -> Node:
    """A node of ``type_``; a property without a value is left out, ``id`` becomes ``@id``."""
    made: Node = {"@type": type_}
    for name, value in properties.items():
        kept = list(value) if isinstance(value, tuple) else value
        if kept not in _NOTHING:
            made["@id" if name == "id" else name] = one_or_all(kept)
    return made


def one_or_all(value: object) -> object:
    """A list of one as that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def known(date: PartialDate | None) -> str | None:
    """``date`` as ISO 8601 has it, no more precise than it is known."""
    return date.text if date and date.known else None


def json_ld(nodes: Iterable[Node]) -> str:
    """``nodes`` as the text of a `<script type="application/ld+json">`: nothing in it ends it."""
    document = {"@context": "https://schema.org", "@graph": list(nodes)}
    return _DANGEROUS.sub(lambda found: f"\\u{ord(found[0]):04x}", _ENCODER.encode(document))


def source_node(article_id: str, article: Article, address: Address) -> Node:
    """The source, as far as a quote's page names it; never our page about it."""
    source = article.source
    return node(
        _TYPES.get(source.genre or "", "Article"),
        id=f"{address(article_uri(article_id))}#source",
        headline=source.headline,
        url=source.url,
        datePublished=known(source.published),
        publisher=node("Organization", name=source.publisher),
    )


def full_source(article_id: str, article: Article, address: Address) -> Node:
    """All that is known of the source."""
    source = article.source
    return source_node(article_id, article, address) | {
        name: value
        for name, value in (
            # Bylines: whether one is a person's is not known.
            ("creditText", ", ".join(source.authors)),
            ("inLanguage", source.language),
            ("archivedAt", source.archive_url),
            ("copyrightNotice", source.rights),
        )
        if value
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
            _ACTOR_TYPES[actor.kind],
            id=f"{page}#actor",
            name=actor.name,
            # A capital is no name of its state.
            alternateName=[name.name for name in actor.names if name.kind != "metonym"],
            description=actor.summary,
            url=page,
            mainEntityOfPage=page,
            sameAs=(
                f"https://www.wikidata.org/entity/{actor.wikidata}" if actor.wikidata else None
            ),
            subjectOf=[node("WebPage", name=link.title, url=link.url) for link in actor.links],
        )
        if actor.kind != "unnamed":
            made |= self._roles(actor, address)
        return made

    def authors(self, actor_ids: Iterable[str], address: Address) -> list[Node]:
        """Those of them who can be named as authors: people and bodies, not mere descriptions."""
        return [
            self.named(actor_id, address)
            for actor_id in actor_ids
            if (actor := self._desk.actors.get(actor_id)) and actor.kind != "unnamed"
        ]

    def named(self, actor_id: str, address: Address) -> Node:
        """An actor by name, with the page that says more."""
        actor = self._desk.actors[actor_id]
        page = address(actor_uri(actor_id))
        return node(_ACTOR_TYPES[actor.kind], id=f"{page}#actor", name=actor.name)

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
    """``value`` with the dates between which it is true (https://schema.org/Role)."""
    made = node(type_, roleName=role.title, startDate=known(role.from_), endDate=known(role.to))
    return {**made, name: value}
