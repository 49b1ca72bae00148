"""How much of each source a desk quotes, and how much it means to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .entries import QuoteEntry

# In scripts that set no spaces every sign counts as a word.
_WORD = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\\W_]+(?:['\u2019-][^\\W_]+)*")
# Forms whose text is the writer's, not the speaker's.
_PUBLISHERS = frozenset({"indirect", "scare"})


@dataclass(frozen=True, slots=True)
class QuotationLimits:
    """Above how many words of one source a warning is due; ``None`` for never.

    Attributes:
        speakers: words of those whom the source quotes.
        publisher: words of the source itself.
    """

    speakers: int | None = 500
    publisher: int | None = 150


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """How many words of one source are quoted, each utterance once."""

    speakers: int = 0
    publisher: int = 0


def quoted_words(quotes: Iterable[QuoteEntry]) -> QuotedWords:
    """How many words ``quotes``, all of one source, take from it."""
    counts = {True: 0, False: 0}
    for quote in quotes:
        of_publisher = quote.record.form in _PUBLISHERS
        counts[of_publisher] += sum(len(_WORD.findall(part)) for part in quote.record.text)
    return QuotedWords(counts[False], counts[True])
