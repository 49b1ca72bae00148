"""What every view is made with."""

from dataclasses import dataclass
from functools import cached_property

from onrecord.desk.desk import Desk
from onrecord.records import UNKNOWN, PartialDate

from .names import People
from .quote_card import QuoteCards
from .subjects import Subjects


@dataclass(frozen=True)
class Context:
    """A desk with what several views need of it, each made once."""

    desk: Desk

    @property
    def as_of(self) -> PartialDate:
        """The last day that the desk covers."""
        return self.desk.coverage.through if self.desk.coverage else UNKNOWN

    @cached_property
    def people(self) -> People:
        """Names of actors as links."""
        return People(self.desk)

    @cached_property
    def cards(self) -> QuoteCards:
        """Quote cards."""
        return QuoteCards(self.desk, self.people)

    @cached_property
    def subjects(self) -> Subjects:
        """What the desk has on each topic, demand, claim, actor and quote."""
        return Subjects(self.desk)
