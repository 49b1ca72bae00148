"""Topics and events: what things are about, when they happened, and how others name an event."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from .fields import Code, Date, Id, Line, Many, ProperName, Prose, Record, Reference, Time

# Written in the place of an event's id: there was none. No event may have this id.
NO_EVENT = "none"
_EITHER = ("event", "name")


class Topic(Record):
    """A subject that demands, claims and quotes are grouped by."""

    name: ProperName
    summary: Prose | None = None
    accept: Many[Code] = ()


class DateGiven(Record):
    """A date that a source gives for an event, differing from the desk's."""

    date: Date
    quote: Reference


class Event(Record):
    """Something that happened, at which things were said."""

    name: ProperName
    date: Date
    place: Line | None = None
    time: Time | None = None
    dates_given: Many[DateGiven] = ()
    note: Prose | None = None
    accept: Many[Code] = ()


class NamedEvent(Record):
    """An event: the id of one in ``events.yml``, one described in place, or ``none``."""

    event: Id | None = None
    name: ProperName | None = None
    place: Line | None = None
    date: Date | None = None

    @model_validator(mode="before")
    @classmethod
    def _id_alone(cls, data: object) -> object:
        return {"event": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.event and not self.name:
            message, context = "an event described in place needs a name", {"needs": _EITHER}
            raise PydanticCustomError("missing_key", message, context)
        if self.none and (self.name or self.place or self.date):
            message = "where there was no event, there is nothing to say of it"
            hint = {"field": "event", "hint": "write `event: none` alone"}
            raise PydanticCustomError("bad_value", message, hint)
        return self

    @property
    def none(self) -> bool:
        """Whether it says that there was no event."""
        return self.event == NO_EVENT

    @property
    def listed(self) -> str | None:
        """The id of an event of ``events.yml``, if it names one."""
        return None if self.none else self.event
