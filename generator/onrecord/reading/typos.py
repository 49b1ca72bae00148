"""Slips in a line of YAML that can be corrected, because it is clear what was meant.

A space that is missing behind a colon or a dash, another dash or a bullet before an item, another
sign for the colon, a line that begins too far to the left; and around keys and dashes, where only
ordinary spaces count, those that look like them and come from word processors and web pages. The
rest of the file is then read as if the slip had not been made, so that nothing is reported that
only follows from it.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from onrecord.diagnostics import Diagnostic, OnrecordError

from .yaml_text import MAX_FAULTS, PARSING_ERRORS, YamlEvent, YamlLoader, YamlText, indent_of

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
# A key with its colon: "title: x", "- id:".
_KEY = re.compile(rf"{_LEAD}[a-z_][\w-]*:(?: |$)")

# A key without a value in its line, and the first key of an item.
_NO_VALUE = re.compile(r" *(?:- +)*[a-z_][\w-]*: *(?:#.*)?$")
_DASHED = re.compile(r"(?P<indent> *)- +(?P<key>[\w-]*)")
# Of no width: joiners, the soft hyphen, marks of direction.
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_ODD = f"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000{_UNSEEN}"
# Any of them, and those that nobody sees.
_ANY = re.compile(f"[{_ODD}]")
_NO_WIDTH = re.compile(f"[{_UNSEEN}]")
# A key, quoted or not.
_WORD = r"""["']?[\w-]+["']?"""
# Before a key or a dash, behind a dash, behind a key's colon, before that colon.
_AT_START = re.compile(f" *(?P<odd>[{_ODD}][{_ODD} ]*)")
_BEHIND_DASH = re.compile(f" *(?:- +)*-(?P<odd>[{_ODD}][{_ODD} ]*)")
_BEHIND_COLON = re.compile(f" *(?:- +)*{_WORD} *:(?P<odd> *[{_ODD}][{_ODD} ]*)")
_BEFORE_COLON = re.compile(f" *(?:- +)*{_WORD}(?P<odd> *[{_ODD}][{_ODD} ]*):(?: |$)")
_IN_LINE = (_AT_START, _BEHIND_DASH, _BEHIND_COLON, _BEFORE_COLON)
# The same in the text that the parser takes for a key: one that begins with odd spaces or a dash
# ("-\u00a0id"), holds its own colon ("to:\u00a0x"), or ends in odd spaces.
_IN_KEY = re.compile(
    f"(?P<start>[{_ODD}]+)|-(?P<dash>[{_ODD} ]+)"
    f"|{_WORD}:(?P<colon>[{_ODD} ]+)|.*?(?P<end>[{_ODD}]+)$"
)
_LARGE = 200_000  # characters: of a larger file only the first odd space is reported


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


def missing_space(line: int, column: int, text: str) -> Typo | None:
    """The space that ``text``, at ``column`` from 0, lacks behind its colon or its dash."""
    for pattern, sign in ((_NO_SPACE, "colon"), (_NO_SPACE_DASH, "dash")):
        if match := pattern.match(text):
            return _space(line, column + match.end(), sign)
    return None


def typos_near(text: str, error: yaml.MarkedYAMLError) -> Iterator[tuple[Typo, ...]]:
    """Typos that may have stopped the parser with ``error``, the most likely first."""
    if not error.problem_mark:
        return
    lines = text.split("\n")
    last = min(error.problem_mark.line, len(lines) - 1)
    found: list[Typo] = []
    if typos := _without_dash(lines, last):
        yield typos
    for number in range(last, max(last - _ABOVE, 0) - 1, -1):
        if typo := _in_line(number + 1, lines[number]):
            found.append(typo)
            yield (typo,)
        elif typos := _outdented(lines, number):
            yield typos
    if len(found) > 1:
        yield tuple(found)


def _in_line(line: int, text: str) -> Typo | None:
    if typo := missing_space(line, 0, text):
        return typo
    if match := _NO_SPACE_DIGIT.match(text):
        return _space(line, match.end(), "colon")
    if match := _BULLET.match(text) or _NUMBER.match(text):
        message = f"a list item must begin with a hyphen, not with {match['wrong']}"
        right, hint = "-".ljust(len(match["wrong"])), "type - and a space"
    elif match := _COLON.match(text):
        message = f"a key must end in a colon, not in {match['wrong']}"
        right, hint = ":" if match["space"] else ": ", "type : and a space"
    else:
        return None
    return Typo(line, match.start("wrong"), match.end("wrong"), right, message, hint)


def _space(line: int, column: int, sign: str) -> Typo:
    message = f"a space is missing after this {sign}"
    return Typo(line, column, column, " ", message, "add a space here")


def _outdented(lines: list[str], number: int) -> tuple[Typo, ...]:
    """The keys about line ``number`` that begin further left than their neighbours."""
    column = _key_column(lines[number])
    if column is None:
        return ()
    first, last = number, number + 1
    while first > 0 and _key_column(lines[first - 1]) == column:
        first -= 1
    while last < len(lines) and _key_column(lines[last]) == column:
        last += 1
    above = re.match(_LEAD, lines[first - 1]) if first and _KEY.match(lines[first - 1]) else None
    below = _key_column(lines[last]) if last < len(lines) else None
    if above is None or below != above.end() or below <= column:
        return ()
    message = "this line is indented less than the lines above and below it"
    hint = f"start it in column {below + 1}"
    right = " " * below
    return tuple(Typo(at + 1, 0, column, right, message, hint) for at in range(first, last))


def _without_dash(lines: list[str], number: int) -> tuple[Typo, ...]:
    """The row without its dash that ends before line ``number``, or begins there."""
    column = indent_of(lines[number])
    if _first_of_row(lines, number - 1) and column == indent_of(lines[number - 1]) + len("- "):
        top, column, begins = number - 1, column - len("- "), True
    elif _DASHED.match(lines[number]):  # the first row has none
        top = number
        while top and column and (indent_of(lines[top - 1]) >= column or not lines[top - 1]):
            top -= 1
        begins = bool(top and _NO_VALUE.match(lines[top - 1])) and top < number
    else:
        top = above = number
        while above and not _DASHED.match(lines[above]) and indent_of(lines[above]) >= column:
            above -= 1
        dashed = _DASHED.match(lines[above])
        column = len(dashed["indent"]) if dashed else column
        begins = dashed is not None and (
            lines[number].lstrip().startswith("{")
            or dashed["key"] == lines[number].split(":")[0].strip()
        )
    found = _KEY.match(lines[top]) or lines[top].lstrip().startswith("{")
    if not begins or not found or _DASHED.match(lines[top]):
        return ()
    indent, message = indent_of(lines[top]), "the dash of this row is missing"
    if indent >= column + len("- "):
        hint = f"put - in column {column + 1}"
        return (Typo(top + 1, column, column + 2, "- ", message, hint),)
    typos = [Typo(top + 1, indent, indent, "- ", message, "type - and a space there")]
    within = "this line is indented less than the row that it is in"
    for at in range(top + 1, len(lines)):
        if _key_column(lines[at]) != indent:
            break
        hint = f"start it in column {indent + 3}"
        typos.append(Typo(at + 1, 0, 0, "  ", within, hint))
    return tuple(typos) if indent == column else ()


def _first_of_row(lines: list[str], number: int) -> bool:
    """Whether line ``number`` is between the key of a list and an item in its column."""
    if number < 1 or not (_NO_VALUE.match(lines[number - 1]) and _KEY.match(lines[number])):
        return False
    column = indent_of(lines[number])
    below = (line for line in lines[number + 1 :] if line.strip() and indent_of(line) <= column)
    return bool(column and _DASHED.match(next(below, "")) and not _DASHED.match(lines[number]))


def _key_column(line: str) -> int | None:
    """The column (from 0) of the key or item that begins ``line``; None if there is none."""
    if not _KEY.match(line) or line.lstrip(" ").startswith("-"):
        return None
    return indent_of(line)


def odd_space(text: str) -> str:
    """The name of the first odd space in ``text``, such as "a no-break space (U+00A0)"."""
    found = _ANY.search(text)
    if not found:
        return ""
    character = found.group()
    name = unicodedata.name(character).lower()
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name} (U+{ord(character):04X})"


