"""The files that the page of all quotes fetches: what to filter by, and the quotes in blocks.

``explore/meta.json`` has the columns of all quotes, newest first, about four bytes a quote;
``explore/quotes/<n>.txt`` has what is shown of ``BLOCK`` of them, one line of JSON each below a
first line with the digest of all, so that no page mixes two builds. A script sets the texts on the
card of the page. What is withheld has no words here, as everywhere.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry
from onrecord.views.attribution import (
    before_words,
    corrected,
    gloss,
    how,
    provenance,
    said,
    when,
    who,
)
from onrecord.views.lines import Catalogue
from onrecord.views.names import People
from onrecord.views.quote_card import QuoteCard, QuoteCards, newest_quotes_first

from .explore_columns import Days, facets_of
from .index import BLOCK, File, blocks_of, compact_json, digest_of, numbered_files

# The texts of a line in their order; the page's template names its places by them.
SLOTS = (
    "uri",
    "form",
    "state",
    "before",
    "gist",
    "words",
    "language",
    "direction",
    "corrections",
    "speaker",
    "speaker_uri",
    "role",
    "context",
    "when",
    "provenance",
    "how",
)


def result_line(card: QuoteCard, say: Catalogue) -> str:
    """The texts of ``card`` in the order of ``SLOTS``, as one line of JSON."""
    texts = result_texts(card, say)
    values = [texts[name] or "" for name in SLOTS]
    return compact_json(values)


def result_texts(card: QuoteCard, say: Catalogue) -> dict[str, str | None]:
    """The texts of ``card`` by slot; none where there is nothing to say."""
    indirect = card.form == "indirect"
    name, role = _speaker(card, say)
    return {
        "uri": card.uri,
        "form": card.form,
        "state": card.state,
        "before": _before(card, say),
        "gist": card.gist if indirect else None,
        "words": None if indirect or card.withheld else said(card, say),
        "language": card.language,
        "direction": card.direction,
        "corrections": _corrections(card, say),
        "speaker": name,
        "speaker_uri": card.speakers[0].uri if len(card.speakers) == 1 else None,
        "role": role,
        "context": " ".join(filter(None, (gloss(card, say), card.context))) or None,
        "when": when(card, say),
        "provenance": provenance(card, say),
        "how": how(card, say),
    }


def _speaker(card: QuoteCard, say: Catalogue) -> tuple[str, str]:
    """The name, which leads to a page, and what follows it."""
    whole = who(card, say)
    name = say.names(card.speakers) or whole
    return name, whole.removeprefix(name)


def _before(card: QuoteCard, say: Catalogue) -> str:
    reason = [say("card.reason", reason=card.reason)] if card.withheld and card.reason else []
    return " ".join([*before_words(card, say), *reason])


def _corrections(card: QuoteCard, say: Catalogue) -> str:
    lines = []
    for correction, line in zip(card.corrections, corrected(card, say), strict=True):
        was = "" if correction.was is None else say("correction.was", was=correction.was)
        now = "" if correction.now is None else say("correction.now", now=correction.now)
        facts = filter(None, (was, now, correction.note))
        lines += [line, say("answer.dot").join(facts)]
    return " ".join(filter(None, lines))


def explore_files(desk: Desk, say: Catalogue) -> Iterator[File]:
    """The files: path below the site's root, and content; none where there are no quotes."""
    quotes = newest_quotes_first(desk.quotes.values())
    if not quotes:
        return
    cards = QuoteCards(desk, People(desk))
    blocks = blocks_of(result_line(cards.card(quote), say) for quote in quotes)
    meta = _meta(desk, quotes, say)
    digest = digest_of([json.dumps(meta), *blocks])
    yield "explore/meta.json", compact_json({"digest": digest, **meta}).encode()
    yield from numbered_files("explore/quotes", blocks, digest)


def _meta(desk: Desk, quotes: Sequence[QuoteEntry], say: Catalogue) -> dict[str, object]:
    facets = facets_of(desk, quotes, say)
    return {
        "count": len(quotes),
        "block": BLOCK,
        "slots": SLOTS,
        "facets": {name: asdict(facet) for name, facet in facets.items()},
        "days": asdict(Days.of(quote.date for quote in quotes)),
    }
