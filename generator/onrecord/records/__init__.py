"""What the YAML says, as typed and frozen values."""

from .actors_topics_events import Actor, Briefing, DateGiven, Event, NamedEvent, Role, Topic
from .articles_demands_claims import (
    Article,
    Claim,
    ClaimReply,
    ClaimRow,
    Correction,
    Demand,
    DemandRow,
    ResponseFields,
    ResponseRow,
    Source,
)
from .dates import UNKNOWN, PartialDate
from .fields import NO_EVENT
from .quote import Quote, Said, SameAs
from .vocabulary import SETS_MARKS

__all__ = [
    "NO_EVENT",
    "SETS_MARKS",
    "UNKNOWN",
    "Actor",
    "Article",
    "Briefing",
    "Claim",
    "ClaimReply",
    "ClaimRow",
    "Correction",
    "DateGiven",
    "Demand",
    "DemandRow",
    "Event",
    "NamedEvent",
    "PartialDate",
    "Quote",
    "ResponseFields",
    "ResponseRow",
    "Role",
    "Said",
    "SameAs",
    "Source",
    "Topic",
]
