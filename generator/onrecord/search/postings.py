"""Numbers and lists of entry numbers as short printable texts, which need no escaping anywhere.

A list is written as the gaps between its numbers, each gap in base 47, the smallest digit first.
The 94 printable ASCII characters are the digits: the lower half ends a gap, the upper half says
that more follows. So most gaps take one character.

A single number is written with its smallest digit first. A character from ``]`` on is a digit of
base 34 that more follow; one from ``#`` to ``[`` is the last digit. So a number below 57 takes one
character, one below 1,938 two. `filters.js` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_BASE = 47
_FIRST = ord("!")


def _gap(gap: int) -> str:
    digits = []
    while gap >= _BASE:
        gap, digit = divmod(gap, _BASE)
        digits.append(chr(_FIRST + _BASE + digit))
    return "".join(digits) + chr(_FIRST + gap)


_SMALL = tuple(_gap(gap) for gap in range(_BASE * _BASE))


def encode(numbers: Iterable[int]) -> str:
    """Ascending ``numbers`` (from 0, none twice) as text.

    >>> encode([0, 1, 50]), encode([])
    ('!!P"', '')
    """
    gaps = []
    expected = 0
    for number in numbers:
        gap = number - expected
        gaps.append(_SMALL[gap] if gap < len(_SMALL) else _gap(gap))
        expected = number + 1
    return "".join(gaps)


def decode(text: str) -> Iterator[int]:
    """The numbers that ``text`` holds; what the browser does too."""
    number, gap, scale = -1, 0, 1
    for character in text:
        digit = ord(character) - _FIRST
        gap += digit % _BASE * scale
        scale *= _BASE
        if digit < _BASE:
            number += gap + 1
            yield number
            gap, scale = 0, 1


_LAST, _LASTS = ord("#"), 57
_MORE, _MORES = ord("]"), 34


def pack(numbers: Iterable[int]) -> str:
    """``numbers`` as one text.

    >>> pack([0, 1, 56, 57])
    '#$[t$'
    """
    return "".join(map(_text, numbers))


def unpack(text: str) -> Iterator[int]:
    """The numbers that ``text`` holds; what the browser does too."""
    number, scale = 0, 1
    for character in text:
        code = ord(character)
        if code >= _MORE:
            number += (code - _MORE) * scale
            scale *= _MORES
        else:
            yield number + (code - _LAST) * scale
            number, scale = 0, 1


def _text(number: int) -> str:
    digits = []
    while number >= _LASTS:
        number, digit = divmod(number, _MORES)
        digits.append(chr(_MORE + digit))
    return "".join(digits) + chr(_LAST + number)
