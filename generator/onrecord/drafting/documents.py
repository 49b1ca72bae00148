"""The text of DOCX and PDF files."""

import html
import logging
import multiprocessing
import re
import signal
import sys
import threading
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from onrecord.reading import shown_path
from onrecord.records.fields import LANGUAGE

from .source_text import ReadFacts, ReadSource, UnreadableSource

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Elements that are a sign of the text.
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_WORD = "word/document.xml"
_MOST_BYTES = 100_000_000  # unpacked: a small file can hold a great many zeros
# What the libraries raise for a file that is not as it should be.
_BROKEN = (
    *(AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError),
    *(ValueError, zipfile.BadZipFile, zlib.error),
)
SECONDS = 30.0  # that a PDF may take to be read
# Into the environment that runs this: the `pip` of a terminal may be that of another.
_INSTALL = (
    f"run `{shown_path(Path(sys.executable))} -m pip install pypdf` (it is the extra onrecord[pdf])"
)
# A sentence that ended, perhaps within marks or brackets, and so goes on on no other page.
_ENDED = re.compile(r"[.!?:…][\"'\u201d\u2019»)\]]*$")
_TAIL = 10  # characters that show whether a sentence ends
# How a sentence begins: with a capital or a mark.
_BEGINS = re.compile(r"\s*(?:[^\W\d_a-z]|[\"'\u201c\u2018\u00ab(])")
# The styles of headlines in Word, as files name them in English, French and German.
_TITLES = frozenset("title heading1 titre titre1 titel berschrift1 überschrift1".split())  # noqa: SIM905
# A title that any document may have.
_USUAL_TITLE = re.compile(
    r"(?i)(?:(?:press|news|media) (?:release|statement)|communiqué(?: de presse)?|statement"
    r"|for immediate release|document ?\d*|untitled.*|microsoft word\b.*|memo(?:randum)?)\W*"
)
_LONGEST_HEADING = 300  # characters
_MORE = "docProps/app.xml"
_COMPANY = re.compile(r"<Company>([^<]*)</Company>")
# A name, and no remark on the page or on what kind of text it is.
_LETTERHEAD = re.compile(
    rf"(?!{_USUAL_TITLE.pattern[4:]}$)(?i:(?!draft|brouillon|confidential|embargo|page))"
    r"[^\W\d_a-z][^\d@/:|]{1,60}"
)
_HYPHENS = ("-", "\u2010", "\u00ad")
_EDGE = 2  # lines at the top and at the foot of a page that may be a header or a footer
_HEADER = 120  # characters that a line at the top or the foot of pages has at most


