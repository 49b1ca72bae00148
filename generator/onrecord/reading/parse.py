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

from .syntax import ESCAPES, SyntaxFault, first_line, is_depth_limit, merge_marker, syntax_fault
from .tree import Node, TreeBuilder
from .typos import Typo, TypoFound, typos_near, with_plain_spaces
from .yaml_text import (
    FASTEST_LOADER,
    MAX_FAULTS,
    MORE_FAULTS,
    PARSING_ERRORS,
    StopReading,
    YamlLoader,
    YamlText,
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
        column = len(line) - len(line.lstrip(" "))
        yield _emptied(lines, number, _end(lines, number, until, column), "")


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
    text, faults = with_plain_spaces(source, loader)
    text, found = _mended(source, text, loader, _attempt(source, text, loader, set()), faults)
    for entries in range(MAX_ENTRIES + 1):
        if found.error is None or len(faults) >= MAX_FAULTS:
            break
        fault = syntax_fault(source, text, found.error, loader)
        if not _follows(text, fault, found.lost, loader):
            faults.append(fault.diagnostic)
        if entries == MAX_ENTRIES or len(text) > MAX_CHARACTERS:
            break
        rest = _without(source, text, loader, fault, found.lost)
        if rest is None:
            break
        text, found = _mended(source, rest[0], loader, rest[1], faults)
    if len(faults) >= MAX_FAULTS:
        faults[MAX_FAULTS - 1 :] = [replace(faults[MAX_FAULTS - 1], hint=MORE_FAULTS)]
    source.parsed, source.lost = text, frozenset(found.lost)
    return found.root, sorted(faults + found.faults, key=lambda fault: (fault.line, fault.column))


class _Attempt(NamedTuple):
    """What one walk over a text gave: a root, or what ended it; and the lines that were lost."""

    root: Node | None
    faults: list[Diagnostic]
    lost: set[int]
    error: yaml.YAMLError | None = None
    typo: Typo | None = None


def _attempt(source: YamlText, text: str, loader: YamlLoader, lost: set[int]) -> _Attempt:
    faults: list[Diagnostic] = []
    try:
        return _Attempt(TreeBuilder(source, loader(text), faults, lost).document(), faults, lost)
    except StopReading:
        return _Attempt(None, faults, lost)
    except TypoFound as found:
        return _Attempt(None, faults, lost, typo=found.typo)
    except yaml.YAMLError as error:
        if is_depth_limit(error) and loader is not yaml.SafeLoader:
            # libyaml 0.2.6 reads ahead, and refuses 1,000 levels before it gives us the first.
            return _attempt(source, text, yaml.SafeLoader, lost)
        return _Attempt(None, faults, lost, error)
    except (ValueError, OverflowError):
        # The pure-Python scanner hands the number in `"\UFFFFFFFF"` to chr() as it is.
        message = "this escape in a double-quoted text is not a character"
        faults.append(source.fault("yaml-syntax", (1, 1), message, ESCAPES))
        return _Attempt(None, faults, lost)


def _mended(
    source: YamlText, text: str, loader: YamlLoader, found: _Attempt, faults: list[Diagnostic]
) -> tuple[str, _Attempt]:
    """``text`` without the typos that keep it from being read; ``faults`` gets one for each."""
    while len(faults) < MAX_FAULTS:
        mended = _next_mended(source, text, loader, found)
        if mended is None:
            break
        typos, text, found = mended
        for typo in typos:
            place = (typo.line, typo.start + 1)
            faults.append(source.fault("yaml-syntax", place, typo.message, typo.hint))
    return text, found._replace(typo=None)


def _next_mended(
    source: YamlText, text: str, loader: YamlLoader, found: _Attempt
) -> tuple[tuple[Typo, ...], str, _Attempt] | None:
    """The typos that ended ``found``, the text without them, and what it gives."""
    if found.typo:
        rest = found.typo.mended(text)
        return (found.typo,), rest, _attempt(source, rest, loader, set(found.lost))
    if not isinstance(found.error, yaml.MarkedYAMLError) or len(text) > MAX_CHARACTERS:
        return None
    reached = _reached(found.error)
    for typos in typos_near(text, found.error):
        rest = text
        for typo in typos:
            rest = typo.mended(rest)
        attempt = _attempt(source, rest, loader, set(found.lost))
        if attempt.typo or attempt.error is None or _reached(attempt.error) > reached:
            return typos, rest, attempt
    return None


def _reached(error: yaml.YAMLError) -> int:
    """The line (from 0) where the parser gave up."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return mark.line if mark else -1


def _follows(text: str, fault: SyntaxFault, lost: set[int], loader: YamlLoader) -> bool:
    """Whether the line of ``fault`` is sound, and below a line that was left out."""
    number = fault.diagnostic.line
    lines = text.split("\n")
    above = number - 1
    while above > 0 and not lines[above - 1].strip() and above not in lost:
        above -= 1
    if above not in lost:
        return False
    try:
        for _ in yaml.parse(lines[number - 1].strip(), Loader=loader):
            pass
    except PARSING_ERRORS:
        return False
    return True


def _without(
    source: YamlText, text: str, loader: YamlLoader, fault: SyntaxFault, lost: set[int]
) -> tuple[str, _Attempt] | None:
    """The text without the entry that has the ``fault``, and what it gives."""
    for rest in islice(without_entry(text, fault.first, fault.last), MAX_TRIES):
        attempt = _attempt(source, rest.text, loader, lost | set(rest.lost))
        if attempt.error is None or first_line(attempt.error) > rest.lost[-1]:
            return rest.text, attempt
    return None
