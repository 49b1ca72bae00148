"""Dates in words."""

from __future__ import annotations

from markupsafe import Markup, escape

from onrecord.records.dates import PartialDate

from .words import Words


class DateWords:
    """The filter `date`: "1 Feb 2022" in a `<time>`, as precise as the date is and no more."""

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

    def _make(self, date: PartialDate) -> Markup:
        said = self.plain(date)
        if date.first is None:
            return said
        return Markup('<time datetime="{}">{}</time>').format(escape(date.text), said)
