"""The formats of a briefing, each in a module of its own that is loaded when it is asked for.

Templates that are no Jinja: found where the others are, an earlier folder first.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from onrecord.briefing.sections.view import BriefingView
from onrecord.render.site import SiteContext
from onrecord.views.lines import Catalogue

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

    def __call__(self, view: BriefingView, say: Catalogue, site: SiteContext) -> Made:
        """The file.

        Args:
            view: what the briefing says, in its order.
            say: our own words as plain text.
            site: the site it comes from.

        Raises:
            TemplateFault: a template cannot be used.
        """


def format_maker(form: str) -> Make:
    """What makes ``form``, one of ``FORMATS``."""
    return cast("Make", import_module(f"onrecord.briefing.{form}").make)


def template_file(folders: Sequence[Path], name: str) -> Path:
    """The file ``name`` in the first of ``folders`` that has it; the last is our own."""
    candidates = [folder / name for folder in folders]
    return next((file for file in candidates if file.is_file()), candidates[-1])
