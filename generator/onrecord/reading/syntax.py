"""The parser's complaints, in plain words."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from onrecord.diagnostics import Diagnostic

from .source import Source


class _Plain(NamedTuple):
    """What to say where the parser's problem holds ``problem`` (and its context ``context``)."""

    problem: str
    context: str
    message: str
    hint: str
    at_start: bool = False  # point to where the thing began, not to where the parser gave up


_INDENT = "compare the spaces at the beginning of this line and of those above"
_QUOTES = "put the whole value in quotes"
_BACKSLASH = "in single quotes a backslash is only a backslash"
_CLOSE = "close it; inside '…' a ' is written twice"
_UNCLOSED = "this quotation mark is never closed"
_ALIAS = "a * here would be an alias, and there are none"
_TAG = "an ! here would be a tag, and there are none"
_MISFIT = "this line fits neither the keys above it nor their values"
_MISFIT_ITEM = "this line does not fit the list it stands in"
_DIRECTIVE = "a line that begins with % is read as an instruction to the parser"

# In order, the first that fits speaks. The words are libyaml's and the pure-Python parser's.
_PLAIN = (
    _Plain("tab", "", "a tab stands where only spaces may indent", "use spaces"),
    _Plain(
        "mapping values are not allowed",
        "",
        "a second ': ' stands in one value, or the line above is not finished",
        "put a text that holds ': ' in quotes",
    ),
    _Plain("end of stream", "quoted scalar", _UNCLOSED, _CLOSE, at_start=True),
    _Plain("document indicator", "quoted scalar", _UNCLOSED, _CLOSE, at_start=True),
    _Plain("", "quoted scalar", "this backslash escape does not exist", _BACKSLASH),
    _Plain(
        "',' or ']'",
        "flow sequence",
        "this [ is not closed, or its items lack a comma",
        "put a text that begins with [ in quotes",
        at_start=True,
    ),
    _Plain(
        "',' or '}'",
        "flow mapping",
        "this { is not closed, or its entries lack a comma",
        "put a text that begins with { in quotes",
        at_start=True,
    ),
    _Plain("':'", "simple key", "this line has no ': '", "write 'key: value'", at_start=True),
    _Plain("", "block mapping", _MISFIT, _INDENT),
    _Plain("", "block collection", _MISFIT_ITEM, _INDENT),
    _Plain("", "block sequence", _MISFIT_ITEM, _INDENT),
    _Plain("sequence entries", "", "a list cannot begin here", "begin it on a line of its own"),
    _Plain("", "alias", _ALIAS, _QUOTES),
    _Plain("undefined alias", "", _ALIAS, _QUOTES),
    _Plain("", "anchor", "an & here would be an anchor, and there are none", _QUOTES),
    _Plain("", "tag", _TAG, _QUOTES),
    _Plain("tag handle", "", _TAG, _QUOTES),
    _Plain("", "block scalar", "only a line break may follow | or >", _QUOTES),
    _Plain("start any token", "", "a text without quotes cannot begin like this", _QUOTES),
    _Plain("node content", "", "a text without quotes cannot begin like this", _QUOTES),
    _Plain("document start", "", "something stands after the end of the document", _INDENT),
    _Plain("directive", "", _DIRECTIVE, _QUOTES),
    _Plain("", "directive", _DIRECTIVE, _QUOTES),
    _Plain("end of stream", "", "the file ends in the middle of something", ""),
)
_TAB = _PLAIN[0]
_TRAILING = _Plain(
    "",
    "",
    "this stands after the end of the value before it",
    'put the whole value in quotes; inside "…" a " is written \\"',
)


def syntax_fault(source: Source, error: yaml.YAMLError) -> Diagnostic:
    """The diagnostic for what the parser raised on ``source``."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return source.fault("yaml-syntax", (1, 1), "this file cannot be read as YAML")
    problem, context = str(error.problem or ""), str(error.context or "")
    mark = error.problem_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    plain = _explain(problem, context, source.line(place[0]), place[1])
    if plain is None:
        return source.fault("yaml-syntax", place, f"this cannot be read as YAML: {problem}")
    if plain.at_start and error.context_mark:
        place = (error.context_mark.line + 1, error.context_mark.column + 1)
    return source.fault("yaml-syntax", place, plain.message, plain.hint)


def is_depth_limit(error: yaml.YAMLError) -> bool:
    """Whether the parser stopped because of a limit on nesting of its own."""
    return isinstance(error, yaml.MarkedYAMLError) and "nesting depth" in str(error.problem)


def _explain(problem: str, context: str, line: str, column: int) -> _Plain | None:
    if "start any token" in problem and line[column - 1 : column] == "\t":
        return _TAB
    if "block mapping" in context and line[: column - 1].strip(" -"):
        return _TRAILING
    return next((row for row in _PLAIN if row.problem in problem and row.context in context), None)
