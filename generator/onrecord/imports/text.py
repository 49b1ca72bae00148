"""The bytes of a CSV file as text, as spreadsheets write it."""

from __future__ import annotations

import codecs

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_SAVE = "in the spreadsheet: File, Save as, “CSV UTF-8”"


class NoText(Exception):
    """The bytes are no text that can be read.

    Attributes:
        message: what is wrong, in a sentence.
        hint: what to do about it.
        place: the line and the column.
    """

    def __init__(self, message: str, hint: str, place: tuple[int, int] = (1, 1)) -> None:
        super().__init__(message)
        self.message, self.hint, self.place = message, hint, place


def text_of(data: bytes) -> str:
    """The text; its lines end in a line feed alone.

    Raises:
        NoText: it is in another encoding than UTF-8 and UTF-16, or is no text at all.
    """
    if data.startswith((_ZIP, _OLE, _PDF)):
        raise NoText("this is a workbook or another document, not a CSV file", _SAVE)
    text = _decoded(data).removeprefix("\ufeff")
    if "\x00" in text:
        raise NoText("this is not a text file: it holds NUL characters", _SAVE)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if encoding := _wide(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise NoText("this file begins as UTF-16 and breaks off in it", _SAVE) from error
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        begin = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode(errors="replace")) + 1
        place = (data.count(b"\n", 0, error.start) + 1, column)
        message = f"this file is not in UTF-8: the byte 0x{data[error.start]:02X} stands here"
        raise NoText(message, _SAVE, place) from error


def _wide(data: bytes) -> str | None:
    """The encoding of two bytes a character that ``data`` is in, by its mark or by its zeros."""
    if data.startswith(_UTF16):
        return "utf-16"
    head = data[:200]
    if len(head) < 4 or len(data) % 2:
        return None
    if not any(head[::2]) and all(head[1::2]):
        return "utf-16-be"
    if all(head[::2]) and not any(head[1::2]):
        return "utf-16-le"
    return None
