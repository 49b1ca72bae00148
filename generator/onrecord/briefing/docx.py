"""A briefing as DOCX, to be edited: real styles, headings, links, lists and a table.

The file has only what it needs, and is the same bytes each time. "No call" means that python-docx
has no call for this element.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_DIRECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from onrecord.briefing.sections.briefing_view import BriefingView
from onrecord.render import SiteContext, TemplateFault
from onrecord.render.templates import template_file
from onrecord.views.lines import Catalogue

from . import outline
from .compose import compose
from .outline import BriefingFile

_MARGIN = Mm(15)
# What the document of python-docx says of itself that is not so.
_UNTRUE = ("dcterms:created", "dcterms:modified", "dc:creator", "dc:description")
# The earliest date that a ZIP file can tell: no day on which anything was made.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
# The template of python-docx was made on somebody's machine, and says so in these parts.
_STRAY = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """An element such as ``w:lang``; each attribute is in the namespace ``w``."""
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def field(run: BaseOxmlElement, code: str, shown: str) -> None:
    """Put a field such as ``PAGE`` into ``run``; ``shown`` is there until it is counted."""
    begin, separate, end = (
        element("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")
    )
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    text = element("w:t")
    text.text = shown
    run.extend((begin, instruction, separate, text, end))


def new_document(briefing: outline.Outline, styles: Path) -> Document:
    """An empty A4 document for ``briefing``. Raises TemplateFault if ``styles`` cannot be read."""
    document = docx.Document()
    _put_styles(document, styles, briefing)
    _describe(document, briefing)
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Mm(12), Mm(13)
    section.header_distance = section.footer_distance = Mm(7)
    if briefing.direction == "rtl":
        properties = section._sectPr  # noqa: SLF001 - there is no call for it
        properties.insert_element_before(element("w:bidi"), "w:rtlGutter", "w:docGrid")
    _put_foot(document, briefing)
    return document


def _put_styles(document: Document, file: Path, briefing: outline.Outline) -> None:
    try:
        ours = parse_xml(file.read_bytes())
    except (OSError, SyntaxError) as error:  # what is no XML is a syntax error to lxml
        line = getattr(error, "lineno", None) or 1
        raise TemplateFault.at(file, line, f"these styles cannot be used: {error}") from None
    defaults = ours.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if ours.tag != qn("w:styles") or defaults is None:
        raise TemplateFault.at(file, 1, "no styles: there should be w:styles with w:docDefaults")
    language = briefing.language
    defaults.append(element("w:lang", val=language, eastAsia=language, bidi=language))
    theirs = document.styles.element
    for style in list(theirs):
        theirs.remove(style)
    theirs.extend(list(ours))


def _describe(document: Document, briefing: outline.Outline) -> None:
    about = document.core_properties
    about.title, about.language, about.revision = briefing.title, briefing.language, 1
    said = document.part.package.core_properties._element  # noqa: SLF001 - nothing else can drop one
    for name in _UNTRUE:
        for property_ in said.findall(qn(name)):
            said.remove(property_)
    settings = document.settings.element
    for setting in settings.iter(qn("w:themeFontLang")):
        setting.set(qn("w:val"), briefing.language)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            # As Word writes today; with less it warns of an old file.
            setting.set(qn("w:val"), "15")


def _put_foot(document: Document, briefing: outline.Outline) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.style = document.styles["Footer"]
    line.add_run(f"{briefing.foot}\t")
    for code, between in (("PAGE", " / "), ("NUMPAGES", "")):
        field(line.add_run()._r, code, "1")  # noqa: SLF001 - python-docx has no fields
        line.add_run(between)


def document_bytes(document: Document) -> bytes:
    """``document`` as a file."""
    part = document.part
    for holder in (part.package, part):
        for key in [key for key, part in holder.rels.items() if part.reltype in _STRAY]:
            del holder.rels[key]
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


_ROLES: Final = {"text": "Normal", "lead": "Bottom Line", "alert": "Alert", "note": "Note"}
_LOOKS: Final = {"strong": "Strong", "quiet": "Subtle Emphasis", "words": "Words"}
_STYLES = "briefing/document_styles.xml"


def make_docx(view: BriefingView, say: Catalogue, site: SiteContext) -> BriefingFile:
    """The whole file. Raises `TemplateFault`: the styles cannot be used."""
    briefing = compose(view, say, site)
    document = new_document(briefing, template_file(site.templates, _STYLES))
    _Writer(document, briefing).write()
    return BriefingFile(document_bytes(document))


class _Writer:
    """Writes the blocks of an outline into a document."""

    def __init__(self, document: Document, briefing: outline.Outline) -> None:
        self._document = document
        self._briefing = briefing
        self._rtl = briefing.direction == "rtl"

    def write(self) -> None:
        self._paragraph((outline.StyledSpan(self._briefing.title),), "Title")
        for line in self._briefing.about:
            self._paragraph(line, "Subtitle")
        for block in self._briefing.blocks:
            self._block(block)

    def _block(self, block: outline.Block) -> None:
        match block:
            case outline.Heading():
                self._paragraph((outline.StyledSpan(block.text),), f"Heading {block.level}")
            case outline.Paragraph():
                self._paragraph(block.line, _ROLES[block.role])
            case outline.Bullets():
                self._bullets(block)
            case outline.Quotation():
                self._quotation(block)
            case outline.BriefingTable():
                self._table(block)

    def _bullets(self, bullets: outline.Bullets) -> None:
        number = " 2" if bullets.small else ""
        for first, *further in bullets.entries:
            self._paragraph(first, f"List Bullet{number}")
            for line in further:
                self._paragraph(line, f"List Continue{number}")

    def _quotation(self, quotation: outline.Quotation) -> None:
        for line in quotation.before:
            self._paragraph(line, "Quote Source").paragraph_format.keep_with_next = True
        # Its style keeps it on the page of the next: words are never without whose they are.
        self._paragraph((quotation.words,), "Quote")
        for line in quotation.after:
            self._paragraph(line, "Quote Source")

    def _table(self, table: outline.BriefingTable) -> None:
        made = self._document.add_table(rows=0, cols=len(table.head), style="Briefing Table")
        made.autofit = False
        about = made._tblPr  # noqa: SLF001 - no call
        if self._rtl:
            made.table_direction = WD_TABLE_DIRECTION.RTL
        about.append(element("w:tblCaption", val=table.caption))
        about.append(element("w:tblDescription", val=table.caption))
        width = self._document.sections[0]
        room = (width.page_width or 0) - (width.left_margin or 0) - (width.right_margin or 0)
        widths = [Length(room * share // sum(table.widths)) for share in table.widths]
        head = tuple(((outline.StyledSpan(heading),),) for heading in table.head)
        for cells in (head, *table.rows):
            row = made.add_row()
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001 - no call
            for cell, lines, share in zip(row.cells, cells, widths, strict=True):
                cell.width = share
                self._fill(cell, lines)
        for column, share in zip(made.columns, widths, strict=True):
            column.width = share
        made.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001 - no call

    def _fill(self, cell: _Cell, lines: tuple[outline.StyledLine, ...]) -> None:
        spare = cell.paragraphs[0]
        for line in lines:
            self._set(cell.add_paragraph(style="Table Text"), line)
        if lines:
            spare._p.getparent().remove(spare._p)  # noqa: SLF001 - a cell begins with one

    def _paragraph(self, line: outline.StyledLine, style: str) -> DocxParagraph:
        return self._set(self._document.add_paragraph(style=style), line)

    def _set(self, paragraph: DocxParagraph, line: outline.StyledLine) -> DocxParagraph:
        alone = line[0] if len(line) == 1 and line[0].language else None
        if alone.direction == "rtl" if alone else self._rtl:
            paragraph._p.get_or_add_pPr().append(element("w:bidi"))  # noqa: SLF001 - no call
        for span in line:
            self._run(paragraph, span)
        return paragraph

    def _run(self, paragraph: DocxParagraph, span: outline.StyledSpan) -> None:
        run = paragraph.add_run(span.text)
        if span.href:
            run.style = "Hyperlink"
            paragraph._p.append(self._link(run._r, span.href))  # noqa: SLF001 - no call
            if span.look == "strong":
                run.bold = True
        elif span.look:
            run.style = _LOOKS[span.look]
        rtl = span.direction == "rtl" if span.language else self._rtl
        look = run._r.get_or_add_rPr()  # noqa: SLF001 - no call
        if rtl:
            look.append(element("w:rtl"))
        if span.language:
            look.append(element("w:lang", **{"bidi" if rtl else "val": span.language}))

    def _link(self, run: BaseOxmlElement, href: str) -> BaseOxmlElement:
        part = self._document.part
        link = element("w:hyperlink", history="1")
        link.set(qn("r:id"), part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(run)
        return link
