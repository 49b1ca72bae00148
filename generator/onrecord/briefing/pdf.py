"""A briefing as PDF: tagged for those who listen to it, its fonts inside, the same bytes each time.

The file keeps to PDF/UA-1, which refuses a letter that no font has. Such a letter is shown as a
box, and whoever asked for the file hears of it. It has no date: a briefing is the same on whatever
day it is made.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final, Literal

import typst

from onrecord.briefing.sections.briefing_view import BriefingView
from onrecord.desk import Desk
from onrecord.diagnostics import CODES, Diagnostic
from onrecord.reading import shown_path
from onrecord.records import KINDS, locate
from onrecord.records.values import ValueFinder
from onrecord.render import SiteContext, TemplateFault
from onrecord.render.templates import template_file
from onrecord.share.picture import language_code
from onrecord.share.typesetter import families, line_of
from onrecord.views.lines import Catalogue

from .compose import compose
from .outline import BriefingFile, Outline, StyledSpan

_TEMPLATE = "briefing/document.typ"
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
    template = template_file(site.templates, _TEMPLATE)
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
        raise TemplateFault.at(template, line_of(error), error.message) from None
    return made if isinstance(made, bytes) else b"".join(made or [])


def _lacking_letters(outline: Outline, fonts: Sequence[Path]) -> set[str]:
    """The letters of ``outline`` that no font has, each tried alone."""
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
    """``value`` ready to be set: its letters as ``shown``, its languages as typst takes them."""
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
    """The language and the region of a tag; ``None`` where there is none."""
    region = next(filter(_REGION.fullmatch, (language or "").split("-")[1:]), None)
    return {"language": language_code(language, "") or None, "region": region}


_MOST = 5  # records that are named: where a font is missing for a script, every one needs it
_EVERY_VALUE = ValueFinder(lambda _: True)
_HINT = "put a font that has it (.ttf or .otf) in share/fonts/ in your templates folder"


def report_boxed(desk: Desk, letters: Collection[str]) -> list[Diagnostic]:
    """A warning for each of the first records that hold one of ``letters``, where it is written."""
    found: list[Diagnostic] = []
    records = ((kind, id_, record) for kind in KINDS for id_, record in desk.records(kind).items())
    for kind, id_, record in records:
        for path, text, *_ in _EVERY_VALUE(record):
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
