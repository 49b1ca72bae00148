"""What a quote card says in lines of plain text: its name, its notes, the line to be pasted."""

import re
from collections.abc import Iterator

from onrecord.records import NAMELESS

from .attribution import before_words, chain, quoting_line, relay, said, speaker_name
from .lines import Catalogue, is_one_sentence, one_line, plain_text, shorten, text_of
from .quote_card import QuoteCard

# Names are read aloud before each action: long enough to tell two quotes of one speaker apart.
_NAME_WORDS = 40

_CLOSING = "['\"\u2019\u201d\u00bb\u203a]*$"
# Words that end in one of these take no comma.
_ENDED = re.compile(rf"(?:[?!\u2026\u061f\uff01\uff1f\u203d\u2013\u2014]|\.\.\.){_CLOSING}")
# The stop of a sentence gives way to a comma; that of an abbreviation such as "U.S." stays.
_STOP = re.compile(
    rf"(?<!\w\.\w)[.,;:\u060c\u061b\u06d4\u0964\u3001\u3002\uff0c\uff0e](?={_CLOSING})"
)


def card_name(card: QuoteCard, say: Catalogue) -> str:
    """The speaker and the first words in a short line, which identifies the card."""
    what = say("state.withheld") if card.withheld else _beginning(card, say)
    if card.quoting:
        name = f"{plain_text(quoting_line(card.quoting, card.speakers, say))} {what}"
    else:
        name = say("card.name", speaker=text_of(speaker_name(card, say)), words=what)
    if card.stands or card.withheld:
        return name
    return say(f"quote.titles.{card.state}", title=name)


def _beginning(card: QuoteCard, say: Catalogue) -> str:
    short = shorten(card.content, _NAME_WORDS)
    return short if card.form == "indirect" else say("card.marks", words=short)


def card_words(card: QuoteCard, say: Catalogue) -> str:
    """The beginning of the words, after a line that names the speaker."""
    plain = card.stands and not (card.withheld or card.quoting)
    return _beginning(card, say) if plain else card_name(card, say)


def card_notes(card: QuoteCard, say: Catalogue) -> tuple[str, ...]:
    """Notes that change the meaning of the words: a part, a translation, terms, omissions."""
    return tuple(_notes(card, say))


def _notes(card: QuoteCard, say: Catalogue) -> Iterator[str]:
    if card.check.shown_in_lists and not card.withheld:
        yield from (say(f"check.short_flag.{flag}") for flag in card.check.flags)
    if card.form == "partial":
        yield _partial(card, say)
    if card.translated:
        yield translated_line(card, say)
    if card.versions:
        yield say("card.versions", count=card.versions)
    if card.basis in NAMELESS:
        yield say(f"basis.{card.basis}")


def _partial(card: QuoteCard, say: Catalogue) -> str:
    return say("card.partial" if all(map(is_one_sentence, card.words)) else "card.partial_more")


def translated_line(card: QuoteCard, say: Catalogue) -> str:
    """From which language its words are translated, and through which."""
    original, relay = card.original_language, card.relay
    language = say.language(original) if original else ""
    if relay:
        key = "via" if original else "relayed"
        return say(f"card.translated_{key}", language=language, relay=say.language(relay))
    if card.twice_translated:
        return say("card.translated_back")
    return say("card.translated_from", language=language) if original else say("card.translated")


def verdict_line(card: QuoteCard, say: Catalogue) -> str:
    """Whether the words match their source; empty if lists do not show that."""
    return say(f"check.short.{card.verdict}") if card.verdict_shown else ""


def pasted_line(card: QuoteCard, say: Catalogue, address: str = "") -> str:
    """The words in a sentence, with who said them and the address; nothing of a withheld quote."""
    if card.withheld:
        return ""
    before = list(before_words(card, say))
    if card.quoting and card.form != "indirect":  # the sentence says itself who quotes whom
        del before[-1]
    return " ".join(filter(None, (*before, _sentence(card, say), address)))


def _sentence(card: QuoteCard, say: Catalogue) -> str:
    details = say("list.semicolon").join(_details(card, say))
    if card.form == "indirect" or (not card.speakers and card.form == "scare"):
        places = {"words": said(card, say), "speaker": text_of(speaker_name(card, say))}
        return say("copy.line.aside", **places, date=say.date(card.when), details=details)
    speaker = say.names_within(card.speakers) or say("copy.line.unknown_speaker")
    places = {"quote": _in_marks(card, say), "speaker": speaker, "on_date": say.on(card.when)}
    count = max(1, len(card.speakers))
    if card.quoting:
        quoting = say("card.quoting_whom", whose=card.quoting.within)
        return say("copy.line.quoting", count=count, quoting=quoting, details=details, **places)
    return say("copy.line.said", count=count, details=details, **places)


def _in_marks(card: QuoteCard, say: Catalogue) -> str:
    """The parts of the words in marks; the last as it is before "Mia Brandt said"."""
    *others, last = (one_line(part) for part in card.words)
    ended = _ENDED.search(last)
    last = last if ended else _STOP.sub("", last)
    end = say("copy.line.ended" if ended else "copy.line.goes_on", words=last)
    return f" {say('card.apart')} ".join([*(say("card.marks", words=part) for part in others), end])


def _details(card: QuoteCard, say: Catalogue) -> Iterator[str]:
    yield f"{card.publisher}{chain(card, say)}"
    if card.form == "partial":
        yield _partial(card, say)
    if card.translated:
        yield f"{say(f'copy.translated.{card.translated_by}')}{relay(card, say)}"
