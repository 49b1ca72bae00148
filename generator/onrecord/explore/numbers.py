"""Numbers from 0 as short printable texts, which need no escaping in JSON.

A number is written with its smallest digit first. A character from ``]`` on is a digit of base 34
that more follow; one from ``#`` to ``[`` is the last digit. So a number below 57 takes one
character, one below 1,938 two. `filters.js` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
