"""The frame of a DOCX document: styles, page, footer, language and what it says of itself.

The file around a DOCX document: only what it needs, and the same bytes each time.

The few elements of WordprocessingML that python-docx has no call for.
"""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from onrecord.render.templates import TemplateFault

from .outline import Outline


def element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """An element such as ``w:lang``; each attribute is in the namespace ``w``."""
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def field(run: BaseOxmlElement, code: str, shown: str) -> None:
    """Put a field such as ``PAGE`` into ``run``; ``shown`` stands there until it is counted."""
    begin, separate, end = (element("w:fldChar", fldCharType=one) for one in _FIELD)
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    text = element("w:t")
    text.text = shown
    for one in (begin, instruction, separate, text, end):
        run.append(one)


_FIELD = ("begin", "separate", "end")


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


# The earliest date that a ZIP file can tell: no day on which anything was made.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
# The template of python-docx was made on somebody's machine, and says so in these parts.
_STRAY = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def packed(document: Document) -> bytes:
    """``document`` as a file."""
    part = document.part
    for holder in (part.package, part):
        _drop_stray(holder)
    made = BytesIO()
    document.save(made)
    packed = BytesIO()
    with (
        zipfile.ZipFile(made) as found,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file,
    ):
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, found.read(name))
    return packed.getvalue()


def _drop_stray(holder: OpcPackage | Part) -> None:
    for key in [key for key, one in holder.rels.items() if one.reltype in _STRAY]:
        del holder.rels[key]
