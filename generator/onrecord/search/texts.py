"""Lines of a result: short, and on one line."""

from __future__ import annotations

# Long enough that the words looked for are mostly within, short enough for a page of results.
SHOWN_TEXT = 300


def cut(text: str, length: int = SHOWN_TEXT) -> str:
    """``text`` on one line, ended by an ellipsis at a word where it is longer than ``length``.

    >>> cut("We will not work nights", 14)
    'We will not …'
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return (line[:length].rpartition(" ")[0] or line[: length - 1]) + " …"


def joined(*parts: str | None) -> str:
    """The parts there are, set apart by middle dots."""
    return " · ".join(filter(None, parts))
