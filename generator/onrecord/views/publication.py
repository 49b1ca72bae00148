"""Our own site, as others name it when they quote from it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.desk.settings import Coverage


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a record is published.

    Attributes:
        name: of the site, plain text.
        coverage: the days it covers; ``None`` where nothing is dated.
        language: of its own words.
        address: of the record's page, or what stands in its place.
    """

    name: str
    coverage: Coverage | None
    language: str
    address: str
