"""How a path is written in a diagnostic."""

from __future__ import annotations

import os
from pathlib import Path

from .texts import printable


def shown_path(path: Path) -> str:
    """``path`` relative to the current directory where it lies below it, with ``/``.

    A file name may hold any byte: what cannot be printed is written as an escape.
    """
    absolute = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow symbolic links
    folder = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - hot: one call a file
    return printable(absolute.removeprefix(folder).replace(os.sep, "/"))
