"""Which differences between two texts are typography, and which are words.

Typography is what a typesetter, a browser, a PDF or a line break does to a text. `Folded` is a text
without it: two texts that fold to the same have the same words. Everything else is wording: a
letter, a capital, a comma, an apostrophe, a word cut in two. `Composed` is a text whose accents are
composed (NFC), which both are before they are compared.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import cache, cached_property

# Soft hyphen, zero-width space and joiners, word joiner, byte-order mark, marks of direction,
# variation selectors, tags.
_NO_WIDTH = (
    "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u061c\u202a-\u202e\u2066-\u2069"
    "\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef\u034f"
)
NO_WIDTH = re.compile(f"[{_NO_WIDTH}]")

SINGLE = "'\u2018\u2019\u201a\u201b\u2032\u02bb\u02bc\u02bd\ua78c\u05f3\uff07\u00b4`"
DOUBLE = '"\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u05f4\u301d\u301e\u301f\uff02'
_LEFT, _RIGHT = "\u2039", "\u203a"
_HYPHENS = "\\-\u05be\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d"
# A full stop alone is no ellipsis; each of the others is one by itself.
_ELLIPSES = "\u2026\u2025\u22ef"
_DOT = f"[.\uff0e{_ELLIPSES}]"
# Two dots or more, spaced or not; ". .5" is a stop and a number.
DOTS = rf"(?:{_DOT}(?:\s*+{_DOT}(?!(?<=\s\.)\d))++|[{_ELLIPSES}])"
# The last stop or comma of words may be another one or none.
STOPS = ".,\u3002\u3001\u060c\u06d4\u0964"

# Arabic vowel signs and marks for reciting; what combines to another letter (hamza, madda) is none.
_ARABIC_MARKS = (
    "\u0610-\u061a\u064b-\u0652\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08f0-\u08f2"
)
_HEBREW_POINTS = "\u05b0-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
_CANTILLATION = "\u0591-\u05af"
_KASHIDA = "\u0640"  # the sign that only stretches an Arabic word
# Marks that a text may write or leave out; where two texts write them, they must agree.
_OPTIONAL = f"{_ARABIC_MARKS}{_HEBREW_POINTS}"
# Where one is, or an Arabic letter in a shape of its own that may hold one.
OPTIONAL = re.compile(f"[{_OPTIONAL}\ufb50-\ufdff\ufe70-\ufefc]")
_NOTHING = f"{_NO_WIDTH}{_KASHIDA}{_CANTILLATION}"
_MARKS = re.compile(f"[{_OPTIONAL}]")  # taken out where two texts are compared without them

# Letters joined to one sign, Arabic and Hebrew letters in their shapes, full and half width.
_FORMS = (
    "\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb4f"
    "\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e\uff66-\uff9d"
)

# Scripts that set no space between words: a word has no edge to look for, white space is nothing.
# Thai to Myanmar, Khmer, Tai, Javanese; Chinese and Japanese with their punctuation; not Korean.
_RUN_ON = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua980-\ua9ff\uaa60-\uaadf"
    "\u2e80-\u3130\u318f-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\U0001b000-\U0001b16f"
    "\U00020000-\U0003ffff"
)
# Korean parts its words by spaces, though its letters are among those.
_RUNS_ON = re.compile(f"[{_RUN_ON}]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]")

_SPACED = "!?;:"  # French sets a space before these

_GAP = rf"[\s{_NO_WIDTH}]*+"
# What is folded, each with the white space that it takes along; the group says how.
_TOKEN = re.compile(
    rf"(?P<dots>{DOTS}){_GAP}"
    rf"|(?P<dash>[{_HYPHENS}](?:{_GAP}[{_HYPHENS}])*+){_GAP}"
    rf"|(?P<double>[{DOUBLE}]){_GAP}"
    rf"|(?P<single>[{SINGLE}])"
    rf"|(?P<left>{_LEFT})(?P<inside>\s*+)|(?P<right>{_RIGHT})"
    # A soft hyphen at the end of a line says that the word goes on.
    r"|(?P<soft>\u00ad[^\S\n]*+\n\s*+)"
    # One plain space is white space as it should be, unless it says nothing in its place.
    rf"|(?P<space>[^\S ]\s*+| \s++|(?<=[{_RUN_ON}{_NO_WIDTH}]) "
    rf"| (?=[{_SPACED}{_RUN_ON}{_NO_WIDTH}]))"
    rf"|(?P<nothing>[{_NOTHING}]++)"
    rf"|(?P<mark>[{_OPTIONAL}]++)"
    rf"|(?P<form>[{_FORMS}][\uff9e\uff9f]?)"
)
# Where a token may begin: nearly all of a text is passed over at this.
_UNUSUAL = re.compile(
    rf"[ {DOUBLE}{SINGLE}{_LEFT}{_RIGHT}{_HYPHENS}{_NOTHING}{_OPTIONAL}{_FORMS}.{_ELLIPSES}\s]"
    rf"(?:(?<![ .])|(?<= )(?=[\s{_SPACED}{_NO_WIDTH}{_RUN_ON}])|(?<=[{_NO_WIDTH}{_RUN_ON}] )"
    rf"|(?<=\.)(?=\s*+{_DOT}))"
)
_OPENS = " \t\n([{"
_CLOSES = " \t\n.,;:!?)]}"


_MOST_MARKS = 30  # no letter has more marks than this; putting n marks in order takes n x n steps
# What is neither Latin, a sign, Chinese, Japanese nor Korean may be a mark.
_MAYBE_A_MARK = re.compile(
    "[^\x00-\u02ff\u2000-\u20cf\u2100-\u2fff\u3030-\u3098\u309b-\ua66e\uac00-\ud7ff]"
)
_LAST = "\U0001efff"  # no mark comes behind it


def nfc(text: str) -> str:
    """``text`` in NFC, in a time that grows with its length whatever is in it."""
    if not _MAYBE_A_MARK.search(text):
        return unicodedata.normalize("NFC", text)
    pieces, at = [], 0
    for stack in _excess_marks().finditer(text):
        pieces.append(unicodedata.normalize("NFC", text[at : stack.end()]))
        at = stack.end()
    pieces.append(unicodedata.normalize("NFC", text[at:]))
    return "".join(pieces)


@cache
def _excess_marks() -> re.Pattern[str]:
    """A pattern: each mark that follows more marks on a letter than any writing has."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x10000))))
    return re.compile(
        f"[{marks}](?<=[{marks}]{{{_MOST_MARKS}}})|[\U00010000-{_LAST}]{{{_MOST_MARKS}}}"
    )


