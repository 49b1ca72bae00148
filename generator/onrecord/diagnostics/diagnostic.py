"""A problem in the content, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """Errors stop a build, warnings stop a strict one."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, where it is and what may be done about it.

    Attributes:
        code: one of ``CODES``; explained in ``docs/reference/diagnostics.md``.
        file: path relative to the current directory, with ``/``.
        line: from 1; what has no place is at 1:1.
        column: from 1, in characters, a byte-order mark not counted.
        message: one sentence without a full stop.
        hint: what to do about it, if anything.
        excerpt: the line of the file that the diagnostic points at, if any.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    excerpt: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by file, then place, then code."""
        return (self.file, self.line, self.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many diagnostics there are of each severity."""

    errors: int
    warnings: int
    notices: int

    @classmethod
    def of(cls, diagnostics: list[Diagnostic] | tuple[Diagnostic, ...]) -> Tally:
        """Count ``diagnostics`` by severity."""
        severities = [diagnostic.severity for diagnostic in diagnostics]
        return cls(
            errors=severities.count(Severity.ERROR),
            warnings=severities.count(Severity.WARNING),
            notices=severities.count(Severity.NOTICE),
        )

    def exit_code(self, *, strict: bool) -> int:
        """1 if there is an error (or, with ``strict``, a warning), else 0."""
        return 1 if self.errors or (strict and self.warnings) else 0


def sorted_unique(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """``diagnostics`` in the order of a report, the same about the same place once.

    An inherited value is checked in every quote that inherits it; its author made one mistake.
    """
    return tuple(sorted(set(diagnostics), key=lambda diagnostic: diagnostic.sort_key))
