"""Quotes to paste: the words with all that must go with them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.verdicts import NOT_CHECKED
from onrecord.views.attribution import attributed
from onrecord.views.quote_card import QuoteCard
from onrecord.views.saying import Say


@dataclass(frozen=True, slots=True)
class PasteQuote:
    """A quote that may be pasted: live, on the record, the speaker's own words.

    Attributes:
        card: the quote; ``paste_text`` makes the text of it.
        verdict: what comparing it with its source came to: ``exact``, ``exact_after_typography``
            or ``not_checked``, which the text says.
        side: for whom it is said: an actor that demands or is asked, or the speaker.
    """

    card: QuoteCard
    verdict: str
    side: str


def paste_text(quote: PasteQuote, say: Say, address: str = "") -> str:
    """The words with all that goes with them, line by line, ready to be pasted.

    Args:
        quote: what is offered.
        say: our own words.
        address: where the quote is published; the last line, unless it is empty.
    """
    lines = (attributed(quote.card, say), compared(quote, say), address)
    return "\n".join(line for line in lines if line)


def compared(quote: PasteQuote, say: Say) -> str:
    """Whether its words were compared with their source, and what that came to."""
    if quote.verdict == NOT_CHECKED:
        return say("briefing.paste.not_checked")
    verdict = say(f"verdict.{quote.verdict}")
    return say("briefing.paste.compared", publisher=quote.card.publisher, verdict=verdict)
