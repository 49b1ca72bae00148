"""How a language is written."""

from __future__ import annotations

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)


def same_language(one: str, other: str) -> bool:
    """Whether two tags name one language, whatever its region or script.

    >>> same_language("pt-BR", "pt"), same_language("pt", "es")
    (True, False)
    """
    return one.lower().partition("-")[0] == other.lower().partition("-")[0]


def direction(language: str | None) -> str | None:
    """``rtl`` for a language written from right to left, else ``None``.

    >>> direction("fa-IR"), direction("en")
    ('rtl', None)
    """
    if language is None:
        return None
    tag = language.lower().split("-")
    return "rtl" if tag[0] in _RIGHT_TO_LEFT and "latn" not in tag else None
