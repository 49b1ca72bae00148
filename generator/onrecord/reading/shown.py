"""How paths and texts of the content are written inside a diagnostic: on one line, printable."""

from __future__ import annotations

import os
from pathlib import Path

_LONGEST = 60


def shown_path(path: Path) -> str:
    """``path`` relative to the current directory where it lies below it, with ``/``.

    A file name may hold any byte: what cannot be printed is written as an escape.
    """
    absolute = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow symbolic links
    folder = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - hot: one call a file
    return _printable(absolute.removeprefix(folder).replace(os.sep, "/"))


def shown_text(text: str) -> str:
    """``text`` in quotation marks, cut where it is long."""
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return f"'{_printable(cut)}'"


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
