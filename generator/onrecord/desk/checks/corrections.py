"""Corrections that are true, reasons for what was taken back, and no words of what is withheld."""

from collections.abc import Iterator
from difflib import get_close_matches

from onrecord.desk.corrections import (
    NAMES,
    OF_THE_WORDS,
    corrected_fields,
    reason_for,
    said_in,
    untrue,
)
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import QuoteEntry
from onrecord.reading import shown_text
from onrecord.records import Correction

_STATE = frozenset({"state"})


def check_corrections(desk: Desk) -> Iterator[Finding]:
    """Quotes whose state wants a correction or a reason, and corrections that are not true."""
    for quote in desk.quotes.values():
        rows = [row for row in quote.article.corrections if row.item == quote.record.id]
        if quote.record.state != "live" or rows:
            yield from _state(quote, rows)
            yield from _rows(desk, quote, rows)


def _state(quote: QuoteEntry, rows: list[Correction]) -> Iterator[Finding]:
    state = quote.record.state
    if state == "corrected" and all(corrected_fields(row) == _STATE for row in rows):
        message = "this quote is corrected, but no correction says what changed"
        hint = "add a row to 'corrections' with the old and the new value"
        yield in_quote(quote, "correction-missing", ("state",), message, hint)
    if quote.record.taken_back and not reason_for(quote):
        message = f"nothing says why this quote is {state}"
        hint = "give the reason in the quote's 'note'"
        yield in_quote(quote, "reason-missing", ("state",), message, hint)


def _rows(desk: Desk, quote: QuoteEntry, rows: list[Correction]) -> Iterator[Finding]:
    compared = []
    for row in rows:
        fields = corrected_fields(row)
        if not fields:
            yield _unknown(quote, row)
        elif not _left_out(quote, fields):
            compared.append(row)
    for row in untrue(desk, quote, compared):
        yield _differs(desk, quote, row)


def _left_out(quote: QuoteEntry, fields: frozenset[str]) -> bool:
    """Whether what the quote says there is not what the correction is about."""
    if quote.record.withheld and fields & OF_THE_WORDS:
        return True
    # Words of somebody else stay under the name they were published under, marked as not theirs.
    return quote.record.state == "misattributed" and fields == {"speaker"}


def _unknown(quote: QuoteEntry, row: Correction) -> Finding:
    name = shown_text(row.field)
    near = get_close_matches(row.field.strip().casefold(), NAMES, 1)
    hint = f"did you mean '{near[0]}'?" if near else "such as text, speaker, said.date"
    message = f"a quote has no field {name}, so nothing says what was corrected"
    return _in_row("correction-field", quote, row, "field", message, hint)


def _differs(desk: Desk, quote: QuoteEntry, row: Correction) -> Finding:
    if row.now is None:
        message = (
            f"the {row.field} of '{quote.record.id}' is still the old one, and 'now' is missing"
        )
        hint = "add 'now' with the corrected value, or remove the old value from the quote"
        return _in_row("correction-differs", quote, row, "was", message, hint)
    said = [
        text
        for field in sorted(corrected_fields(row))
        for text in said_in(desk, quote, field).texts
    ]
    message = f"'now' differs from the present {row.field} of '{quote.record.id}'"
    shown = ", ".join(map(shown_text, said)) or "empty"
    hint = f"it is {shown}; correct 'now', or add a row for the later change"
    return _in_row("correction-differs", quote, row, "now", message, hint)


def _in_row(
    code: str, quote: QuoteEntry, row: Correction, key: str, message: str, hint: str
) -> Finding:
    index = next(i for i, other in enumerate(quote.article.corrections) if other is row)
    return Finding(code, "article", quote.article_id, ("corrections", index, key), message, hint)
