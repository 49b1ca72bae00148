"""A file of any kind as the text of a source: its kind is seen from what is in it.

WebVTT and SRT files are read here: who speaks, what, and when. Cues are joined to paragraphs, one
for each turn of a speaker, ``Mia Brandt: We will …``.
"""

import email
import email.policy
import html
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache

from onrecord.captures.verify import is_page
from onrecord.reading import shown_text
from onrecord.records.fields import LANGUAGE

from .desk_actors import fold
from .documents import is_docx, read_docx, read_pdf
from .html_tree import parse_page
from .language_words import languages, load_language
from .main_text import day_at_head, main_text
from .page_facts import body_of_page, day_of, facts_of_page
from .source_text import (
    KINDS,
    LINE_ENDS,
    SOMEBODY_ELSE,
    ReadFacts,
    ReadSource,
    UnreadableSource,
    cleaned,
    decoded,
)

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 2_000_000

_UTF8 = b"\xef\xbb\xbf"  # its mark
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of Office before 2007, and of what it encrypts
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FROM_DATA = "{name} shows little text, so the text was read from its data"
# The head of an e-mail: a field that all have, perhaps after some others.
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?"
    rb"(?:From:[^\n]*@|Received: from |Return-Path: ?<|Message-ID: ?<)",
    re.IGNORECASE,
)
# The head of an e-mail or of a page saved with its pictures (.mht): some fields, then this one.
_MIME = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,10}MIME-Version:", re.IGNORECASE)
# The line of a cue with when it is shown and until when; WebVTT leaves out hours, SRT has commas.
_TIMING = re.compile(
    r"^(?:(?P<hours>\d{1,3}):)?(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)[.,](?P<rest>\d{1,3})"
    r"[ \t]+-->[ \t]+(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,]\d{1,3}",
    re.MULTILINE,
)
# How the files begin: a signature, or the number and the times of the first cue.
_LANGUAGE_OF_CUES = re.compile(r"WEBVTT[^\n]*\n(?:[^\n]+\n)*?Language:[ \t]*([\w-]+)[ \t]*\n")
_VTT = re.compile(r"WEBVTT(?:[ \t\n]|$)")
_SRT = re.compile(r"\s*\d{1,6}[ \t]*\n[ \t]*\d[^\n]{0,40}-->")
# A line that is meant as times, and not as words with an arrow.
_BEGINS_TIME = re.compile(r"[ \t]*[\d:.,;'-]*[ \t]*-->")
# The speaker of a cue in WebVTT: "<v Mia Brandt>".
_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^>]*)>")
# A voice as it is in lists of names: "Brandt, Mia".
_SURNAME_FIRST = re.compile(r"^([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]+)$")
# Type and colour: "<i>" in both, and the codes of other programs in braces: "{\an8}".
_TAG = re.compile(r"</?[^>\n]{0,200}>|\{\\[^}\n]{0,80}\}")
# As in "BRANDT: …", in "[BRANDT]: …" and in ">> Mia Brandt: …".
_NAME = re.compile(
    r"(?:>>+[ ]?|[-\u2013\u2014][ ]?)?[\[(]?"
    r"(?P<name>[^\W\d_][\w.'\u2019-]*(?: [\w.'\u2019-]+){0,5})(?:[\])]?:|\])[ ]+(?=\S)"
)
# What shows that somebody else speaks, without saying who.
_TURN = re.compile(r">>+ ?|- (?=\S)|[\u2013\u2014] (?=\W*[A-Z\u00c0-\u00de\d])")
_PAUSE = 3.0  # seconds without words that begin a paragraph
# A sentence that ended, perhaps within marks or brackets.
_SENTENCE_END = re.compile(r"[.!?…][\"'\u201d\u2019»)]*$")
_TAIL = 10  # characters that show whether a sentence ends
_LONG = 600  # characters after which a sentence's end begins a paragraph


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
    if not facts.published and found.kind != "PDF" and (day := day_at_head(text)):
        facts = replace(facts, published=day, guessed=facts.guessed | {"published"})
    return ReadSource(text, found.kind, facts, found.notices, found.times, found.pages)


