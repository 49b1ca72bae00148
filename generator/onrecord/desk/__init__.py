"""The content with its links: who said what, who demands what, and everything derived from it."""

from .actors import Roles, count_utterances
from .acts import NONE_FOUND, Act, ActKind, Rank, Relation, grouped, only
from .claims import ClaimStanding, Hearing
from .demands import DemandEntry
from .desk import Desk
from .positions import CONFLICTING, NOT_ASSESSED, Position, decides
from .quotes import (
    NOT_CHECKED,
    STANDS,
    VERDICTS,
    QuoteEntry,
    article_occasion,
    full_reference,
    newest_quotes_first,
)
from .settings import Coverage
