"""What the lock says of the words of each quote."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.captures.quotation import ABSENT, CLOSE
from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.verdicts import NOT_CHECKED, STALE

_SAYS = {
    ABSENT: (
        "quote-absent",
        "these words do not stand in the source as it was captured",
        "correct them from the source, then run `onrecord verify`",
    ),
    STALE: (
        "quote-stale",
        "these words were edited after they were compared with their source",
        "run `onrecord verify` where the captures are",
    ),
    CLOSE: (
        "quote-close",
        "these words stand in the source nearly, but not so",
        "`onrecord verify` shows which words differ",
    ),
    NOT_CHECKED: (
        "not-checked",
        "these words were never compared with their source",
        "save its text as {article}.txt among the captures, and run `onrecord verify`",
    ),
}
# Codes that nothing has where there is no lock.
LOCK_CODES = frozenset(code for code, _, _ in _SAYS.values())


def check_lock(desk: Desk, *, whole: bool) -> Iterator[Finding]:
    """Quotes that are not what the lock says, or of which it says nothing.

    Args:
        desk: linked with the lock.
        whole: whether every line of the lock could be read; else one may be missing for that.
    """
    for quote in desk.quotes.values():
        if quote.record.withheld or (quote.verdict == NOT_CHECKED and not whole):
            continue
        if quote.verdict in _SAYS:
            code, message, hint = _SAYS[quote.verdict]
            yield Finding(
                code,
                "article",
                quote.article_id,
                _where(quote),
                message,
                hint.format(article=quote.article_id),
            )


def _where(quote: QuoteEntry) -> YamlPath:
    field = "text" if quote.record.text else "id"
    return ("quotes", quote.index, field)
