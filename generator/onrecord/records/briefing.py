"""``briefings/<id>.yml``: what a person wrote over a briefing."""

from __future__ import annotations

from .fields import Code, Date, Day, Id, Line, Many, Prose, Record, Reference


class Briefing(Record):
    """The range, the bottom line and what it rests on."""

    since: Day
    until: Day
    bottom_line: Prose
    by: Line | None = None
    date: Date | None = None
    evidence: Many[Reference] = ()
    topics: Many[Id] = ()
    actors: Many[Id] = ()
    accept: Many[Code] = ()
