"""A fault that shows only once files are linked, before its place is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.diagnostics import CODES, Diagnostic, Severity
from onrecord.reading import shown_path
from onrecord.records.locate import locate

# How to reach a value from the top of a file: ("quotes", 2, "speaker").
YamlPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in the record ``(kind, id)`` at ``path``.

    Attributes:
        key: point at the key instead of the value.
        noted: the row carries a note, which turns a warning into a notice.
    """

    code: str
    kind: str
    id: str
    path: YamlPath
    message: str
    hint: str = ""
    key: bool = False
    noted: bool = False


def diagnose(
    findings: Iterable[Finding],
    files: Mapping[tuple[str, str], Path],
    levels: Mapping[str, Severity],
) -> list[Diagnostic]:
    """Give each finding its place and its severity.

    Only files with a fault are read again for it, so that positions cost a clean desk nothing.
    """
    # One file after another, so that each is read again only once.
    placed = sorted(findings, key=lambda finding: files[finding.kind, finding.id])
    return [_diagnose(finding, files[finding.kind, finding.id], levels) for finding in placed]


def _diagnose(finding: Finding, file: Path, levels: Mapping[str, Severity]) -> Diagnostic:
    line, column, excerpt = locate(file, finding.path, key=finding.key)
    severity = CODES[finding.code]
    if severity is Severity.WARNING:
        severity = levels.get(finding.code, severity)
        if finding.noted and severity is Severity.WARNING:
            severity = Severity.NOTICE
    return Diagnostic(
        code=finding.code,
        severity=severity,
        file=shown_path(file),
        line=line,
        column=column,
        message=finding.message,
        hint=finding.hint,
        excerpt=excerpt,
    )
