"""Numbers and lists of entry numbers as short printable texts, which need no escaping anywhere.

A list is written as the gaps between its numbers, each gap in base 47, the smallest digit first.
The 94 printable ASCII characters are the digits: the lower half ends a gap, the upper half says
that more follows. So most gaps take one character.

A single number is written with its smallest digit first. A character from ``]`` on is a digit of
base 34 that more follow; one from ``#`` to ``[`` is the last digit. So a number below 57 takes one
character, one below 1,938 two. `filters.js` reads them.
"""

from collections.abc import Iterable

_BASE = 47
_SMALLEST = ord("!")


def _gap(gap: int) -> str:
    digits = []
    while gap >= _BASE:
        gap, digit = divmod(gap, _BASE)
        digits.append(chr(_SMALLEST + _BASE + digit))
    return "".join(digits) + chr(_SMALLEST + gap)


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


# The smallest digit that ends a number, how many such digits there are, and the same of the others.
_END_DIGIT, _END_BASE = ord("#"), 57
_MORE_DIGIT, _MORE_BASE = ord("]"), 34


def pack(numbers: Iterable[int]) -> str:
    """``numbers`` as one text.

    >>> pack([0, 1, 56, 57])
    '#$[t$'
    """
    return "".join(map(_number, numbers))


def _number(number: int) -> str:
    digits = []
    while number >= _END_BASE:
        number, digit = divmod(number, _MORE_BASE)
        digits.append(chr(_MORE_DIGIT + digit))
    return "".join(digits) + chr(_END_DIGIT + number)
