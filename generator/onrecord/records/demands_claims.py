"""Demands and claims, and what is said of them: in their own files and in rows of articles."""

from typing import Annotated

from pydantic import Field

from .description import InTable, IsFacet, Record, RevealsWords
from .fields import (
    Accepted,
    ActorId,
    AskedOn,
    ClaimId,
    Date,
    DemandId,
    Evidence,
    FormerIds,
    Line,
    Many,
    Note,
    Prose,
    Quoted,
    RestsOn,
    SearchedIn,
    SearchedThrough,
    Title,
    TopicId,
)
from .vocabulary import (
    Action,
    ClaimAct,
    ClaimKind,
    DemandAct,
    OutcomeValue,
    Reply,
    Response,
    Strength,
)


class ResponseFields(Record):
    """How someone answered a demand, or that nobody was found to have done so."""

    by: Many[ActorId] = Field(description="Whose answer.")
    response: Annotated[Response, IsFacet()] = Field(
        description="What kind of answer; `none_found` only in the demand's own file, "
        "`not_assessed` never."
    )
    condition: Prose | None = Field(default=None, description="On what condition.")
    quote: RestsOn = None
    told_by: ActorId | None = Field(
        default=None, description="Who tells of it, where it is not in the answerer's own words."
    )
    date: Date | None = Field(
        default=None,
        description="When, if neither the quote's date nor the event's. What is told is dated only "
        "here.",
    )
    searched_through: SearchedThrough = None
    searched_in: SearchedIn = None
    asked_on: AskedOn = None
    note: Note = None
    accept: Accepted = ()


class Outcome(Record):
    """What happened, as against what was said."""

    value: Annotated[OutcomeValue, InTable(name=""), IsFacet()] = Field(
        description="What happened, as against what was said."
    )
    assessed_on: Date = Field(description="When the outcome was assessed.")
    assessed_by: Line | None = Field(default=None, description="Who assessed it.")
    evidence: Many[Evidence] = Field(
        default=(), description="The quotes that the outcome rests on."
    )
    note: Note = None
    accept: Accepted = ()


class Demand(Record):
    """Who wants what of whom."""

    title: Title = Field(
        description="The demand in neutral words of ours, as an order: Open the library on Sundays."
    )
    by: Many[ActorId] = Field(description="Whose demand it is.")
    to: Many[ActorId] = Field(description="To whom it is addressed; nobody whose demand it is.")
    topic: Annotated[TopicId, IsFacet()] = Field(description="What it is about.")
    action: Action = Field(description="What is to be done.")
    strength: Annotated[Strength, IsFacet()] = Field(
        description="How strongly it is made; an ultimatum is under a threat, by a date or on a "
        "condition."
    )
    condition: Prose | None = Field(
        default=None, description="On what condition it is made, or would fall away."
    )
    deadline: Date | None = Field(default=None, description="By when.")
    part_of: DemandId | None = Field(default=None, description="The larger demand it is a part of.")
    supersedes: DemandId | None = Field(
        default=None, description="The demand it takes the place of."
    )
    summary: Prose | None = Field(default=None, description="More on it, in our words.")
    note: Note = None
    formerly: FormerIds = ()
    responses: Many[ResponseFields] = Field(
        default=(),
        description="Answers that no article can tell of, above all that somebody looked for one "
        "and found none.",
    )
    outcome: Outcome | None = Field(
        default=None, description="What happened, as against what was said."
    )
    accept: Accepted = ()


class ClaimReply(Record):
    """What the one a claim is against said to it, or that nothing was found."""

    by: ActorId = Field(description="Whose reply.")
    reply: Reply = Field(description="What kind of reply.")
    quote: RestsOn = None
    told_by: Many[ActorId] = Field(
        default=(), description="Who tells of it, where it is not in the replier's own words."
    )
    date: Date | None = Field(default=None, description="When it was given.")
    searched_through: SearchedThrough = None
    searched_in: SearchedIn = None
    asked_on: AskedOn = None
    note: Note = None
    accept: Accepted = ()


class Claim(Record):
    """A claim, in a neutral paraphrase, with whose it is and whom it is against."""

    text: Prose = Field(description="The claim, in a neutral paraphrase of ours.")
    by: Many[ActorId] = Field(description="Who makes it.")
    against: Many[ActorId] = Field(default=(), description="Whom it accuses or concerns.")
    about: Many[TopicId] = Field(default=(), description="What it is about.")
    kind: Annotated[ClaimKind, IsFacet()] = Field(description="What kind of claim.")
    conflicts_with: Many[ClaimId] = Field(
        default=(), description="Claims that cannot be so if it is; naming one side is enough."
    )
    replies: Many[ClaimReply] = Field(
        default=(),
        description="What those it is against said, where no article has it, or that nothing was "
        "found.",
    )
    note: Note = None
    formerly: FormerIds = ()
    accept: Accepted = ()


class DemandRow(Record):
    """That a demand was stated, modified, withdrawn or reported."""

    demand: Many[DemandId] = Field(description="Which demands.")
    act: DemandAct = Field(
        description="What was done; `reported`: somebody else says that it is their demand."
    )
    by: Many[ActorId] = Field(
        description="Who makes the demand or speaks for them; where reported: whose demand."
    )
    to: Many[ActorId] = Field(
        default=(), description="To whom this time, besides the demand's own addressees."
    )
    quote: RestsOn = None
    phrase: Annotated[Quoted | None, RevealsWords()] = Field(
        default=None,
        description="The key words of the demand, exactly as they are in one part of the quote.",
    )
    date: Date | None = Field(
        default=None,
        description="When, if neither the quote's date nor the event's. What is reported is dated "
        "only here.",
    )
    note: Note = None
    accept: Accepted = ()


class ResponseRow(ResponseFields):
    """A response to one or more demands, found in an article."""

    demand: Many[DemandId] = Field(description="Which demands.")


class ClaimRow(Record):
    """That a claim was asserted, denied, disputed, corroborated or retracted."""

    claim: Many[ClaimId] = Field(description="Which claims.")
    act: ClaimAct = Field(description="What was done.")
    by: Many[ActorId] = Field(description="By whom.")
    quote: RestsOn = None
    told_by: Many[ActorId] = Field(
        default=(), description="Who tells of it, where it is not in their own words."
    )
    date: Date | None = Field(
        default=None,
        description="When, if neither the quote's date nor the event's. What is told is dated only "
        "here.",
    )
    note: Note = None
    accept: Accepted = ()
