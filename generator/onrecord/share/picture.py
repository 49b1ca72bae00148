"""What a share picture says, and which quotes have one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from onrecord.desk.desk import Desk
from onrecord.render.plain_words import PlainWords
from onrecord.render.words import Words
from onrecord.views.attribution import gloss, how, provenance, said, when, who
from onrecord.views.language import direction
from onrecord.views.links import Link
from onrecord.views.people import People
from onrecord.views.quote_card import QuoteCard, QuoteCards
from onrecord.views.saying import shorten

from .lettering import line, phrase
from .sheet import Sheet

# Longer descriptions of a picture are refused or cut by those who show them.
_ALT_LENGTH = 420
_LANGUAGE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Picture:
    """The share picture of one quote.

    Attributes:
        page: the site path of the quote's page.
        drawn: what the template is given, as JSON; the same text gives the same picture.
        alt: what it shows, in words: plain text, unescaped.
    """

    page: str
    drawn: str
    alt: str

    @property
    def uri(self) -> str:
        """The site path of the picture: beside its page."""
        return picture_uri(self.page)


def picture_uri(page: str) -> str:
    """The site path of the picture of the page at ``page``."""
    return f"{page}share.png"


def may_have_picture(card: QuoteCard) -> bool:
    """Whether the words of ``card`` may go round without their page.

    Not what someone reports, not the writer's marks, not someone else's words, no fragment without
    what it answers, and nothing that has been put right, is disputed or taken back.
    """
    return (
        card.state == "live"
        and card.quoting is None
        and bool(card.words)
        and (card.form == "direct" or (card.form == "partial" and bool(card.context)))
    )


def plan_pictures(desk: Desk, words: Words, sheet: Sheet) -> Iterator[Picture]:
    """A picture for each quote of ``desk`` that may have one."""
    say = PlainWords(words)
    cards = QuoteCards(desk, People(desk))
    for entry in desk.quotes.values():
        card = cards.card(entry)
        if may_have_picture(card):
            drawn = json.dumps(_drawn(card, say, sheet), ensure_ascii=False, sort_keys=True)
            yield Picture(card.uri, drawn, _alt(card, say))


def tag(language: str | None, other: str) -> str:
    """The language alone, as a text engine takes it; ``other`` where there is none.

    >>> tag("pt-BR", "en"), tag(None, "en")
    ('pt', 'en')
    """
    found = (language or "").lower().partition("-")[0]
    return found if _LANGUAGE.fullmatch(found) else other


def _drawn(card: QuoteCard, say: PlainWords, sheet: Sheet) -> Mapping[str, object]:
    opening, _, closing = say("card.marks", words="\0").partition("\0")
    shown = _for_lines(card, say)
    name = shown.speaker.text if shown.speaker else ""
    lines = (when(shown, say), provenance(shown, say), how(shown, say))
    return {
        "words": {
            "open": opening,
            "close": closing,
            "apart": say("card.apart"),
            "parts": [line(part) for part in card.words],
            "language": tag(card.language, sheet.language),
            "direction": (direction(card.language) or "ltr") if card.language else sheet.direction,
        },
        "speaker": name,
        "who": who(shown, say).removeprefix(name),
        "context": line(" ".join(filter(None, (gloss(shown, say), card.context)))) or None,
        "lines": [one for one in lines if one],
    }


def _for_lines(card: QuoteCard, say: PlainWords) -> QuoteCard:
    """``card`` with each text that stands within a line fit to stand there."""
    speaker = card.speaker.text if card.speaker else say("card.unknown_speaker")
    return replace(
        card,
        speaker=Link(phrase(speaker), None),
        role=_phrase(card.role),
        to=tuple(Link(phrase(one.text), None) for one in card.to),
        place=_phrase(card.place),
        occasion=_phrase(card.occasion),
        publisher=phrase(card.publisher),
        party=Link(phrase(card.party.text), None) if card.party else None,
        chain=tuple(phrase(one) for one in card.chain),
    )


def _phrase(text: str | None) -> str | None:
    return phrase(text) if text else None


def _alt(card: QuoteCard, say: PlainWords) -> str:
    """The words and who said them: a description of a picture is not read for more."""
    speaker = card.speaker.text if card.speaker else say("card.unknown_speaker")
    return shorten(say("share.alt", words=said(card, say), speaker=speaker), _ALT_LENGTH)
