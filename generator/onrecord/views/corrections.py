"""Every correction of the desk, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.desk.corrections import reason_for
from onrecord.desk.quotes import NOT_EVIDENCE, QuoteEntry
from onrecord.records import Correction, PartialDate

from .context import Context
from .listing import PART_LIMIT, Listed, Part, split_by_date
from .names import Link, article_uri
from .quote_card import CorrectionView, QuoteCard, correction_view, newest_quotes_first

CORRECTIONS_URI = "corrections/"


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """A correction and the quote it concerns."""

    record: Correction
    quote: QuoteEntry

    @property
    def date(self) -> PartialDate:
        """The day of the correction."""
        return self.record.date


@dataclass(frozen=True, slots=True)
class CorrectionWithQuote:
    """One correction in the list.

    Attributes:
        correction: without the words of a withheld quote.
        card: the quote it concerns.
        article: our page of the article.
    """

    correction: CorrectionView
    card: QuoteCard
    article: Link


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A quote that is retracted, misattributed or withheld.

    Attributes:
        card: without words where they are withheld.
        article: our page of the article.
        reason: why, where the desk says so.
    """

    card: QuoteCard
    article: Link
    reason: str | None


@dataclass(frozen=True, slots=True)
class CorrectionsListView:
    """One page of the list of corrections.

    Attributes:
        total: how many there are.
        taken_back: the quotes that are retracted, misattributed or withheld, the latest first; on
            the list's own page only.
    """

    part: Part[CorrectionEntry]
    rows: tuple[CorrectionWithQuote, ...]
    total: int
    taken_back: tuple[TakenBack, ...]


def corrections_list(
    context: Context, limit: int = PART_LIMIT
) -> Listed[CorrectionEntry, CorrectionsListView]:
    """The list of corrections, the newest first."""
    entries = _entries(context)

    def page(part: Part[CorrectionEntry]) -> CorrectionsListView:
        rows = tuple(_row(context, entry) for entry in part.items)
        taken_back = tuple(_taken_back(context)) if part.opens else ()
        return CorrectionsListView(part, rows, len(entries), taken_back)

    return Listed(split_by_date(CORRECTIONS_URI, entries, lambda entry: entry.date, limit), page)


def _taken_back(context: Context) -> Iterator[TakenBack]:
    for quote in newest_quotes_first(context.desk.quotes.values()):
        if quote.record.state in NOT_EVIDENCE:
            yield TakenBack(
                card=context.cards.card(quote),
                article=Link(quote.article.title, article_uri(quote.article_id)),
                reason=reason_for(quote),
            )


def _row(context: Context, entry: CorrectionEntry) -> CorrectionWithQuote:
    quote = entry.quote
    return CorrectionWithQuote(
        correction=correction_view(entry.record, withheld=quote.record.withheld),
        card=context.cards.card(quote),
        article=Link(quote.article.title, article_uri(quote.article_id)),
    )


def _entries(context: Context) -> list[CorrectionEntry]:
    found = [
        CorrectionEntry(correction, quote)
        for quote in context.desk.quotes.values()
        for correction in quote.article.corrections
        if correction.item == quote.record.id
    ]
    return sorted(
        found,
        key=lambda entry: (entry.date.sort_key, entry.quote.reference),
        reverse=True,
    )
