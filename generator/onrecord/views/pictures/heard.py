"""Who was heard when: utterances counted by period, and where on the site they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from onrecord.desk.entries import QuoteEntry
from onrecord.views.listing import Part
from onrecord.views.occasions import opens_an_index

from .periods import Period, PeriodOf


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote is shown: ``anchor`` on the page ``uri``, or on the actor's own (``None``)."""

    uri: str | None
    anchor: str


@dataclass(slots=True)
class Heard:
    """The utterances of one period, oldest first: its own, and those by others for it."""

    own: list[QuoteEntry] = field(default_factory=list)
    others: list[QuoteEntry] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.own) + len(self.others)


def utterances(quotes: Iterable[QuoteEntry]) -> list[QuoteEntry]:
    """The first quote of each utterance that counts, in the order of ``quotes``."""
    found: dict[str, QuoteEntry] = {}
    for one in quotes:
        if one.counts:
            found.setdefault(one.utterance, one)
    return list(found.values())


def by_period(
    own: Iterable[QuoteEntry], others: Iterable[QuoteEntry], period_of: PeriodOf
) -> dict[Period | None, Heard]:
    """Utterances by period; under ``None`` those whose date fits into none or is unknown."""
    heard: defaultdict[Period | None, Heard] = defaultdict(Heard)
    for one in own:
        heard[_period(one, period_of)].own.append(one)
    for one in others:
        heard[_period(one, period_of)].others.append(one)
    return dict(heard)


def places(parts: Sequence[Part[QuoteEntry]]) -> dict[str, Place]:
    """Where each quote of an actor is shown, by its reference.

    Args:
        parts: the pages of its quotes, its own first.
    """
    found: dict[str, Place] = {}
    for part in parts:
        if opens_an_index(part):
            continue  # it shows the latest only, all of which stand on a finer page too
        occasions = groupby(part.items, key=lambda one: (one.date, one.occasion.key, one.place))
        for number, (_, group) in enumerate(occasions, 1):
            place = Place(None if part is parts[0] else part.uri, f"event-{number}")
            found.update((one.reference, place) for one in group)
    return found


def latest_place(heard: Heard, shown: Mapping[str, Place]) -> Place | None:
    """Where the latest of its own is shown; ``None`` where none of it is its own."""
    return shown.get(heard.own[-1].reference) if heard.own else None


def _period(quote: QuoteEntry, period_of: PeriodOf) -> Period | None:
    if quote.date.first is None:
        return None
    period = period_of(quote.date.first)
    return period if period.holds(quote.date) else None
