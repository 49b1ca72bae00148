"""Quotation marks around words and between them: which of them are not what was said.

A source sets its own marks around what it quotes, and a page sets its own again. So marks that were
copied along do not belong to the words, and neither does what the writer of the source put between
two pieces of a quote: ``"We act," she said. "We wait."``. Marks within the words do belong to them.
"""

import re
from enum import Enum

from onrecord.records import fixed

# Marks that open or close by their form alone, and those whose place decides.
_ONLY_OPEN = "\u201e\u201f\u300c\u301d"
_ONLY_CLOSE = "\u300d\u301e\u301f"
# Every double mark, of typewriters and of typesetters, in any script.
_DOUBLE = re.compile(
    '["\u201c\u201d\u00ab\u00bb\u2039\u203a\u2033\u275d\u275e\u05f4\uff02'
    f"{_ONLY_OPEN}{_ONLY_CLOSE}]"
)
_WITHIN = '"\u2033\u05f4'
_LEFT, _RIGHT = "\u201c\u00ab\u2039\u275d", "\u201d\u00bb\u203a\u275e"
# Two single marks in the place of a double one, as typewriters and TeX have them.
_TYPED = re.compile(r"``|''|,,(?=\w)|\u2018\u2018|\u2019\u2019|\u201a\u201a")
# Single marks and what closes them; some are apostrophes as well, which words may begin with.
_SINGLE = {
    "\u300e": "\u300f", "\u201a": "\u2018\u2019",
    "'": "'", "\u2018": "\u2019", "\u2019": "\u2019", "`": "'`",
}  # fmt: skip
_APOSTROPHES = "'\u2018\u2019`"
# What an apostrophe shortens at its beginning: "'90s", "'tis", "'em".
_SHORTENED = re.compile(r"(?:\d|(?:t(?:is|was|were|il)|em|cause|bout|round|n)\b)", re.IGNORECASE)
# A character before an opening mark: a space, an opening bracket, a dash.
_BEFORE_OPENING = re.compile(r"[\s(\[{\u2010-\u2015\u2018\u2039/]")
_STOPS = ".!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964"
_COMMAS = ",;:\u060c\u061b\u3001\uff0c\uff1b\uff1a"
# A character after a closing mark: a space, a closing bracket, a stop.
_AFTER_CLOSING = re.compile(rf"[\s)\]}}\u2010-\u2015\u2019\u203a/{_STOPS}{_COMMAS}]")
# How the words before a writer's remark end, and how a sentence goes on after them.
_ENDS_A_PIECE = re.compile(rf"[{_STOPS}{_COMMAS}\u2010-\u2015]\s*$")
_GOES_ON = re.compile(rf"\s*[{_COMMAS}\u2010-\u2015-]")
_WITHIN_A_WORD = r"(?<=\w)['\u2019](?=\w)"  # an apostrophe such as that of "can't"
# Two pieces with a remark between them: 'We act,' she said. 'We wait.' The comma may also be
# behind the mark: 'We act', she said, 'and wait.'
_SINGLE_PIECES = re.compile(
    rf"(?:[{_STOPS}{_COMMAS}]['\u2018\u2019]|(?P<logical>\w['\u2018\u2019][.,]))"
    rf"(?P<between>\s(?:[^'\u2018\u2019\"\u201c\u201d]|{_WITHIN_A_WORD})*[^\W\d_][.,:]\s+)"
    r"['\u2018\u201a](?=\w)"
)
# A single mark that opens, that closes, that closes a piece behind its stop, or that ends a text:
# told by the characters next to it, since an apostrophe looks the same.
_SINGLE_OPENING = re.compile(r"(?:^|[\s(\[])['\u2018\u201a](?=\w)")
_SINGLE_CLOSING = re.compile(r"\S['\u2018\u2019](?!\w)")
_SINGLE_PIECE_ENDS = re.compile(rf"[{_STOPS}{_COMMAS}]['\u2019](?=\s)")
_AT_THE_END = re.compile(rf"['\u2018\u2019][{_STOPS}{_COMMAS}]?$")
# Within marks a writer speaks between dashes, as in Russian, or in an inversion, as in French.
_IN_DASHES = re.compile(
    r"[,!?\u2026]\s*[\u2013\u2014]\s(?P<between>[^.!?\u2026\u2013\u2014]{2,80}\.)\s*[\u2013\u2014]\s+(?=\w)"
)
# French puts the verb before its subject, between commas: ", dit-elle à la presse,".
_INVERTED = re.compile(
    r",\s(?P<between>(?:dit-(?:il|elle)|(?:a|\w+e)-t-(?:il|elle)|ont-(?:ils|elles))\b[^,.!?]{0,60}[,.])\s"
)
# Stops, and what a page adds behind the words: the number of a note, "(applause)".
_STOPS_HERE = rf"[\s{_STOPS}{_COMMAS}]*+"
_ONLY_STOPS = re.compile(rf"{_STOPS_HERE}(?:\[\w{{1,3}}\]|\([^()]*+\))?{_STOPS_HERE}")
# Without one of these a text has no marks, and nothing that a writer says between them.
_ANY_SIGN = re.compile(rf"[{_DOUBLE.pattern[1:-1]}{''.join(_SINGLE)}\u2010-\u2015-]")
# More marks than that are no quotation, nor are more of them next to or around each other.
_MOST_MARKS = 400
_MOST_BESIDE = 5


