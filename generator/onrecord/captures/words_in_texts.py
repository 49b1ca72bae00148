"""Words of texts, whatever is around, between and within them; and where texts have them."""

import html
import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar
from urllib.parse import unquote

from onrecord.reading.texts import ALONE

from .typography import NO_WIDTH

# What is in quotation marks of any kind. Straight single ones only where they are no apostrophe.
MARKED = re.compile(
    '[“"«„‘‹「『]([^“”"«»„‘’‹›「」『』]{1,2000})[”"»“’›」』]'  # noqa: RUF001 - marks are meant
    r"|(?<!\w)'([^\n]{1,2000}?)'(?!\w)"
)
_TAG = re.compile(r"<[^<>]*>")  # an element's tag in HTML or XML
# A character as JSON, YAML and scripts write it: by its number, or one of white space.
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf]))")
# The words that an address leads to in its page, in parts: "#:~:text=first,last".
_FRAGMENT = re.compile(r"(?<=text=)[^&\s\"'<>]+")
_APART = "\u201d \u201c"
_ESCAPES = ("&", "%", "\\", "<")
_APOSTROPHE = re.compile("['\u2019]")
_LAYERS = 3  # escapes within escapes that are read
# Marks of Markdown, which may be within a word; "NightFerry" is two words.
_MARKDOWN = re.compile(r"[*`~]+")
WITHIN_WORDS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_JOINED = re.compile(r"[A-Z]?[a-z]+[A-Z][a-z]+[A-Z]")
# Letters of other alphabets, and small capitals, that look like Latin ones.
_LOOK_ALIKE = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u0131"
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18"
    "\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22",
    "ABEKMHOPCTYXSIJaeopcyxsijhdqwABEZHIKMNOPTYXaeikvoptuxiabcdefghijklmnoprstuvwyz",
)
# A word that goes on in the next line, as it is and once its lines are joined.
_BROKEN = re.compile(r"(?<=\w)[-\u2010]\s+(?=\w)")
# Marks on letters that are of no letter of their own, such as lines, and letters that are nothing.
_MARKS = re.compile("[\u0300-\u036f\u20d0-\u20ff]")
_FILLERS = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0"), " ")
# In scripts without spaces each character is a word.
_WORD = re.compile(rf"[{ALONE}]|[^\W_{ALONE}]+")
# Each character of ASCII as it is in a word, or a space: this finds words in a fifth of the time.
_IN_WORDS = "".join(it.lower() if it.isalnum() else " " for it in map(chr, range(128)))
# Letters with one sign between each two; more than one is between two words.
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[ .\u00b7_*-](?=[^\W_](?![^\W_]))[^\W_])+")
_Owner = TypeVar("_Owner")


def words_in(text: str) -> list[str]:
    """The words of ``text``, whatever their typography, without anything between them."""
    if text.isascii():  # what follows changes nothing else in it
        return text.translate(_IN_WORDS).split()
    plain = unicodedata.normalize("NFKC", NO_WIDTH.sub("", text)).casefold()
    return _WORD.findall(_MARKS.sub("", plain).translate(_FILLERS))


def same_words(one: str, other: str, least: int) -> bool:
    """Whether two texts have the same words, at least ``least`` of them."""
    if one.isascii() and other.isascii():  # most differ from the first word on
        first, second = _WORD.search(one), _WORD.search(other)
        if not (first and second) or first[0].lower() != second[0].lower():
            return False
    words = words_in(one)
    return len(words) >= least and words == words_in(other)


