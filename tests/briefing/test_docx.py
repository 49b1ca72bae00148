"""A briefing as DOCX: what Word and LibreOffice build on is real, not painted."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from onrecord.briefing.docx import make_docx
from onrecord.render.templates import TemplateFault

from .given import HEBREW, HOSTILE, SITE, Given, given, spans


@pytest.fixture(scope="module")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return given(tmp_path_factory.mktemp("docx"))


def made(briefing: Given) -> bytes:
    return make_docx(briefing.view, briefing.say, briefing.site).data


def read(briefing: Given) -> Document:
    return docx.Document(BytesIO(made(briefing)))


@pytest.fixture(scope="module")
def document(briefing: Given) -> Document:
    return read(briefing)


def style(paragraph: Paragraph) -> str:
    assert paragraph.style
    return str(paragraph.style.name)


def styled(document: Document, name: str) -> list[Paragraph]:
    return [paragraph for paragraph in document.paragraphs if style(paragraph) == name]


def test_headings_are_those_of_the_markdown_in_their_order(
    briefing: Given, document: Document
) -> None:
    headings = [
        paragraph.text
        for paragraph in document.paragraphs
        if re.match(r"Title|Heading \d", style(paragraph))
    ]
    assert headings == briefing.headings


def test_every_word_is_there(briefing: Given, document: Document) -> None:
    text = "\n".join(
        block.text for block in document.iter_inner_content() if hasattr(block, "text")
    )
    cells = "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    told = [span.text for span in spans(briefing.outline.blocks)]
    assert len(told) > 80
    assert not [words for words in told if words not in text + cells]


def test_styles_are_real(document: Document) -> None:
    assert styled(document, "Bottom Line")[0].text.startswith("The dockers want ten percent")
    assert {paragraph.text for paragraph in styled(document, "Quote")} >= {
        f"“{HOSTILE}”",
        "“We want ten percent” […] “and we want it now”",
    }
    assert styled(document, "List Bullet")[0].text.startswith("Raise the pay of dockers, asked of")
    assert all(
        style(paragraph) in {s.name for s in document.styles} for paragraph in document.paragraphs
    )


def test_the_table_repeats_its_head_and_says_what_it_is(document: Document) -> None:
    (table,) = document.tables
    head, *rows = table.rows
    assert [cell.text for cell in head.cells] == ["Demand", "Addressed to", "Answer"]
    marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marks == [True] + [False] * len(rows)
    about = table._tblPr.find(qn("w:tblDescription"))
    assert about is not None
    assert about.get(qn("w:val")) == "The demands and the latest answers, by addressee"


def test_links_are_links(document: Document) -> None:
    links = {
        link.text: link.address
        for paragraph in document.paragraphs
        for link in paragraph.hyperlinks
    }
    assert links["Raise the pay of dockers"] == f"{SITE}demands/pay-rise/"
    assert f"{SITE}quotes/rally/ten-percent/" in links.values()


def test_it_says_its_title_and_language_and_nothing_made_up(document: Document) -> None:
    about = document.core_properties
    assert (about.title, about.language) == ("Briefing, 1 May 2031 to 31 May 2031", "en-GB")
    assert (about.author, about.comments, about.last_modified_by) == ("", "", "")
    assert (about.created, about.modified) == (None, None)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "en-GB"


def test_words_from_right_to_left_run_so(document: Document) -> None:
    (quote,) = [paragraph for paragraph in styled(document, "Quote") if HEBREW in paragraph.text]
    assert quote._p.find(f".//{qn('w:bidi')}") is not None
    assert quote._p.find(f".//{qn('w:rtl')}") is not None
    assert quote._p.find(f".//{qn('w:lang')}").get(qn("w:bidi")) == "he"
    others = [paragraph for paragraph in styled(document, "Quote") if HEBREW not in paragraph.text]
    assert not [
        paragraph for paragraph in others if paragraph._p.find(f".//{qn('w:bidi')}") is not None
    ]


def test_a_site_written_from_right_to_left_runs_so_on_every_page(briefing: Given) -> None:
    document = read(briefing.language("he"))
    (section,) = document.sections
    names = [element.tag for element in section._sectPr]
    assert names.index(qn("w:bidi")) < names.index(qn("w:docGrid"))
    assert document.tables[0]._tblPr.find(qn("w:bidiVisual")) is not None
    assert all(
        paragraph._p.find(f".//{qn('w:bidi')}") is not None
        for paragraph in styled(document, "Title")
    )


def test_pages_are_a4_and_numbered(document: Document) -> None:
    (section,) = document.sections
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fields = [field.text.strip() for field in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.footer.paragraphs[0].text.startswith("Harbour desk\u00a0· As of 4 May 2031")


def test_what_xml_cannot_hold_is_left_out(briefing: Given) -> None:
    line = styled(
        read(briefing.bottom_line("No\x00 \x0bni\ud800ghts\x1f.\nNone ]]> <w:p/>")), "Bottom Line"
    )
    assert [run.text for run in line] == ["No nights. None ]]> <w:p/>"]


def test_the_same_briefing_is_the_same_file_and_bears_no_time(briefing: Given) -> None:
    file = made(briefing)
    assert file == made(briefing)
    with zipfile.ZipFile(BytesIO(file)) as packed:
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in packed.namelist() if "thumbnail" in name or "app.xml" in name]


def test_a_site_may_have_styles_of_its_own(briefing: Given, tmp_path: Path) -> None:
    own = tmp_path / "briefing" / "document_styles.xml"
    own.parent.mkdir()
    ours = briefing.site.templates[0] / "briefing" / "document_styles.xml"
    own.write_text(ours.read_text("utf-8").replace("Times New Roman", "Gazette Serif"), "utf-8")
    font = read(briefing.templates(tmp_path)).styles["Quote"].font.name
    assert font == "Gazette Serif"


@pytest.mark.parametrize(
    ("styles", "line"), [("<styles>\n<oops", 2), ("<styles/>", 1)], ids=["no XML", "no styles"]
)
def test_styles_that_cannot_be_used_are_named(
    briefing: Given, tmp_path: Path, styles: str, line: int
) -> None:
    own = tmp_path / "briefing" / "document_styles.xml"
    own.parent.mkdir()
    own.write_text(styles, "utf-8")
    with pytest.raises(TemplateFault) as caught:
        made(briefing.templates(tmp_path))
    diagnostic = caught.value.diagnostic
    assert (diagnostic.file.endswith("document_styles.xml"), diagnostic.line) == (True, line)
