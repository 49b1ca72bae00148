"""``actors/<id>.yml``: someone who speaks, acts or is addressed."""

from __future__ import annotations

from pydantic import Field

from .description import Record
from .fields import (
    Accepted,
    ActorId,
    Date,
    FormerIds,
    Language,
    Line,
    Many,
    Note,
    ProperName,
    Prose,
    Url,
    Wikidata,
)
from .vocabulary import ActorKind, NameKind


class Name(Record):
    """Another name that an actor goes or went by."""

    name: ProperName = Field(description="The name.")
    language: Language | None = Field(default=None, description="Its language, as a tag.")
    kind: NameKind | None = Field(default=None, description="What kind of name.")


class Role(Record):
    """What an actor is, for whom, from when to when.

    A person's, an office's or an unnamed actor's role says for whom it speaks; that of a state,
    organisation, bloc or group says membership only.
    """

    title: Line = Field(description="The role.")
    of: ActorId | None = Field(
        default=None, description="For whom; for a state or an organisation: of what a member."
    )
    from_: Date | None = Field(
        default=None, alias="from", description="Its first day; open where empty."
    )
    to: Date | None = Field(default=None, description="Its last day; open where empty.")


class Link(Record):
    """A page elsewhere about an actor."""

    title: Line = Field(description="What the page is.")
    url: Url = Field(description="Its address.")


class Actor(Record):
    """A person, state, organisation, bloc, office, group, or someone whom no source names."""

    name: ProperName = Field(description="The name, as the site shows it.")
    kind: ActorKind = Field(description="What kind of actor.")
    sort_name: ProperName | None = Field(
        default=None, description="The name as lists sort it.", examples=["Example, Ana"]
    )
    names: Many[Name] = Field(default=(), description="Its other names.")
    roles: Many[Role] = Field(
        default=(),
        description="What it is and for whom. The role of a person, an office or an unnamed one "
        "says for whom they speak on those days; that of a state, an organisation, a bloc or a "
        "group says membership only.",
    )
    wikidata: Wikidata | None = Field(
        default=None, description="Its item in Wikidata: Q and a number.", examples=["Q42"]
    )
    summary: Prose | None = Field(
        default=None, description="Who it is, in a sentence or two of ours."
    )
    links: Many[Link] = Field(default=(), description="Pages elsewhere about it.")
    formerly: FormerIds = ()
    note: Note = None
    accept: Accepted = ()
