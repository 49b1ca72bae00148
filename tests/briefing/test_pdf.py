"""A briefing as PDF: it can be listened to, followed and printed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from onrecord.briefing.formats import make_pdf
from onrecord.render.templates import TemplateFault

from .given import HOSTILE, SITE, Given, given, spans


@pytest.fixture(scope="module")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return given(tmp_path_factory.mktemp("pdf"))


def made(briefing: Given) -> bytes:
    return make_pdf(briefing.view, briefing.say, briefing.site).data


@pytest.fixture(scope="module")
def file(briefing: Given) -> bytes:
    return made(briefing)


@pytest.fixture(scope="module")
def pdf(file: bytes) -> PdfReader:
    return PdfReader(BytesIO(file))


def catalogue(pdf: PdfReader) -> Any:
    return pdf.trailer["/Root"]


def elements(element: Any) -> Iterator[Any]:
    """The tags below ``element``, as they are listened to."""
    found = element.get_object()
    children = found.get("/K", []) if hasattr(found, "get") else []
    for child in children if isinstance(children, list) else [children]:
        node = child.get_object()
        if hasattr(node, "get") and "/S" in node:
            yield node
            yield from elements(node)


def bookmarks(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry)
        else:
            yield entry.title


def flat(text: str) -> str:
    return "".join(text.split())


def test_it_is_tagged_as_the_standard_for_everyone_asks(pdf: PdfReader) -> None:
    root = catalogue(pdf)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    tags = [element["/S"] for element in elements(root["/StructTreeRoot"])]
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/THead", "/Link"} <= set(tags)
    assert tags.count("/TH") == 3


def test_headings_are_those_of_the_markdown_in_their_order(briefing: Given, pdf: PdfReader) -> None:
    assert list(bookmarks(pdf.outline)) == briefing.headings[1:]


def test_every_word_is_there(briefing: Given, pdf: PdfReader) -> None:
    # What is extracted of a text from right to left depends on the one who extracts it.
    told = [span.text for span in spans(briefing.outline.blocks) if span.direction != "rtl"]
    text = flat("".join(page.extract_text().rpartition("Harbour desk")[0] for page in pdf.pages))
    assert len(told) > 80
    assert not [words for words in told if flat(words) not in text]


def test_nothing_said_is_read_as_typst(pdf: PdfReader) -> None:
    assert f"“{HOSTILE}”" in pdf.pages[0].extract_text()


def test_its_title_is_known_and_no_day_is_made_up(file: bytes, pdf: PdfReader) -> None:
    assert pdf.metadata
    assert pdf.metadata.title == "Briefing, 1 May 2031 to 31 May 2031"
    assert pdf.metadata.creation_date is None
    assert b"D:1970" not in file
    assert b"1970-" not in file


def test_its_fonts_are_inside(pdf: PdfReader) -> None:
    found = {}
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font["/DescendantFonts"][0].get_object()
            embedded = {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])
            found[str(font["/BaseFont"])] = bool(embedded) and "/ToUnicode" in font
    families = " ".join(found)
    assert all(name in families for name in ("RecordSansRegular", "RecordSerifRegular"))
    assert all(found.values())


def test_links_lead_somewhere(pdf: PdfReader) -> None:
    links = {
        str(note.get_object()["/A"]["/URI"])
        for page in pdf.pages
        for note in page.get("/Annots", [])
    }
    assert {f"{SITE}demands/pay-rise/", f"{SITE}quotes/rally/ten-percent/"} <= links


def test_pages_are_a4_and_numbered(pdf: PdfReader) -> None:
    count = len(pdf.pages)
    for number, page in enumerate(pdf.pages, 1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        assert f"{number} / {count}" in page.extract_text()
    assert count <= 2


def test_the_same_briefing_is_the_same_file(briefing: Given, file: bytes) -> None:
    assert made(briefing) == file


def text_of(file: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)


def test_a_letter_of_no_font_is_a_box(briefing: Given) -> None:
    given = briefing.bottom_line("They said \U000f0000 and \U000f0001\U000f0000, for once.")
    done = make_pdf(given.view, given.say, given.site)
    assert set(done.boxed) == {"\U000f0000", "\U000f0001"}
    assert "They said □ and □□, for once." in text_of(done.data)


def test_a_byte_order_mark_among_the_words_is_left_out(briefing: Given) -> None:
    given = briefing.bottom_line("They said \ufeffno.")
    done = make_pdf(given.view, given.say, given.site)
    assert not done.boxed
    assert "They said no." in text_of(done.data)


def test_a_template_that_fails_is_named(briefing: Given, tmp_path: Path) -> None:
    (tmp_path / "briefing").mkdir()
    (tmp_path / "briefing" / "document.typ").write_text("#let a = 1\n#b", "utf-8")
    with pytest.raises(TemplateFault) as caught:
        made(briefing.templates(tmp_path))
    diagnostic = caught.value.diagnostic
    assert (diagnostic.file.endswith("document.typ"), diagnostic.line) == (True, 2)
    assert "unknown variable: b" in diagnostic.message
