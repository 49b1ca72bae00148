"""One site: what its configuration says, its words and its desk. Made once, read by all others."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from onrecord.desk.desk import Desk
from onrecord.views.context import Context, SiteInfo
from onrecord.views.listing import Part

from .addresses import Addresses
from .phrases import PlainWords
from .words import Words


class Wording(PlainWords):
    """Words and dates as plain text, unescaped: what a `<title>` and a description are given."""

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


@dataclass(frozen=True)
class SiteContext:
    """A site.

    Attributes:
        desk: all records, linked.
        words: the catalogue.
        info: its name, language, address and coverage: what templates see as `site`.
        templates: the folders in which templates are looked for; an earlier one wins.
        directory_urls: whether the addresses of its pages end in a slash.
    """

    desk: Desk
    words: Words
    info: SiteInfo = SiteInfo("")  # noqa: RUF009 - it is frozen
    templates: tuple[Path, ...] = ()
    directory_urls: bool = True

    @cached_property
    def views(self) -> Context:
        """What every view is made with."""
        return Context(self.desk)

    @cached_property
    def say(self) -> Wording:
        """The words as plain text."""
        return Wording(self.words)

    def address(self, path: str) -> str:
        """The full address of the site path ``path``; empty where the site has none."""
        return self._below(self.info.url, path) if self.info.url else ""

    def addresses_from(self, uri: str) -> Callable[[str], str]:
        """Makes full addresses; relative to the page at ``uri`` where the site has none."""
        root = self.info.url or "../" * uri.count("/")
        return lambda path: self._below(root, path) or "./"

    def _below(self, root: str, path: str) -> str:
        return Addresses(directory_urls=self.directory_urls).absolute(root, path)
