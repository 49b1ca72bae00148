"""What is wrong with the newer state, and which of it the older one did not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from onrecord.changes.state import State
from onrecord.diagnostics import Diagnostic, Severity
from onrecord.reading.paths import shown_path


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic of the newer state.

    Attributes:
        diagnostic: its file is relative to the repository, with ``/``.
        fresh: whether the older state did not have it.
    """

    diagnostic: Diagnostic
    fresh: bool


@dataclass(frozen=True, slots=True)
class Problems:
    """All of them, in the order of a report."""

    all: tuple[Problem, ...]

    def of(self, severity: Severity) -> tuple[Problem, ...]:
        """Those of one severity, fresh ones first."""
        found = [one for one in self.all if one.diagnostic.severity is severity]
        return tuple(sorted(found, key=lambda one: not one.fresh))

    @property
    def failed(self) -> bool:
        """Whether there are errors."""
        return bool(self.of(Severity.ERROR))


def problems_of(before: State, after: State) -> Problems:
    """What is wrong with ``after``; what ``before`` had too is told apart."""
    # Lines move; what is said of which file stays.
    known = {_said(one) for one in _in_repository(before)}
    return Problems(tuple(Problem(one, _said(one) not in known) for one in _in_repository(after)))


def _said(one: Diagnostic) -> tuple[str, str, str]:
    return one.code, one.file, one.message


def _in_repository(state: State) -> Iterator[Diagnostic]:
    """The diagnostics of ``state``; other files that they name are named alike on both sides."""
    here, folder = f"{shown_path(state.settings.content)}/", state.folder
    place = "" if folder == PurePosixPath() else f"{folder}/"
    for one in state.diagnostics:
        yield replace(one, message=one.message.replace(here, place))