class Composed:
    """A text in NFC that knows where each of its characters was in the original."""

    __slots__ = ("_places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: array[int] | None = None
        if nfc(text) != text:
            self.text, self._places = _composed_with_places(text)

    def place(self, index: int) -> int:
        """Where the character ``index`` of ``text`` is in the original."""
        return index if self._places is None else self._places[index]


def _composed_with_places(text: str) -> "tuple[str, array[int]]":
    """``text`` in NFC, with the original place of each character and of the end."""
    made: list[str] = []
    places: array[int] = array("L")
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _combines(text, start, end):
            continue
        new = unicodedata.normalize("NFC", text[start:end])
        made.append(new)
        places.extend([start] * len(new))
        start = end
    places.append(len(text))
    return "".join(made), places


def _combines(text: str, start: int, end: int) -> bool:
    """Whether the character at ``end`` combines with those from ``start`` on before it."""
    char = text[end]
    if char < "\u0300" or end - start > _MOST_MARKS:
        return False
    if unicodedata.combining(char):
        return True
    run = text[start:end]
    return unicodedata.normalize("NFC", run + char) != unicodedata.normalize("NFC", run) + char


def composed(text: str) -> str:
    """``text`` with accents composed (NFC) and without characters of no width."""
    return nfc(NO_WIDTH.sub("", text))


class Folded:
    """A text without typography, with places in ``source``: equal ones have the same words."""

    def __init__(self, source: str, *, marks: bool = False) -> None:
        """Fold ``source``, which is in NFC; with ``marks`` its optional marks stay."""
        self.source = source
        self._made: list[str] = []
        self._length = 0
        # Pieces of the text: where each begins in it, where it was written, and where that ended:
        # -1 for one in which each character is where the one before it was, and one further.
        self._starts: array[int] = array("q")
        self._written: array[int] = array("q")
        self._ends: array[int] = array("q")
        at = 0
        begin = _UNUSUAL.search(source)
        while begin:
            start = begin.start()
            end = start + 1
            if found := _TOKEN.match(source, start):
                self._add(source[at:start], at, start)
                self._fold(found, marks=marks)
                at = end = found.end()
            begin = _UNUSUAL.search(source, end)
        self._add(source[at:], at, len(source))
        self.text = "".join(self._made)
        self._made = []

    @cached_property
    def small(self) -> str:
        """The text in small letters."""
        return small_letters(self.text)

    def start(self, index: int) -> int:
        """Where the character ``index`` was written."""
        piece = bisect_right(self._starts, index) - 1
        if piece < 0:
            return 0
        written = self._written[piece]
        return written if self._ends[piece] >= 0 else written + index - self._starts[piece]

    def end(self, index: int) -> int:
        """Where the characters before ``index`` ended."""
        piece = bisect_right(self._starts, index - 1) - 1
        if piece < 0:
            return 0
        end = self._ends[piece]
        return end if end >= 0 else self._written[piece] + index - self._starts[piece]

    def _fold(self, found: re.Match[str], *, marks: bool) -> None:
        kind, start, end = str(found.lastgroup), found.start(), found.end()
        if kind in ("dots", "dash", "double"):
            self._close_up()
            sign = {"dots": "\u2026", "dash": "-", "double": '"'}[kind]
            self._add(sign, start, found.end(kind))
        elif kind == "single":
            self._add("'", start, end)
        elif kind in ("inside", "right"):
            self._guillemet(found, kind)
        elif kind == "space":
            self._space(start, end)
        elif kind == "form":
            # The form of a vowel sign alone has a space or a kashida under it.
            whole = unicodedata.normalize("NFKC", found[0]).lstrip(" ").replace(_KASHIDA, "")
            self._add(whole if marks else _MARKS.sub("", whole), start, end)
        elif kind == "mark" and marks:
            self._add(found[0], start, end)

    def _add(self, text: str, start: int, end: int) -> None:
        if not text:
            return
        same = len(text) == end - start
        starts, written = self._starts, self._written
        goes_on = same and len(starts) > 0 and self._ends[-1] < 0
        if not (goes_on and start - written[-1] == self._length - starts[-1]):
            starts.append(self._length)
            written.append(start)
            self._ends.append(-1 if same else end)
        self._made.append(text)
        self._length += len(text)

    def _close_up(self) -> None:
        """Remove the space before."""
        if self._made and self._made[-1].endswith(" "):
            self._made[-1] = self._made[-1][:-1]
            self._length -= 1
            if not self._made[-1]:
                self._made.pop()
            if self._starts[-1] >= self._length:
                self._starts.pop()
                self._written.pop()
                self._ends.pop()

    def _space(self, start: int, end: int) -> None:
        before, after = self._neighbour(start - 1, -1), self._neighbour(end, 1)
        if after and after in _SPACED:
            return
        runs_on = _RUNS_ON.match(before) or _RUNS_ON.match(after)
        if runs_on and not (_HANGUL.match(before) or _HANGUL.match(after)):
            return
        if not self._made or not self._made[-1].endswith(" "):
            self._add(" ", start, end)

    def _neighbour(self, at: int, step: int) -> str:
        """The next character from ``at`` on that has a width."""
        source = self.source
        while 0 <= at < len(source) and NO_WIDTH.match(source[at]):
            at += step
        return source[at] if 0 <= at < len(source) else ""

    def _guillemet(self, found: re.Match[str], kind: str) -> None:
        """A single guillemet; the space that French sets inside belongs to it."""
        source, start = self.source, found.start()
        if kind == "right":
            after = source[start + 1 : start + 2]
            if not after or after.isspace() or after in _CLOSES:
                self._close_up()
            self._add("'", start, start + 1)
            return
        before = source[start - 1] if start else ""
        self._add("'", start, start + 1)
        opens = not before or before.isspace() or before in _OPENS
        if found["inside"] and not opens:
            self._space(start + 1, found.end())


def marks_agree(first: str, other: str) -> bool:
    """Whether two texts that fold to the same agree in the optional marks that both write."""
    if not OPTIONAL.search(first) or not OPTIONAL.search(other):
        return True
    ours, theirs = (
        re.findall(f"[^{_OPTIONAL}][{_OPTIONAL}]*", Folded(text, marks=True).text)
        for text in (first, other)
    )
    for mine, yours in zip(ours, theirs, strict=False):
        few, many = sorted((set(mine[1:]), set(yours[1:])), key=len)
        if not few <= many:
            return False
    return True


def small_letters(text: str) -> str:
    """``text`` in small letters, character for character, so that places stay what they are."""
    small = text.lower()
    return small if len(small) == len(text) else text


def runs_on(char: str) -> bool:
    """Whether ``char`` belongs to a script that sets no space between words."""
    return bool(_RUNS_ON.match(char))
