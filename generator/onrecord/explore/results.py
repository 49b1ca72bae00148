"""A quote among the results: the card of the page, as plain texts for a script to set.

What is withheld has no words here, as everywhere.
"""

from __future__ import annotations

import json

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
from onrecord.views.quote_card import QuoteCard
from onrecord.views.saying import Say

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


def result_line(card: QuoteCard, say: Say) -> str:
    """The texts of ``card`` in the order of ``SLOTS``, as one line of JSON."""
    texts = result_texts(card, say)
    values = [texts[name] or "" for name in SLOTS]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def result_texts(card: QuoteCard, say: Say) -> dict[str, str | None]:
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
        "speaker_uri": card.speaker.uri if card.speaker else None,
        "role": role,
        "context": " ".join(filter(None, (gloss(card, say), card.context))) or None,
        "when": when(card, say),
        "provenance": provenance(card, say),
        "how": how(card, say),
    }


def _speaker(card: QuoteCard, say: Say) -> tuple[str, str]:
    """The name, which leads to a page, and what follows it."""
    whole = who(card, say)
    if card.speaker is None:
        return whole, ""
    return card.speaker.text, whole.removeprefix(card.speaker.text)


def _before(card: QuoteCard, say: Say) -> str:
    reason = [say("card.reason", reason=card.reason)] if card.withheld and card.reason else []
    return " ".join([*before_words(card, say), *reason])


def _corrections(card: QuoteCard, say: Say) -> str:
    lines = []
    for one, line in zip(card.corrections, corrected(card, say), strict=True):
        was = "" if one.was is None else say("correction.was", was=one.was)
        now = "" if one.now is None else say("correction.now", now=one.now)
        facts = filter(None, (was, now, one.note))
        lines += [line, say("answer.dot").join(facts)]
    return " ".join(filter(None, lines))
