"""Spaces that look like ordinary ones, where only ordinary ones count: around keys and dashes.

They come from word processors and web pages. Within a text they are characters like any other.
"""

import re
import unicodedata
from typing import Any

import yaml

from onrecord.diagnostics import Diagnostic

from .yaml_text import MAX_FAULTS, PARSING_ERRORS, YamlEvent, YamlLoader, YamlText

# Of no width: joiners, the soft hyphen, marks of direction.
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_ODD = f"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000{_UNSEEN}"
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


def odd_space(text: str) -> str:
    """What the first odd space in ``text`` is, such as "a no-break space (U+00A0)"; else empty."""
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
        message = f"this line begins with {name}, which is not seen"
        return source.fault("no-break-space", place, message, "delete it")
    message = f"this is {name}, and YAML needs an ordinary space here"
    return source.fault("no-break-space", place, message, "delete it, and type a space")


def with_plain_spaces(source: YamlText, loader: YamlLoader) -> tuple[str, list[Diagnostic]]:
    """The text of ``source`` with ordinary spaces where YAML needs them, and a fault for each.

    Lines and columns stay as they are (but on a line that begins with a character of no width).
    """
    text = source.text
    faults: list[Diagnostic] = []
    if not _ANY.search(text):
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
    tried = (before + spaces for spaces in (" " * len(seen), " " * len(odd), " " * seen.count(" ")))
    around = {_indent(lines, number, step) for step in (-1, 1)}
    for indent in (*tried, before + " " * len(seen)):
        if len(indent) in around or not after:
            return indent + after
    return before + " " * len(seen) + after


def _indent(lines: list[str], number: int, step: int) -> int:
    """The column (from 0) where the next line begins that says something."""
    number += step
    while 0 <= number < len(lines) and not lines[number].strip():
        number += step
    line = lines[number] if 0 <= number < len(lines) else ""
    return len(line) - len(line.lstrip(" -"))


def _first(text: str, loader: YamlLoader) -> tuple[int, int, str] | None:
    """Line and column (from 0) of the first odd space that matters, and it with its like."""
    collections: list[list[Any]] = []  # for each: its start, and how many nodes it has
    last = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            last = _place(event)[0]
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
    line, column = _place(event)
    return line, column + match.start(name), match[name]


def _place(event: YamlEvent) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def _near(text: str, first: int, last: int) -> tuple[int, int, str] | None:
    """An odd space that may be why the parser gave up in line ``last``, the nearest one."""
    lines = text.split("\n")
    for number in range(min(last, len(lines) - 1), first - 1, -1):
        for pattern in _IN_LINE:
            if match := pattern.match(lines[number]):
                return number, match.start("odd"), match["odd"]
    return None
