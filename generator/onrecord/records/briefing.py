"""``briefings/<id>.yml``: what a person wrote over a briefing."""

from __future__ import annotations

from pydantic import Field

from .description import Record
from .fields import Accepted, ActorId, Date, Day, Evidence, Line, Many, Prose, TopicId


class Briefing(Record):
    """The range, the bottom line and what it rests on."""

    since: Day = Field(description="Its first day.")
    until: Day = Field(description="Its last day.")
    bottom_line: Prose = Field(
        description="What it all means, in at most three sentences, by a person."
    )
    by: Line | None = Field(default=None, description="Who wrote it.")
    date: Date | None = Field(default=None, description="When it was written.")
    evidence: Many[Evidence] = Field(default=(), description="The quotes it rests on.")
    topics: Many[TopicId] = Field(default=(), description="Only these topics.")
    actors: Many[ActorId] = Field(default=(), description="Only these actors.")
    accept: Accepted = ()
