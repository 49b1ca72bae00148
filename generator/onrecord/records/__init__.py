"""What the YAML says, as typed and frozen values."""

from .actor import Actor, Link, Name, Role
from .article import (
    Article,
    ClaimRow,
    Correction,
    DemandRow,
    ResponseRow,
    Source,
)
from .briefing import Briefing
from .claim import Claim, ClaimReply
from .dates import UNKNOWN, PartialDate
from .demand import Demand, Outcome, ResponseFields
from .fields import NO_EVENT
from .quote import Quote, Said, SameAs
from .topic import DateGiven, Event, NamedEvent, Topic
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
    "Link",
    "Name",
    "NamedEvent",
    "Outcome",
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
