"""What comparing a quote with the text of its source came to, as far as the lock tells."""

from __future__ import annotations

from onrecord.captures.lock import LockLine, digest_of
from onrecord.captures.quotation import ABSENT, CLOSE, EXACT, TYPOGRAPHY, compared_words
from onrecord.records import Quote

STALE = "stale"
NOT_CHECKED = "not_checked"

# From the best to the worst; `stale` is a quote edited after it was compared.
VERDICTS = (EXACT, TYPOGRAPHY, CLOSE, ABSENT, STALE, NOT_CHECKED)
# The words stand in the source.
STANDS = frozenset({EXACT, TYPOGRAPHY})


def verdict_by_lock(quote: Quote, line: LockLine | None) -> str:
    """What ``line`` of the lock says of ``quote``, whose words may have been edited since."""
    if line is None:
        return NOT_CHECKED
    return line.verdict if line.words == digest_of(compared_words(quote)) else STALE
