"""Dates in words."""

from __future__ import annotations

from markupsafe import Markup, escape

from onrecord.records.dates import PartialDate

from .words import Words


class DateWords:
    """Dates in words, as precise as they are and no more; as HTML they are `<time>` elements."""

    __slots__ = ("_made", "_words")

    def __init__(self, words: Words) -> None:
        self._words = words
        self._made: dict[str, Markup] = {}

    def html(self, date: PartialDate) -> Markup:
        """``date`` as HTML."""
        made = self._made.get(date.text)
        if made is None:
            made = self._made[date.text] = self._make(date)
        return made

    def plain(self, date: PartialDate) -> Markup:
        """``date`` in words, without an element: for titles and attributes."""
        words = self._words
        first = date.first
        if first is None:
            return words("date.unknown")
        if date.precision == "year":
            return words("date.year", year=f"{first.year:04}")
        month = words(f"date.months.{first.month}")
        if date.precision == "month":
            return words("date.month", month=month, year=f"{first.year:04}")
        day = words("date.number", count=first.day)
        return words("date.day", day=day, month=month, year=f"{first.year:04}")

    def on_html(self, date: PartialDate) -> Markup:
        """``date`` as a phrase with its preposition, as HTML: "on 1 Feb 2022", "in Feb 2022"."""
        return self._words(_phrase_of(date), date=self.html(date))

    def on_plain(self, date: PartialDate) -> Markup:
        """The same in words, without an element."""
        return self._words(_phrase_of(date), date=self.plain(date))

    def _make(self, date: PartialDate) -> Markup:
        said = self.plain(date)
        if date.first is None:
            return said
        return Markup('<time datetime="{}">{}</time>').format(escape(date.text), said)


def _phrase_of(date: PartialDate) -> str:
    return f"date.on.{date.precision if date.known else 'unknown'}"
