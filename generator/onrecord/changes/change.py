"""A change as a value: what it is about, what it was and what it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path


class Weight(IntEnum):
    """How much of a reviewer's attention a change asks for; the lowest comes first."""

    EYES = 1
    """What a reader would act on or somebody could object to: attribution, a verdict that
    worsened, an accusation without a reply, an address that vanishes."""
    SUBSTANCE = 2
    """What the site says: a quote, an act, a response, an actor."""
    WORDING = 3
    """How the desk itself puts it: titles, summaries, notes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file of the desk; line and column count from 1."""

    file: Path
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        kind: one of ``kinds.KINDS``, such as ``quote-added``; the words for it are
            ``changes.kind.<kind>``.
        record: what kind of record it is about: ``quote``, ``demand``, ``statement``,
            ``response``, ``position``, ``claim``, ``claim-act``, ``reply``, ``actor``, ``source``,
            ``article``, ``topic``, ``event``, ``briefing``, ``correction`` or ``address``.
        id: the id of that record; a reference for a quote, the site path for an address.
        weight: how much attention it asks for.
        facts: what the words for it name, as plain text: ids are already names.
        old, new: the value before and after, as plain text; ``None`` where there is none.
        values: how ``old`` and ``new`` are put into words: ``text`` as they are, ``date`` as
            dates, else the section of the word catalogue in which they are keys (``response``).
        spot: where it is written now; in the older state where it is ``gone``.
        gone: whether it is only in the older state.
        uri: the page it is read on, as a site path; ``None`` where it has none.
    """

    kind: str
    record: str
    id: str
    weight: Weight
    facts: Mapping[str, str] = field(default_factory=dict)
    old: str | None = None
    new: str | None = None
    values: str = "text"
    spot: Spot | None = None
    gone: bool = False
    uri: str | None = None