@fixed
class QuotationMarks:
    """The quotation marks in a text, and what they show."""

    words: str  # the text without the marks around it
    # What the writer of the source says between two pieces, or next to the only piece.
    between: str | None = None
    # Both pieces have both their marks: somebody may report a dialogue in these words.
    paired: bool = False


class _Role(Enum):
    OPENS = "opens"
    CLOSES = "closes"


def marks_of(text: str) -> QuotationMarks:
    """What the quotation marks of ``text``, words that a source quotes, show.

    >>> marks_of("\u201cWe wait.\u201d").words, marks_of("\u2018Never\u2019 is a long time.").words
    ('We wait.', '\u2018Never\u2019 is a long time.')
    """
    if not (_ANY_SIGN.search(text) or ",," in text):
        return QuotationMarks(text)
    whole = words = text.strip()
    if len(_DOUBLE.findall(text)) > _MOST_MARKS:
        return QuotationMarks(text)
    if (typed := _TYPED.sub('"', whole)) != whole:
        found = marks_of(typed)
        return found if found.words != typed else QuotationMarks(text, found.between, found.paired)
    pairs, loose, repeated = _paired(words)
    if (
        between := _between(words, pairs, loose)
        or _outside_lone_mark(words, loose)
        or _single(words)
    ):
        return QuotationMarks(words, between, paired=not loose)
    if between := _within(words):
        return QuotationMarks(words, between, paired=True)
    if repeated and 0 in (*pairs, *loose):  # a mark at the head of each paragraph, as printers do
        words = "".join(char for at, char in enumerate(words) if at not in repeated)
    for _ in range(_MOST_BESIDE):
        if not (inner := _without_outer(words)):
            break
        words = inner
    if words == whole:
        words = _without_single(words)
    return QuotationMarks(words if words != whole else text)


def words_outside_marks(text: str) -> str | None:
    """The words of ``text`` outside a quotation that it begins or ends with.

    They are the speaker's, who quotes somebody, unless the source has no marks around all of them.

    >>> words_outside_marks("\u201cWe wait,\u201d she said.")
    'she said.'
    """
    text = text.strip()
    pairs = _paired(text)[0] if len(_DOUBLE.findall(text)) <= _MOST_MARKS else {}
    if end := pairs.get(0):
        following = text[end + 1 :]
        ends = _ENDS_A_PIECE.search(text[:end]) or _GOES_ON.match(following)
        if ends and _has_letters(following):
            return following.strip()
    for start, end in pairs.items():
        before = text[:start].strip()
        if before.endswith((":", ",")) and _ONLY_STOPS.fullmatch(text, end + 1):
            return before
    return None


def words_after_single_mark(text: str) -> str | None:
    """The words behind the single mark that closes a piece, where one opens before ``text``."""
    found = _SINGLE_PIECE_ENDS.search(text)
    return text[found.end() :].strip() if found and _has_letters(text[found.end() :]) else None


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _paired(text: str) -> tuple[dict[int, int], dict[int, _Role], set[int]]:
    """Each opening mark with its closing one, the unpaired marks, and the repeated ones."""
    pairs: dict[int, int] = {}
    loose: dict[int, _Role] = {}
    repeated: set[int] = set()
    opened: list[int] = []
    for found in _DOUBLE.finditer(text):
        at = found.start()
        if found[0] in _WITHIN and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalpha():
            continue  # Hebrew sets such a mark within what it abbreviates
        if _role(text, at, within=bool(opened)) is _Role.OPENS:
            if opened and text[:at].rstrip(" \t\u00a0").endswith("\n"):
                repeated.add(at)
            else:
                opened.append(at)
        elif opened:
            pairs[opened.pop()] = at
        elif not text[at - 1 : at].isdigit():  # 12" is a measure
            loose[at] = _Role.CLOSES
    return pairs, loose | dict.fromkeys(opened, _Role.OPENS), repeated


def _role(text: str, at: int, *, within: bool) -> _Role:
    mark = text[at]
    if mark in _ONLY_OPEN or mark in _ONLY_CLOSE:
        return _Role.OPENS if mark in _ONLY_OPEN else _Role.CLOSES
    before, after = at - 1, at + 1
    while at - _MOST_BESIDE < before >= 0 and _DOUBLE.match(text[before]):
        before -= 1
    while at + _MOST_BESIDE > after < len(text) and _DOUBLE.match(text[after]):
        after += 1
    left = before < 0 or bool(_BEFORE_OPENING.match(text[before]))
    right = after >= len(text) or bool(_AFTER_CLOSING.match(text[after]))
    if left != right:
        return _Role.OPENS if left else _Role.CLOSES
    if mark in _LEFT or mark in _RIGHT:
        return _Role.OPENS if mark in _LEFT else _Role.CLOSES
    return _Role.CLOSES if within else _Role.OPENS