def begins_like_a_key(text: str) -> bool:
    """Whether ``text`` is a key or a dash that an odd space keeps from being one."""
    return any(pattern.match(text) for pattern in (_BEHIND_DASH, _BEHIND_COLON))


def odd_space_fault(source: YamlText, place: tuple[int, int], text: str) -> Diagnostic:
    """The diagnostic for the odd space in ``text``, which is at ``place``."""
    name = odd_space(text)
    if place[1] == 1 and not _NO_WIDTH.sub("", text).strip(" "):
        message = f"this line begins with {name}, which is invisible"
        return source.fault("no-break-space", place, message, "delete it")
    message = f"this is {name}; YAML needs an ordinary space here"
    return source.fault("no-break-space", place, message, "delete it, and type a space")


def with_plain_spaces(source: YamlText, loader: YamlLoader) -> tuple[str, list[Diagnostic]]:
    """The text of ``source`` with ordinary spaces where YAML needs them, and a fault for each.

    Lines and columns stay as they are (but on a line that begins with a character of no width).
    """
    text = source.text
    faults: list[Diagnostic] = []
    if text.isascii() or not _ANY.search(text):
        return text, faults
    while found := _first(text, loader):
        line, start, odd = found
        faults.append(odd_space_fault(source, (line + 1, start + 1), odd))
        lines = text.split("\n")
        lines[line] = _plain(lines, line, start, start + len(odd))
        text = "\n".join(lines)
        if len(faults) == MAX_FAULTS or len(text) > _LARGE:
            break
    return text, faults


