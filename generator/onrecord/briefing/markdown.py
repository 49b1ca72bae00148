"""A briefing as Markdown, to be pasted into a chat, a ticket or a page."""

import re

from onrecord.briefing.sections.briefing_view import BriefingView
from onrecord.render import SiteContext
from onrecord.render.markdown_templates import (
    Escaped,
    escape_markdown,
    markdown_environment,
    spaced,
)
from onrecord.render.templates import rendered
from onrecord.views.lines import Catalogue

from .compose import compose
from .outline import BriefingFile, StyledLine, StyledSpan

_TEMPLATE = "briefing/briefing.md"

# What may not be in an address between < and >.
_BREAKING = re.compile(r"[<>\\]")


def make_markdown(view: BriefingView, say: Catalogue, site: SiteContext) -> BriefingFile:
    """The whole file.

    Raises:
        TemplateFault: the template cannot be used.
    """
    environment = markdown_environment(site.templates)
    environment.filters.update(line=line_markdown, raw=Escaped)
    outline = compose(view, say, site)
    text = rendered(environment, _TEMPLATE, site.templates, outline=outline)
    return BriefingFile(spaced(text).encode())


def line_markdown(line: StyledLine) -> Escaped:
    """``line`` with its links and what is strong in it; everything else shows letter by letter."""
    made: list[str] = []
    plain = ""
    for span in line:
        if span.href or span.look == "strong":
            made += [_escaped(plain, opens=not made), _marked(span)]
            plain = ""
        else:
            plain += span.text  # together, so that nothing arises where two pieces meet
    return Escaped("".join([*made, _escaped(plain, opens=not made)]))


def _marked(span: StyledSpan) -> str:
    before, text, after = _trimmed(span.text)
    said = escape_markdown(text)
    if span.href:
        address = _BREAKING.sub(lambda found: f"%{ord(found[0]):02X}", span.href)
        said = Escaped(f"<{address}>" if span.text == span.href else f"[{said}](<{address}>)")
    if span.look == "strong" and text:
        said = Escaped(f"**{said}**")
    return f"{before}{said}{after}"


def _escaped(text: str, *, opens: bool) -> str:
    before, inner, after = _trimmed(text)
    # What means something only where a line begins is left as it is elsewhere.
    said = escape_markdown(inner) if opens else escape_markdown(f"x{inner}")[1:]
    return f"{before}{said}{after}"


def _trimmed(text: str) -> tuple[str, str, str]:
    """``text`` with the space at its ends apart: it parts a piece from the next."""
    inner = text.strip()
    if not inner:
        return (" " if text else "", "", "")
    return (" " if text[0].isspace() else "", inner, " " if text[-1].isspace() else "")
