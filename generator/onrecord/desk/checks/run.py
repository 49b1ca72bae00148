"""All checks of a linked desk, in one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding
from onrecord.records.load import Records
from onrecord.records.partial import NO_HOLES

from .actors import check_actors, check_same_names
from .briefings import check_briefings
from .claims import check_claims, check_conflicts
from .corrections import check_corrections
from .dates import check_dates
from .demands import check_demands
from .follows import Followers, with_faults
from .house_style import check_described, check_hearing
from .names import Names
from .quoted_words import check_quoted_words
from .redirects import check_redirects
from .references import check_drafts, check_evidence, check_references
from .responses import check_responses
from .rows import check_rows
from .sayings import check_sayings
from .statements import check_statements
from .unread import Unread
from .versions import check_versions
from .withheld import check_withheld


def check_desk(records: Records, desk: Desk) -> Iterator[Finding]:
    """Every fault that shows only between records, in no particular order.

    What has a fault of its own already is passed over.
    """
    # Errors show in partial records too; warnings weigh what is whole.
    every = records.with_partial()
    first = [one for one in _basic(every) if not _is_in_hole(records, one)]
    yield from first
    faulty = with_faults(records, first)
    followers = Followers(replace(every, holes=faulty.holes))
    for finding in _findings(faulty, replace(every, holes=faulty.holes), desk):
        if not followers.only_follows(finding):
            yield finding


def _is_in_hole(records: Records, finding: Finding) -> bool:
    return records.holes.get((finding.kind, finding.id), NO_HOLES).cover(finding.path)


def _basic(every: Records) -> Iterator[Finding]:
    """Faults from which others may follow."""
    yield from check_references(every, Names(every))
    yield from check_rows(every)
    yield from check_actors(every)


def _findings(records: Records, every: Records, desk: Desk) -> Iterator[Finding]:
    yield from check_withheld(every)
    yield from check_evidence(every)
    yield from check_drafts(every)
    yield from check_redirects(every)
    yield from check_versions(every)
    yield from check_dates(every)
    yield from check_demands(every)
    yield from check_conflicts(every)
    yield from check_briefings(records)
    yield from check_same_names(records.actors)
    unread = Unread(records)
    yield from check_sayings(records, desk)
    yield from check_corrections(desk)
    yield from check_quoted_words(desk)
    yield from check_statements(records, desk, unread)
    yield from check_responses(desk, unread)
    yield from check_claims(records, desk, unread)
    yield from check_hearing(desk, unread)
    yield from check_described(desk)
