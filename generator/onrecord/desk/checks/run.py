"""All checks of a linked desk, in one place."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding
from onrecord.records.load import Records

from .actors import check_actors
from .claims import check_claims
from .dates import check_dates
from .demands import check_demands
from .evidence import check_evidence
from .names import Names
from .redirects import check_redirects
from .references import check_references
from .responses import check_responses
from .rows import check_rows
from .versions import check_versions
from .withheld import check_withheld


def check_desk(records: Records, desk: Desk) -> Iterator[Finding]:
    """Every fault that shows only between records, in no particular order."""
    yield from check_references(records, Names(records))
    yield from check_rows(records)
    yield from check_withheld(records)
    yield from check_evidence(records)
    yield from check_redirects(records)
    yield from check_actors(records)
    yield from check_versions(records, desk)
    yield from check_dates(records, desk)
    yield from check_demands(records, desk)
    yield from check_responses(desk)
    yield from check_claims(records, desk)