def _between(text: str, pairs: dict[int, int], loose: dict[int, _Role]) -> str | None:
    """The writer's words outside the marks, if there are any."""
    if not (text and (pairs or loose)):
        return None
    closed = sorted([*pairs.values(), *(at for at, role in loose.items() if role is _Role.CLOSES)])
    opening = sorted([*pairs, *(at for at, role in loose.items() if role is _Role.OPENS)])
    for end in closed:
        start = next((at for at in opening if at > end), None)
        if start is None or any(at < end < pairs[at] for at in pairs):
            continue
        said = text[end + 1 : start].strip()
        if not _has_letters(said):
            continue
        if end in loose:  # the first piece has lost its opening mark
            return said
        if pairs.get(0) != end:
            continue
        ends = (
            _ENDS_A_PIECE.search(text[:end])
            or _GOES_ON.match(text, end + 1)
            or text[end] in _ONLY_CLOSE  # Japanese sets no stop before its closing mark
        )
        if ends and _ENDS_A_PIECE.search(text[:start]):
            return said
    return None


def _outside_lone_mark(text: str, loose: dict[int, _Role]) -> str | None:
    """The text after a lone closing mark, or before a lone opening mark."""
    for at, role in loose.items():
        before, after = text[:at].strip(), text[at + 1 :].strip()
        if role is _Role.CLOSES and before and _has_letters(after):
            return after
        # Without a colon or comma a piece of what was said may end within inner marks.
        if role is _Role.OPENS and before.endswith((":", ",")):
            return before
    return None


def _single(text: str) -> str | None:
    """The text between two pieces in single marks, as British papers set them."""
    found = _SINGLE_PIECES.search(text)
    if found is None:
        return None
    enclosed = bool(_opens_single(text) and _AT_THE_END.search(text))
    if _SINGLE_OPENING.search(text, 1 if enclosed else 0, found.start() + 1):
        return None
    later = _SINGLE_CLOSING.search(text, found.end())
    if found["logical"] and later and not (enclosed and _ONLY_STOPS.fullmatch(text, later.end())):
        return None
    return found["between"].strip()


def _within(text: str) -> str | None:
    """The writer's words that are inside the marks before them."""
    found = _IN_DASHES.search(text)
    if found and found["between"][0].islower() and text[found.end()].isupper():
        return found["between"]
    found = _INVERTED.search(text)
    return found["between"] if found else None


def _opens_single(text: str) -> bool:
    """Whether ``text`` begins with a single mark that is no apostrophe."""
    return text[:1] in tuple("'\u2018\u201a") and not _SHORTENED.match(text, 1)


def _without_outer(text: str) -> str | None:
    """``text`` without the marks that enclose all of it; None if there are none."""
    pairs, loose, _ = _paired(text)
    end = pairs.get(0)
    if end is not None and _is_all(text, end):
        return text[1:end].strip()
    # One of the two was left behind: it can be no part of the words.
    if loose.get(0) is _Role.OPENS:
        return text[1:].strip()
    last = len(text) - 1
    if loose.get(last) is _Role.CLOSES:
        return text[:last].strip()
    # Whole pieces one after the other, with nothing but white space between them.
    inside = {at for start, end in pairs.items() for at in range(start, end + 1)}
    if len(pairs) > 1 and all(char.isspace() for at, char in enumerate(text) if at not in inside):
        outer = [(a, b) for a, b in pairs.items() if not any(c < a < pairs[c] for c in pairs)]
        return " ".join(text[start + 1 : end].strip() for start, end in sorted(outer))
    return None


def _is_all(text: str, end: int) -> bool:
    """Whether only the mark at ``end`` follows the words."""
    if not _ONLY_STOPS.fullmatch(text, end + 1):
        return False
    return not _has_letters(text[end + 1 :]) or bool(_ENDS_A_PIECE.search(text[:end]))


def _without_single(text: str) -> str:
    first, last, inside = text[:1], text[-1:], text[1:-1]
    # One mark was left behind: a stop is before it, or no apostrophe has its form.
    ends_alone = inside and last in _APOSTROPHES and _ENDS_A_PIECE.search(inside)
    if ends_alone and not _SINGLE_OPENING.search(text):
        return text[:-1].strip()
    begins_alone = first in ("\u2018", "\u201a") and _opens_single(text)
    if begins_alone and _ENDS_A_PIECE.search(text) and not _SINGLE_CLOSING.search(text):
        return text[1:].strip()
    closing = _SINGLE.get(first, "")
    if not inside or last not in closing:
        return text
    if first in _APOSTROPHES:
        # "'Tis for the boys'" begins and ends with apostrophes, as no stop is before the last.
        if _SHORTENED.match(inside) and not _ENDS_A_PIECE.search(inside):
            return text
        closes_earlier = re.search(rf"\S[{re.escape(closing)}](?!\w)", inside)
    else:
        closes_earlier = re.search(f"[{first}{re.escape(closing)}]", inside)
    return text if closes_earlier else inside.strip()
