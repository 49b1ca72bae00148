"""Where the demands stand: only the rows that matter to the period."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import PartialDate
from onrecord.views.answers import PositionView
from onrecord.views.links import Link


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One demand towards one addressee, on the last day of the period.

    Attributes:
        by: whose demand it is.
        strength: ``request``, ``demand`` or ``ultimatum``.
        position: the state, the deciding answers and what stands beside them; ``deciding_lines``
            and ``beside_lines`` give each kind once.
        deadline: of the demand, where it has one.
    """

    demand: Link
    by: tuple[Link, ...]
    addressee: Link
    strength: str
    position: PositionView
    deadline: PartialDate | None
