"""How a language is written."""

from __future__ import annotations

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)


def direction(language: str | None) -> str | None:
    """``rtl`` for a language written from right to left, else ``None``.

    >>> direction("fa-IR"), direction("en")
    ('rtl', None)
    """
    if language is None:
        return None
    tag = language.lower().split("-")
    return "rtl" if tag[0] in _RIGHT_TO_LEFT and "latn" not in tag else None
