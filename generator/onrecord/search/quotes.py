"""Quotes among the results: found by what was said and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.views.names import People, quote_uri
from onrecord.views.quote_card import gloss_of, newest_quotes_first

from .entry import Entry, Say, Shown
from .texts import cut, joined
from .tokens import word_set
from .who import Who

# The words of these are said, by someone, as they stand.
_IN_MARKS = frozenset({"direct", "partial", "scare"})


class QuoteEntries:
    """Makes the entries of all quotes whose words may be shown."""

    def __init__(self, desk: Desk, say: Say, people: People, who: Who) -> None:
        self._desk = desk
        self._say = say
        self._people = people
        self._who = who
        self._said = cache(say)
        self._around = cache(_words_around)

    def newest_first(self) -> Iterator[Entry]:
        """The entries, the latest said first."""
        shown = (one for one in self._desk.quotes.values() if not one.record.withheld)
        return map(self._entry, newest_quotes_first(shown))

    def _entry(self, entry: QuoteEntry) -> Entry:
        record = entry.record
        quoted = record.form in _IN_MARKS
        shown = Shown(
            uri=quote_uri(entry.reference),
            text=cut(record.words if quoted else record.gist or ""),
            facts=joined(
                self._speaker(entry),
                self._say.date(entry.date),
                entry.place,
                self._gloss(entry) if quoted else None,
            ),
            label=self._label(entry),
            language=(entry.language or "") if quoted else "",
            quoted=quoted,
        )
        speaker = self._who.words(entry.speaker) if entry.speaker else frozenset()
        return Entry("quotes", shown, strong=speaker, weak=self._words(entry))

    def _speaker(self, entry: QuoteEntry) -> str:
        if entry.speaker:
            return self._people.link(entry.speaker).text
        unknown = entry.record.speaker == "unknown"
        return self._said("card.unknown_speaker" if unknown else "card.no_speaker.any")

    def _gloss(self, entry: QuoteEntry) -> str | None:
        gist = gloss_of(entry, self._desk.language)
        return self._say("card.gloss", gist=cut(gist)) if gist else None

    def _label(self, entry: QuoteEntry) -> str:
        """What a reader must know who sees nothing but this result."""
        record = entry.record
        if record.quoting:
            whose = self._people.link(record.quoting).text
            how = self._say("card.quoting", whose=whose, teller=self._speaker(entry))
        else:
            how = self._said("card.reported") if record.form == "indirect" else ""
        if record.state == "live":
            return how
        return " ".join(filter(None, (self._said(f"finder.state.{record.state}"), how)))

    def _words(self, entry: QuoteEntry) -> frozenset[str]:
        record = entry.record
        original = record.original.text if record.original else None
        words = word_set([*record.text, record.gist, original])
        words |= self._around(entry.occasion.name, entry.place, record.speaking_as)
        return words | self._who.words(record.quoting) if record.quoting else words


def _words_around(event: str | None, place: str | None, role: str | None) -> frozenset[str]:
    return word_set((event, place, role))
