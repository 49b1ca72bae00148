"""``claims/<id>.yml``: something someone says is so."""

from __future__ import annotations

from .fields import Code, Date, Id, Line, Many, Prose, Record, Reference
from .vocabulary import ClaimKind, Reply


class ClaimReply(Record):
    """What the one a claim is against said to it, or that nothing was found.

    Attributes:
        told_by: who tells of the reply, where it is not in the replier's own words.
    """

    by: Id
    reply: Reply
    quote: Reference | None = None
    told_by: Many[Id] = ()
    date: Date | None = None
    searched_through: Date | None = None
    searched_in: Line | None = None
    asked_on: Date | None = None
    note: Prose | None = None
    accept: Many[Code] = ()


class Claim(Record):
    """A claim, in a neutral paraphrase, with whose it is and whom it is against."""

    text: Prose
    by: Many[Id]
    against: Many[Id] = ()
    about: Many[Id] = ()
    kind: ClaimKind
    conflicts_with: Many[Id] = ()
    replies: Many[ClaimReply] = ()
    note: Prose | None = None
    formerly: Many[Id] = ()
    accept: Many[Code] = ()
