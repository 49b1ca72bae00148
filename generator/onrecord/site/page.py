"""One page of the site, as planned.

Titles and descriptions: plain text from the catalogue of words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.render.plain_words import PlainWords
from onrecord.views.listing import Part
from onrecord.views.saying import shorten as shorten  # noqa: PLC0414 - planners find it here


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page that can be rendered when its turn comes.

    Attributes:
        uri: site path, ``actors/x/``; the empty one is home. The source path is ``uri`` with
            ``index.md``.
        template: ``pages/actor.html``.
        title: plain text, unescaped.
        description: plain text, unescaped; one or two sentences.
        source: the YAML file it is written in, for the edit link; ``None`` for lists.
        view: computes what the page shows.
        noindex: keep it out of search engines.
        scripts: names of the theme's scripts (``js/<name>.js``) that it needs beside those of every
            page, in their order.
        styles: names of the theme's style sheets (``css/<name>.css``), likewise.
        leads_to: the site path that a browser is sent on to, where the page has moved.
        twin: the site path of its rows as data, where there is a file of them.
    """

    uri: str
    template: str
    title: str
    description: str
    source: Path | None
    view: Callable[[], object]
    noindex: bool = False
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    leads_to: str | None = None
    twin: str | None = None


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
