"""Actors, topics, events and briefings: ``actors/<id>.yml`` and so on."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from . import fields
from .description import InTable, Mark, Record, WrittenAlone, optional, several
from .vocabulary import ActorKind, NameKind


class Name(Record):
    """Another name that an actor goes or went by."""

    name: fields.ProperName = Field(description="The name.")
    language: fields.Language | None = optional("Its language, as a tag.")
    kind: NameKind | None = optional("What kind of name.")


class Role(Record):
    """What an actor is, for whom, from when to when.

    A person's, an office's or an unnamed actor's role says for whom it speaks; that of a state,
    organisation, bloc or group is only a membership.
    """

    title: fields.Line = Field(description="The role.")
    of: fields.ActorId | None = optional(
        "The actor it speaks for; for a state or organisation: what it is a member of."
    )
    from_: fields.Date | None = optional(
        "Its first day; if missing, it has no known start.", alias="from"
    )
    to: fields.Date | None = optional("Its last day; if missing, it has no known end.")


class PageElsewhere(Record):
    """A page elsewhere about an actor."""

    title: fields.Line = Field(description="What is on the page.")
    url: fields.Url = Field(description="Its address.")


class Actor(Record):
    """A person, state, organisation, bloc, office, group, or someone whom no source names."""

    name: fields.ProperName = Field(description="The name, as the site shows it.")
    kind: Annotated[ActorKind, Mark.FACET] = Field(description="What kind of actor.")
    sort_name: fields.ProperName | None = optional(
        "The name by which lists sort it.", examples=["Example, Ana"]
    )
    in_sentence: fields.ProperName | None = optional(
        "The name in a sentence, if it needs an article or another word there.",
        examples=["the Example Republic"],
    )
    names: fields.Many[Name] = several("Its other names.")
    roles: fields.Many[Role] = several(
        "What it is and for whom. The role of a person, an office or an unnamed actor says for "
        "whom they speak on those days; that of a state, an organisation, a bloc or a group is "
        "only a membership."
    )
    wikidata: fields.Wikidata | None = optional(
        "Its item in Wikidata: Q and a number.", examples=["Q42"]
    )
    summary: fields.Prose | None = optional("Who it is, in one or two sentences of our own.")
    links: fields.Many[PageElsewhere] = several("Pages elsewhere about it.")
    formerly: fields.FormerIds = ()
    note: fields.Note = None
    accept: fields.Accepted = ()


class Topic(Record):
    """A subject that demands, claims and quotes are grouped by."""

    name: fields.ProperName = Field(description="Its name: a few neutral words.")
    summary: fields.Prose | None = optional("What it is and what it includes, in our own words.")
    accept: fields.Accepted = ()


class DateGiven(Record):
    """A date that a source gives for an event, differing from ours."""

    date: fields.Date = Field(description="The date that the source gives.")
    quote: fields.Evidence = Field(description="The quote that gives it.")


class Event(Record):
    """Something that happened, at which things were said."""

    name: fields.ProperName = Field(description="What it was.")
    date: fields.Date = Field(
        description="The local date of the event; if sources differ, the date we consider right."
    )
    place: fields.Line | None = optional("Where it took place.")
    time: fields.Time | None = optional(
        "The time of day, with its offset from UTC.", examples=["10:30+02:00"]
    )
    dates_given: fields.Many[DateGiven] = several(
        "Dates that sources give for it, if they differ from ours."
    )
    note: fields.Note = None
    accept: fields.Accepted = ()


class NamedEvent(WrittenAlone):
    """An event: the id of one in ``events.yml``, one described in place, or ``none``."""

    alone = "event"
    either: ClassVar[tuple[str, ...]] = ("event", "name")

    event: Annotated[fields.EventId | None, InTable(name="")] = optional(
        "Its id in events.yml; `none` where there was no event."
    )
    name: fields.ProperName | None = optional("What it was, if it is described here.")
    place: fields.Line | None = optional("Where it took place, if the article says so here.")
    date: fields.Date | None = optional("When it took place, if the article says so here.")

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.event and not self.name:
            message, context = "an event needs a name, or its id", {"needs": self.either}
            raise PydanticCustomError("missing_key", message, context)
        if self.none and (self.name or self.place or self.date):
            message = "`event: none` says that there was no event, so it cannot have details"
            hint = {"field": "event", "hint": "write only `event: none`, or describe the event"}
            raise PydanticCustomError("bad_value", message, hint)
        return self

    @property
    def none(self) -> bool:
        """Whether it says that there was no event."""
        return self.event == fields.NO_EVENT

    @property
    def listed(self) -> str | None:
        """The id of an event of ``events.yml``, if it names one."""
        return None if self.none else self.event


class Briefing(Record):
    """The range, the bottom line and what it rests on."""

    since: fields.Day = Field(description="Its first day.")
    until: fields.Day = Field(description="Its last day.")
    bottom_line: fields.Prose = Field(
        description="The summary that a person writes, in at most three sentences."
    )
    by: fields.Line | None = optional("Who wrote it.")
    date: fields.Date | None = optional("When it was written.")
    evidence: fields.Many[fields.Evidence] = several("The quotes it is based on.")
    quotes: fields.Many[fields.Evidence] = several(
        "The quotes to use, in this order and of any date, instead of those chosen by rule."
    )
    topics: fields.Many[fields.TopicId] = several("Only these topics.")
    actors: fields.Many[fields.ActorId] = several("Only these actors.")
    accept: fields.Accepted = ()
