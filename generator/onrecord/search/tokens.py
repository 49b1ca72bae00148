"""The words of a text, as they are looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .folding import ALONE, fold

# Nobody types more of a word; a hostile one must not make a shard of its own.
LONGEST = 32

_WORD = re.compile(rf"[{ALONE}]|[^\W_{ALONE}]+")


def words_of(text: str) -> list[str]:
    """The folded words of ``text``, in its order.

    >>> words_of("Inês's 3rd visit")
    ['ines', 's', '3rd', 'visit']
    """
    return [word[:LONGEST] for word in _WORD.findall(fold(text))]


def word_set(texts: Iterable[str | None]) -> frozenset[str]:
    """The folded words of all ``texts`` there are."""
    return frozenset(words_of(" \n ".join(filter(None, texts))))
