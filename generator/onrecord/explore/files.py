"""The files that the page of all quotes fetches: what to filter by, and the quotes in blocks.

``explore/meta.json`` has the columns of all quotes, newest first, about four bytes a quote;
``explore/quotes/<n>.txt`` has what is shown of ``BLOCK`` of them, one line of JSON each below a
first line with the digest of all, so that no page mixes two builds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.views.names import People
from onrecord.views.quote_card import QuoteCards, newest_quotes_first
from onrecord.views.saying import Say

from .columns import Days
from .facets import facets_of
from .results import SLOTS, result_line

# Results are scattered over all blocks: small ones cost more files, large ones more of a query.
BLOCK = 8

File = tuple[str, bytes]


def explore_files(desk: Desk, say: Say) -> Iterator[File]:
    """The files: path below the site's root, and content; none where there are no quotes."""
    quotes = newest_quotes_first(desk.quotes.values())
    if not quotes:
        return
    blocks = list(_blocks(desk, quotes, say))
    meta = _meta(desk, quotes, say)
    whole = hashlib.sha256(json.dumps(meta).encode())
    for block in blocks:
        whole.update(block.encode())
    digest = whole.hexdigest()[:12]
    yield "explore/meta.json", _json({"digest": digest, **meta}).encode()
    for number, block in enumerate(blocks):
        yield f"explore/quotes/{number}.txt", f"{digest}\n{block}".encode()


def _meta(desk: Desk, quotes: Sequence[QuoteEntry], say: Say) -> dict[str, object]:
    facets = facets_of(desk, quotes, say)
    return {
        "count": len(quotes),
        "block": BLOCK,
        "slots": SLOTS,
        "facets": {name: asdict(facet) for name, facet in facets.items()},
        "days": asdict(Days.of(quote.date for quote in quotes)),
    }


def _blocks(desk: Desk, quotes: Sequence[QuoteEntry], say: Say) -> Iterator[str]:
    cards = QuoteCards(desk, People(desk))
    lines = [result_line(cards.card(quote), say) + "\n" for quote in quotes]
    return ("".join(lines[start : start + BLOCK]) for start in range(0, len(lines), BLOCK))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
