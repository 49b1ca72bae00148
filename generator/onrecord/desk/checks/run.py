"""Every check of a desk, in one place."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.captures.lock import Lock
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.house_style import HouseStyle
from onrecord.desk.settings import Settings
from onrecord.records.load import Records

from .claims import check_claims, check_conflicts, check_hearing
from .corrections import check_corrections, check_withheld
from .dates import check_coverage, check_dates, check_sayings
from .demands import check_demands, check_responses, check_statements
from .follows import Followers, Unread, with_faults
from .house_style import (
    check_briefings,
    check_described,
    check_quotation,
    check_summaries,
    check_words,
)
from .names import Names
from .quoted_words import check_lock, check_phrases, check_quoted_words
from .references import (
    check_drafts,
    check_evidence,
    check_pinned,
    check_redirects,
    check_references,
    check_versions,
)
from .rows import check_actors, check_rows, check_same_names


def check_desk(records: Records, desk: Desk) -> Iterator[Finding]:
    """Every fault that shows only between records, in no particular order.

    What has a fault of its own already is passed over.
    """
    # Errors show in partial records too; warnings weigh what is whole.
    every = records.with_partial()
    first = [one for one in _basic(every) if not _is_in_hole(records, one)]
    yield from first
    faulty = with_faults(records, first)
    followers = Followers(replace(every, faulty_places=faulty.faulty_places))
    for finding in _findings(faulty, replace(every, faulty_places=faulty.faulty_places), desk):
        if not followers.only_follows(finding):
            yield finding


def check_for_site(
    records: Records, desk: Desk, settings: Settings, style: HouseStyle, lock: Lock | None
) -> Iterator[Finding]:
    """What depends on the settings of a site, on its lock and on its captures."""
    yield from check_words(records, style)
    yield from check_quotation(desk, settings.quotation)
    if settings.coverage:
        yield from check_coverage(desk, settings.coverage)
    if lock:
        yield from check_lock(desk, whole=not lock.diagnostics)
    if settings.captures:
        yield from check_summaries(desk, settings.captures)


def _is_in_hole(records: Records, finding: Finding) -> bool:
    return records.faulty_places_of(finding.kind, finding.id).covers(finding.path)


def _basic(every: Records) -> Iterator[Finding]:
    """Faults from which others may follow."""
    yield from check_references(every, Names(every))
    yield from check_rows(every)
    yield from check_actors(every)


def _findings(records: Records, every: Records, desk: Desk) -> Iterator[Finding]:
    yield from check_withheld(every)
    yield from check_evidence(every)
    yield from check_pinned(every)
    yield from check_drafts(every)
    yield from check_redirects(every)
    yield from check_versions(every)
    yield from check_phrases(every)
    yield from check_dates(every)
    yield from check_demands(every)
    yield from check_conflicts(every)
    yield from check_briefings(records)
    yield from check_same_names(records.actors)
    unread = Unread(records)
    yield from check_sayings(records, desk)
    yield from check_corrections(desk)
    yield from check_quoted_words(desk)
    yield from check_statements(desk, unread)
    yield from check_responses(desk, unread)
    yield from check_claims(desk, unread)
    yield from check_hearing(desk, unread)
    yield from check_described(desk)
