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
    condition: fields.Prose | None = Field(default=None, description="The condition of the answer.")
    quote: fields.RestsOn = None
    told_by: fields.ActorId | None = Field(
        default=None, description="Who reports it, if it is not in the answerer's own words."
    )
    date: fields.DateOfAct = None
    searched_through: fields.SearchedThrough = None
    searched_in: fields.SearchedIn = None
    asked_on: fields.AskedOn = None
    note: fields.Note = None
    accept: fields.Accepted = ()


class Outcome(Record):
    """What was done, as opposed to what was said."""

    value: Annotated[vocabulary.OutcomeValue, InTable(name=""), IsFacet()] = Field(
        description="What was done, as opposed to what was said."
    )
    assessed_on: fields.Date = Field(description="When the outcome was assessed.")
    assessed_by: fields.Line | None = Field(default=None, description="Who assessed it.")
    evidence: fields.Many[fields.Evidence] = Field(
        default=(), description="The quotes that the outcome is based on."
    )
    note: fields.Note = None
    accept: fields.Accepted = ()


class Demand(Record):
    """Who wants what of whom."""

    title: fields.Title = Field(
        description="The demand in our own neutral words, as a request: Open the library on "
        "Sundays."
    )
    by: fields.Many[fields.ActorId] = Field(description="Who makes the demand.")
    to: fields.Many[fields.ActorId] = Field(
        description="Who is asked; never those who make the demand."
    )
    topic: Annotated[fields.TopicId, IsFacet()] = Field(description="What it is about.")
    action: vocabulary.Action = Field(description="What kind of action it asks for.")
    strength: Annotated[vocabulary.Strength, IsFacet()] = Field(
        description=(
            "How strongly it is made; an ultimatum has a threat, a deadline or a condition."
        )
    )
    condition: fields.Prose | None = Field(
        default=None, description="The condition on which it is made, or would be dropped."
    )
    deadline: fields.Date | None = Field(default=None, description="By when.")
    part_of: fields.DemandId | None = Field(
        default=None, description="The larger demand it is a part of."
    )
    supersedes: fields.DemandId | None = Field(
        default=None, description="The demand that it replaces."
    )
    summary: fields.Prose | None = Field(
        default=None, description="More about it, in our own words."
    )
    note: fields.Note = None
    formerly: fields.FormerIds = ()
    responses: fields.Many[ResponseFields] = Field(
        default=(),
        description=(
            "Answers that are in no article, above all `none_found`: somebody searched "
            "and found no answer."
        ),
    )
    outcome: Outcome | None = Field(
        default=None, description="What was done, as opposed to what was said."
    )
    accept: fields.Accepted = ()


class ClaimReply(Record):
    """A reply by an actor whom a claim is against, or that none was found."""

    by: fields.ActorId = Field(description="Whose reply.")
    reply: vocabulary.Reply = Field(description="What kind of reply.")
    quote: fields.RestsOn = None
    told_by: fields.Many[fields.ActorId] = Field(
        default=(), description="Who reports it, if it is not in the replier's own words."
    )
    date: fields.Date | None = Field(default=None, description="When it was given.")
    searched_through: fields.SearchedThrough = None
    searched_in: fields.SearchedIn = None
    asked_on: fields.AskedOn = None
    note: fields.Note = None
    accept: fields.Accepted = ()


class Claim(Record):
    """A claim, in a neutral paraphrase, with whose it is and whom it is against."""

    text: fields.Prose = Field(description="The claim, in neutral words of our own.")
    by: fields.Many[fields.ActorId] = Field(description="Who makes it.")
    against: fields.Many[fields.ActorId] = Field(
        default=(), description="Who is accused or concerned."
    )
    about: fields.Many[fields.TopicId] = Field(default=(), description="What it is about.")
    kind: Annotated[vocabulary.ClaimKind, IsFacet()] = Field(description="What kind of claim.")
    conflicts_with: fields.Many[fields.ClaimId] = Field(
        default=(),
        description="Claims that cannot be true if this one is; name each pair only once.",
    )
    replies: fields.Many[ClaimReply] = Field(
        default=(),
        description="Replies by those whom it is against, if they are in no article; or "
        "`none_found`.",
    )
    note: fields.Note = None
    formerly: fields.FormerIds = ()
    accept: fields.Accepted = ()


class DemandRow(Record):
    """That a demand was stated, modified, withdrawn or reported."""

    demand: fields.Many[fields.DemandId] = Field(description="Which demands.")
    act: vocabulary.DemandAct = Field(
        description="What was done with the demand; `reported` if somebody else says that the "
        "actors in `by` make it."
    )
    by: fields.Many[fields.ActorId] = Field(
        description="Who makes the demand or speaks for its makers; "
        "if `reported`, who is said to make it."
    )
    to: fields.Many[fields.ActorId] = Field(
        default=(),
        description="Who is asked this time, in addition to the demand's own addressees.",
    )
    quote: fields.RestsOn = None
    phrase: Annotated[fields.Quoted | None, RevealsWords()] = Field(
        default=None,
        description="The key words of the demand, exactly as they are in one part of the quote.",
    )
    date: fields.DateOfAct = None
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
        default=(), description="Who reports it, if it is not in their own words."
    )
    date: fields.DateOfAct = None
    note: fields.Note = None
    accept: fields.Accepted = ()
