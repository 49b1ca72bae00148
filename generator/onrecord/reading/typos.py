"""Typing errors in a line of YAML that can be put right, as what was meant is plain.

A space that is missing behind a colon or a dash, another dash or a bullet before an item, another
sign for the colon, a line that begins too far to the left. The rest of the file is then read as if
the typo had not been made, so that nothing is reported that only follows from it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from onrecord.diagnostics import OnrecordError

_ABOVE = 4  # lines above the one where the parser gave up, in which a typo is looked for
# The indentation of a key, with the dashes of the list items that it begins: "  - ".
_LEAD = r" *(?:- +)*"
# A key whose colon a letter, quotation mark or bracket follows, "speaker:brandt"; no "https://".
_NO_SPACE = re.compile(rf"""(?P<keep>{_LEAD}[a-z_][\w-]*:)(?=[^\W\d]|["'“„«\[{{])(?!//)""")
# The same before a digit, "date:2031"; a key of one letter would be a time or a page, "p:12".
_NO_SPACE_DIGIT = re.compile(rf"(?P<keep>{_LEAD}[a-z_]{{2,}}:)(?=\d)")
# A dash without its space, "-id: x"; no "--", and no negative number.
_NO_SPACE_DASH = re.compile(r"(?P<keep> *-)(?=[^\s\d-])")
# Another dash or a bullet before an item, "• id: x", and an item with a number, "1. id: x".
_BULLET = re.compile(r"(?P<keep> *)(?P<wrong>[\u2010-\u2015\u2212\u2022\u2023\u25aa\u25cf·*])(?= )")
_NUMBER = re.compile(r"(?P<keep> *)(?P<wrong>\d{1,3}[.)])(?= )")
# Another sign for the colon: "title= x", "title; x", or a colon of full width.
_COLON = re.compile(
    rf"(?P<keep>{_LEAD}[a-z_]{{2,}} ?)(?P<wrong>[\uff1a\ufe55\ua789=;])(?P<space> ?)"
)
_FIRST = re.compile(_LEAD)
# A key with its colon: "title: x", "- id:".
_KEY = re.compile(rf"{_LEAD}[a-z_][\w-]*:(?: |$)")

SPACE_BEHIND_COLON = "a space is missing behind this colon"
SPACE_BEHIND_DASH = "a space is missing behind this dash"
_TYPE_SPACE = "type one space here"


class Typo(NamedTuple):
    """A typo and how it is put right.

    ``line`` counts from 1. Between the columns ``start`` and ``end``, which count from 0, belongs
    ``right``.
    """

    line: int
    start: int
    end: int
    right: str
    message: str
    hint: str

    def mended(self, text: str) -> str:
        """``text`` without the typo."""
        lines = text.split("\n")
        line = lines[self.line - 1]
        lines[self.line - 1] = line[: self.start] + self.right + line[self.end :]
        return "\n".join(lines)


class TypoFound(OnrecordError):
    """The parser took a typo for something else."""

    def __init__(self, typo: Typo) -> None:
        super().__init__(typo.message)
        self.typo = typo


def typo_in_key(line: int, column: int, text: str) -> Typo | None:
    """The typo for which ``text``, at ``column`` from 0, was taken for a key."""
    if match := _NO_SPACE.match(text):
        return _space(line, column + match.end(), SPACE_BEHIND_COLON)
    if match := _NO_SPACE_DASH.match(text):
        return _space(line, column + match.end(), SPACE_BEHIND_DASH)
    return None


def typo_in_value(line: int, column: int, text: str, before: str) -> Typo | None:
    """The typo for which ``text``, with ``before`` before it in its line, was taken for a value."""
    match = _NO_SPACE_DASH.match(text)
    return _space(line, column + match.end(), SPACE_BEHIND_DASH) if match and not before else None


def typos_near(text: str, error: yaml.MarkedYAMLError) -> Iterator[tuple[Typo, ...]]:
    """What may be why the parser gave up on ``text`` with ``error``: the likeliest first."""
    if not error.problem_mark:
        return
    lines = text.split("\n")
    last = min(error.problem_mark.line, len(lines) - 1)
    found: list[Typo] = []
    for number in range(last, max(last - _ABOVE, 0) - 1, -1):
        if typo := _in_line(number + 1, lines[number]):
            found.append(typo)
            yield (typo,)
        elif typos := _outdented(lines, number):
            yield typos
    if len(found) > 1:
        yield tuple(found)


def _in_line(line: int, text: str) -> Typo | None:
    if match := _NO_SPACE.match(text) or _NO_SPACE_DIGIT.match(text):
        return _space(line, match.end(), SPACE_BEHIND_COLON)
    if match := _NO_SPACE_DASH.match(text):
        return _space(line, match.end(), SPACE_BEHIND_DASH)
    if match := _BULLET.match(text) or _NUMBER.match(text):
        message = f"an item of a list begins with a hyphen, not with {match['wrong']}"
        right = "-".ljust(len(match["wrong"]))
        return _wrong(line, match, right, message, "type - and a space")
    if match := _COLON.match(text):
        message = f"a key ends in a colon, not in {match['wrong']}"
        right = ":" if match["space"] else ": "
        return _wrong(line, match, right, message, "type : and a space")
    return None


def _space(line: int, column: int, message: str) -> Typo:
    return Typo(line, column, column, " ", message, _TYPE_SPACE)


def _wrong(line: int, match: re.Match[str], right: str, message: str, hint: str) -> Typo:
    return Typo(line, match.start("wrong"), match.end("wrong"), right, message, hint)


def _outdented(lines: list[str], number: int) -> tuple[Typo, ...]:
    """The keys about line ``number`` that begin further left than those above and below them."""
    column = _key_column(lines[number])
    if column is None:
        return ()
    first, last = number, number + 1
    while first > 0 and _key_column(lines[first - 1]) == column:
        first -= 1
    while last < len(lines) and _key_column(lines[last]) == column:
        last += 1
    above = _FIRST.match(lines[first - 1]) if first and _KEY.match(lines[first - 1]) else None
    below = _key_column(lines[last]) if last < len(lines) else None
    if above is None or below != above.end() or below <= column:
        return ()
    message = "this line is indented less than the lines above and below it"
    hint = f"begin it in column {below + 1}"
    right = " " * below
    return tuple(Typo(at + 1, 0, column, right, message, hint) for at in range(first, last))


def _key_column(line: str) -> int | None:
    """The column (from 0) of the key that begins ``line``; None where none does, or an item."""
    if not _KEY.match(line) or line.lstrip(" ").startswith("-"):
        return None
    return len(line) - len(line.lstrip(" "))
