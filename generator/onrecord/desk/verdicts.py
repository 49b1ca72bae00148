"""What comparing a quote with the text of its source came to."""

from __future__ import annotations

from .entries import QuoteEntry

NOT_CHECKED = "not_checked"

# From the best to the worst; `stale` is a quote edited after it was compared.
VERDICTS = ("exact", "exact_after_typography", "close", "absent", "stale", NOT_CHECKED)


def verdict_of(quote: QuoteEntry) -> str:  # noqa: ARG001 - the lock that will tell is not there yet
    """One of ``VERDICTS``; nothing has been compared as long as there is no lock to say so."""
    return NOT_CHECKED
