"""A claim by name: its title always says first whose claim it is."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.desk import Desk

from .links import Link, claim_uri
from .people import People


@dataclass(frozen=True, slots=True)
class ClaimName:
    """What "Claim by X: …" is put together from."""

    by: tuple[Link, ...]
    text: str
    uri: str


def claim_name(claim_id: str, desk: Desk, people: People) -> ClaimName:
    """The name of a claim."""
    record = desk.claims[claim_id].record
    return ClaimName(people.links(record.by), record.text, claim_uri(claim_id))
