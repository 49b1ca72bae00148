"""Topics and events: what things are about, when they happened, and how others name an event."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .description import InTable, Record
from .fields import (
    NO_EVENT,
    Accepted,
    Date,
    EventId,
    Evidence,
    Line,
    Many,
    Note,
    ProperName,
    Prose,
    Time,
)

_EITHER = ("event", "name")


class Topic(Record):
    """A subject that demands, claims and quotes are grouped by."""

    name: ProperName = Field(description="Its name: a few neutral words.")
    summary: Prose | None = Field(
        default=None, description="What it is and what belongs to it, in our words."
    )
    accept: Accepted = ()


class DateGiven(Record):
    """A date that a source gives for an event, differing from ours."""

    date: Date = Field(description="The date that the source gives.")
    quote: Evidence = Field(description="The quote that gives it.")


class Event(Record):
    """Something that happened, at which things were said."""

    name: ProperName = Field(description="What it was.")
    date: Date = Field(description="When it was, local at the place; the date we hold to be right.")
    place: Line | None = Field(default=None, description="Where it was.")
    time: Time | None = Field(
        default=None,
        description="The time of day, with its offset from UTC.",
        examples=["10:30+02:00"],
    )
    dates_given: Many[DateGiven] = Field(
        default=(), description="Dates that sources give for it, where these differ from ours."
    )
    note: Note = None
    accept: Accepted = ()


class NamedEvent(Record):
    """An event: the id of one in ``events.yml``, one described in place, or ``none``."""

    event: Annotated[EventId | None, InTable(name="")] = Field(
        default=None, description="Its id in events.yml; `none` where there was no event."
    )
    name: ProperName | None = Field(
        default=None, description="What it was, where it is described in place."
    )
    place: Line | None = Field(
        default=None, description="Where it was, where the article says so itself."
    )
    date: Date | None = Field(
        default=None, description="When it was, where the article says so itself."
    )

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