def _plain(lines: list[str], number: int, start: int, end: int) -> str:
    """The line ``number`` without the odd spaces from ``start`` to ``end``.

    Where they indent it, what has no width goes, and of the rest as much as makes it begin in a
    column where the line above or below begins.
    """
    line = lines[number]
    before, odd, after = line[:start], line[start:end], line[end:]
    if before.strip():
        return before + " " * len(odd) + after
    odd, after = odd + " " * (len(after) - len(after.lstrip(" "))), after.lstrip(" ")
    seen = _NO_WIDTH.sub("", odd)
    usual = before + " " * len(seen)
    tried = (usual, before + " " * len(odd), before + " " * seen.count(" "))
    # The lines above and below that say something, without the dashes of items.
    beyond = (reversed(lines[:number]), lines[number + 1 :])
    nearest = (next(filter(str.strip, some), "") for some in beyond)
    around = {len(it) - len(it.lstrip(" -")) for it in nearest}
    fitting = (indent for indent in tried if len(indent) in around or not after)
    return next(fitting, usual) + after


def _first(text: str, loader: YamlLoader) -> tuple[int, int, str] | None:
    """Line and column (from 0) of the first relevant odd space, and its text."""
    collections: list[list[Any]] = []  # for each: its start, and how many nodes it has
    last = 0
    event: YamlEvent
    try:
        for event in yaml.parse(text, Loader=loader):
            last = event.start_mark.line
            if isinstance(event, yaml.CollectionEndEvent):
                collections.pop()
                continue
            is_key = False
            if collections and isinstance(event, yaml.NodeEvent):
                start, count = collections[-1]
                is_key = isinstance(start, yaml.MappingStartEvent) and count % 2 == 0
                collections[-1][1] += 1
            if isinstance(event, yaml.CollectionStartEvent):
                collections.append([event, 0])
            elif is_key and isinstance(event, yaml.ScalarEvent) and (odd := _in_key(event)):
                return odd
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return _near(text, last, mark.line) if mark else None
    except PARSING_ERRORS:
        return None
    return None


def _in_key(event: YamlEvent) -> tuple[int, int, str] | None:
    match = _IN_KEY.match(event.value) if not event.style else None
    if not match or not (name := match.lastgroup) or not _ANY.search(match[name]):
        return None
    begin = event.start_mark
    return begin.line, begin.column + match.start(name), match[name]


def _near(text: str, first: int, last: int) -> tuple[int, int, str] | None:
    """The odd space nearest to line ``last`` that may have stopped the parser there."""
    lines = text.split("\n")
    for number in range(min(last, len(lines) - 1), first - 1, -1):
        for pattern in _IN_LINE:
            if match := pattern.match(lines[number]):
                return number, match.start("odd"), match["odd"]
    return None
