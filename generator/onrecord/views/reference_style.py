"""What references of every kind are put together with: lists, stops, dates of the styles."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.records import PartialDate

from .saying import Say

ENDS = (".", "!", "?", "…")
# Marks that may close a title, and the spaces that some languages set before them.
_CLOSING = (
    "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}»“\"'"
    "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
)


def listed(parts: Iterable[str | None]) -> str:
    """``parts`` with commas, but where a title brings its own."""
    text = ""
    for part in filter(None, parts):
        if text:
            text += " " if text.rstrip(_CLOSING).endswith((",", "!", "?", "…")) else ", "
        text += part
    return text


def stopped(text: str) -> str:
    """``text`` with a stop, unless it has an end of its own."""
    return text if text.rstrip(_CLOSING).endswith(ENDS) else f"{text}."


def sentences(*parts: str, address: str) -> str:
    """``parts`` as sentences, and our address as it is."""
    return " ".join([*map(stopped, filter(None, parts)), address]).rstrip()


def styled_date(order: str, date: PartialDate, say: Say) -> str:
    """``date`` as a style has it: ``year_first`` or ``year_last``."""
    first = date.first
    if first is None:
        return say("cite.no_date")
    if date.precision == "year":
        return f"{first.year}"
    month = say(f"cite.months.{first.month}")
    if date.precision == "month":
        return say(f"cite.{order}.month", year=first.year, month=month)
    day = say("date.number", count=first.day)
    return say(f"cite.{order}.day", year=first.year, month=month, day=day)
