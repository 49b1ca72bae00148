"""From text to nodes.

An entry that is no YAML is reported and left out, so that the rest of the file can be checked.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import yaml

from onrecord.diagnostics import Diagnostic

from .nodes import Node
from .syntax import ESCAPES, SyntaxFault, first_line, is_depth_limit, merge_marker, syntax_fault
from .tree import TreeBuilder
from .typos import Typo, TypoFound, typos_near, with_plain_spaces
from .yaml_text import (
    FASTEST_LOADER,
    MAX_FAULTS,
    MORE_FAULTS,
    PARSING_ERRORS,
    StopReading,
    YamlLoader,
    YamlText,
    indent_of,
)

# A key with its colon, and what is before it: `  - title:`, `"a key" :`.
_HEAD = re.compile(r""" *(?:- +)*(?:[\w-]+|"[^"]*"|'[^']*') *:(?= |$)""")
# The dashes of list items at the beginning of a line, "- - ", or one with nothing after it.
_DASHES = re.compile(r" *(?:- +)+|( *)-$")
MAX_ENTRIES = 5  # that are left out of one file
MAX_TRIES = 12  # for each of them
MAX_CHARACTERS = 200_000  # of a file whose entries are left out one after the other


class Remainder(NamedTuple):
    """A text without an entry, with as many lines as before.

    In the lines ``lost`` (from 1) nothing is left but a key or a dash.
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
        column = len(head.group()) - len(head.group().lstrip(" -"))
        yield _emptied(lines, number, _end(lines, number, until, column), head.group())
    dashes = _DASHES.match(line)
    if dashes:
        column = line.rindex("-", 0, dashes.end())
        yield _emptied(lines, number, _end(lines, number, until, column), line[: column + 1])
    else:
        column = indent_of(line)
        yield _emptied(lines, number, _end(lines, number, until, column), "")


def _end(lines: list[str], number: int, until: int, column: int) -> int:
    """The last line of the block that begins in line ``number`` with indent ``column``."""
    for index in range(number + 1, len(lines)):
        line = lines[index]
        if index > until and line.strip() and indent_of(line) <= column:
            return index - 1
    return len(lines) - 1


def _outer(lines: list[str], number: int) -> int:
    """The first line of the entry around the one in line ``number``; -1 for none."""
    column = indent_of(lines[number])
    for index in range(number - 1, -1, -1):
        bare = lines[index].lstrip(" ")
        if bare and not bare.startswith("#") and indent_of(lines[index]) < column:
            return index
    return -1


def _emptied(lines: list[str], number: int, end: int, head: str) -> Remainder:
    text = "\n".join([*lines[:number], head, *[""] * (end - number), *lines[end + 1 :]])
    return Remainder(text, range(number + 1, end + 2))


def parse(
    source: YamlText, loader: YamlLoader = FASTEST_LOADER
) -> tuple[Node | None, list[Diagnostic]]:
    """Build the tree of ``source``.

    An entry that is no YAML is left out, so that the rest of the file can be checked. What was left
    out is noted in ``source``.

    Args:
        source: the text.
        loader: the PyYAML loader whose events are used.

    Returns:
        The root, or None where the file says nothing or cannot be parsed to its end, and all that
        is wrong with its YAML. Where something is wrong the root may have broken nodes in it.
    """
    if marker := merge_marker(source):
        return None, [marker]
    return _Parser(source, loader).parse()


class _Attempt(NamedTuple):
    """What one walk over a text gave: a root, or what ended it; and the lines that were lost."""

    root: Node | None
    faults: list[Diagnostic]
    lost: set[int]
    error: yaml.YAMLError | None = None
    typo: Typo | None = None


class _Parser:
    """Reads a text again and again, each time without another typo or faulty entry."""

    def __init__(self, source: YamlText, loader: YamlLoader) -> None:
        self._source, self._loader = source, loader
        self._text, self._faults = with_plain_spaces(source, loader)
        self._found = self._attempt(self._text, set())

    def parse(self) -> tuple[Node | None, list[Diagnostic]]:
        """The root, and all that is wrong, as `parse` gives them."""
        faults = self._faults
        self._mend()
        for entries in range(MAX_ENTRIES + 1):
            if self._found.error is None or len(faults) >= MAX_FAULTS:
                break
            fault = syntax_fault(self._source, self._text, self._found.error, self._loader)
            if not self._follows(fault.diagnostic.line):
                faults.append(fault.diagnostic)
            is_last = entries == MAX_ENTRIES or len(self._text) > MAX_CHARACTERS
            if is_last or not self._leave_out(fault):
                break
            self._mend()
        if len(faults) >= MAX_FAULTS:
            faults[MAX_FAULTS - 1 :] = [replace(faults[MAX_FAULTS - 1], hint=MORE_FAULTS)]
        self._source.parsed, self._source.lost = self._text, frozenset(self._found.lost)
        every = faults + self._found.faults
        return self._found.root, sorted(every, key=lambda fault: (fault.line, fault.column))

    def _attempt(self, text: str, lost: set[int], loader: YamlLoader | None = None) -> _Attempt:
        faults: list[Diagnostic] = []
        loader = loader or self._loader
        try:
            root = TreeBuilder(self._source, loader(text), faults, lost).document()
        except StopReading:
            return _Attempt(None, faults, lost)
        except TypoFound as found:
            return _Attempt(None, faults, lost, typo=found.typo)
        except yaml.YAMLError as error:
            if is_depth_limit(error) and loader is not yaml.SafeLoader:
                # libyaml 0.2.6 reads ahead, and refuses 1,000 levels before it gives us the first.
                return self._attempt(text, lost, yaml.SafeLoader)
            return _Attempt(None, faults, lost, error)
        except (ValueError, OverflowError):
            # The pure-Python scanner hands the number in `"\UFFFFFFFF"` to chr() as it is.
            message = "this escape in a double-quoted text is not a character"
            faults.append(self._source.fault("yaml-syntax", (1, 1), message, ESCAPES))
            return _Attempt(None, faults, lost)
        return _Attempt(root, faults, lost)

    def _mend(self) -> None:
        """Correct the typos that make the text unreadable, with a fault for each."""
        while len(self._faults) < MAX_FAULTS and (typos := self._next_typos()):
            for typo in typos:
                place = (typo.line, typo.start + 1)
                fault = self._source.fault("yaml-syntax", place, typo.message, typo.hint)
                self._faults.append(fault)
        self._found = self._found._replace(typo=None)

    def _next_typos(self) -> tuple[Typo, ...]:
        """The typos that ended the last walk, corrected; none if it was no typo."""
        found = self._found
        if found.typo:
            self._text = found.typo.mended(self._text)
            self._found = self._attempt(self._text, set(found.lost))
            return (found.typo,)
        if not isinstance(found.error, yaml.MarkedYAMLError) or len(self._text) > MAX_CHARACTERS:
            return ()
        reached = _reached(found.error)
        for typos in typos_near(self._text, found.error):
            rest = self._text
            for typo in typos:
                rest = typo.mended(rest)
            attempt = self._attempt(rest, set(found.lost))
            if attempt.typo or attempt.error is None or _reached(attempt.error) > reached:
                self._text, self._found = rest, attempt
                return typos
        return ()

    def _follows(self, number: int) -> bool:
        """Whether line ``number``, which has a fault, is valid and below one left out."""
        lines, lost = self._text.split("\n"), self._found.lost
        above = number - 1
        while above > 0 and not lines[above - 1].strip() and above not in lost:
            above -= 1
        if above not in lost:
            return False
        try:
            for _ in yaml.parse(lines[number - 1].strip(), Loader=self._loader):
                pass
        except PARSING_ERRORS:
            return False
        return True

    def _leave_out(self, fault: SyntaxFault) -> bool:
        """Read the text without the entry that has the ``fault``; returns whether that helps."""
        for rest in islice(without_entry(self._text, fault.first, fault.last), MAX_TRIES):
            attempt = self._attempt(rest.text, self._found.lost | set(rest.lost))
            if attempt.error is None or first_line(attempt.error) > rest.lost[-1]:
                self._text, self._found = rest.text, attempt
                return True
        return False


def _reached(error: yaml.YAMLError) -> int:
    """The line (from 0) where the parser stopped."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return mark.line if mark else -1