def is_docx(data: bytes) -> bool:
    """Whether ``data``, a ZIP file, is a document of Word."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _WORD in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read_docx(data: bytes, name: str) -> ReadSource:
    """The text of a document of Word: its paragraphs and the rows of its tables, in order.

    Raises:
        UnreadableSource: it cannot be read.
    """
    # Most sources need neither this nor the next library: both are loaded only where they are.
    from docx import Document  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise UnreadableSource(f"{name} unpacks to more than {_MOST_BYTES // 1_000_000} MB")
            more = archive.read(_MORE).decode() if _MORE in archive.namelist() else ""
        document = Document(BytesIO(data))
        text = "\n\n".join(_paragraphs(document.element.body))
        about = document.core_properties
        title, author, language = about.title, about.author, about.language
        heading = _heading(document.element.body)
        above = [it.text for section in document.sections for it in section.header.paragraphs]
    except (OpcError, *_BROKEN) as error:  # a SyntaxError is lxml's, of XML that is none
        hint = "open it in Word or LibreOffice and save it again as DOCX"
        raise UnreadableSource(f"{name} is a damaged DOCX file", hint) from error
    facts = _properties("" if _USUAL_TITLE.fullmatch(title.strip()) else title, author, language)
    if heading:
        facts = replace(facts, headline=heading, guessed=facts.guessed - {"headline"})
    company = html.unescape("".join(_COMPANY.findall(more)))
    lines = (" ".join(line.split()) for line in (*above, company))
    letterhead = next((line for line in lines if _LETTERHEAD.fullmatch(line)), "")
    return ReadSource(text, "DOCX", replace(facts, letterhead=letterhead))


def _heading(body: Any) -> str:  # noqa: ANN401 - as below
    """The first heading of a document that says more than its kind of text."""
    for paragraph in body.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        text = " ".join(_text_of(paragraph).split())
        is_title = style is not None and style.get(f"{_W}val", "").lower() in _TITLES
        says_more = 0 < len(text) <= _LONGEST_HEADING and not _USUAL_TITLE.fullmatch(text)
        if is_title and says_more:
            return text
    return ""


def _properties(title: str, author: str, language: str) -> ReadFacts:
    """The properties of a document, which templates and other people often fill in."""
    lines = [" ".join(text.split()) for text in (title, author, language)]
    title, author, language = (line if line.isprintable() else "" for line in lines)
    given = {"headline": title, "authors": author}
    return ReadFacts(
        headline=title or None,
        authors=(author,) if author and author != "python-docx" else (),
        language=language if LANGUAGE.fullmatch(language) else None,
        guessed=frozenset(field for field, value in given.items() if value),
    )


def _paragraphs(body: Any) -> Iterator[str]:  # noqa: ANN401 - an element of lxml, which has no types
    """The paragraphs below ``body``; a row of a table is one.

    What is within other things counts too: fields of a form, text boxes, what was inserted while
    changes were recorded. What was deleted then has other elements.
    """
    row, cells = None, dict[str, None]()
    for paragraph in body.iter(f"{_W}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue  # another version of what is there already
        text = _text_of(paragraph)
        own_row = next(paragraph.iterancestors(f"{_W}tr"), None)
        if own_row is not row:
            yield from filter(None, ["\t".join(cells)])
            row, cells = own_row, {}
        if own_row is None:
            yield from filter(None, [text])
        else:
            cells |= {text: None} if text else {}
    yield from filter(None, ["\t".join(cells)])


def _text_of(paragraph: Any) -> str:  # noqa: ANN401 - as above
    parts = [
        _SIGNS.get(node.tag) or node.text or ""
        for node in paragraph.iter(f"{_W}t", *_SIGNS)
        if next(node.iterancestors(f"{_W}p")) is paragraph
    ]
    return "".join(parts).strip()


def read_pdf(data: bytes, name: str) -> ReadSource:
    """The text of a PDF: lines joined to paragraphs, without the headers and footers of its pages.

    Raises:
        UnreadableSource: it cannot be read, or the library that reads PDF is not installed.
    """
    try:
        import pypdf.errors  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UnreadableSource(
            f"{name} is a PDF, and the program that reads PDF is not installed", _INSTALL
        ) from error
    try:
        found = _within_seconds(SECONDS, _pdf_pages, data)
        if found is None:
            raise UnreadableSource(f"{name} is protected by a password", "save it without it")
        pages, language = found
    except TimeoutError as error:
        hint = "open it in a PDF viewer, and print the pages that you need to a new PDF"
        raise UnreadableSource(f"{name} takes longer than {SECONDS:g} s to read", hint) from error
    except pypdf.errors.DependencyError as error:
        hint = "save it without protection"
        raise UnreadableSource(f"{name} is protected in a way that cannot be read", hint) from error
    except (pypdf.errors.PyPdfError, *_BROKEN) as error:
        hint = "open it in a PDF viewer and print it to a new PDF"
        raise UnreadableSource(f"{name} is a damaged PDF", hint) from error
    if not any(page.strip() for page in pages):
        hint = "run text recognition (OCR) first, or type what you need into a text file"
        raise UnreadableSource(f"{name} has no text: its pages are pictures", hint)
    tag = language if LANGUAGE.fullmatch(language) else None
    text, starts = _joined(pages)
    return ReadSource(text, "PDF", ReadFacts(language=tag), pages=starts)


def _pdf_pages(data: bytes) -> tuple[list[str], str] | None:
    """The text of each page of a PDF, and its language; ``None`` if it has a password."""
    import pypdf  # noqa: PLC0415 - an extra

    # It tells of every little fault in a file that can be read all the same.
    logging.getLogger(pypdf.__name__).setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return None
    pages = [page.extract_text() for page in reader.pages]
    return pages, str(reader.root_object.get("/Lang", ""))


def _within_seconds(
    seconds: float, read: Callable[[bytes], tuple[list[str], str] | None], data: bytes
) -> tuple[list[str], str] | None:
    """What ``read`` says of ``data``, in a process that ends when the time is over.

    A file may be made so, or broken so, that a library reads it for ever.

    Raises:
        TimeoutError: the time is over. Whatever ``read`` raises, too.
    """
    forked = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forked else "spawn")
    # The pool ends its process with the block, and that says nothing of it.
    with context.Pool(1, signal.signal, (signal.SIGTERM, signal.SIG_DFL)) as pool:
        try:
            return pool.apply_async(read, (data,)).get(seconds)
        except multiprocessing.TimeoutError as error:
            raise TimeoutError from error


def _joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """The text of ``pages``, and where each of them begins."""
    kept = _without_headers([page.splitlines() for page in pages])
    lengths = sorted(len(line.strip()) for lines in kept for line in lines if line.strip())
    width = lengths[int(0.8 * len(lengths))] if lengths else 0
    paragraphs: list[str] = []
    starts: list[int] = []
    length = 0
    for lines in kept:
        starts.append(length)
        for number, paragraph in enumerate(_unwrapped(lines, width)):
            if not number and paragraphs and _goes_on(paragraphs[-1]):
                length -= len(paragraphs[-1])
                paragraphs[-1] = _glued(paragraphs[-1], paragraph)
            else:
                length += 2 if paragraphs else 0
                paragraphs.append(paragraph)
            length += len(paragraphs[-1])
    return "\n\n".join(paragraphs), tuple(starts)


def _without_headers(pages: list[list[str]]) -> list[list[str]]:
    """The lines of ``pages`` without the headers and footers that most of them have."""
    if len(pages) < 3:
        return pages
    edges = [_edge(lines) for lines in pages]
    counts = Counter(
        key
        for lines, edge in zip(pages, edges, strict=True)
        for key in {_key(lines[at]) for at in edge}
    )
    often = round(0.6 * len(pages))
    return [
        [line for at, line in enumerate(lines) if at not in edge or counts[_key(line)] < often]
        for lines, edge in zip(pages, edges, strict=True)
    ]


def _edge(lines: list[str]) -> set[int]:
    """The numbers of the lines that may be a header or a footer."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return {at for at in (*filled[:_EDGE], *filled[-_EDGE:]) if len(lines[at]) <= _HEADER}


