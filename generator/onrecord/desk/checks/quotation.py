"""Sources that are quoted beyond what the desk allows itself."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding
from onrecord.desk.quotation import QuotationLimits, quoted_words


def check_quotation(desk: Desk, limits: QuotationLimits) -> Iterator[Finding]:
    """Articles with more words of the speakers or of the publisher than ``limits`` allow."""
    for article_id, quotes in desk.quotes_of_article.items():
        found = quoted_words(quotes)
        for whose, count, limit in (
            ("those it quotes", found.speakers, limits.speakers),
            ("its publisher", found.publisher, limits.publisher),
        ):
            if limit is not None and count > limit:
                message = f"{count} words of {whose} are taken from this source; at most {limit}"
                hint = "quote less of it, or raise `quotation_limits` where its rights allow it"
                yield Finding("quoted-much", "article", article_id, ("quotes",), message, hint)
