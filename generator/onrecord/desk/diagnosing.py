"""From findings to diagnostics: each with its place and its severity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.diagnostics import Diagnostic, Severity
from onrecord.reading import shown_path
from onrecord.records.load import Records
from onrecord.records.nodes import locate

from .acceptance import weigh
from .finding import Finding


def diagnose(
    findings: Iterable[Finding], records: Records, levels: Mapping[str, Severity]
) -> list[Diagnostic]:
    """Give each finding its place and its severity.

    Only files with a fault are read again for it, so that positions cost a clean desk nothing.
    """
    files = records.files
    # One file after another, so that each is read again only once.
    placed = sorted(findings, key=lambda finding: files[finding.kind, finding.id])
    return [_diagnose(finding, records, levels) for finding in placed]


def _diagnose(finding: Finding, records: Records, levels: Mapping[str, Severity]) -> Diagnostic:
    file = records.files[finding.kind, finding.id]
    line, column, excerpt = locate(file, finding.path, key=finding.key)
    severity, hint = weigh(finding, records, levels)
    return Diagnostic(
        code=finding.code,
        severity=severity,
        file=shown_path(file),
        line=line,
        column=column,
        message=finding.message,
        hint=hint,
        excerpt=excerpt,
    )
