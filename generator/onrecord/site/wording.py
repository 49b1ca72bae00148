"""Titles and descriptions: plain text from the catalogue of words."""

from __future__ import annotations

from typing import Any

from onrecord.render.plain_words import PlainWords
from onrecord.views.listing import Part
from onrecord.views.saying import shorten as shorten  # noqa: PLC0414 - planners find it here


class Wording(PlainWords):
    """Words and dates as plain text, unescaped: what a `<title>` and a description are given."""

    def part(self, part: Part[Any]) -> str:
        """What tells a part of a list from the other parts; empty for the list's own page."""
        date = self.date(part.date) if part.date else ""
        number = part.number or 1
        page = self("parts.page", number=number) if number > 1 else ""
        return self("list.comma").join(one for one in (date, page) if one)

    def titled(self, title: str, part: Part[Any]) -> str:
        """``title`` for the list's own page, with what tells it apart for a part."""
        label = self.part(part)
        return self("parts.title", title=title, part=label) if label else title
