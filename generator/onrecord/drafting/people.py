"""Who may be meant in a text: the actors of a desk by their names, surnames, titles and roles."""

from dataclasses import dataclass
from typing import Self

from onrecord.desk.desk import Desk
from onrecord.records import UNKNOWN, Actor, PartialDate


@dataclass(frozen=True, slots=True)
class People:
    """The actors of a desk, as a text may name them.

    Attributes:
        actors: by id.
        party: whose president "the president" is, where the text does not say.
        on: the date of the text, for roles that end.
    """

    actors: dict[str, Actor]
    party: str | None = None
    on: PartialDate = UNKNOWN

    @classmethod
    def of(cls, desk: Desk, party: str | None = None, on: PartialDate | None = None) -> Self:
        """The actors of ``desk`` on the date ``on``, in a text of ``party``."""
        return cls(dict(desk.actors), party, on or UNKNOWN)