def _key(line: str) -> str:
    """``line`` without its numbers, such as of a page or a date."""
    return re.sub(r"\d+", "#", line.strip())


def _goes_on(paragraph: str) -> bool:
    """Whether a paragraph continues on the next page."""
    return len(paragraph) > _HEADER / 2 and not _ENDED.search(paragraph[-_TAIL:])


def _unwrapped(lines: list[str], width: int) -> Iterator[str]:
    """Lines as paragraphs, which a gap, a heading or a short line at a sentence's end ends."""
    paragraph = ""
    for index, line in enumerate(lines):
        text = " ".join(line.split())
        if text:
            paragraph = _glued(paragraph, text)
        following = lines[index + 1] if index + 1 < len(lines) else ""
        ended = bool(_ENDED.search(paragraph[-_TAIL:]))
        ends_short = bool(text) and ended and len(text) < 0.75 * width
        is_heading = paragraph == text and len(text) < 0.6 * width and _BEGINS.match(following)
        if paragraph and (
            ends_short or is_heading or (not text and ended) or following.startswith("    ")
        ):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _glued(before: str, line: str) -> str:
    """``before`` and the ``line`` that follows, with a hyphenated word rejoined."""
    if before.endswith(_HYPHENS) and not before.endswith("--") and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}".strip()
