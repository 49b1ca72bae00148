"""Diagnostics as text for people, JSON for tools and annotations for GitHub and GitLab."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from .diagnostic import BUILD_ONLY, Diagnostic, Severity, Tally

_STYLES = {
    Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTICE: "bold cyan",
}  # fmt: skip
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTICE: "info"}
_EXCERPT_WIDTH = 110
# The keys of the JSON report, in their order.
_JSON_FIELDS = ("code", "severity", "file", "line", "column", "message", "hint")


def as_text(diagnostic: Diagnostic) -> str:
    """``path:line:col: error[code]: message``, the line, a caret and the hint."""
    return _styled(diagnostic).plain


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """The JSON report, one object (the contract of ``check --format json``)."""
    tally = Tally.of(diagnostics)
    rows = list(map(as_row, diagnostics))
    report = {"diagnostics": rows, "errors": tally.errors, "warnings": tally.warnings}
    return json.dumps(report, ensure_ascii=False, indent=2)


def as_row(diagnostic: Diagnostic) -> dict[str, object]:
    """``diagnostic`` as JSON reports have it."""
    row = {name: getattr(diagnostic, name) for name in _JSON_FIELDS}
    return {**row, "severity": diagnostic.severity.value}


def as_github(diagnostic: Diagnostic) -> str:
    """A workflow command that annotates the line in a pull request.

    Escapes as GitHub's "Workflow commands" page says: ``%``, CR and LF everywhere, and ``:`` and
    ``,`` too in a property.
    """
    message = diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else "")
    place = f"file={_property(diagnostic.file)},line={diagnostic.line},col={diagnostic.column}"
    level, title = _GITHUB[diagnostic.severity], _property(diagnostic.code)
    return f"::{level} {place},title={title}::{_data(message)}"


def as_gitlab(diagnostics: Sequence[Diagnostic]) -> str:
    """A Code Quality report, which GitLab shows on the lines of a merge request.

    The fingerprint stays the same where only lines above are added (GitLab, "Code Quality": "Import
    Code Quality results from a CI/CD job").
    """
    seen: Counter[tuple[str, ...]] = Counter()
    rows = []
    for diagnostic in diagnostics:
        what = (diagnostic.code, diagnostic.file, diagnostic.message, diagnostic.excerpt.strip())
        seen[what] += 1
        hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
        named = "\0".join((*what, str(seen[what])))
        rows.append(
            {
                "description": diagnostic.message + hint,
                "check_name": diagnostic.code,
                "fingerprint": hashlib.sha256(named.encode()).hexdigest(),
                "severity": _GITLAB[diagnostic.severity],
                "location": {"path": diagnostic.file, "lines": {"begin": diagnostic.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def print_text(diagnostics: Sequence[Diagnostic], console: Console) -> None:
    """Print ``diagnostics`` for a person, in colour where ``console`` has it."""
    for diagnostic in diagnostics:
        console.print(_styled(diagnostic), soft_wrap=True, highlight=False)


def listed_in_build(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What a build lists: all but the notices that `check` lists as well."""
    notice = Severity.NOTICE
    return [it for it in diagnostics if it.severity is not notice or it.code in BUILD_ONLY]


def unlisted_line(diagnostics: Sequence[Diagnostic]) -> str:
    """The line about the notices that a build does not list; empty where there are none."""
    count = len(diagnostics) - len(listed_in_build(diagnostics))
    if not count:
        return ""
    notices, them = ("notice", "it") if count == 1 else ("notices", "them")
    return f"{count:,} {notices}; `onrecord check` lists {them}"


def _styled(diagnostic: Diagnostic) -> Text:
    text = Text(f"{diagnostic.file}:{diagnostic.line}:{diagnostic.column}: ")
    severity = diagnostic.severity
    text.append(f"{severity.value}[{diagnostic.code}]", _STYLES[severity])
    text.append(f": {diagnostic.message}")
    if diagnostic.excerpt.strip():
        line, caret = _window(diagnostic.excerpt, diagnostic.column)
        text.append(f"\n    {line}\n    {' ' * caret}")
        text.append("^", _STYLES[severity])
    if diagnostic.hint:
        text.append(f"\n    hint: {diagnostic.hint}", "dim")
    return text


def _window(excerpt: str, column: int) -> tuple[str, int]:
    """The part of a long line around ``column``, and where the caret goes under it."""
    shown = "".join(char if char.isprintable() else " " for char in excerpt.replace("\t", " "))
    caret = min(column - 1, len(shown))
    if len(shown) <= _EXCERPT_WIDTH:
        return shown, caret
    start = max(0, caret - _EXCERPT_WIDTH // 2)
    cut = shown[start : start + _EXCERPT_WIDTH]
    lead = "…" if start else ""
    tail = "…" if start + _EXCERPT_WIDTH < len(shown) else ""
    return f"{lead}{cut}{tail}", caret - start + len(lead)


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
