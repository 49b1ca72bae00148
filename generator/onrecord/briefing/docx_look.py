"""The frame of a DOCX document: styles, page, footer, language and what it says of itself."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from onrecord.render.faults import TemplateFault

from .docx_xml import element, field
from .outline import Outline

_MARGIN = Mm(15)
# What the document of python-docx says of itself that is not so.
_UNTRUE = ("dcterms:created", "dcterms:modified", "dc:creator", "dc:description")


def framed(outline: Outline, styles: Path) -> Document:
    """An empty document for ``outline``, its page A4.

    Args:
        outline: its title, language, direction and foot.
        styles: the file with the styles.

    Raises:
        TemplateFault: the styles cannot be read.
    """
    document = docx.Document()
    _put_styles(document, styles, outline)
    _describe(document, outline)
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Mm(12), Mm(13)
    section.header_distance = section.footer_distance = Mm(7)
    if outline.direction == "rtl":
        properties = section._sectPr  # noqa: SLF001 - there is no call for it
        properties.insert_element_before(element("w:bidi"), "w:rtlGutter", "w:docGrid")
    _put_foot(document, outline)
    return document


def _put_styles(document: Document, file: Path, outline: Outline) -> None:
    try:
        ours = parse_xml(file.read_bytes())
    except (OSError, SyntaxError) as error:  # what is no XML is a syntax error to lxml
        line = getattr(error, "lineno", None) or 1
        raise TemplateFault.at(file, line, f"these styles cannot be used: {error}") from None
    defaults = ours.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if ours.tag != qn("w:styles") or defaults is None:
        raise TemplateFault.at(file, 1, "no styles: there should be w:styles with w:docDefaults")
    language = outline.language
    defaults.append(element("w:lang", val=language, eastAsia=language, bidi=language))
    theirs = document.styles.element
    for one in list(theirs):
        theirs.remove(one)
    for one in list(ours):
        theirs.append(one)


def _describe(document: Document, outline: Outline) -> None:
    about = document.core_properties
    about.title, about.language, about.revision = outline.title, outline.language, 1
    said = document.part.package.core_properties._element  # noqa: SLF001 - nothing else can drop one
    for name in _UNTRUE:
        for one in said.findall(qn(name)):
            said.remove(one)
    settings = document.settings.element
    for one in settings.iter(qn("w:themeFontLang")):
        one.set(qn("w:val"), outline.language)
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")  # as Word writes today; with less it warns of an old file


def _put_foot(document: Document, outline: Outline) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.style = document.styles["Footer"]
    line.add_run(f"{outline.foot}\t")
    for code, between in (("PAGE", " / "), ("NUMPAGES", "")):
        field(line.add_run()._r, code, "1")  # noqa: SLF001 - python-docx has no fields
        line.add_run(between)
