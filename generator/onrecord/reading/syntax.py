"""The parser's complaints, in plain words."""

import math
import re
from typing import NamedTuple

import yaml

from onrecord.diagnostics import Diagnostic

from .yaml_text import YamlEvent, YamlLoader, YamlText, indent_of

# A value in quotes behind which its text goes on: 'The dockers' pay'.
_ENDED = re.compile(
    r"(?:^[ ]*|[:,-][ ]+|[\[{][ ]*)"
    r"""(?:'(?:[^'\n]|'')*(?P<single>')(?=[^',\]}\n][^\n]*')"""
    r"""|"(?:[^"\\\n]|\\.)*(?P<double>")(?=[^",\]}\n][^\n]*"))(?![ ]*[,\]}:#])"""
)


class _Explanation(NamedTuple):
    """What to say where the parser's problem contains ``problem`` (and its context ``context``)."""

    problem: str
    context: str
    message: str
    hint: str
    at_start: bool = False  # point to where the thing began, not to where the parser gave up


COMMA = "a comma inside { } ends a value: put a text with a comma in quotes"
ESCAPES = 'in "…" a backslash begins an escape: double it, or use single quotes'
# A line that git leaves in a conflict: "<<<<<<< HEAD", "=======", ">>>>>>> branch", "|||||||".
_MARKER = re.compile(r"^(?:(?:<{7}|\|{7}|>{7})(?: .*)?|={7})$", re.MULTILINE)
_SIGNS = tuple(7 * sign for sign in "<|>=")
# A comment that may be words: its sign is followed by no space, or by a space and a digit.
_COMMENT = re.compile(r"[ \t]#(?=[^#\s]| \d)")
# A key without its colon: `title`, `"a key"`.
_KEY = re.compile(r""" *(?:[\w-]+|"[^"]*"|'[^']*')""")
# A key with a value in its line: "  - title: x".
_WITH_VALUE = re.compile(r"(?P<indent> *(?:- +)*)[^\s#:][^:]*:[ \t]+\S")
_DASH = re.compile(r"- +\S")
# The indentation of a line, and what is before its text, dashes of list items included.
_BEGINS = re.compile(r"(?P<lead>(?P<indent> *)(?:- +)*)[^\s#]")

_INDENT = "compare the spaces at the start of this line with the lines above"
_QUOTES = "put the whole value in quotes"
_BACKSLASH = "use single quotes: there a backslash is just a backslash"
_LIST_HERE = "start the list on a new line; put a text that begins with - in quotes"
_CLOSE = "close it where the text ends"
_UNCLOSED = "this quotation mark is never closed"
_ALIAS = "a * here would be an alias, which is not allowed"
_TAG = "an ! here would be a tag, which is not allowed"
_MISFIT = "this line is indented like neither the keys above it nor their values"
_MISFIT_ITEM = "the indentation of this line does not match the list it is in"
_NO_COLON = "this line has no ': '"
_DIRECTIVE = "a line that begins with % is read as an instruction to the parser"

# The first that fits is used. The words are libyaml's and the pure-Python parser's.
_EXPLANATIONS = (
    _Explanation(
        "tab",
        "",
        "this line is indented with a tab; only spaces may indent",
        "replace the tab with spaces",
    ),
    _Explanation(
        "mapping values are not allowed",
        "",
        "this value contains a second ': ', or the line above is unfinished",
        "put a text that contains ': ' in quotes",
    ),
    _Explanation("end of stream", "quoted scalar", _UNCLOSED, _CLOSE, at_start=True),
    _Explanation("document indicator", "quoted scalar", _UNCLOSED, _CLOSE, at_start=True),
    _Explanation("", "quoted scalar", "there is no such backslash escape", _BACKSLASH),
    _Explanation(
        "',' or ']'",
        "flow sequence",
        "this [ is not closed, or a comma is missing between its items",
        "put commas between its items and ] after them; put a text that begins with [ in quotes",
        at_start=True,
    ),
    _Explanation(
        "',' or '}'",
        "flow mapping",
        "this { is not closed, or a comma is missing between its entries",
        "put commas between its entries and } after them; put a text with ': ' in quotes",
        at_start=True,
    ),
    _Explanation("':'", "simple key", _NO_COLON, "write 'key: value'", at_start=True),
    _Explanation("", "block mapping", _MISFIT, _INDENT),
    _Explanation("", "block collection", _MISFIT_ITEM, _INDENT),
    _Explanation("", "block sequence", _MISFIT_ITEM, _INDENT),
    _Explanation("sequence entries", "", "a list cannot begin here", _LIST_HERE),
    _Explanation("", "alias", _ALIAS, _QUOTES),
    _Explanation("undefined alias", "", _ALIAS, _QUOTES),
    _Explanation("", "anchor", "an & here would be an anchor, which is not allowed", _QUOTES),
    _Explanation("", "tag", _TAG, _QUOTES),
    _Explanation("tag handle", "", _TAG, _QUOTES),
    _Explanation("", "block scalar", "only a line break may follow | or >", _QUOTES),
    _Explanation("start any token", "", "a text without quotes cannot begin like this", _QUOTES),
    _Explanation("node content", "", "a text without quotes cannot begin like this", _QUOTES),
    _Explanation(
        "mapping keys are not", "", "a text without quotes cannot begin like this", _QUOTES
    ),
    _Explanation("document start", "", "something follows the end of the document", _INDENT),
    _Explanation("directive", "", _DIRECTIVE, _QUOTES),
    _Explanation("", "directive", _DIRECTIVE, _QUOTES),
    _Explanation("end of stream", "", "the file ends before this is complete", ""),
)
_TAB = _EXPLANATIONS[0]
_OPEN = tuple(row for row in _EXPLANATIONS if row.problem.startswith("',' or"))
_TRAILING = _Explanation("", "", "this follows a value that has already ended", _QUOTES)
_DOUBLED = {'"': 'inside "…" write a " as \\"', "'": "inside '…' write a ' twice"}
_CLOSING = {"}": "{", "]": "["}
_NOTHING_BEFORE = _Explanation("", "", "this comma has nothing before it", "delete it")


