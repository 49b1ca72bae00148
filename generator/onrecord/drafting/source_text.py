"""The text of a source as it was read, what its file says of it, and what was found in it."""

import codecs
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Literal, Self, TypeAlias

from onrecord.captures.withheld import WithheldDigests
from onrecord.diagnostics import OnrecordError
from onrecord.records import ActorKind

KINDS = "a text, a saved web page (HTML), an e-mail, DOCX, PDF, WebVTT or SRT"

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
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    # A page that could be read as far as this is in no such encoding.
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "utf-8"),
}
# What a text is in that says nothing, and is not in UTF-8; the first where both read it alike.
_GUESSES = {"Windows-1252": "cp1252", "Mac Roman": "mac_roman"}
# What is read so in the wrong one: a capital or a sign within a word, and what is no letter at all.
_MISREAD = re.compile(
    "(?<=[a-z\u00df-\u00ff])[A-Z\u00c0-\u00dd\u0160\u0178\u017d\u02c6-\u02dd\u2020-\u2030](?=[a-z])|\ufffd"
)
# Each way in which a file ends a line.
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What no text has: many of them show that the encoding is another or the file no text.
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SAMPLE = 4000  # bytes that show an encoding
_MOST_REFUSED = 0.01  # of the characters of a text; a picture has more
# The number of a line, as transcripts of courts have it, and of a page, alone in its line.
_NUMBER = re.compile(r"^[ \t]{0,6}(?P<number>\d{1,3})(?=[ \t]{2,}|[ \t]*$)", re.MULTILINE)
_PAGE = re.compile(
    r"^[ \t]*(?:-+ ?)?(?:[Pp]age[ \t]+|[Pp]\.[ \t]?)?\d{1,4}(?:[ \t]?(?:/|of|sur)[ \t]?\d{1,4})?"
    r"(?: ?-+)?[ \t]*$",
    re.MULTILINE,
)
_FEWEST_NUMBERS, _SHARE_NUMBERED = 5, 0.6  # of the lines of a text whose lines have numbers
_SPACES = str.maketrans("\u00a0\u202f\u2007\u2009", "    ")


class UnreadableSource(OnrecordError):
    """A file from which no text of a source can be read."""


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """The known facts of a source, named like the fields of an article's ``source``."""

    publisher: str | None = None
    published: str | None = None
    headline: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    retrieved: str | None = None
    language: str | None = None
    genre: str | None = None
    guessed: frozenset[str] = frozenset()  #: names of those that are uncertain
    letterhead: str = ""  #: whose name a document has above its pages, or in its properties

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
            if value and field.name not in ("guessed", "letterhead"):
                yield field.name, value


@dataclass(frozen=True, slots=True)
class ReadSource:
    """The text of a source."""

    #: lines end in a line feed; paragraphs are parted by empty lines; no control characters
    text: str
    #: the kind of its file: `text`, `HTML`, `e-mail`, `DOCX`, `PDF`, `WebVTT` or `SRT`
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
        read = {called: data.decode(codec, errors="replace") for called, codec in _GUESSES.items()}
    called = min(read, key=lambda each: len(_MISREAD.findall(read[each])))
    notice = f"{name} is not in UTF-8; it was read as {called}: see whether its letters are right"
    return _checked(read[called], name), (notice,)


def _unmarked(data: bytes, name: str) -> UnreadableSource | None:
    """The error for a text in UTF-16 or UTF-32 without a byte-order mark; else None."""
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
    """The encoding that a page declares, if it is known."""
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


# Where something is in a text: its first character, and the one after its last.
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of a text that somebody seems to have said. A person decides."""

    #: where the words are, without their quotation marks
    start: int
    end: int
    #: `direct` for whole sentences in marks, `partial` for a part of one in marks, `indirect` for a
    #: sentence in which the source reports in its own words
    form: Literal["direct", "partial", "indirect"]
    #: the id of an actor; `None` where the desk has none or nobody is named
    speaker: str | None = None
    mention: Span | None = None  #: where the text names the speaker
    #: the fullest name that the text gives the speaker, here or elsewhere; else the words of the
    #: mention, or the label of a turn
    name: str | None = None
    rule: str = ""  #: short name of the rule that found the speaker; empty where none did
    sure: bool = False  #: whether the speaker needs no second look
    reason: str | None = None  #: why it is not sure, in plain English
    quoting: str | None = None  #: the id of the actor whose words the speaker repeats
    #: where the source interrupts one utterance, each part of it, as its marks part it; else empty
    parts: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Each part of the words; the whole of them if they have no parts."""
        return self.parts or ((self.start, self.end),)


