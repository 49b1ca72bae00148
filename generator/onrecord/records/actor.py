"""``actors/<id>.yml``: someone who speaks, acts or is addressed."""

from __future__ import annotations

from pydantic import Field

from .fields import Code, Date, Id, Language, Line, Many, ProperName, Prose, Record, Url, Wikidata
from .vocabulary import ActorKind, NameKind


class Name(Record):
    """Another name that an actor goes or went by."""

    name: ProperName
    language: Language | None = None
    kind: NameKind | None = None


class Role(Record):
    """What an actor is, for whom, from when to when (both days included, open where absent).

    A person's, an office's or an unnamed actor's role says for whom it speaks; that of a state,
    organisation, bloc or group says membership only.
    """

    title: Line
    of: Id | None = None
    from_: Date | None = Field(default=None, alias="from")
    to: Date | None = None


class Link(Record):
    """A page elsewhere about an actor."""

    title: Line
    url: Url


class Actor(Record):
    """A person, state, organisation, bloc, office, group, or someone whom no source names."""

    name: ProperName
    kind: ActorKind
    sort_name: ProperName | None = None
    names: Many[Name] = ()
    roles: Many[Role] = ()
    wikidata: Wikidata | None = None
    summary: Prose | None = None
    links: Many[Link] = ()
    formerly: Many[Id] = ()
    note: Prose | None = None
    accept: Many[Code] = ()
