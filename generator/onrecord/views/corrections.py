"""Every correction of the desk, the newest first."""

from dataclasses import dataclass

from onrecord.desk.corrections import reason_for
from onrecord.desk.quotes import QuoteEntry, newest_quotes_first
from onrecord.records import Correction

from .context import Context
from .listing import PART_LIMIT, Listed, Part, split_by_date
from .quote_card import CorrectionView, QuoteCard, correction_view

# A correction and the quote it concerns.
_Correction = tuple[Correction, QuoteEntry]


@dataclass(frozen=True, slots=True)
class CorrectionWithQuote:
    """A correction, without the words of a withheld quote, and the quote it concerns."""

    correction: CorrectionView
    card: QuoteCard


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A quote that is retracted, misattributed or withheld.

    Attributes:
        card: without words where they are withheld.
        reason: why, where the desk says so.
    """

    card: QuoteCard
    reason: str | None


@dataclass(frozen=True, slots=True)
class CorrectionsListView:
    """One page of the list of corrections.

    Attributes:
        total: how many there are.
        taken_back: the quotes that are retracted, misattributed or withheld, the latest first; only
            on the first page of the list.
    """

    part: Part[_Correction]
    rows: tuple[CorrectionWithQuote, ...]
    total: int
    taken_back: tuple[TakenBack, ...]


def corrections_list(
    context: Context, limit: int = PART_LIMIT
) -> Listed[_Correction, CorrectionsListView]:
    """The list of corrections, the newest first."""
    quotes, cards = context.desk.quotes.values(), context.cards
    entries = sorted(
        (
            (correction, quote)
            for quote in quotes
            for correction in quote.article.corrections
            if correction.item == quote.record.id
        ),
        key=lambda entry: (entry[0].date.sort_key, entry[1].reference),
        reverse=True,
    )

    def page(part: Part[_Correction]) -> CorrectionsListView:
        rows = tuple(
            CorrectionWithQuote(
                correction_view(correction, withheld=quote.record.withheld), cards.card(quote)
            )
            for correction, quote in part.items
        )
        taken_back = tuple(
            TakenBack(cards.card(quote), reason_for(quote))
            for quote in (newest_quotes_first(quotes) if part.opens else ())
            if quote.record.taken_back
        )
        return CorrectionsListView(part, rows, len(entries), taken_back)

    return Listed(split_by_date("corrections/", entries, lambda entry: entry[0].date, limit), page)
