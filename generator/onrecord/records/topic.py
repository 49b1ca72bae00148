"""``topics.yml`` and ``events.yml``: what things are about, and when they happened."""

from __future__ import annotations

from .fields import Date, Line, Many, Prose, Record, Reference, Time


class Topic(Record):
    """A subject that demands, claims and quotes are grouped by."""

    name: Line
    summary: Prose | None = None


class DateGiven(Record):
    """A date that a source gives for an event, differing from the desk's."""

    date: Date
    quote: Reference


class Event(Record):
    """Something that happened, at which things were said."""

    name: Line
    date: Date
    place: Line | None = None
    time: Time | None = None
    dates_given: Many[DateGiven] = ()
    note: Prose | None = None
