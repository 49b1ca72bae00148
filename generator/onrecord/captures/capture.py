"""The full text of a source, read from a file outside the site."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from onrecord.diagnostics import Diagnostic
from onrecord.reading.links import inside
from onrecord.reading.source import file_fault

from .places import Text

MAX_BYTES = 50_000_000

_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAGS = re.compile(r"</(?:p|div|span|a|li|td|article|section)>", re.IGNORECASE)
# A text may quote a tag or two; a page saved as it is has hundreds.
_MANY_TAGS = 5
# How much of a text is looked at for them.
_BEGIN = 100_000


@dataclass(frozen=True, slots=True)
class Capture:
    """A source's text.

    Attributes:
        text: ready to be searched.
        digest: SHA-256 of the file, in hexadecimal digits.
    """

    text: Text
    digest: str


def read_capture(path: Path) -> Capture | Diagnostic:
    """Read the capture ``path``; a diagnostic where nothing can be compared with it."""
    data = _read(path)
    if isinstance(data, Diagnostic):
        return data
    text = _decoded(path, data)
    if isinstance(text, Diagnostic):
        return text
    if not text.strip():
        hint = "save the text of the source in it, or delete it"
        return file_fault("capture-empty", path, "this capture is empty", hint)
    if _HTML.match(text) or len(_TAGS.findall(text[:_BEGIN])) >= _MANY_TAGS:
        hint = "save the page as text, or copy the text out of the browser"
        return file_fault("capture-html", path, "this capture is an HTML page, not its text", hint)
    return Capture(Text(text), hashlib.sha256(data).hexdigest())


def _read(path: Path) -> bytes | Diagnostic:
    hint = "keep the text of one source in it"
    try:
        if path.is_symlink() and not inside(path, path.parent):
            message = "this capture is a symbolic link that leads out of the folder of the captures"
        elif not path.is_file():
            message = "this capture is not an ordinary file"
        elif path.stat().st_size > MAX_BYTES:
            message = f"this capture has more than {MAX_BYTES // 1_000_000} MB"
        else:
            return path.read_bytes()
    except OSError as error:
        message = f"this capture cannot be read: {(error.strerror or 'no reason given').lower()}"
        hint = ""
    return file_fault("capture-unreadable", path, message, hint)


def _decoded(path: Path, data: bytes) -> str | Diagnostic:
    hint = "save it again as UTF-8"
    if data.startswith(_OTHER_BOMS):
        return file_fault("capture-not-utf8", path, "this capture is in UTF-16, not UTF-8", hint)
    if b"\x00" in data:
        message = "this capture is not a text file: it holds NUL bytes"
        return file_fault("capture-not-utf8", path, message, "save the text of the source in it")
    try:
        return data.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        message = f"this capture is not in UTF-8: byte {error.start + 1} cannot stand there"
        return file_fault("capture-not-utf8", path, message, hint)
