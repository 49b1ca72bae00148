"""Quotes of whose words nothing may be told, because one of two states withholds them."""

from __future__ import annotations

from onrecord.desk.desk import Desk


def withheld_in(before: Desk, after: Desk) -> frozenset[str]:
    """References of either state to quotes that are withheld, or may be.

    They are withheld in one state and not in the other; or they are gone, and others withheld under
    an id that is new: then they may be the same.
    """
    withheld = {
        reference
        for desk in (before, after)
        for reference, quote in desk.quotes.items()
        if quote.record.withheld
    }
    if any(reference not in before.quotes for reference in withheld):
        withheld |= before.quotes.keys() - after.quotes.keys()
    return frozenset(withheld)
