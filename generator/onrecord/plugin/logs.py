"""What MkDocs says in its log, caught as lines."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Self

import mkdocs


class LogLines:
    """While it is open, collects the messages of MkDocs (or of its fork) from ``level`` up.

    Attributes:
        lines: the messages, in order.
        warnings: those below an error.
        errors: the others.
    """

    def __init__(self, level: int, *, quiet: bool = False) -> None:
        self.warnings: list[str] = []
        self.errors: list[str] = []
        self.lines: list[str] = []
        self._handler = _Collector(self, level)
        self._log = logging.getLogger(mkdocs.__name__)
        self._quiet = quiet
        self._propagated = self._log.propagate

    def __enter__(self) -> Self:
        self._log.addHandler(self._handler)
        if self._quiet:
            self._log.propagate = False
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._log.removeHandler(self._handler)
        self._log.propagate = self._propagated


class _Collector(logging.Handler):
    def __init__(self, lines: LogLines, level: int) -> None:
        super().__init__(level)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        self._lines.lines.append(message)
        errors = record.levelno >= logging.ERROR
        (self._lines.errors if errors else self._lines.warnings).append(message)
