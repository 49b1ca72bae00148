"""The formats of a briefing, each in a module that is loaded when it is asked for."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TypeAlias, cast

from onrecord.briefing.sections.briefing_view import BriefingView
from onrecord.render.site import SiteContext
from onrecord.views.lines import Catalogue

# The module of each format, which has a function `make_<format>`.
_MODULES: Mapping[str, str] = MappingProxyType(
    {"markdown": "markdown", "html": "html", "email": "html", "docx": "docx", "pdf": "pdf"}
)
FORMATS = tuple(_MODULES)

# These are no text: they go into a file and never onto a terminal.
BINARY = frozenset({"docx", "pdf"})


@dataclass(frozen=True, slots=True)
class BriefingFile:
    """A briefing as a file.

    Attributes:
        data: the whole file.
        boxed: the letters for which a box is shown, because no font has them.
    """

    data: bytes
    boxed: Collection[str] = ()


# From a briefing, our own words as plain text and the site to a file. It raises `TemplateFault`
# where a template cannot be used.
MakeFile: TypeAlias = Callable[[BriefingView, Catalogue, SiteContext], BriefingFile]


def make_file(form: str) -> MakeFile:
    """The function that makes ``form``, one of ``FORMATS``."""
    module = import_module(f"onrecord.briefing.{_MODULES[form]}")
    return cast("MakeFile", getattr(module, f"make_{form}"))