def spellings(text: str) -> set[str]:
    """``text`` with and without the apostrophes and accents that people leave out."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return {spelt for each in (text, plain) for spelt in (each, _APOSTROPHE.sub("", each))}


def readings(text: str) -> Iterator[str]:
    """``text``, and what readers see: no escapes, tags and marks, joined lines, plain letters."""
    for plain in _plain(text):
        yield plain
        joined = _BROKEN.sub("", plain) if "-" in plain or "\u2010" in plain else plain
        alike = joined if joined.isascii() else joined.translate(_LOOK_ALIKE)
        yield from dict.fromkeys(it for it in (joined, alike) if it != plain)


def _plain(text: str) -> Iterator[str]:
    """``text``, and the same text without escapes, tags and marks."""
    yield text
    if _JOINED.search(text):
        yield WITHIN_WORDS.sub(" ", text)
    if ":~:" in text:
        yield _FRAGMENT.sub(lambda it: f"\u201c{unquote(it[0]).replace(',', _APART)}\u201d", text)
    plain = text
    for _ in range(_LAYERS if any(sign in text for sign in _ESCAPES) else 0):
        before, plain = plain, unquote(_ESCAPE.sub(_unescaped, html.unescape(plain)))
        if plain == before:
            break
    if plain != text:
        yield plain
    if "<" in plain:
        yield _TAG.sub(" ", plain)
        plain = _TAG.sub("", plain)
        yield plain
    if _MARKDOWN.search(plain):
        yield _MARKDOWN.sub("", plain)
    if _SPACED.search(plain):  # "t h e  g a t e"
        yield _SPACED.sub(lambda it: re.sub(r"[\W_]", "", it[0]), plain)


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else " "


def runs_of(words: list[str], size: int) -> Iterator[str]:
    """Each ``size`` words in a row."""
    return (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


_GAP = re.compile(r"(?:\b\w++)?\[[^\[\]]*\]\w*|\u2026|\.(?:\s?\.){2,}")
_OPENS = re.compile("[\"'\u201c\u201e\u00ab\u2018\u2039\u300c\u300e]")  # a fast first look
TOLD = 3  # words within quotation marks that are no name of something
_PAIRED = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_CLOSES = {"\u201c": '\u201d"', "\u201e": '\u201c\u201d"', "\u00ab": "\u00bb", '"': '"\u201d'}
_INCHES = '"\u201d'


def passages_in(text: str) -> Sequence[tuple[int, int]]:
    """The quoted passages of ``text``, in parts if something is left out."""
    found = []
    for marked in MARKED.finditer(text) if _OPENS.search(text) else ():
        start, last = marked.span(1 if marked[1] else 2)
        for gap in (*_GAP.finditer(text, start, last), None):
            end = gap.start() if gap else last
            if len(words_in(text[start:end])) >= TOLD:
                found.append((start, end))
            start = gap.end() if gap else last
    return found


def lone_mark(paragraph: str, following: str = "") -> int | None:
    """Where ``paragraph`` has a quotation mark without the other of its pair, if it has one.

    One that the paragraph ``following`` repeats at its start is closed there.
    """
    opened: list[tuple[int, str]] = []
    for found in _PAIRED.finditer(paragraph):
        at, mark = found.start(), found[0]
        is_size = not opened and mark in _INCHES and paragraph[:at][-1:].isdigit()
        if opened and mark in _CLOSES.get(opened[-1][1], mark):
            opened.pop()
        elif not is_size and (mark in _CLOSES or not opened):
            opened.append((at, mark))
    if not opened or following.lstrip().startswith(opened[-1][1]):
        return None
    return opened[-1][0]


class WordIndex(Generic[_Owner]):
    """Texts as words alone, each with its owner, in which words in a row are looked for."""

    def __init__(self, texts: Iterable[tuple[str, _Owner]]) -> None:
        pieces, at = [], 0
        self._starts: list[int] = []
        self._owners: list[_Owner] = []
        for text, owner in texts:
            pieces.append(f" {' '.join(words_in(text))} .")
            self._starts.append(at)
            self._owners.append(owner)
            at += len(pieces[-1])
        self._words = "".join(pieces)

    def having(self, passage: str) -> list[_Owner]:
        """The owners of the texts that have all words of ``passage`` in a row."""
        words, found = f" {' '.join(words_in(passage))} ", []
        at = self._words.find(words)
        while at >= 0:
            found.append(self._owners[bisect(self._starts, at) - 1])
            at = self._words.find(words, at + 1)
        return found
