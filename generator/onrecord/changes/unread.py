"""What could not be read, so that nothing is told of it."""

from __future__ import annotations

import os
from pathlib import Path

from onrecord.diagnostics import Severity
from onrecord.records.load import Records


def unread_files(records: Records, content: Path, skipped: tuple[str, ...]) -> tuple[str, ...]:
    """The files of ``content`` with a fault of their own, and those ``skipped``, in order.

    A fault that shows only across files (a reference that leads nowhere) leaves a file readable.
    """
    root = os.path.join(os.path.abspath(content), "")  # noqa: PTH100, PTH118 - as shown_path does
    faulty = {
        # A diagnostic's path is relative to the current directory where it can be.
        os.path.abspath(fault.file).removeprefix(root).replace(os.sep, "/")  # noqa: PTH100
        for fault in records.diagnostics
        if fault.severity is Severity.ERROR
    }
    return tuple(sorted({*faulty, *skipped}))
