"""``claims/<id>.yml``: something someone says is so."""

from __future__ import annotations

from pydantic import Field

from .description import Record
from .fields import (
    Accepted,
    ActorId,
    AskedOn,
    ClaimId,
    Date,
    Evidence,
    FormerIds,
    Many,
    Note,
    Prose,
    SearchedIn,
    SearchedThrough,
    TopicId,
)
from .vocabulary import ClaimKind, Reply


class ClaimReply(Record):
    """What the one a claim is against said to it, or that nothing was found."""

    by: ActorId = Field(description="Whose reply.")
    reply: Reply = Field(description="What kind of reply.")
    quote: Evidence | None = Field(default=None, description="The words it rests on.")
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
    kind: ClaimKind = Field(description="What kind of claim.")
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
