"""The formats of a briefing, each in a module of its own that is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from onrecord.views.briefing.view import BriefingView
from onrecord.views.saying import Say

from .imprint import Imprint

# A format's module in this package has a function `make`.
FORMATS = ("markdown", "html", "email", "docx", "pdf")

# These are no text: they go into a file and never onto a terminal.
BINARY = frozenset({"docx", "pdf"})


class Make(Protocol):
    """Makes the file of one format."""

    def __call__(self, view: BriefingView, say: Say, imprint: Imprint) -> bytes:
        """The whole file.

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
