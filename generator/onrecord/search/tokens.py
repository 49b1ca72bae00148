"""How words and numbers are in the files that a browser reads.

What two spellings of a word have in common is rules as data, which it gets with the index.

Numbers are short printable texts, which need no escaping anywhere. A list of ascending numbers
(`encode`) is written as the gaps between them, each gap in base 47, the smallest digit first: the
94 printable ASCII characters are the digits, of which the lower half ends a gap and the upper half
says that more follows. Other numbers (`pack`) begin with their smallest digit, too: a character
from ``]`` on is a digit of base 34 that more follow, one from ``#`` to ``[`` the last digit. So a
number below 57 takes one character, one below 1,938 two. `filters.js` reads them.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain, pairwise

from onrecord.reading.texts import ACCENTS, ALONE, PLAIN_LETTERS

# What differs in writing but not in typing.
LETTERS = {
    **PLAIN_LETTERS,
    "ə": "e",
    "ς": "σ",  # noqa: RUF001 - the letter itself is meant
    "ґ": "г",  # noqa: RUF001 - the letter itself is meant
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ـ": "",
}

# Accents, soft hyphens, joiners and direction marks.
MARKS = f"\u00ad{ACCENTS}\u200b-\u200f\u2060\ufeff"

# Spellings of one sound in names that were carried from one language or script into another: what
# is written, as a regular expression, and what it is like. They are applied in this order.
ALIKE = (
    ("t?s?ch|[sz]h|ts|z", "s"),
    ("[kg]h|ck|[cq]", "k"),
    ("th", "t"),
    ("[wf]|ph", "v"),
    ("o[ueo]", "u"),
    ("ie|ij|[jy]", "i"),
    ("(.)\\1+", "$1"),
)

_MARKS = re.compile(f"[{MARKS}]")  # signs that most people leave out when they type
_LETTERS = str.maketrans(LETTERS)


def fold(text: str) -> str:
    """``text`` without capitals, accents and special letters.

    >>> fold("Gahr Støre, Łukasz, Straße, ЁЛКА")
    'gahr store, lukasz, strasse, елка'
    """
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).lower()).translate(_LETTERS)


LONGEST = 32  # nobody types more of a word; a hostile one must not make a shard of its own

# "U.S." is the word "us", as most people type it.
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}")
_MAY_HAVE_INITIALS = re.compile(r"\.[^\W\d_]\.")  # found in a fraction of the time
# A letter of a script without spaces is a word of its own.
_WORD = re.compile(rf"[{ALONE}]|[^\W_{ALONE}]+")


def words_of(text: str) -> list[str]:
    """The folded words of ``text``, in its order.

    >>> words_of("Inês's 3rd visit")
    ['ines', 's', '3rd', 'visit']
    >>> words_of("the U.S. answer")
    ['the', 'us', 'answer']
    """
    folded = fold(text)
    if _MAY_HAVE_INITIALS.search(folded):
        folded = _INITIALS.sub(lambda initials: initials[0].replace(".", ""), folded)
    words: list[str] = _WORD.findall(folded)
    return words if max(map(len, words), default=0) <= LONGEST else [it[:LONGEST] for it in words]


_WRITTEN = re.compile(rf"[\w{MARKS}]+")  # a word as it is written, with its marks
_SHORTEST_NAME = 4  # shorter words are too much like too many others


def name_words(name: str) -> list[str]:
    """The words of ``name`` as they are written, without short ones.

    >>> name_words("Łucja of the Docks")
    ['Łucja', 'Docks']
    """
    return [
        word
        for word in _WRITTEN.findall(name)
        if [len(part) >= _SHORTEST_NAME for part in words_of(word)] == [True]
    ]


def initials(name: str) -> str:
    """The first letters of the words of ``name`` with a capital; none of fewer than two.

    >>> initials("Council of the Port Authority"), initials("Zoë")
    ('CPA', '')
    """
    letters = [word[0] for word in _WRITTEN.findall(name) if word[0].isupper()]
    return "".join(letters) if len(letters) > 1 else ""


def word_set(texts: Iterable[str | None]) -> frozenset[str]:
    """The folded words of all ``texts`` there are."""
    return frozenset(words_of(" \n ".join(filter(None, texts))))


_BASE = 47
_SMALLEST = ord("!")


def _digits(number: int, base: int, more: int, end: int, most: int) -> str:
    """``number``: digits of ``base`` from ``more`` on; the last is one of ``most`` from ``end``."""
    digits = ""
    while number >= most:
        number, digit = divmod(number, base)
        digits += chr(more + digit)
    return digits + chr(end + number)


_GAP = (_BASE, _SMALLEST + _BASE, _SMALLEST, _BASE)
_SMALLS = _BASE * _BASE
_SMALL = tuple(_digits(gap, *_GAP) for gap in range(_SMALLS))


def encode(numbers: Iterable[int]) -> str:
    """Ascending ``numbers`` (from 0, none twice) as text.

    >>> encode([0, 1, 50]), encode([])
    ('!!Q"', '')
    """
    gaps = (after - before - 1 for before, after in pairwise(chain((-1,), numbers)))
    return "".join([_SMALL[gap] if gap < _SMALLS else _digits(gap, *_GAP) for gap in gaps])


_NUMBER = (34, ord("]"), ord("#"), 57)


def pack(numbers: Iterable[int]) -> str:
    """``numbers`` as one text.

    >>> pack([0, 1, 56, 57])
    '#$[t$'
    """
    return "".join(_digits(number, *_NUMBER) for number in numbers)
