"""A problem in the content, as a value."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Self

# Characters that turn the direction of whatever follows them in a line, and what ends it.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def escape_directions(text: str) -> str:
    r"""``text`` with an escape for each character that turns the direction of what follows.

    >>> escape_directions("\u202edrow")
    '\\u202edrow'
    """
    return _TURNING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


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
        message: one sentence without a full stop; it may have texts of the content in it, of which
            nothing turns its direction.
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

    def __post_init__(self) -> None:
        for name in ("message", "hint"):
            object.__setattr__(self, name, escape_directions(getattr(self, name)))

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
    def of(cls, diagnostics: list[Diagnostic] | tuple[Diagnostic, ...]) -> Self:
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
