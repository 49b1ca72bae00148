"""``demands/<id>.yml``: one requested change, one way."""

from __future__ import annotations

from .fields import Code, Date, Id, Line, Many, Prose, Record, Reference
from .vocabulary import Action, OutcomeValue, Response, Strength


class ResponseFields(Record):
    """How someone answered a demand, or that nobody was found to have done so.

    Attributes:
        by: whose answer it is.
        response: what kind of answer.
        condition: on what terms.
        quote: the words it rests on.
        told_by: who tells of it, where it is not the answerer's own words.
        searched_through: for ``none_found``, the last day searched.
        searched_in: where was searched; "the sources of this desk" where absent.
        asked_on: when the desk asked for an answer; never where absent.
    """

    by: Many[Id]
    response: Response
    condition: Prose | None = None
    quote: Reference | None = None
    told_by: Id | None = None
    date: Date | None = None
    searched_through: Date | None = None
    searched_in: Line | None = None
    asked_on: Date | None = None
    note: Prose | None = None
    accept: Many[Code] = ()


class Outcome(Record):
    """What happened, as against what was said."""

    value: OutcomeValue
    assessed_on: Date
    assessed_by: Line | None = None
    evidence: Many[Reference] = ()
    note: Prose | None = None
    accept: Many[Code] = ()


class Demand(Record):
    """Who wants what of whom."""

    title: Line
    by: Many[Id]
    to: Many[Id]
    topic: Id
    action: Action
    strength: Strength
    condition: Prose | None = None
    deadline: Date | None = None
    part_of: Id | None = None
    supersedes: Id | None = None
    summary: Prose | None = None
    note: Prose | None = None
    formerly: Many[Id] = ()
    responses: Many[ResponseFields] = ()
    outcome: Outcome | None = None
    accept: Many[Code] = ()
