"""A briefing as DOCX, to be edited: real styles, headings, links, lists and a table."""

from typing import Final

from docx.document import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from onrecord.briefing.sections.view import BriefingView
from onrecord.render.site import SiteContext
from onrecord.views.lines import Catalogue

from .compose import compose
from .docx_style import element, framed, packed
from .formats import Made, template_file
from .outline import Block, Bullets, Heading, Line, Outline, Paragraph, Quotation, Span, Table

_ROLES: Final = {"text": "Normal", "lead": "Bottom Line", "alert": "Alert", "note": "Note"}
_LOOKS: Final = {"strong": "Strong", "quiet": "Subtle Emphasis", "words": "Words"}
_STYLES = "briefing/document_styles.xml"


def make(view: BriefingView, say: Catalogue, site: SiteContext) -> Made:
    """The whole file.

    Raises:
        TemplateFault: the styles cannot be used.
    """
    outline = compose(view, say, site)
    document = framed(outline, template_file(site.templates, _STYLES))
    _Writer(document, outline).write()
    return Made(packed(document))


class _Writer:
    """Writes the blocks of an outline into a document."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self._document = document
        self._outline = outline
        self._rtl = outline.direction == "rtl"

    def write(self) -> None:
        self._paragraph((Span(self._outline.title),), "Title")
        for line in self._outline.about:
            self._paragraph(line, "Subtitle")
        for block in self._outline.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._paragraph((Span(block.text),), f"Heading {block.level}")
            case Paragraph():
                self._paragraph(block.line, _ROLES[block.role])
            case Bullets():
                self._bullets(block)
            case Quotation():
                self._quotation(block)
            case Table():
                self._table(block)

    def _bullets(self, bullets: Bullets) -> None:
        number = " 2" if bullets.small else ""
        for first, *further in bullets.entries:
            self._paragraph(first, f"List Bullet{number}")
            for line in further:
                self._paragraph(line, f"List Continue{number}")

    def _quotation(self, quotation: Quotation) -> None:
        for line in quotation.before:
            self._paragraph(line, "Quote Source").paragraph_format.keep_with_next = True
        # Its style keeps it on the page of the next: words are never without whose they are.
        self._paragraph((quotation.words,), "Quote")
        for line in quotation.after:
            self._paragraph(line, "Quote Source")

    def _table(self, table: Table) -> None:
        made = self._document.add_table(rows=0, cols=len(table.head), style="Briefing Table")
        made.autofit = False
        _describe(made, table.caption, rtl=self._rtl)
        width = self._document.sections[0]
        room = (width.page_width or 0) - (width.left_margin or 0) - (width.right_margin or 0)
        widths = [Length(room * share // sum(table.widths)) for share in table.widths]
        head = tuple(((Span(one),),) for one in table.head)
        for cells in (head, *table.rows):
            row = made.add_row()
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))  # noqa: SLF001 - no call
            for cell, lines, share in zip(row.cells, cells, widths, strict=True):
                cell.width = share
                self._fill(cell, lines)
        for column, share in zip(made.columns, widths, strict=True):
            column.width = share
        made.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001 - no call

    def _fill(self, cell: _Cell, lines: tuple[Line, ...]) -> None:
        spare = cell.paragraphs[0]
        for line in lines:
            self._set(cell.add_paragraph(style="Table Text"), line)
        if lines:
            spare._p.getparent().remove(spare._p)  # noqa: SLF001 - a cell begins with one

    def _paragraph(self, line: Line, style: str) -> DocxParagraph:
        return self._set(self._document.add_paragraph(style=style), line)

    def _set(self, paragraph: DocxParagraph, line: Line) -> DocxParagraph:
        alone = line[0] if len(line) == 1 and line[0].language else None
        if alone.direction == "rtl" if alone else self._rtl:
            paragraph._p.get_or_add_pPr().append(element("w:bidi"))  # noqa: SLF001 - no call
        for span in line:
            self._run(paragraph, span)
        return paragraph

    def _run(self, paragraph: DocxParagraph, span: Span) -> None:
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


def _describe(table: DocxTable, caption: str, *, rtl: bool) -> None:
    about = table._tblPr  # noqa: SLF001 - no call
    if rtl:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    about.append(element("w:tblCaption", val=caption))
    about.append(element("w:tblDescription", val=caption))
