"""Quotes to use: the words with all that must go with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

from onrecord.desk.desk import Desk
from onrecord.desk.quotes import NOT_CHECKED, STANDS, QuoteEntry
from onrecord.desk.roles import Roles
from onrecord.views.attribution import attributed
from onrecord.views.context import Context
from onrecord.views.lines import Catalogue
from onrecord.views.quote_card import QuoteCard

from .material import BriefingRequest, Material

QUOTES = 5
# Past the first two, one who has been heard comes again only while the words so far are few.
_FEWEST = 2
_ROOM = 500  # characters

_FORMS = frozenset({"direct", "partial"})
_BASES = frozenset({"on_record", "document"})


@dataclass(frozen=True, slots=True)
class PasteQuote:
    """A quote to paste: live, on the record, the speaker's own words, unless a person chose it.

    Attributes:
        card: the quote; ``paste_text`` makes the text of it.
        verdict: what comparing it with its source showed, which the text says: of what is chosen
            by rule ``exact``, ``exact_after_typography`` or ``not_checked``.
    """

    card: QuoteCard
    verdict: str


def paste_text(quote: PasteQuote, say: Catalogue, address: str = "") -> str:
    """The words with all that goes with them, line by line, ready to be pasted.

    The last line is the ``address`` where the quote is published, unless it is empty.
    """
    lines = (attributed(quote.card, say, compared=False), compared(quote, say), address)
    return "\n".join(line for line in lines if line)


def compared(quote: PasteQuote, say: Catalogue) -> str:
    """Whether its words were compared with their source, when, and what that showed."""
    check = quote.card.check
    if quote.verdict == NOT_CHECKED:
        return say("briefing.paste.not_checked")
    word = "original" if check.original and quote.verdict in STANDS else quote.verdict
    on = say("check.on", date=say.date(check.on)) if check.on else ""
    flags = "".join(f" {say(f'check.flag.{flag}')}" for flag in check.flags)
    # Who published it is said before it.
    return f"{say(f'check.short.{word}')}{on}.{flags}"


def quotes_to_paste(context: Context, material: Material) -> tuple[PasteQuote, ...]:
    """Two to five quotes: the latest of each side, then of each other speaker, then the others.

    Where nothing was said in the period they are those that the desk added in it. Those that the
    briefing's record names are all that there are, in its order.
    """
    chosen = pinned(context.desk, material.request) or _chosen(context, material)
    return tuple(PasteQuote(context.cards.card(choice), choice.verdict) for choice in chosen)


def pinned(desk: Desk, request: BriefingRequest) -> list[QuoteEntry]:
    """The quotes that a person chose, of whatever days; none that is nobody's words any more."""
    record = desk.briefings.get(request.id) if request.id else None
    named = (desk.quotes.get(reference) for reference in (record.quotes if record else ()))
    return [
        quote
        for quote in named
        if quote and quote.record.form != "scare" and not quote.record.taken_back
    ]


def _chosen(context: Context, material: Material) -> list[QuoteEntry]:
    sides = _Sides(context, material)
    # Without a lock each quote says that it was not checked; with one, only what is in its source
    # is offered.
    locked, roles = context.desk.locked, context.desk.roles
    for quotes in (material.quotes, material.added):
        able = [
            quote
            for quote in quotes
            if offered(quote, roles, locked=locked) and not _taken_back(context, quote)
        ]
        if chosen := _spread(able, sides):
            return chosen
    return []


def offered(quote: QuoteEntry, roles: Roles, *, locked: bool) -> bool:
    """Whether a quote may be pasted: own words of somebody named, live, on the record.

    If the desk is ``locked``, its words must have been found in the source.
    """
    record = quote.record
    own = quote.counts and record.stands and record.form in _FORMS
    named = record.basis in _BASES and not any(map(roles.unnamed, quote.speakers))
    return own and named and (not locked or quote.verdict in STANDS)


def _taken_back(context: Context, quote: QuoteEntry) -> bool:
    """Whether it makes a claim that one of its speakers has withdrawn."""
    acts = context.desk.acts_by_quote.get(quote.reference, ())
    made = [act.subject for act in acts if act.kind == "claim" and act.word == "asserted"]
    retracted = (act for id_ in made for act in context.desk.claims[id_].by_act("retracted"))
    return any({*act.by} & {*quote.speakers} for act in retracted)


class _Sides:
    """For whom a quote is said: one that demands or is asked, else the speaker."""

    def __init__(self, context: Context, material: Material) -> None:
        self._roles = context.desk.roles
        self._parties = {
            actor for entry in material.demands for actor in (*entry.record.by, *entry.addressees)
        }
        self.evidence = {act.quote.reference for act in material.acts if act.quote}

    def of(self, quote: QuoteEntry) -> str:
        spoken = [
            actor
            for speaker in quote.speakers
            for actor in (speaker, *self._roles.spoken_for(speaker, quote.date))
        ]
        first = next(iter(quote.speakers), "")
        return next((actor for actor in spoken if actor in self._parties), first)


def _spread(quotes: Iterable[QuoteEntry], sides: _Sides) -> list[QuoteEntry]:
    # What a demand, an answer or a claim rests on goes before other words of the day.
    ordered = sorted(quotes, key=lambda quote: _order(quote, quote.reference in sides.evidence))
    chosen: dict[str, QuoteEntry] = {}
    for group, room in _rounds(ordered, sides):
        for quote in group:
            used = sum(len(part) for other in chosen.values() for part in other.record.text)
            if len(chosen) < _FEWEST or (len(chosen) < QUOTES and used < room):
                chosen.setdefault(quote.utterance, quote)
    return sorted(chosen.values(), key=lambda choice: _order(choice, rests=True))


def _rounds(
    quotes: list[QuoteEntry], sides: _Sides
) -> Iterator[tuple[Iterable[QuoteEntry], float]]:
    """Who may come next, and until how many characters have been taken."""
    by_side: dict[str, QuoteEntry] = {}
    by_speaker: dict[tuple[str, ...], QuoteEntry] = {}
    for quote in quotes:
        by_side.setdefault(sides.of(quote), quote)
        by_speaker.setdefault(quote.speakers, quote)
    yield by_side.values(), inf
    heard = {quote.speakers for quote in by_side.values()}
    yield (quote for speaker, quote in by_speaker.items() if speaker not in heard), inf
    yield quotes, _ROOM


def _order(quote: QuoteEntry, rests: bool) -> tuple[int, int, bool, str, int]:  # noqa: FBT001 - private, and part of a key
    first, last = quote.date.sort_key
    return (-last, -first, not rests, quote.article_id, -quote.order)
