"""Faults that show only once files are linked: their place, their severity, and ``accept``.

``accept`` names the warnings that a row acknowledges, so that they are notices there.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeGuard

from onrecord.diagnostics import ACCEPTABLE, CODES, Diagnostic, Severity
from onrecord.reading import shown_path
from onrecord.records.description import Record
from onrecord.records.kinds import KINDS
from onrecord.records.load import Records
from onrecord.records.nodes import locate
from onrecord.records.values import YamlPath


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in the record ``(kind, id)`` at ``path``.

    Attributes:
        key: point at the key instead of the value.
    """

    code: str
    kind: str
    id: str
    path: YamlPath
    message: str
    hint: str = ""
    key: bool = False


class Row(Protocol):
    """A record, or a row within one, that can accept warnings about itself."""

    @property
    def accept(self) -> tuple[str, ...]:
        """The codes of the warnings it accepts."""


def _accepts(value: object) -> TypeGuard[Row]:
    # To ask a protocol is thirty times as slow, and every row of a desk is asked.
    return isinstance(value, Record) and "accept" in type(value).model_fields


def weigh(
    finding: Finding, records: Records, levels: Mapping[str, Severity]
) -> tuple[Severity, str]:
    """The severity and the hint of ``finding``, by the site's ``levels`` and its row's ``accept``.

    What the site has made an error stays one; an error is never accepted.
    """
    severity, hint = CODES[finding.code], finding.hint
    if severity is not Severity.WARNING:
        return severity, hint
    severity = levels.get(finding.code, severity)
    row, _ = _row(records, finding)
    if row is None or severity is Severity.NOTICE:
        return severity, hint
    if finding.code in row.accept:
        if severity is Severity.WARNING:
            return Severity.NOTICE, f"accepted here: `accept: [{finding.code}]`"
        return severity, _join(hint, "this site makes it an error, so `accept` does not help")
    if severity is Severity.WARNING and finding.code in ACCEPTABLE and getattr(row, "note", None):
        more = f"a note no longer accepts a warning; add `accept: [{finding.code}]`"
        return severity, _join(hint, more)
    return severity, hint


def check_accepted(
    findings: Iterable[Finding], records: Records, unsure: Container[str]
) -> Iterator[Finding]:
    """Acceptances of warnings that are not reported on their row.

    Args:
        findings: all that there are.
        records: each one whole; where one is not, a warning may be missing for that.
        unsure: codes that would not be among ``findings`` here even where they should be.
    """
    rows = {owner: list(_rows(records, *owner)) for owner in records.files}
    if not any(row.accept for many in rows.values() for _, row in many):
        return
    reported = {(one.kind, one.id, _row(records, one)[1], one.code) for one in findings}
    in_file = {(kind, id_, code) for kind, id_, _, code in reported}
    for (kind, id_), many in rows.items():
        for path, row in many:
            for index, code in enumerate(row.accept):
                if code in unsure or (kind, id_, path, code) in reported:
                    continue
                hint = (
                    "it is reported in another place of this record: accept it on that row"
                    if (kind, id_, code) in in_file
                    else "remove it, or it would hide the next fault"
                )
                message = f"there is no warning '{code}' to accept here"
                where = (*path, "accept", index)
                yield Finding("accept-unused", kind, id_, where, message, hint)


def _row(records: Records, finding: Finding) -> tuple[Row | None, YamlPath]:
    """The innermost row around ``finding``, and its path."""
    value: object = records.find(finding.kind, finding.id)
    path = finding.path
    start = len(KINDS[finding.kind].top(finding.id))
    row, where = (value if _accepts(value) else None), path[:start]
    for length, part in enumerate(path[start:], start=start + 1):
        if isinstance(part, str):
            value = getattr(value, part, None)
        elif isinstance(value, tuple) and part < len(value):
            value = value[part]
        if _accepts(value):
            row, where = value, path[:length]
    return row, where


def _rows(records: Records, kind: str, id_: str) -> Iterator[tuple[YamlPath, Row]]:
    """A record and the rows in it, each with its path."""
    record: object = records.find(kind, id_)
    if not _accepts(record):
        return
    top = KINDS[kind].top(id_)
    yield top, record
    for name, value in vars(record).items():
        if _accepts(value):
            yield (*top, name), value
        elif isinstance(value, tuple):
            for index, row in enumerate(value):
                if _accepts(row):
                    yield (*top, name, index), row


def _join(hint: str, more: str) -> str:
    return f"{hint}; {more}" if hint else more


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
