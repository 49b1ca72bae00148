"""What the YAML says, as typed and frozen values."""

from .actor import Actor, Link, Name, Role
from .article import (
    Article,
    ArticleEvent,
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
from .quote import Quote, Said, SameAs
from .topic import DateGiven, Event, Topic

__all__ = [
    "UNKNOWN",
    "Actor",
    "Article",
    "ArticleEvent",
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
