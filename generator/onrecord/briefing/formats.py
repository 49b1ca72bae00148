"""The formats of a briefing, each in a module of its own that is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from onrecord.views.briefing.view import BriefingView
from onrecord.views.saying import Say

from .imprint import Imprint

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
