"""By what the summary of the demands can be filtered, and what each row has of it.

The coded words that a page about demands uses, in the order of its legend.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, get_args

from onrecord.records.vocabulary import OutcomeValue, Response, Strength

from .names import Link
from .positions import PositionView

# The states that are derived and never written, after the responses.
DERIVED_STATES = ("conflicting", "mixed")

RESPONSES: tuple[str, ...] = (*get_args(Response), *DERIVED_STATES)
OUTCOMES: tuple[str, ...] = get_args(OutcomeValue)
STRENGTHS: tuple[str, ...] = get_args(Strength)


# Whose account an answer is; the last is where no answer decides.
ACCOUNTS = ("own", "unnamed", "told", "none")


class Row(Protocol):
    """What is needed of a demand."""

    @property
    def by(self) -> tuple[Link, ...]:
        """Who demands."""

    @property
    def to(self) -> tuple[Link, ...]:
        """Of whom."""

    @property
    def topic(self) -> Link:
        """What it is about."""

    @property
    def positions(self) -> tuple[PositionView, ...]:
        """Where it stands with each of ``to``."""


@dataclass(frozen=True, slots=True)
class FilterKeys:
    """What one row has, as its attributes say it to a script.

    Attributes:
        by: ids, set apart by spaces.
        topic: an id.
        cells: for each addressee its id, the state and the accounts (set apart by spaces), these
            three set apart by commas, the addressees by semicolons.
    """

    by: str
    topic: str
    cells: str


@dataclass(frozen=True, slots=True)
class DemandFilters:
    """The choices: id and name of actors and topics, coded words of the rest."""

    by: tuple[tuple[str, str], ...]
    to: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    states: tuple[str, ...]
    accounts: tuple[str, ...]


def id_of(link: Link) -> str:
    """The id of what ``link`` leads to.

    >>> id_of(Link("Mia Brandt", "actors/brandt/"))
    'brandt'
    """
    return link.uri.split("/")[1] if link.uri else link.text


def filter_keys(row: Row) -> FilterKeys:
    """The keys of one demand."""
    cells = (
        ",".join((id_of(position.addressee), position.state, " ".join(accounts(position))))
        for position in row.positions
    )
    return FilterKeys(" ".join(map(id_of, row.by)), id_of(row.topic), ";".join(cells))


def demand_filters(rows: Iterable[Row]) -> DemandFilters:
    """What ``rows`` can be filtered by: each choice that one of them has."""
    shown = list(rows)
    positions = [position for row in shown for position in row.positions]
    states = {position.state for position in positions}
    found = {account for position in positions for account in accounts(position)}
    return DemandFilters(
        by=_by_name(link for row in shown for link in row.by),
        to=_by_name(link for row in shown for link in row.to),
        topics=tuple(
            (id_of(link), link.text) for link in dict.fromkeys(row.topic for row in shown)
        ),
        states=tuple(one for one in RESPONSES if one in states),
        accounts=tuple(one for one in ACCOUNTS if one in found),
    )


def accounts(position: PositionView) -> tuple[str, ...]:
    """Whose account the answers are that a cell shows."""
    ranks = {answer.rank for answer in (*position.deciding, *position.beside)} or {"none"}
    return tuple(one for one in ACCOUNTS if one in ranks)


def _by_name(links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
    distinct = sorted(dict.fromkeys(links), key=lambda link: link.text.casefold())
    return tuple((id_of(link), link.text) for link in distinct)
