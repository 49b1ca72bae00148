"""How a text of the content is written inside a diagnostic: on one line, printable."""

from __future__ import annotations

_LONGEST = 60


def shown_text(text: str) -> str:
    """``text`` in quotation marks, cut where it is long."""
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return f"'{printable(cut)}'"


def printable(text: str) -> str:
    """``text`` with an escape for what cannot be printed on one line."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
