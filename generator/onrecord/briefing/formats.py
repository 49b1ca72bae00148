"""A briefing as files: HTML, an e-mail and Markdown to be sent or pasted, and PDF to be printed.

The HTML is one page with its styles in it and nothing fetched. The e-mail is an `.eml` with a plain
part and HTML, to be read over and sent. The Markdown is for a chat, a ticket or a page.

The PDF is tagged for those who listen to it, with its fonts inside. It keeps to PDF/UA-1, which
refuses a letter that no font has. Such a letter is shown as a box, and whoever asked for the file
hears of it. It has no date: a briefing is the same on whatever day it is made.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final, Literal

import typst
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from onrecord.desk import Desk
from onrecord.diagnostics import CODES, Diagnostic
from onrecord.reading import shown_path
from onrecord.records import KINDS, fixed, locate
from onrecord.records.values import EVERY_VALUE
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
from onrecord.share.pictures import language_code
from onrecord.share.typesetter import families, line_of_error
from onrecord.views.lines import Catalogue

from .compose import compose
from .outline import BriefingFile, Outline, StyledLine, StyledSpan
from .sections.briefing_view import BriefingView, briefing_title

_PAGE_TEMPLATE, _MARKDOWN = "pages/briefing_alone.html", "briefing/briefing.md"
_STYLES = ("onrecord", "cards", "briefing")

# Begins an address that nobody knows. No content holds it: control characters are errors there.
_NOWHERE = "\x1a"
# A link to such an address, of which only its text is kept; and what else names one.
_LINK = re.compile(rf'<a\b[^>]*\shref="{_NOWHERE}[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_PLACE = re.compile(rf'\sdata-address="{_NOWHERE}[^"]*"')
# The fonts are files of the site, which is not here.
_FONT = re.compile(r"@font-face\s*\{[^}]*\burl\([^}]*\}\n?")
# What may not be in an address between < and >.
_BREAKING = re.compile(r"[<>\\]")
_MOST = 5  # records that are named: where a font is missing for a script, every one needs it
_HINT = "put a font that has it (.ttf or .otf) in share/fonts/ in your templates folder"


@fixed
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
    html = rendered(environment, _PAGE_TEMPLATE, folders, **values)
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
    """The subject header; ``title`` is one line, so it can add no other header."""
    # (An `EmailMessage` loses the space between two words that are encoded each for itself.)
    folded = Header(title, header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {folded}\r\n".encode("ascii")


def _message(outline: Outline, plain: str, page: str) -> EmailMessage:
    """The message without sender, recipients and date: the mail program adds these."""
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
    """``text`` and the space at its two ends, which separates it from its neighbours."""
    inner = text.strip()
    if not inner:
        return (" " if text else "", "", "")
    return (" " if text[0].isspace() else "", inner, " " if text[-1].isspace() else "")


_PDF_TEMPLATE = "briefing/document.typ"
_STANDARD: Final[Literal["ua-1"]] = "ua-1"
# How typst names letters that no font has.
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
# How it escapes them: by their code, "\u{200b}", or by a backslash.
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)
_TURNING = "\u200b\u200c\u200d\u200e\u200f\u2060\u2068\u2069"
_BOX = "\N{WHITE SQUARE}"
# PDF/UA-1 refuses them; they say something about bytes, nothing to a reader.
_NO_LETTERS = str.maketrans(dict.fromkeys((0, 0xFEFF, 0xFFFE)))
_PROBE = b"""\
#set document(title: "Probe")
#set text(font: ("Libertinus Serif", ..json(bytes(sys.inputs.fonts))), fallback: true)
#sys.inputs.letter
"""
# Typst takes a region apart from its language.
_REGION = re.compile("[A-Z]{2}")


def make_pdf(view: BriefingView, say: Catalogue, site: SiteContext) -> BriefingFile:
    """The file. Raises `TemplateFault`: the template fails."""
    outline = compose(view, say, site)
    template = template_file(site.templates, _PDF_TEMPLATE)
    folders = (folder / "share" / "fonts" for folder in site.templates)
    fonts = [folder for folder in folders if folder.is_dir()]
    # With fonts of this machine only where ours do not do: so a file is nearly always the same
    # wherever it is made.
    made = _compiled(outline, template, fonts, (), alone=True)
    if isinstance(made, str):
        made = _compiled(outline, template, fonts, (), alone=False)
    boxed = _lacking_letters(outline, fonts) if isinstance(made, str) else set()
    while isinstance(made, str):
        # What is lacking only with others (for an accent, say) shows when all is set.
        boxed |= set(made)
        before, made = made, _compiled(outline, template, fonts, boxed, alone=False)
        if made == before:
            raise TemplateFault.at(template, 1, f"no font has what is needed for '{made}'")
    return BriefingFile(made, frozenset(boxed))


def _compiled(
    outline: Outline, template: Path, fonts: Sequence[Path], boxed: Collection[str], *, alone: bool
) -> bytes | str:
    """The file; or the letters that no font has. Raises TemplateFault if the template fails.

    ``fonts`` are our folders and the site's; ``boxed`` are letters to show as boxes; ``alone``
    ignores the fonts of this machine.
    """
    paths = list(fonts)
    compiler = typst.Compiler(root=template.parent, font_paths=paths, ignore_system_fonts=alone)
    # Nothing of the data is ever read as typst.
    shown = str.maketrans(dict.fromkeys(boxed, _BOX))
    data = {key: _ready(value, shown) for key, value in asdict(outline).items()}
    data |= {"fonts": families(list(map(str, fonts))), "fallback": not alone}
    said = json.dumps(data | _tag(outline.language), ensure_ascii=False, sort_keys=True)
    inputs, standard = {"data": said}, _STANDARD
    try:
        made = compiler.compile(
            template, format="pdf", sys_inputs=inputs, pdf_standards=standard, timestamp=0
        )
    except typst.TypstError as error:
        if found := _LACKING.search(error.message):
            return _ESCAPE.sub(lambda code: chr(int(code[1], 16)) if code[1] else code[2], found[1])
        raise TemplateFault.at(template, line_of_error(error), error.message) from None
    return made if isinstance(made, bytes) else b"".join(made or [])


def _lacking_letters(outline: Outline, fonts: Sequence[Path]) -> set[str]:
    """The letters of ``outline`` that no font has; each is tried alone."""
    compiler = typst.Compiler(_PROBE, font_paths=typst.Fonts(font_paths=list(fonts)))
    ours = json.dumps(families(list(map(str, fonts))))
    text = json.dumps(asdict(outline), ensure_ascii=False)
    lacking = set()
    for letter in sorted(set(text)):
        # A space, a mark that needs a letter, and what turns directions cannot be tried alone.
        if letter.isascii() or unicodedata.category(letter)[:1] in "ZM" or letter in _TURNING:
            continue
        try:
            compiler.compile(
                format="pdf", sys_inputs={"letter": letter, "fonts": ours}, pdf_standards=_STANDARD
            )
        except typst.TypstError as error:
            if _LACKING.search(error.message):
                lacking.add(letter)
    return lacking


def _ready(value: object, shown: Mapping[int, str]) -> object:
    """``value`` for typst: its letters as ``shown``, its languages as typst expects them."""
    if isinstance(value, str):
        # All spaces of a font are copied from a PDF as the first of them: it is to be a plain one.
        return value.replace("\u00a0· ", " · ").translate(_NO_LETTERS).translate(shown)
    if isinstance(value, dict):
        if "href" in value:
            span = StyledSpan(**value)
            seen = {"text": _ready(span.text, shown), "href": span.href, "look": span.look}
            return {**seen, **_tag(span.language), "direction": span.direction or "ltr"}
        return {key: _ready(field, shown) for key, field in value.items()}
    if isinstance(value, list | tuple):
        return [_ready(item, shown) for item in value]
    return value


def _tag(language: str | None) -> dict[str, object]:
    """The language and the region of a tag; ``None`` if there is none."""
    region = next(filter(_REGION.fullmatch, (language or "").split("-")[1:]), None)
    return {"language": language_code(language, "") or None, "region": region}


def report_boxed(desk: Desk, letters: Collection[str]) -> list[Diagnostic]:
    """A warning for each of the first records that have one of ``letters``."""
    found: list[Diagnostic] = []
    records = ((kind, id_, record) for kind in KINDS for id_, record in desk.records(kind).items())
    for kind, id_, record in records:
        for path, text, *_ in EVERY_VALUE(record):
            here = [letter for letter in letters if letter in str(text)]
            if here:
                file, code = desk.files[kind, id_], "letter-without-font"
                line, column, excerpt = locate(file, path)
                named = ", ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in sorted(here))
                message = f"no font has {named}: a box is shown instead"
                where = (shown_path(file), line, column)
                found.append(Diagnostic(code, CODES[code], *where, message, _HINT, excerpt))
                break
        if len(found) == _MOST:
            break
    return found
