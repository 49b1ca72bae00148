"""Dates, names and lists in a site's words: HTML for pages, plain text for what leaves them."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any
from unicodedata import combining

from markupsafe import Markup, escape

from onrecord.records import PartialDate
from onrecord.views.lines import Catalogue, phrase_of_date
from onrecord.views.listing import Part
from onrecord.views.pictures.glance import LINE_WIDTH
from onrecord.views.pictures.scale import Tick, with_years

from .words import Words, WordsFault

# Pixels: a letter of a label in a picture, and between two labels.
_LETTER, _BETWEEN = 6.5, 6


class DateWords:
    """Dates in words, as precise as they are and no more; as HTML they are `<time>` elements."""

    __slots__ = ("_html", "_plain", "_words")

    def __init__(self, words: Words) -> None:
        self._words = words
        self._html: dict[str, Markup] = {}
        self._plain: dict[str, Markup] = {}

    def html(self, date: PartialDate) -> Markup:
        """``date`` as HTML."""
        html = self._html.get(date.text)
        if html is None:
            html = said = self.plain(date)
            if date.first:
                element = Markup('<time datetime="{}">{}</time>')
                html = element.format(escape(date.text), said)
            self._html[date.text] = html
        return html

    def plain(self, date: PartialDate) -> Markup:
        """``date`` in words, without an element: for titles and attributes."""
        if date.text not in self._plain:
            key, parts = f"date.{date.precision}", self._parts(date.first) if date.first else {}
            self._plain[date.text] = self._words(key if date.first else "date.unknown", **parts)
        return self._plain[date.text]

    def on_html(self, date: PartialDate, form: str = "on") -> Markup:
        """``date`` as a phrase with its preposition, as HTML: "on 1 Feb 2022", "in Feb 2022".

        ``form`` may also be ``since``, ``up_to``, ``until`` or ``as_of``.
        """
        return self._words(phrase_of_date(date, form), date=self.html(date))

    def range_html(self, first: PartialDate, last: PartialDate) -> Markup:
        """From ``first`` to ``last``, as HTML: one date where both are the same."""
        if first == last:
            return self.html(first)
        if not (first.known and last.known):
            return self.on_html(*((first, "since") if first.known else (last, "up_to")))
        return self._words("date.range", first=self.html(first), last=self.html(last))

    def day_month(self, day: date) -> Markup:
        """``day`` without its year: "1 Feb"."""
        return self._words("date.day_month", **self._parts(day))

    def month(self, day: date) -> Markup:
        """The short name of the month of ``day``, as it is written alone."""
        alone = f"date.months_alone.{day.month}"
        return self._words(alone if alone in self._words else f"date.months.{day.month}")

    def tick_label(self, tick: Tick) -> Markup:
        """The date at a tick of a picture: as much of it as the tick has."""
        if tick.kind == "day":
            return self.day_month(tick.day)
        return self.month(tick.day) if tick.kind == "month" else escape(tick.day.year)

    def labels_apart(self, ticks: Sequence[Tick]) -> tuple[Tick, ...]:
        """The first and the last of ``ticks``, and others with labels that touch none."""
        first, *between, last = ticks
        kept, end = [first], _label_width(self.tick_label(first)) + _BETWEEN
        room = LINE_WIDTH - _label_width(self.tick_label(last)) - _BETWEEN
        for tick in between:
            middle, half = tick.x * LINE_WIDTH / 100, _label_width(self.tick_label(tick)) / 2
            if end <= middle - half and middle + half <= room:
                kept.append(tick)
                end = middle + half + _BETWEEN
        return with_years([*kept, last])

    def _parts(self, day: date) -> dict[str, str]:
        """The values for the pattern of a date."""
        words = self._words
        return {
            "day": words("date.number", count=day.day),
            "month": words(f"date.months.{day.month}"),
            "month_alone": self.month(day),
            "full_month": words(f"date.full_months.{day.month}"),
            "month_number": str(day.month),
            "year": f"{day.year:04}",
        }


def _label_width(text: str) -> float:
    """The approximate width of ``text`` in pixels; combining letters take no room."""
    return _LETTER * sum(not combining(letter) for letter in text)


def _plain(html: str) -> str:
    """``html``, which has no elements, as plain text."""
    return unescape(str(html))


class PlainWords(Catalogue):
    """Words and dates as plain text, unescaped: for titles, feeds and all that is no HTML."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._dates = DateWords(words)
        self._dates_said: dict[str, str] = {}
        self._texts = words.texts
        self._said: dict[str, str] = {}
        self._lists: dict[int, Sequence[str]] = {}
        self._styled: dict[tuple[str, str], str] = {}

    def __call__(self, key: str, /, **values: object) -> str:
        """The words for ``key`` with ``values`` in their places."""
        if values:
            return self._filled(key, values)
        if key not in self._said:
            self._said[key] = self._filled(key, values)
        return self._said[key]

    def _filled(self, key: str, values: Mapping[str, object]) -> str:
        """The words, without escaping a text and unescaping it again."""
        text = self._texts.get(key)
        if type(text) is not tuple:
            text = self._words.chosen(key, values)
            if isinstance(text, Markup):
                return _plain(text)
        try:
            said = [
                plain
                if not place
                else value
                if type(value := values[html]) is str and not inside
                else _plain(self._words.put(value, inside=inside))
                for html, plain, place, inside in text
            ]
        except KeyError as error:
            raise WordsFault.of_place(key, error, values) from None
        return "".join(said)

    def __contains__(self, key: object) -> bool:
        return key in self._words

    def date(self, date: PartialDate) -> str:
        """``date`` in words."""
        if date.text not in self._dates_said:
            self._dates_said[date.text] = _plain(self._dates.plain(date))
        return self._dates_said[date.text]

    def days(self, first: PartialDate, last: PartialDate) -> str:
        """From ``first`` to ``last``; one date where both are the same."""
        key = (first.text, last.text)
        if key not in self._styled:
            self._styled[key] = _plain(self._dates.range_html(first, last).striptags())
        return self._styled[key]

    def styled_date(self, order: str, date: PartialDate) -> str:
        """``date`` as a style of references has it: ``year_first`` or ``year_last``."""
        key = (order, date.text)
        if key not in self._styled:
            self._styled[key] = self._in_style(order, date)
        return self._styled[key]

    def _in_style(self, order: str, date: PartialDate) -> str:
        first = date.first
        if first is None:
            return self("cite.no_date")
        if date.precision == "year":
            return f"{first.year}"
        month = self(f"date.full_months.{first.month}")
        if date.precision == "month":
            return self(f"cite.{order}.month", year=f"{first.year}", month=month)
        day = self("date.number", count=first.day)
        return self(f"cite.{order}.day", year=f"{first.year}", month=month, day=day)

    def around(self, count: int) -> Sequence[str]:
        """What a list of ``count`` items has before, between and after them."""
        if count not in self._lists:
            self._lists[count] = [unescape(text) for text in self._words.around(count)]
        return self._lists[count]

    def language(self, tag: str) -> str:
        """The name of a language; its tag where it has none."""
        return _plain(self._words.language(tag))

    def part(self, part: Part[Any]) -> str:
        """What distinguishes a part of a list from the others; empty for the list's own page."""
        date = self.date(part.date) if part.date else ""
        number = part.number or 1
        page = self("parts.page", number=number) if number > 1 else ""
        return self("list.comma").join(filter(None, (date, page)))

    def titled(self, title: str, part: Part[Any]) -> str:
        """``title`` for the list's own page, with what distinguishes it for a part."""
        label = self.part(part)
        return self("parts.title", title=title, part=label) if label else title
