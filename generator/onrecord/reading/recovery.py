"""What is left of a file without the entry that is no YAML, so that the rest can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_HEAD = re.compile(r""" *(?:- +)*(?:[\w-]+|"[^"]*"|'[^']*') *:(?= |$)""")
_DASHES = re.compile(r" *(?:- +)+|( *)-$")
MAX_ENTRIES = 5  # that are left out of one file
MAX_TRIES = 12  # for each of them
MAX_CHARACTERS = 200_000  # of a file whose entries are left out one after the other


class Remainder(NamedTuple):
    """A text without an entry.

    Attributes:
        text: with as many lines as before; of the entry its key or its dash may be left.
        lost: the lines (from 1) that were emptied, or of which only the key or the dash is left.
    """

    text: str
    lost: range


def without_entry(text: str, first: int, last: int) -> Iterator[Remainder]:
    """``text`` without what is wrong in the lines ``first`` to ``last``: smallest loss first.

    Tried are the value of the entry that begins in line ``first``, the whole of it, and the values
    of the entries around it.
    """
    lines = text.split("\n")
    number = min(first, len(lines)) - 1
    until = min(last, len(lines)) - 1
    yield from _remainders(lines, number, number)
    if until > number:
        yield from _remainders(lines, number, until)
    while (number := _outer(lines, number)) >= 0:
        yield from _remainders(lines, number, until)


def _remainders(lines: list[str], number: int, until: int) -> Iterator[Remainder]:
    line = lines[number]
    if head := _HEAD.match(line):
        column = _width(head.group())
        yield _emptied(lines, number, _end(lines, number, until, column), head.group())
    dashes = _DASHES.match(line)
    if dashes:
        column = line.rindex("-", 0, dashes.end())
        yield _emptied(lines, number, _end(lines, number, until, column), line[: column + 1])
    else:
        column = len(line) - len(line.lstrip(" "))
        yield _emptied(lines, number, _end(lines, number, until, column), "")


def _width(head: str) -> int:
    """The column of the key in ``head``."""
    return len(head) - len(head.lstrip(" -"))


def _end(lines: list[str], number: int, until: int, column: int) -> int:
    """The last line of what begins in line ``number``: all below it are further right."""
    for index in range(number + 1, len(lines)):
        line = lines[index]
        if index > until and line.strip() and len(line) - len(line.lstrip(" ")) <= column:
            return index - 1
    return len(lines) - 1


def _outer(lines: list[str], number: int) -> int:
    """The line that begins the entry around the one that begins in line ``number``; -1 for none."""
    column = len(lines[number]) - len(lines[number].lstrip(" "))
    for index in range(number - 1, -1, -1):
        line = lines[index]
        bare = line.lstrip(" ")
        if bare and not bare.startswith("#") and len(line) - len(bare) < column:
            return index
    return -1


def _emptied(lines: list[str], number: int, end: int, head: str) -> Remainder:
    empty = [head, *[""] * (end - number)]
    text = "\n".join([*lines[:number], *empty, *lines[end + 1 :]])
    return Remainder(text, range(number + 1, end + 2))