class SyntaxFault(NamedTuple):
    """A syntax error, and the lines (from 1) of the entry that has it.

    ``last`` is the line where the parser gave up.
    """

    diagnostic: Diagnostic
    first: int
    last: int


def syntax_fault(
    source: YamlText, text: str, error: yaml.YAMLError, loader: YamlLoader
) -> SyntaxFault:
    """The diagnostic for what the parser raised on ``text``, which was made of ``source``."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        fault = source.fault("yaml-syntax", (1, 1), "this file cannot be read as YAML")
        return SyntaxFault(fault, 1, 1)
    problem, context = str(error.problem or ""), str(error.context or "")
    place = last = (mark.line + 1, mark.column + 1)
    found = _ended_within(source, error, place[0]) or _indented_too_far(problem, source, place)
    if found:
        return SyntaxFault(found, found.line, max(found.line, last[0]))
    plain = _explain(problem, context, source.line(place[0]), place[1])
    if plain is None:
        fault = source.fault("yaml-syntax", place, f"this cannot be read as YAML: {problem}")
        return SyntaxFault(fault, place[0], place[0])
    begun = error.context_mark
    if plain.at_start and begun:
        place = (begun.line + 1, begun.column + 1)
        found = _no_item(source, place, plain)
        if found := (found or _comment_within(source, text, place, last, plain)):
            return SyntaxFault(found, place[0], max(place[0], last[0]))
    first = place[0]
    if plain is _TRAILING and (opened := _quote_before(text, last, loader)):
        first = opened
        if opened < last[0]:
            message = f"this ends the text that begins on line {opened}"
            hint = "close that text where it ends; inside '…' write a ' twice"
            place = (last[0], last[1] - 1)
            return SyntaxFault(source.fault("yaml-syntax", place, message, hint), first, last[0])
    hint = plain.hint
    if hint == _INDENT:
        hint = _column_hint(source, place)
    if plain is _TRAILING or plain.hint == _CLOSE:
        hint = _with_doubling(hint, source.line(place[0]), place[1])
    fault = source.fault("yaml-syntax", place, plain.message, hint)
    return SyntaxFault(fault, first, max(first, last[0]))


def _column_hint(source: YamlText, place: tuple[int, int]) -> str:
    """The columns in which the line at ``place`` may begin, by similar lines above it."""
    line = source.line(place[0])
    bare = line.lstrip(" ")
    indent = indent_of(line)
    columns: set[int] = set()
    within = math.inf
    for number in range(place[0] - 1, 0, -1):
        if not (match := _BEGINS.match(source.line(number))):
            continue
        outer, inner = len(match["indent"]), match.end("lead")
        if outer >= within:
            continue
        within = outer
        if bare.startswith("- "):
            columns |= {outer} if match["lead"].strip() else set()
        else:
            columns |= {inner}
    near = [max((c for c in columns if c < indent), default=-1)]
    near.append(min((c for c in columns if c > indent), default=-1))
    found = [str(column + 1) for column in near if column >= 0]
    return f"start it in column {' or '.join(found)}, like a line above it" if found else _INDENT


def _with_doubling(hint: str, line: str, column: int) -> str:
    """``hint``, and how to write the quotation mark that begins the value in ``line``."""
    # A quotation mark where a value may begin: at the start of the line, or after ": ", "- ", "[".
    begins = re.search(r"""(?:^|[:\-\[{,] +)(["'])""", line[:column])
    return f"{hint}; {_DOUBLED[begins[1]]}" if begins else hint


def merge_marker(source: YamlText) -> Diagnostic | None:
    """The diagnostic for what git leaves in a file when a merge is not finished."""
    match = None
    if any(sign in source.text for sign in _SIGNS):
        match = _MARKER.search(source.text)
    if not match:
        return None
    line = source.text.count("\n", 0, match.start()) + 1
    message = "this file has markers of an unfinished git merge"
    hint = "keep one of the two versions and delete the lines with <<<<<<<, ======= and >>>>>>>"
    return source.fault("merge-markers", (line, 1), message, hint)


def is_depth_limit(error: yaml.YAMLError) -> bool:
    """Whether the parser stopped because of a limit on nesting of its own."""
    return isinstance(error, yaml.MarkedYAMLError) and "nesting depth" in str(error.problem)


def _indented_too_far(problem: str, source: YamlText, place: tuple[int, int]) -> Diagnostic | None:
    """A key below a key that already has a value, indented further."""
    number, column = place
    line = source.line(number)
    key = line[: column - 1]
    if "mapping values" not in problem or not _KEY.fullmatch(key.rstrip()):
        return None
    above = number - 1
    while above > 0 and not source.line(above).strip():
        above -= 1
    head = _WITH_VALUE.match(source.line(above))
    indent = indent_of(line)
    if not head or indent <= len(head["indent"]):
        return None
    message = "this line is indented further than the key above it, which already has a value"
    hint = f"start it in column {len(head['indent']) + 1}, or put the value above in quotes"
    return source.fault("yaml-syntax", (number, indent + 1), message, hint)


def _ended_within(source: YamlText, error: yaml.MarkedYAMLError, line: int) -> Diagnostic | None:
    """A quotation mark or an apostrophe that ends a quoted text too early."""
    begun = error.context_mark.line + 1 if error.context_mark else line
    for number in dict.fromkeys((line, begun)):
        text = source.line(number)
        if (found := _ENDED.search(text)) is None:
            continue
        mark = "'" if found["single"] else '"'
        place = number, found.start("single" if found["single"] else "double") + 1
        message = f"this {mark} ends the text that a {mark} began"
        other, hint = ('"…"', "write it twice") if mark == "'" else ("'…'", 'write \\" for it')
        hint = f"{hint}, or put the whole text in {other} instead"
        return source.fault("yaml-syntax", place, message, hint)
    return None


def _no_item(source: YamlText, place: tuple[int, int], plain: _Explanation) -> Diagnostic | None:
    """A line below an item of a list, in the column of its dash."""
    if plain.message != _NO_COLON or not _DASH.match(source.line(place[0] - 1)[place[1] - 1 :]):
        return None
    hint = "type `- ` before it if it is another item; else begin it two columns further on"
    message = "this line is not an item of the list above, because it has no dash"
    return source.fault("yaml-syntax", place, message, hint)


def _comment_within(
    source: YamlText, text: str, first: tuple[int, int], last: tuple[int, int], plain: _Explanation
) -> Diagnostic | None:
    """The comment that hides the end of something open, or the colon of a key."""
    lines = text.split("\n")
    for number in range(first[0], min(last[0], len(lines)) + 1):
        start = first[1] if number == first[0] else 0
        match = _COMMENT.search(lines[number - 1], start)
        if match and (plain in _OPEN or number == first[0]):
            place = (number, match.end())
            message = "the text after this # is ignored: a # after a space begins a comment"
            hint = "put the text that contains it in quotes"
            return source.fault("cut-by-comment", place, message, hint)
    return None


def first_line(error: yaml.YAMLError) -> int:
    """The line (from 1) of the first place in ``error``, or 1."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark]
    return min((mark.line + 1 for mark in marks), default=1)


def _quote_before(text: str, place: tuple[int, int], loader: YamlLoader) -> int | None:
    """The first line (from 1) of the quoted text that ends right before ``place``."""
    opened = None
    try:
        event: YamlEvent
        for event in yaml.parse(text, Loader=loader):
            end = event.end_mark
            is_quoted = isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"')
            if is_quoted and end.line + 1 == place[0] and end.column < place[1]:
                opened = event.start_mark.line + 1
    except yaml.YAMLError:
        return opened
    return opened


def _unopened(closing: str, before: str) -> _Explanation:
    opening = _CLOSING[closing]
    others = (mark for mark, begins in _CLOSING.items() if mark != closing and begins in before)
    other = next(others, "")
    if other and other not in before:
        message = f"this {closing} cannot close a {_CLOSING[other]}"
        return _Explanation("", "", message, f"write {other}")
    message = f"this line has a {closing} without its {opening}"
    return _Explanation("", "", message, f"add the {opening}, or delete the {closing}")


def _explain(problem: str, context: str, line: str, column: int) -> _Explanation | None:
    if "start any token" in problem and line[column - 1 : column] == "\t":
        return _TAB
    at = line[column - 1 : column]
    before = line[: column - 1]
    if at in _CLOSING and (_CLOSING[at] not in before or "block" in context):
        return _unopened(at, before)
    end = line.rstrip()[-1:]
    if "mapping values" in problem and end in _CLOSING and _CLOSING[end] not in line:
        return _unopened(end, line)
    if at == "," and ("start any token" in problem or "node content" in problem):
        return _NOTHING_BEFORE
    if "block mapping" in context and line[: column - 1].strip(" -"):
        return _TRAILING
    return next(
        (row for row in _EXPLANATIONS if row.problem in problem and row.context in context), None
    )