TURN = "turn"
SOMEBODY_ELSE = ">>"  # the label of a turn in captions that name nobody


@dataclass(frozen=True, slots=True)
class Turn:
    """The words of one speaker without a break."""

    label: str  #: who speaks, as the text has it, without what is in brackets
    at: Span  #: where the label is
    parts: tuple[Span, ...]  #: where the words are, as remarks such as "(Laughter.)" part them

    @property
    def words(self) -> Span:
        """From the first word to the last."""
        return self.parts[0][0], self.parts[-1][1]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words in quotation marks that seem to be nobody's speech, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class UnknownSpeaker:
    """A speaker whom the desk does not have."""

    name: str  #: as the text gives it where it is longest
    #: where the text names it first as a speaker
    start: int
    end: int
    kind: ActorKind  #: a guess


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in a text, each list in the order of the text."""

    candidates: tuple[Candidate, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unknown_names: tuple[UnknownSpeaker, ...] = ()

    def without(self, withheld: WithheldDigests, text: str) -> Self:
        """What was found in ``text`` but for words that are withheld."""
        if not withheld:
            return self
        kept = (_without(each, withheld, text) for each in self.candidates)
        left_out = (
            each for each in self.left_out if not withheld.have(text[each.start : each.end])
        )
        return replace(self, candidates=tuple(filter(None, kept)), left_out=tuple(left_out))


def _without(found: Candidate, withheld: WithheldDigests, text: str) -> Candidate | None:
    """The parts that are not withheld; ``None`` if all are."""
    parts = found.spans
    kept = tuple((start, end) for start, end in parts if not withheld.have(text[start:end]))
    if kept == parts or not kept:
        return found if kept else None
    return replace(found, start=kept[0][0], end=kept[-1][1], parts=kept if len(kept) > 1 else ())


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text as its labels are read: with plain spaces, and with nothing that belongs to a page."""

    text: str  #: as long as the text itself
    left_out: tuple[Span, ...]  #: where it has spaces for what nobody says

    @classmethod
    def of(cls, text: str, more: Iterable[Span] = ()) -> Self:
        """``text`` without the numbers of lines and pages, the heads of pages and ``more``."""
        plain = text.translate(_SPACES)
        left_out = sorted({*_line_numbers(plain), *_page_heads(plain), *more})
        pieces: list[str] = []
        at = 0
        for start, end in left_out:
            pieces += plain[at:start], re.sub(r"[^\n]", " ", plain[max(at, start) : end])
            at = max(at, end)
        return cls("".join([*pieces, plain[at:]]), tuple(left_out))


def _line_numbers(text: str) -> Iterator[Span]:
    """The numbers of lines, if most lines have one."""
    found = list(_NUMBER.finditer(text))
    if len(found) < _FEWEST_NUMBERS:
        return
    numbers = [int(each["number"]) for each in found]
    in_order = sum(after in (before + 1, 1) for before, after in pairwise(numbers))
    if in_order > _SHARE_NUMBERED * sum(map(bool, map(str.strip, text.splitlines()))):
        yield from (each.span("number") for each in found)


def _page_heads(text: str) -> Iterator[Span]:
    """Page numbers, with the repeated line next to each."""
    pages = list(_PAGE.finditer(text))
    if not pages:
        return
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", text))
    starts = [line.start() for line in lines]
    heads = [re.sub(r"\d+", "#", line[0].strip()) for line in lines]
    often = {head for head, count in Counter(heads).items() if count > 1 and len(head) > 3}
    for page in pages:
        at = bisect_left(starts, page.start())
        near = (place for place in (at - 1, at + 1) if 0 <= place < len(lines))
        beside = [place for place in near if heads[place] in often]
        if beside or len(pages) > _FEWEST_NUMBERS:
            yield page.span()
            yield from (lines[place].span() for place in beside)
