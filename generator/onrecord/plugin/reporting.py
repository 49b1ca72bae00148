"""To whom the plugin says what is wrong, and how far it is."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Protocol

from mkdocs.plugins import get_plugin_logger

from onrecord.diagnostics import Diagnostic, Severity
from onrecord.diagnostics.report import (
    as_text,
    counted_notices,
    listed_in_build,
    notices_line,
)

_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.NOTICE: logging.INFO,
}


class Reporter(Protocol):
    """Hears of a build as it goes."""

    def report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Take ``diagnostics``, each of which is said once."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Hear that ``done`` of ``total`` things of ``stage`` (reading, rendering) are done."""


class LogReporter:
    """Says it in the log of MkDocs, which counts warnings in a strict build."""

    def __init__(self) -> None:
        # The bare logger: a prefix would stand before `path:line:col`.
        self._log = get_plugin_logger("onrecord").logger

    def report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Log each of ``diagnostics``, but notices that `check` lists only as a number."""
        for diagnostic in listed_in_build(diagnostics):
            self._log.log(_LEVELS[diagnostic.severity], "%s", as_text(diagnostic))
        if count := counted_notices(diagnostics):
            self._log.info("%s", notices_line(count))

    def progress(self, stage: str, done: int, total: int) -> None:
        """MkDocs says itself what it is about."""
