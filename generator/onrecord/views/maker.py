"""What every view is made with."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.desk import Desk

from .names import People
from .quote_card import QuoteCards
from .subjects import Subjects


@dataclass(frozen=True, slots=True)
class Maker:
    """A desk with the makers of the parts that pages share.

    Attributes:
        desk: all records, linked.
        people: names of actors as links.
        cards: quote cards.
        subjects: what the desk has on each topic, demand, claim, actor and quote.
    """

    desk: Desk
    people: People
    cards: QuoteCards
    subjects: Subjects

    @classmethod
    def of(cls, desk: Desk) -> Maker:
        """The makers for ``desk``."""
        people = People(desk)
        return cls(desk, people, QuoteCards(desk, people), Subjects(desk))
