"""The formats of a briefing, each in a module of its own that is loaded when it is asked for.

What a format needs beside the view: the site that the briefing comes from.

Templates that are no Jinja: found where the others are, an earlier folder first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from onrecord.briefing.sections.view import BriefingView
from onrecord.render.addresses import Addresses
from onrecord.render.site_info import SiteInfo
from onrecord.render.words import Words
from onrecord.views.saying import Say


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


# A format's module in this package has a function `make`.
FORMATS = ("markdown", "html", "email", "docx", "pdf")

# These are no text: they go into a file and never onto a terminal.
BINARY = frozenset({"docx", "pdf"})


@dataclass(frozen=True, slots=True)
class Made:
    """A briefing as a file.

    Attributes:
        data: the whole file.
        boxed: the letters for which a box is shown, because no font has them.
    """

    data: bytes
    boxed: Collection[str] = ()


class Make(Protocol):
    """Makes the file of one format."""

    def __call__(self, view: BriefingView, say: Say, imprint: Imprint) -> Made:
        """The file.

        Args:
            view: what the briefing says, in its order.
            say: our own words as plain text.
            imprint: the site it comes from.

        Raises:
            TemplateFault: a template cannot be used.
        """


def maker(form: str) -> Make:
    """What makes ``form``, one of ``FORMATS``."""
    return cast("Make", import_module(f"onrecord.briefing.{form}").make)


def template_file(folders: Sequence[Path], name: str) -> Path:
    """The file ``name`` in the first of ``folders`` that has it; the last is our own."""
    candidates = [folder / name for folder in folders]
    return next((file for file in candidates if file.is_file()), candidates[-1])
