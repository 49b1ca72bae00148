"""Quotation marks around words and between them: which of them are not what was said.

A source sets its own marks around what it quotes, and a page sets its own again. So marks that were
copied along do not belong to the words, and neither does what the writer of the source put between
two pieces of a quote: ``"We act," she said. "We wait."``. Marks within the words do belong to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

# Marks that open or close by their form alone, and those whose place has to tell.
_ONLY_OPEN = "\u201e\u201f\u300c\u301d"
_ONLY_CLOSE = "\u300d\u301e\u301f"
_DOUBLE = re.compile(f'["\u201c\u201d\u00ab\u00bb\uff02{_ONLY_OPEN}{_ONLY_CLOSE}]')
_LEFT, _RIGHT = "\u201c\u00ab", "\u201d\u00bb"
# Single marks and what closes them; some are apostrophes as well, which words may begin with.
_SINGLE = {
    "\u2039": "\u203a", "\u203a": "\u2039", "\u300e": "\u300f", "\u201a": "\u2018\u2019",
    "'": "'", "\u2018": "\u2019", "\u2019": "\u2019", "`": "'`",
}  # fmt: skip
_APOSTROPHES = "'\u2018\u2019`"
_SHORTENED = re.compile(r"(?:\d|(?:t(?:is|was|were|il)|em|cause|bout|round|n)\b)", re.IGNORECASE)
_BEFORE_OPENING = re.compile(r"[\s(\[{\u2010-\u2015\u2018\u2039/]")
_AFTER_CLOSING = re.compile(r"[\s)\]}\u2010-\u2015\u2019\u203a/.,;:!?\u2026]")
_ENDS_A_PIECE = re.compile(r"[.,;:!?\u2026\u2010-\u2015\u3002\uff0c\uff01\uff1f]\s*$")
_GOES_ON = re.compile(r"\s*[,;:\u2010-\u2015-]")
_SINGLE_PIECES = re.compile(
    r"[.,;:!?\u2026]['\u2019](?P<between>\s[^'\u2018\u2019\"\u201c\u201d]*[^\W\d_][.,:]\s+)['\u2018](?=\w)"
)
_SINGLE_OPENING = re.compile(r"(?:^|[\s(\[])['\u2018](?=\w)")
_ONLY_STOPS = re.compile(r"[\s.,;:!?\u2026]*")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks of a text tell.

    Attributes:
        words: the text without the marks around it.
        between: what the writer of the source says between two pieces, or beside the only one.
    """

    words: str
    between: str | None = None


class _Role(Enum):
    OPENS = "opens"
    CLOSES = "closes"


def marks_of(text: str) -> Marks:
    """What the quotation marks of ``text`` tell, words that a source quotes.

    >>> marks_of("\u201cWe wait.\u201d"), marks_of("\u2018Never\u2019 is a long time.").words
    (Marks(words='We wait.', between=None), '\u2018Never\u2019 is a long time.')
    """
    whole = words = text.strip()
    pairs, loose, repeated = _paired(words)
    if between := _between(words, pairs, loose) or _beside(words, loose) or _single(words):
        return Marks(words, between)
    if repeated and 0 in (*pairs, *loose):  # a mark at the head of each paragraph, as printers do
        words = "".join(char for at, char in enumerate(words) if at not in repeated)
    while shorter := _without_outer(words):
        words = shorter
    if words == whole:
        words = _without_single(words)
    return Marks(words if words != whole else text)


def _paired(text: str) -> tuple[dict[int, int], dict[int, _Role], set[int]]:
    """Where each opening mark is closed, the marks without a partner, and the repeated ones."""
    pairs: dict[int, int] = {}
    loose: dict[int, _Role] = {}
    repeated: set[int] = set()
    opened: list[int] = []
    for found in _DOUBLE.finditer(text):
        at = found.start()
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
    while before >= 0 and _DOUBLE.match(text[before]):
        before -= 1
    while after < len(text) and _DOUBLE.match(text[after]):
        after += 1
    left = before < 0 or bool(_BEFORE_OPENING.match(text[before]))
    right = after >= len(text) or bool(_AFTER_CLOSING.match(text[after]))
    if left != right:
        return _Role.OPENS if left else _Role.CLOSES
    if mark in _LEFT or mark in _RIGHT:
        return _Role.OPENS if mark in _LEFT else _Role.CLOSES
    return _Role.CLOSES if within else _Role.OPENS


def _between(text: str, pairs: dict[int, int], loose: dict[int, _Role]) -> str | None:
    """What stands outside of the marks, where it is the writer's."""
    if not (text and (pairs or loose)):
        return None
    closed = sorted([*pairs.values(), *(at for at, role in loose.items() if role is _Role.CLOSES)])
    opening = sorted([*pairs, *(at for at, role in loose.items() if role is _Role.OPENS)])
    for end in closed:
        start = next((at for at in opening if at > end), None)
        if start is None or any(at < end < pairs[at] for at in pairs):
            continue
        said = text[end + 1 : start].strip()
        if not any(char.isalpha() for char in said):
            continue
        if end in loose:  # the first piece has lost its opening mark
            return said
        ends = (
            _ENDS_A_PIECE.search(text[:end])
            or _GOES_ON.match(text, end + 1)
            or text[end] in _ONLY_CLOSE  # Japanese sets no stop before its closing mark
        )
        if pairs.get(0) == end and ends and _ENDS_A_PIECE.search(text[:start]):
            return said
    return None


def _beside(text: str, loose: dict[int, _Role]) -> str | None:
    """What stands behind a mark that closes the words, or before one that opens them."""
    for at, role in loose.items():
        before, after = text[:at].strip(), text[at + 1 :].strip()
        if role is _Role.CLOSES and before and any(char.isalpha() for char in after):
            return after
        # Without a colon or comma a piece of what was said may end within inner marks.
        if role is _Role.OPENS and before.endswith((":", ",")):
            return before
    return None


def _single(text: str) -> str | None:
    """What stands between two pieces in single marks, as British papers set them."""
    found = _SINGLE_PIECES.search(text)
    if found is None or _SINGLE_OPENING.search(text, 0, found.start()):
        return None
    return found["between"].strip()


def _without_outer(text: str) -> str | None:
    """``text`` without the marks that enclose all of it; None where none do."""
    pairs, loose, _ = _paired(text)
    end = pairs.get(0)
    if end is not None and _ONLY_STOPS.fullmatch(text, end + 1):
        return text[1:end].strip()
    # One of the two was left behind: it can be no part of the words.
    if loose.get(0) is _Role.OPENS:
        return text[1:].strip()
    last = len(text) - 1
    return text[:last].strip() if loose.get(last) is _Role.CLOSES else None


def _without_single(text: str) -> str:
    first, last, inside = text[:1], text[-1:], text[1:-1]
    closing = _SINGLE.get(first, "")
    if not inside or last not in closing:
        return text
    if first in _APOSTROPHES:
        # "'Tis for the boys'" begins and ends with apostrophes: a stop before the last mark tells.
        if _SHORTENED.match(inside) and not _ENDS_A_PIECE.search(inside):
            return text
        closes_earlier = re.search(rf"\S[{re.escape(closing)}](?!\w)", inside)
    else:
        closes_earlier = re.search(f"[{first}{re.escape(closing)}]", inside)
    return text if closes_earlier else inside.strip()
