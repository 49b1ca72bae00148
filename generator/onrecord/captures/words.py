"""Which words of a quote its source should have."""

from __future__ import annotations

from onrecord.records import Quote

BY_THE_DESK = ("desk_human", "desk_machine")


def compared_words(quote: Quote) -> tuple[str, ...]:
    """The words of ``quote`` that its source should have; none where it cannot have any.

    Where the desk itself translated, the source has the original.
    """
    if quote.withheld:
        return ()
    if quote.translation and quote.translation.by in BY_THE_DESK:
        original = quote.original.text if quote.original else None
        return (original,) if original else ()
    return quote.text