def _read(data: bytes, name: str) -> ReadSource:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        if is_docx(data):
            return read_docx(data, name)
        raise UnreadableSource(f"{name} is a ZIP file, but not DOCX", f"save it as {KINDS}")
    _check_format(data, name)
    if _MIME.match(data) or _MAIL.match(data):
        message = email.message_from_bytes(data, policy=email.policy.default)
        if _MAIL.match(data) and "Subject" in message and "<Saved by" not in message["From"]:
            return _mail(message, name)
        data = _part_of(message, "text/html") or data
    text, notices = decoded(data, name)
    text = LINE_ENDS.sub("\n", text)
    if kind := kind_of_subtitles(text):
        subtitles = read_subtitles(text, kind, name)
        told = (*notices, *subtitles.notices)
        named = _LANGUAGE_OF_CUES.match(text)
        facts = ReadFacts(language=named[1] if named and LANGUAGE.fullmatch(named[1]) else None)
        return ReadSource(subtitles.text, kind, facts, told, subtitles.times)
    if is_page(text):
        return _page(text, name, notices)
    return ReadSource(text, "text", notices=notices)


def _check_format(data: bytes, name: str) -> None:
    """Refuse formats that are known but cannot be read."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            hint = "open it, and save it without a password"
            raise UnreadableSource(f"{name} is protected by a password", hint)
        raise UnreadableSource(f"{name} is in an old Office format", "save it as DOCX")
    if data.startswith(b"{\\rtf"):
        raise UnreadableSource(f"{name} is in RTF", "save it as DOCX or as text")


def _page(text_of_page: str, name: str, notices: tuple[str, ...]) -> ReadSource:
    page, comments = parse_page(text_of_page)
    text, as_data = main_text(page), body_of_page(page)
    if len(as_data) > 2 * len(text):
        text, notices = as_data, (*notices, _FROM_DATA.format(name=name))
    return ReadSource(text, "HTML", facts_of_page(page, comments), notices)


def _part_of(message: EmailMessage, kind: str) -> bytes:
    """The first part of a ``kind``, in UTF-8, of an e-mail or of a page saved as one (MHTML)."""
    with suppress(MessageError, ValueError, LookupError):
        for part in message.walk():
            if part.get_content_type() == kind:
                page = part.get_payload(decode=True)
                charset = part.get_content_charset()
                if isinstance(page, bytes):
                    return _UTF8 + page.decode(charset).encode() if charset else page
    return b""


def _mail(message: EmailMessage, name: str) -> ReadSource:
    """The text of an e-mail; subject, day and sender are guesses."""
    plain = _part_of(message, "text/plain")
    text, notices = decoded(plain or _part_of(message, "text/html"), name)
    source = ReadSource(text, "e-mail", notices=notices) if plain else _page(text, name, notices)
    sender = parseaddr(str(message["From"] or ""))[0]
    facts = ReadFacts(
        headline=" ".join(str(message["Subject"]).split()) or None,
        published=day_of(str(message["Date"] or "")),
        publisher=sender or None,
        language=source.facts.language,
    )
    told = frozenset(field for field, _ in facts.known()) - {"language"}
    return replace(source, kind="e-mail", facts=replace(facts, guessed=told))


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words of a cue, when they begin and end in seconds, and who speaks them."""

    begin: float
    end: float
    words: str
    voice: str | None


def kind_of_subtitles(text: str) -> str | None:
    """``WebVTT`` or ``SRT``; None where ``text`` is neither."""
    if _VTT.match(text):
        return "WebVTT"
    return "SRT" if _SRT.match(text) else None


def read_subtitles(text: str, kind: str, file: str) -> ReadSource:
    """The text of ``text``, the ``file`` of ``kind``, with the time of each cue.

    Raises:
        UnreadableSource: a time in it cannot be read.
    """
    _check_times(text, file)
    cues = list(_cues(text))
    named = any(cue.voice not in (None, SOMEBODY_ELSE) for cue in cues)
    paragraphs: list[str] = []
    times: list[tuple[int, str]] = []
    at, speaker, before = 0, None, None
    for cue in cues:
        name = cue.voice or speaker
        begins = before is None or name != speaker or cue.voice == SOMEBODY_ELSE
        if begins or before is None or _begins_paragraph(cue, before, paragraphs[-1]):
            at += len(paragraphs[-1]) + 2 if paragraphs else 0
            # A name is repeated in each paragraph: otherwise nobody knows whose the next one is.
            label = name or "" if named else ""
            paragraphs.append(f"{label}:" if label not in ("", SOMEBODY_ELSE) else label)
        gap = " " if paragraphs[-1] else ""
        times.append((at + len(paragraphs[-1] + gap), _moment(cue.begin)))
        paragraphs[-1] += gap + cue.words
        speaker, before = name, cue
    notices = () if named or not cues else ("the file does not say who speaks",)
    return ReadSource("\n\n".join(paragraphs), kind, notices=notices, times=tuple(times))


