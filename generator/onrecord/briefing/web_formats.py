"""A briefing as text to be pasted, sent or published: HTML, an e-mail, Markdown.

The HTML is one page with its styles in it and nothing fetched. The e-mail is an `.eml` with a plain
part and HTML, to be read over and sent. The Markdown is for a chat, a ticket or a page.
"""

import hashlib
import re
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from onrecord.briefing.sections.briefing_view import BriefingView, briefing_title
from onrecord.render import SiteContext, TemplateFault
from onrecord.render.environments import template_environment
from onrecord.render.markdown_templates import (
    Escaped,
    escape_markdown,
    markdown_environment,
    spaced,
)
from onrecord.render.renderer import make_environment
from onrecord.render.site import Addresses
from onrecord.render.templates import rendered, template_file
from onrecord.views.lines import Catalogue

from .compose import compose
from .outline import BriefingFile, Outline, StyledLine, StyledSpan

_TEMPLATE, _MARKDOWN = "pages/briefing_alone.html", "briefing/briefing.md"
_STYLES = ("onrecord", "cards", "briefing")

# Begins an address that nobody knows. No content holds it: control characters are errors there.
_NOWHERE = "\x1a"
# A link to such an address, of which only its text is kept; and what else names one.
_LINK = re.compile(rf'<a\b[^>]*\shref="{_NOWHERE}[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_PLACE = re.compile(rf'\sdata-address="{_NOWHERE}[^"]*"')
# The fonts are files of the site, which is not here.
_FONT = re.compile(r"@font-face\s*\{[^}]*\burl\([^}]*\}\n?")


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    uri: str


class _Away(Addresses):
    """The addresses of the site as a file elsewhere needs them: whole, or none at all."""

    __slots__ = ("_site_url",)

    def __init__(self, site: SiteContext) -> None:
        super().__init__(directory_urls=site.directory_urls)
        self._site_url = site.info.url

    @pass_context
    def url(self, _context: Context, path: str) -> str:
        return self.absolute(self._site_url or _NOWHERE, path)


def make_html(view: BriefingView, say: Catalogue, site: SiteContext) -> BriefingFile:
    """The whole file. Raises `TemplateFault`: a template cannot be used."""
    folders = site.templates
    environment = make_environment(folders, site.words, _Away(site), site.info)
    page = _Page(briefing_title(view.head, say), view.head.uri or "")
    sheets = (template_file(folders, f"theme/css/{name}.css") for name in _STYLES)
    style = Markup(_FONT.sub("", "\n".join(map(_read, sheets))))  # noqa: S704 - like its templates
    values = {"view": view, "page": page, "markdown": None, "style": style}
    html = rendered(environment, _TEMPLATE, folders, **values)
    return BriefingFile(_PLACE.sub("", _LINK.sub(r"\1", html)).encode())


def make_email(view: BriefingView, say: Catalogue, site: SiteContext) -> BriefingFile:
    """The whole file. Raises `TemplateFault`: a template cannot be used."""
    from css_inline import CSSInliner  # noqa: PLC0415 - slow to import, and most builds need none

    outline = compose(view, say, site)
    folders = site.templates
    style = _read(template_file(folders, "briefing/email.css"))
    plain = _set(folders, "briefing/email.txt", outline).strip("\n") + "\n"
    page = _set(folders, "briefing/email.html", outline, style)
    page = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(page)
    return BriefingFile(_subject(outline.title) + _message(outline, plain, page).as_bytes())


def _subject(title: str) -> bytes:
    """The header; ``title`` is on one line, so that it can bring no header of its own."""
    # (An `EmailMessage` loses the space between two words that are encoded each for itself.)
    folded = Header(title, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {folded}\r\n".encode("ascii")


def _message(outline: Outline, plain: str, page: str) -> EmailMessage:
    """The rest; who sends it to whom and when is for the program that sends it to say."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # Outlook opens it as a draft
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message["Content-Language"] = outline.language  # not earlier: it would become that of a part
    # By itself Python makes one up each time.
    message.set_boundary(f"=_{hashlib.sha256((plain + page).encode()).hexdigest()[:32]}")
    return message


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateFault.at(file, 1, f"this style cannot be used: {error}") from None


def _set(folders: tuple[Path, ...], name: str, outline: Outline, style: str = "") -> str:
    environment = template_environment(folders, autoescape=name.endswith(".html"))
    environment.filters.update(underline=lambda text, mark: mark * len(text))
    safe = Markup(style)  # noqa: S704 - a style sheet of the site, like its templates
    return rendered(environment, name, folders, outline=outline, style=safe)


# What may not be in an address between < and >.
_BREAKING = re.compile(r"[<>\\]")


def make_markdown(view: BriefingView, say: Catalogue, site: SiteContext) -> BriefingFile:
    """The whole file. Raises `TemplateFault`: the template cannot be used."""
    environment = markdown_environment(site.templates)
    environment.filters.update(line=line_markdown, raw=Escaped)
    outline = compose(view, say, site)
    text = rendered(environment, _MARKDOWN, site.templates, outline=outline)
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
