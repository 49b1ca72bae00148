"""What is not known and not checked, counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnknownCount:
    """One thing that is not known, and of how many.

    Attributes:
        kind: ``speakers``, ``dates``, ``not_assessed``, ``not_checked``, ``claims`` or
            ``stale_searches``; the words: ``briefing.unknown.<kind>`` with ``count`` and ``of``.
        count: how many, never 0.
        of: among how many.
        uri: site path of the list where they stand.
    """

    kind: str
    count: int
    of: int
    uri: str
