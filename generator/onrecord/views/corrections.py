"""Corrections as they stand below the words that they concern."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.desk.quotes import QuoteEntry
from onrecord.records import Correction, PartialDate


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One correction of a quote.

    Attributes:
        field: the key in the article's file that was changed.
        was, now: the values; ``None`` too where the quote's words may not be shown.
        kind: ``wording``, ``attribution`` and so on.
        whose: ``desk``, ``source`` or ``speaker``.
    """

    date: PartialDate
    item: str
    field: str
    was: str | None
    now: str | None
    kind: str
    whose: str
    note: str | None


def corrections_of(entry: QuoteEntry) -> tuple[CorrectionView, ...]:
    """The corrections of one quote, in the order they are written."""
    return tuple(_of(entry))


def _of(entry: QuoteEntry) -> Iterator[CorrectionView]:
    for correction in entry.article.corrections:
        if correction.item == entry.record.id:
            yield correction_view(correction, withheld=entry.record.withheld)


def correction_view(correction: Correction, *, withheld: bool) -> CorrectionView:
    """A correction; without the words of a ``withheld`` quote."""
    return CorrectionView(
        date=correction.date,
        item=correction.item,
        field=correction.field,
        was=None if withheld else correction.was,
        now=None if withheld else correction.now,
        kind=correction.kind,
        whose=correction.whose,
        note=correction.note,
    )
