"""To whom the plugin says what is wrong: MkDocs' log, a reporter, or the pages of a preview."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import mkdocs
from markupsafe import Markup
from mkdocs.plugins import get_plugin_logger

from onrecord.diagnostics import Diagnostic, Severity
from onrecord.diagnostics.report import (
    as_text,
    counted_notices,
    listed_in_build,
    notices_line,
)
from onrecord.render import Words

_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.NOTICE: logging.INFO,
}
_MOST = 50


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


class LogLines(logging.Handler):
    """Messages of MkDocs (or of its fork) in order; apart from that, the errors and the others."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.warnings: list[str] = []
        self.errors: list[str] = []
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.lines.append(record.getMessage())
        errors = record.levelno >= logging.ERROR
        (self.errors if errors else self.warnings).append(self.lines[-1])


@contextmanager
def caught_log(level: int, *, quiet: bool = False) -> Iterator[LogLines]:
    """Collect what MkDocs says in the block, from ``level`` up; ``quiet`` shows none of it."""
    lines, log = LogLines(level), logging.getLogger(mkdocs.__name__)
    propagated = log.propagate
    log.addHandler(lines)
    log.propagate = propagated and not quiet
    try:
        yield lines
    finally:
        log.removeHandler(lines)
        log.propagate = propagated


def problems_html(diagnostics: Sequence[Diagnostic], words: Words, *, stale: bool) -> str:
    """A section with the errors among ``diagnostics``; empty where there are none.

    The page below is ``stale`` where it comes from an earlier version of the content.
    """
    errors = [found for found in diagnostics if found.severity is Severity.ERROR]
    if not errors:
        return ""
    said = "\n\n".join(as_text(error) for error in errors[:_MOST])
    if len(errors) > _MOST:
        said += "\n\n…"
    return Markup(
        '\n<section class="onrecord-problems" role="alert">'
        "<h2>{}</h2><p>{} {}</p><pre>{}</pre></section>\n"
    ).format(
        words("problems.title"),
        words("problems.count", count=len(errors)),
        words("problems.last_good" if stale else "problems.no_good"),
        said,
    )


def with_problems(page: str, section: str) -> str:
    """``page`` with ``section`` as the first thing in its body."""
    start = page.find("<body")
    end = page.find(">", start) + 1
    return f"{page[:end]}{section}{page[end:]}" if section and start >= 0 else page