def _check_times(text: str, file: str) -> None:
    """Refuse times that cannot be read, since their cues would silently be left out."""
    for number, line in enumerate(text.split("\n"), start=1):
        if "-->" in line and _BEGINS_TIME.match(line) and not _TIMING.match(line):
            what = f"{file} has a time in line {number} that cannot be read: {shown_text(line)}"
            raise UnreadableSource(what, "write it as 00:01:02.000 --> 00:01:04.000")


def _begins_paragraph(cue: _Cue, before: _Cue, paragraph: str) -> bool:
    ended = _SENTENCE_END.search(paragraph[-_TAIL:]) or len(paragraph) > 3 * _LONG
    paused = cue.begin - before.end > _PAUSE
    return paused or (bool(ended) and len(paragraph) > _LONG)


def _cues(text: str) -> Iterator[_Cue]:
    last_line = ""
    for block in re.split(r"\n[ \t]*\n", text):
        found = _TIMING.search(block)
        if found is None:
            continue
        _, _, body = block[found.end() :].partition("\n")
        begin = _seconds(found["hours"], found["minutes"], found["seconds"], found["rest"])
        end = _seconds(found[5], found[6], found[7], "0")
        for voice, words in _voices(body):
            lines = [line for line in words.splitlines() if line.strip()]
            # Captions that roll up repeat the line that was below.
            fresh = lines[1:] if lines and lines[0].strip() == last_line else lines
            last_line = lines[-1].strip() if lines else last_line
            said = " ".join(" ".join(fresh).split())
            if said:
                yield _Cue(begin, end, said, voice)


def _voices(body: str) -> Iterator[tuple[str | None, str]]:
    """The voices of a cue with their words; None for a voice without a name."""
    first, *marked = _VOICE.split(body)
    parts: list[tuple[str | None, str]] = [(None, first)]
    parts += [(name, words) for name, words in zip(marked[::2], marked[1::2], strict=True)]
    for voice, words in parts:
        plain = html.unescape(_TAG.sub("", words))
        name = " ".join(html.unescape(voice).split()) if voice else None
        name = _SURNAME_FIRST.sub(r"\2 \1", name) if name else None
        yield from _named_lines(name or None, plain)


def _named_lines(voice: str | None, words: str) -> Iterator[tuple[str | None, str]]:
    """``words``, split at each line that begins with another speaker's name."""
    lines: list[str] = []
    for line in words.splitlines():
        begins = voice is None or not lines or line.lstrip().startswith(">>")
        found = _NAME.match(line.strip()) if begins else None
        if found and _is_name(found["name"]) and fold(found["name"]) not in _stage_words():
            if lines:
                yield voice, "\n".join(lines)
            voice, lines = found["name"], [line.strip()[found.end() :]]
        elif turn := _TURN.match(line.strip()):
            if lines:
                yield voice, "\n".join(lines)
            voice, lines = SOMEBODY_ELSE, [line.strip()[turn.end() :]]
        else:
            lines.append(line)
    if lines:
        yield voice, "\n".join(lines)


@cache
def _stage_words() -> frozenset[str]:
    """Bracketed notes in any language that are nobody's name: "[Laughter]"."""
    return frozenset[str]().union(*(load_language(code).stage for code in languages()))


def _is_name(text: str) -> bool:
    """Whether the text before a colon is a name: every word but small ones is capitalised."""
    words = [word for word in text.split() if len(word) > 3 or word[:1].isupper()]
    return bool(words) and all(word[:1].isupper() for word in words)


def _seconds(hours: str | None, minutes: str, seconds: str, rest: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{rest}")


def _moment(seconds: float) -> str:
    """``seconds`` as the field ``locator.time`` has it: ``12:03`` or ``1:02:03``."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
