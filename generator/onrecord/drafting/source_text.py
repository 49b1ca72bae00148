"""The text of a source as it was read: bytes as text, and what the file says about the source."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Self

from onrecord.captures.withheld import WithheldDigests
from onrecord.diagnostics import OnrecordError

KINDS = "a text, a saved web page (HTML), DOCX, PDF, WebVTT or SRT"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The encoding that a page itself says, within so much of its head as browsers look at.
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
# What browsers read these names as, and Python does not.
_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    # A page that could be read as far as this is in no such encoding.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
# Each way in which a file ends a line.
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What no text has: many of them show that the encoding is another or the file no text.
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SAMPLE = 4000  # bytes that show an encoding
_MOST_REFUSED = 0.01  # of the characters of a text; a picture has more


class UnreadableSource(OnrecordError):
    """A file from which no text of a source can be read."""


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """What is known of a source, under the names of the fields of an article's ``source``."""

    publisher: str | None = None
    published: str | None = None
    headline: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    retrieved: str | None = None
    language: str | None = None
    genre: str | None = None
    #: names of those among them that the file does not say for certain
    guessed: frozenset[str] = frozenset()

    def with_language(self, language: str | None) -> Self:
        """These facts in ``language``, where somebody says which it is."""
        return replace(self, language=language) if language else self

    def without(self, withheld: WithheldDigests) -> Self:
        """These facts but for what repeats words that are withheld."""
        headline, url = (
            None if each and withheld.are_in(each) else each for each in (self.headline, self.url)
        )
        return replace(self, headline=headline, url=url)

    def known(self) -> Iterable[tuple[str, str | tuple[str, ...]]]:
        """Name and value of each that is known, in the order of the record."""
        for field in fields(self):
            value = getattr(self, field.name)
            if value and field.name != "guessed":
                yield field.name, value


@dataclass(frozen=True, slots=True)
class ReadSource:
    """The text of a source."""

    #: lines end in a line feed; paragraphs are parted by empty lines; no control characters
    text: str
    #: what kind of file it was read from: `text`, `HTML`, `DOCX`, `PDF`, `WebVTT` or `SRT`
    kind: str = "text"
    facts: ReadFacts = ReadFacts()  #: what the file says of it
    #: what somebody should know about how it was read, a sentence each
    notices: tuple[str, ...] = ()
    #: where in the text each cue of a recording begins, with its time, in order
    times: tuple[tuple[int, str], ...] = ()
    pages: tuple[int, ...] = ()  #: where in the text each page of a document begins, in order


def decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of ``data``, and what is to be known about its encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data[len(mark) :].decode(encoding), name), ()
            except UnicodeDecodeError as error:
                hint = "save it as UTF-8"
                raise UnreadableSource(
                    f"{name} is not in {encoding}, as its first bytes say", hint
                ) from error
    if b"\x00" in data:
        raise _unmarked(data, name) or _no_text(name)
    declared = _declared(data)
    if declared and declared != "utf-8":
        try:
            return _checked(data.decode(declared), name), ()
        except (UnicodeDecodeError, LookupError):
            pass  # browsers guess then, too
    try:
        return _checked(data.decode(), name), ()
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    notice = (
        f"{name} is not in UTF-8; it was read as Windows-1252: see whether its letters are right"
    )
    return _checked(text, name), (notice,)


def _unmarked(data: bytes, name: str) -> UnreadableSource | None:
    """What to do with a text in UTF-16 or UTF-32 that has no mark at its start; None if none."""
    for encoding in ("UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE"):
        try:
            text = data[:_SAMPLE].decode(encoding)
        except UnicodeDecodeError:
            continue
        # Read in a wrong way, letters become signs of far scripts.
        plain = sum(char.isascii() or char.isspace() for char in text)
        if plain > len(text) / 3 and not _REFUSED.search(text):
            hint = f"save it as UTF-8, or convert it with `iconv -f {encoding} -t UTF-8`"
            return UnreadableSource(f"{name} is in {encoding}, not UTF-8", hint)
    return None


def _declared(data: bytes) -> str | None:
    """The encoding that a page names; None where it names none that is known."""
    found = _CHARSET.search(data[:4096])
    if found is None:
        return None
    try:
        known = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return _AS_BROWSERS.get(known, known)


def _checked(text: str, name: str) -> str:
    if len(_REFUSED.findall(text)) > max(5, _MOST_REFUSED * len(text)):
        raise _no_text(name)
    return text


def _no_text(name: str) -> UnreadableSource:
    return UnreadableSource(f"{name} is not a text", f"give {KINDS}")


def cleaned(text: str) -> str:
    """``text`` with line feeds alone, and with a space for each character that no record takes."""
    return _REFUSED.sub(" ", LINE_ENDS.sub("\n", text)).replace("\x00", " ")
