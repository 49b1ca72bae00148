"""Quotes with all they take from their article, and the occasions at which they were said."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.captures.lock import LockLine
from onrecord.captures.quotation import EXACT, TYPOGRAPHY, compared_words
from onrecord.captures.runs import joined
from onrecord.records import Article, PartialDate, Quote

from .occasions import Occasion

# A quote in one of these states is shown, but nothing rests on it and no total counts it.
NOT_EVIDENCE = frozenset({"misattributed", "retracted", "withheld"})


@dataclass(frozen=True, slots=True)
class QuoteEntry:
    """A quote with all it takes from its article.

    Attributes:
        reference: ``article-id#quote-id``.
        index: its place among the article's quotes, from 0.
        date: when it was said, as far as known.
        utterance: the reference that stands for its group of ``same_as`` quotes.
        verdict: what comparing it with its source came to, one of ``verdicts.VERDICTS``.
        checked: what the lock says of it; ``None`` where it says nothing.
    """

    reference: str
    article_id: str
    article: Article
    index: int
    record: Quote
    date: PartialDate
    place: str | None
    occasion: Occasion
    language: str | None
    utterance: str
    verdict: str
    checked: LockLine | None

    @property
    def speaker(self) -> str | None:
        """The actor who said it; ``None`` if unknown or if these are the writer's own marks."""
        return None if self.record.speaker in (None, "unknown") else self.record.speaker

    @property
    def parts(self) -> tuple[str, ...]:
        """The words, parted only where its source has something between the parts."""
        text, line = self.record.text, self.checked
        if len(text) < 2 or line is None or self.verdict not in (EXACT, TYPOGRAPHY):
            return text
        # The source of words that the desk translated has the original.
        return joined(text, line.spans) if compared_words(self.record) == text else text

    @property
    def words(self) -> str:
        """The words in one string, parts set apart by an ellipsis in brackets."""
        return " […] ".join(self.parts)

    @property
    def counts(self) -> bool:
        """Whether it counts as an utterance of its speaker."""
        record = self.record
        return not (
            record.quoting
            or record.form == "scare"
            or record.state in NOT_EVIDENCE
            or self.speaker is None
        )

    @property
    def sort_key(self) -> tuple[int, int, str, int]:
        """Order by the date said, then by article and place in it."""
        return (*self.date.sort_key, self.article_id, self.index)
