"""A file of any kind as the text of a source: its kind is seen from what is in it."""

import email
import email.policy
import re
from dataclasses import replace
from email.errors import MessageError

from onrecord.captures.verify import is_page

from .documents import is_docx, read_docx, read_pdf
from .html_tree import parse_page
from .main_text import main_text
from .page_facts import body_of_page, day_below_headline, facts_of_page
from .source_text import KINDS, LINE_ENDS, ReadFacts, ReadSource, UnreadableSource, cleaned, decoded
from .subtitles import kind_of_subtitles, read_subtitles

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 2_000_000

_UTF8 = b"\xef\xbb\xbf"  # its mark
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of Office before 2007, and of what it encrypts
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FROM_DATA = "{name} shows little text, so the text was read from its data"
# The head of an e-mail or of a page saved with its pictures (.mht): some fields, then this one.
_MIME = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,10}MIME-Version:", re.IGNORECASE)


def read_source(data: bytes, name: str) -> ReadSource:
    """The text of the file ``data``, and what the file says of it; messages call it ``name``.

    Raises:
        UnreadableSource: it has no text that can be read. The message says why.
    """
    if len(data) > MAX_BYTES:
        hint = "save the text alone"
        raise UnreadableSource(f"{name} has more than {MAX_BYTES // 1_000_000} MB", hint)
    if not data.strip():
        raise UnreadableSource(f"{name} is empty")
    found = _read(data, name)
    text = cleaned(found.text)
    if not text.strip():
        hint = "open it in a browser, and copy the text out of it" if found.kind == "HTML" else ""
        raise UnreadableSource(f"{name} has no text", hint)
    if len(text) > MAX_CHARACTERS:
        most = f"{MAX_CHARACTERS:,}"
        raise UnreadableSource(f"{name} has more than {most} characters of text", "split it")
    facts = found.facts
    if not facts.published and found.kind != "PDF" and (day := day_below_headline(text)):
        facts = replace(facts, published=day, guessed=facts.guessed | {"published"})
    return ReadSource(text, found.kind, facts, found.notices, found.times, found.pages)


def _read(data: bytes, name: str) -> ReadSource:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        if is_docx(data):
            return read_docx(data, name)
        raise UnreadableSource(f"{name} is a ZIP file, but not DOCX", f"save it as {KINDS}")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            hint = "open it, and save it without a password"
            raise UnreadableSource(f"{name} is protected by a password", hint)
        raise UnreadableSource(f"{name} is in an old Office format", "save it as DOCX")
    if data.startswith(b"{\\rtf"):
        raise UnreadableSource(f"{name} is in RTF", "save it as DOCX or as text")
    if _MIME.match(data):
        data = _page_in(data)
    text, notices = decoded(data, name)
    text = LINE_ENDS.sub("\n", text)
    if kind := kind_of_subtitles(text):
        subtitles = read_subtitles(text, kind, name)
        told = (*notices, *subtitles.notices)
        return ReadSource(subtitles.text, kind, ReadFacts(), told, subtitles.times)
    if is_page(text):
        return _page(text, name, notices)
    return ReadSource(text, "text", notices=notices)


def _page(html: str, name: str, notices: tuple[str, ...]) -> ReadSource:
    page, comments = parse_page(html)
    text, as_data = main_text(page), body_of_page(page)
    if len(as_data) > 2 * len(text):
        text, notices = as_data, (*notices, _FROM_DATA.format(name=name))
    return ReadSource(text, "HTML", facts_of_page(page, comments), notices)


def _page_in(data: bytes) -> bytes:
    """The page in a file of a browser that has a page with all that belongs to it (MHTML)."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True)
                charset = part.get_content_charset()
                if isinstance(page, bytes):
                    return _UTF8 + page.decode(charset).encode() if charset else page
    except (MessageError, ValueError, LookupError):
        pass
    return data
