"""What every view is made with."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.desk import Desk

from .answers import AnswerViews
from .names import People
from .quote_card import QuoteCards
from .subjects import Evidence, Subjects


@dataclass(frozen=True, slots=True)
class Maker:
    """A desk with the makers of the parts that pages share.

    Attributes:
        desk: all records, linked.
        people: names of actors as links.
        cards: quote cards.
        answers: answers and positions.
        evidence: what each quote is evidence for.
        subjects: what stands under each topic, and what bears on each demand and claim.
    """

    desk: Desk
    people: People
    cards: QuoteCards
    answers: AnswerViews
    evidence: Evidence
    subjects: Subjects

    @classmethod
    def of(cls, desk: Desk) -> Maker:
        """The makers for ``desk``."""
        people = People(desk)
        cards = QuoteCards(desk, people)
        answers = AnswerViews(desk, people, cards)
        return cls(desk, people, cards, answers, Evidence(desk), Subjects(desk))
