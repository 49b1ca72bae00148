"""What a format needs beside the view: the site that the briefing comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onrecord.render.addresses import Addresses
from onrecord.render.site_info import SiteInfo
from onrecord.render.words import Words


@dataclass(frozen=True, slots=True)
class Imprint:
    """The site that a briefing comes from.

    Attributes:
        site: its name, coverage, language, direction and address.
        words: its catalogue, for templates; ``say`` has the same as plain text.
        templates: the folders in which templates are looked for; an earlier one wins.
        directory_urls: whether the addresses of its pages end in a slash.
    """

    site: SiteInfo
    words: Words
    templates: tuple[Path, ...]
    directory_urls: bool = True

    def address(self, path: str) -> str:
        """The address of the site path ``path``; empty where it is not known.

        A file that leaves the site has no links into it where nobody knows where the site is.
        """
        if not self.site.url:
            return ""
        return Addresses(directory_urls=self.directory_urls).absolute(self.site.url, path)
