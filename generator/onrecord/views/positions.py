"""Where a demand stands with one addressee, as a cell, a row or a page says it."""

from dataclasses import dataclass

from onrecord.desk.positions import Position
from onrecord.records import PartialDate

from .acts import ActView, act_view, act_views, without_repetition
from .context import Context
from .names import Link, demand_link


@dataclass(frozen=True, slots=True)
class PositionView:
    """The state of one demand towards one addressee.

    Attributes:
        state: a response, ``conflicting``, ``mixed``, ``none_found`` or ``not_assessed``.
        deciding: the answers that make the state.
        beside: later answers of a lower rank, set apart in the same cell.
        search: the search that found nothing, shown where no answer decides.
    """

    demand: Link
    addressee: Link
    state: str
    told: bool
    date: PartialDate | None
    deciding: tuple[ActView, ...]
    beside: tuple[ActView, ...]
    search: ActView | None

    @property
    def composed(self) -> bool:
        """Whether the state is none of the answers but what they come to together."""
        return self.state not in {act.word for act in self.deciding}

    @property
    def deciding_lines(self) -> tuple[ActView, ...]:
        """The deciding answers, each kind once."""
        return without_repetition(self.deciding)

    @property
    def beside_lines(self) -> tuple[ActView, ...]:
        """What stands beside them, each kind once."""
        return without_repetition(self.beside)


def position_view(context: Context, position: Position) -> PositionView:
    """A position as a page shows it."""
    search = position.none_found
    return PositionView(
        demand=demand_link(context.desk, position.demand_id),
        addressee=context.people.link(position.addressee),
        state=position.state,
        told=position.told,
        date=position.date,
        deciding=act_views(context, position.deciding),
        beside=act_views(context, position.beside),
        search=act_view(context, search) if search else None,
    )
