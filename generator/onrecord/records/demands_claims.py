"""Demands and claims, and what is said of them: in their own files and in rows of articles."""

from typing import Annotated

from pydantic import Field

from . import fields, vocabulary
from .description import InTable, IsFacet, Record, RevealsWords


class ResponseFields(Record):
    """How someone answered a demand, or that nobody was found to have done so."""

    by: fields.Many[fields.ActorId] = Field(description="Whose answer.")
    response: Annotated[vocabulary.Response, IsFacet()] = Field(
        description="What kind of answer; `none_found` only in the demand's own file, "
        "`not_assessed` never."
    )
    condition: fields.Prose | None = Field(default=None, description="On what condition.")
    quote: fields.RestsOn = None
    told_by: fields.ActorId | None = Field(
        default=None, description="Who tells of it, where it is not in the answerer's own words."
    )
    date: fields.Date | None = Field(
        default=None,
        description="When, if neither the quote's date nor the event's. What is told is dated only "
        "here.",
    )
    searched_through: fields.SearchedThrough = None
    searched_in: fields.SearchedIn = None
    asked_on: fields.AskedOn = None
    note: fields.Note = None
    accept: fields.Accepted = ()


class Outcome(Record):
    """What happened, as against what was said."""

    value: Annotated[vocabulary.OutcomeValue, InTable(name=""), IsFacet()] = Field(
        description="What happened, as against what was said."
    )
    assessed_on: fields.Date = Field(description="When the outcome was assessed.")
    assessed_by: fields.Line | None = Field(default=None, description="Who assessed it.")
    evidence: fields.Many[fields.Evidence] = Field(
        default=(), description="The quotes that the outcome rests on."
    )
    note: fields.Note = None
    accept: fields.Accepted = ()


class Demand(Record):
    """Who wants what of whom."""

    title: fields.Title = Field(
        description="The demand in neutral words of ours, as an order: Open the library on Sundays."
    )
    by: fields.Many[fields.ActorId] = Field(description="Whose demand it is.")
    to: fields.Many[fields.ActorId] = Field(
        description="To whom it is addressed; nobody whose demand it is."
    )
    topic: Annotated[fields.TopicId, IsFacet()] = Field(description="What it is about.")
    action: vocabulary.Action = Field(description="What is to be done.")
    strength: Annotated[vocabulary.Strength, IsFacet()] = Field(
        description="How strongly it is made; an ultimatum is under a threat, by a date or on a "
        "condition."
    )
    condition: fields.Prose | None = Field(
        default=None, description="On what condition it is made, or would fall away."
    )
    deadline: fields.Date | None = Field(default=None, description="By when.")
    part_of: fields.DemandId | None = Field(
        default=None, description="The larger demand it is a part of."
    )
    supersedes: fields.DemandId | None = Field(
        default=None, description="The demand it takes the place of."
    )
    summary: fields.Prose | None = Field(default=None, description="More on it, in our words.")
    note: fields.Note = None
    formerly: fields.FormerIds = ()
    responses: fields.Many[ResponseFields] = Field(
        default=(),
        description="Answers that no article can tell of, above all that somebody looked for one "
        "and found none.",
    )
    outcome: Outcome | None = Field(
        default=None, description="What happened, as against what was said."
    )
    accept: fields.Accepted = ()


class ClaimReply(Record):
    """What the one a claim is against said to it, or that nothing was found."""

    by: fields.ActorId = Field(description="Whose reply.")
    reply: vocabulary.Reply = Field(description="What kind of reply.")
    quote: fields.RestsOn = None
    told_by: fields.Many[fields.ActorId] = Field(
        default=(), description="Who tells of it, where it is not in the replier's own words."
    )
    date: fields.Date | None = Field(default=None, description="When it was given.")
    searched_through: fields.SearchedThrough = None
    searched_in: fields.SearchedIn = None
    asked_on: fields.AskedOn = None
    note: fields.Note = None
    accept: fields.Accepted = ()


class Claim(Record):
    """A claim, in a neutral paraphrase, with whose it is and whom it is against."""

    text: fields.Prose = Field(description="The claim, in a neutral paraphrase of ours.")
    by: fields.Many[fields.ActorId] = Field(description="Who makes it.")
    against: fields.Many[fields.ActorId] = Field(
        default=(), description="Whom it accuses or concerns."
    )
    about: fields.Many[fields.TopicId] = Field(default=(), description="What it is about.")
    kind: Annotated[vocabulary.ClaimKind, IsFacet()] = Field(description="What kind of claim.")
    conflicts_with: fields.Many[fields.ClaimId] = Field(
        default=(), description="Claims that cannot be so if it is; naming one side is enough."
    )
    replies: fields.Many[ClaimReply] = Field(
        default=(),
        description="What those it is against said, where no article has it, or that nothing was "
        "found.",
    )
    note: fields.Note = None
    formerly: fields.FormerIds = ()
    accept: fields.Accepted = ()


class DemandRow(Record):
    """That a demand was stated, modified, withdrawn or reported."""

    demand: fields.Many[fields.DemandId] = Field(description="Which demands.")
    act: vocabulary.DemandAct = Field(
        description="What was done; `reported`: somebody else says that it is their demand."
    )
    by: fields.Many[fields.ActorId] = Field(
        description="Who makes the demand or speaks for them; where reported: whose demand."
    )
    to: fields.Many[fields.ActorId] = Field(
        default=(), description="To whom this time, besides the demand's own addressees."
    )
    quote: fields.RestsOn = None
    phrase: Annotated[fields.Quoted | None, RevealsWords()] = Field(
        default=None,
        description="The key words of the demand, exactly as they are in one part of the quote.",
    )
    date: fields.Date | None = Field(
        default=None,
        description="When, if neither the quote's date nor the event's. What is reported is dated "
        "only here.",
    )
    note: fields.Note = None
    accept: fields.Accepted = ()


class ResponseRow(ResponseFields):
    """A response to one or more demands, found in an article."""

    demand: fields.Many[fields.DemandId] = Field(description="Which demands.")


class ClaimRow(Record):
    """That a claim was asserted, denied, disputed, corroborated or retracted."""

    claim: fields.Many[fields.ClaimId] = Field(description="Which claims.")
    act: vocabulary.ClaimAct = Field(description="What was done.")
    by: fields.Many[fields.ActorId] = Field(description="By whom.")
    quote: fields.RestsOn = None
    told_by: fields.Many[fields.ActorId] = Field(
        default=(), description="Who tells of it, where it is not in their own words."
    )
    date: fields.Date | None = Field(
        default=None,
        description="When, if neither the quote's date nor the event's. What is told is dated only "
        "here.",
    )
    note: fields.Note = None
    accept: fields.Accepted = ()
