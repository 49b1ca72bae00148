"""From a folder of YAML to a Desk and everything that is wrong with it."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from operator import attrgetter
from typing import TypeAlias

from onrecord.captures.lock import LOCK, Lock, LockLine, read_lock
from onrecord.captures.verify import withheld_on_desk
from onrecord.captures.withheld import WithheldDigests
from onrecord.diagnostics import Diagnostic, Severity, sorted_unique
from onrecord.reading import shown_path
from onrecord.records.load import FilesRead, Records, load_records
from onrecord.writing.processes import SharedJobs, usable_processes

from .checks import (
    acts,
    agreement,
    copies,
    dates,
    house_style,
    known_ids,
    no_texts,
    quoted_words,
    references,
    renderings,
    rows_and_speakers,
    sources,
    taken_back,
)
from .checks.prose import Prose
from .desk import Desk, build_desk
from .findings import (
    Finding,
    Followers,
    check_accepted,
    diagnose,
    with_faults,
    with_levels,
    without_repeated,
)
from .quiet_reports import without_known_words, without_withheld_words
from .settings import HouseStyle, Settings

ENOUGH = 500
"""So many articles are worth the start of another process."""
_Check: TypeAlias = Callable[[], Iterable[Finding]]
_VALUES = attrgetter(*(field.name for field in fields(Finding)))
# What shows only where the captures are.
_NEEDS_CAPTURES = frozenset({"summary-copied", "published-else"})


@dataclass(frozen=True, slots=True)
class LoadedDesk:
    """What reading a desk gives."""

    desk: Desk | None  #: `None` where there is an error
    diagnostics: tuple[Diagnostic, ...]  #: every problem, in the order of a report
    records: Records  #: what was read, whether or not there is an error


@dataclass(frozen=True, slots=True)
class Linked:
    """Records as a desk."""

    desk: Desk  #: of what is whole among them; without drafts, unless the settings want them
    diagnostics: tuple[Diagnostic, ...]  #: every problem, in the order of a report
    lock: Mapping[str, LockLine] | None  #: what the lock says of each quote; `None` without one
    withheld: WithheldDigests  #: what is known of words that are withheld


def load_desk(
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
    read: FilesRead | None = None,
) -> LoadedDesk:
    """Read, link and check the content of ``settings``; never raises for what the content says.

    ``progress`` is called with the number of files read and of all files. What the files said
    before is in ``read``.
    """
    records = load_records(settings.content, progress, read)
    linked = link_and_check(records, settings)
    failed = any(problem.severity is Severity.ERROR for problem in linked.diagnostics)
    return LoadedDesk(None if failed else linked.desk, linked.diagnostics, records)


def link_and_check(records: Records, settings: Settings) -> Linked:
    """Link and check ``records``, whatever is wrong with them."""
    lock = read_lock(settings.content / LOCK) if settings.locked else None
    lines = lock.lines if lock else None
    desk = build_desk(records, settings.coverage, lines, settings.language)
    style = HouseStyle.read(settings.house_style)
    withheld = WithheldDigests()
    if settings.withheld:
        withheld = withheld_on_desk(records.with_partial().articles, settings.withheld)
    findings = [
        *check_desk(
            records,
            desk,
            (
                partial(taken_back.check_repeated, records.with_partial(), withheld),
                *_checks_for_site(records, desk, settings, style, lock),
            ),
        )
    ]
    diagnostics = [
        *with_levels(records.diagnostics, settings.levels),
        *diagnose(findings, records, settings.levels),
        *(lock.diagnostics if lock else ()),
        *style.diagnostics,
    ]
    # What is wrong may be why a warning is missing.
    if not any(problem.severity is Severity.ERROR for problem in diagnostics):
        unsure = _NEEDS_CAPTURES if lock else _NEEDS_CAPTURES | quoted_words.LOCK_CODES
        unused = check_accepted(findings, records, unsure)
        diagnostics += diagnose(unused, records, settings.levels)
    published = records if settings.drafts else records.without_drafts()
    if published is not records:
        desk = build_desk(published, settings.coverage, lines, settings.language)
        diagnostics = _drafts_as_notices(diagnostics, records)
    records.kept.end()
    shown = without_repeated(sorted_unique(diagnostics))
    known = without_known_words(shown, withheld)
    return Linked(desk, tuple(without_withheld_words(known, records.unwritten)), lines, withheld)


def _drafts_as_notices(diagnostics: Sequence[Diagnostic], records: Records) -> list[Diagnostic]:
    """``diagnostics`` in which no warning about a draft, which is not published, fails a build."""
    drafts = {
        shown_path(records.files["article", id_])
        for id_, article in records.articles.items()
        if article.draft
    }
    return [
        replace(found, severity=Severity.NOTICE)
        if found.severity is Severity.WARNING and found.file in drafts
        else found
        for found in diagnostics
    ]


def check_desk(records: Records, desk: Desk, for_site: Sequence[_Check] = ()) -> Iterator[Finding]:
    """Every fault that shows only between records, and what the checks ``for_site`` find.

    They are in no particular order. What has a fault of its own already is passed over.
    """
    # Errors show in partial records too; warnings weigh what is whole.
    every = records.with_partial()
    first = [
        finding
        for finding in _basic(every)
        if not records.faulty_places_of(finding.kind, finding.id).covers(finding.path)
    ]
    yield from first
    faulty = with_faults(records, first)
    every = replace(every, faulty_places=faulty.faulty_places)
    followers = Followers(every)
    checks = [*_checks(faulty, every, desk)]
    for number, findings in enumerate(_found([*checks, *for_site], _processes(records))):
        for finding in findings:
            if number >= len(checks) or not followers.only_follows(finding):
                yield finding


def _processes(records: Records) -> int:
    """How many processes share the checks: what this one keeps, no other can know."""
    are_many = len(records.articles) >= ENOUGH and not records.kept.keeps
    return usable_processes() if are_many else 1


def _found(checks: Sequence[_Check], processes: int) -> Iterator[Iterable[Finding]]:
    """What each of ``checks`` finds."""
    if processes == 1:
        yield from (check() for check in checks)
        return
    work = SharedJobs([partial(_packed, check) for check in checks], processes)
    try:
        work.finish(lambda *_: None)
    finally:
        work.stop()
    for number in range(len(checks)):
        yield [Finding(*values) for values in marshal.loads(work.given[number] or b"")]  # noqa: S302 - from our own copies


def _packed(check: _Check) -> bytes:
    """What ``check`` finds, as another process can hand it on."""
    return marshal.dumps([_VALUES(finding) for finding in check()])


def _basic(every: Records) -> Iterator[Finding]:
    """Faults from which others may follow."""
    yield from known_ids.check_references(every, known_ids.KnownIds(every))
    yield from known_ids.check_quote_ids(every)
    yield from rows_and_speakers.check_rows(every)
    yield from rows_and_speakers.check_actors(every)


def _checks(records: Records, every: Records, desk: Desk) -> Iterator[_Check]:
    """What looks for faults that may follow from others."""
    for check in (
        taken_back.check_withheld,
        references.check_evidence,
        house_style.check_pinned,
        known_ids.check_drafts,
        known_ids.check_redirects,
        references.check_versions,
        quoted_words.check_phrases,
        dates.check_dates,
        copies.check_demands,
        copies.check_conflicts,
        references.check_rows_twice,
        references.check_names_itself,
        rows_and_speakers.check_unused,
    ):
        yield partial(check, every)
    yield partial(house_style.check_briefings, records)
    yield partial(sources.check_publishers, records)
    yield partial(copies.check_same_names, records.actors)
    yield partial(copies.check_other_names, records.actors)
    yield partial(copies.check_near_names, records)
    yield partial(copies.check_copies, records)
    yield partial(copies.check_phrases_copied, records)
    yield partial(sources.check_addresses, records)
    yield partial(copies.check_events, records)
    yield partial(sources.check_locators, records)
    yield partial(dates.check_sayings, records, desk)
    yield partial(taken_back.check_corrections, desk)
    yield partial(quoted_words.check_quoted_words, desk, records.kept)
    yield partial(acts.check_acts, desk, acts.UnreadActs(records))
    yield partial(rows_and_speakers.check_described, desk)
    for check_desk_alone in (
        agreement.check_titles,
        agreement.check_topics,
        agreement.check_outcomes,
        agreement.check_genres_of_publishers,
        agreement.check_scripts,
        renderings.check_bottom_lines,
        dates.check_dates_given,
        sources.check_outlets,
        agreement.check_languages_spoken,
        dates.check_days_in_titles,
        dates.check_months,
        house_style.check_days_of_briefings,
    ):
        yield partial(check_desk_alone, desk)
    yield partial(renderings.check_numbers, desk, records.kept)
    yield partial(agreement.check_acts_in_words, desk, records.kept)
    yield partial(rows_and_speakers.check_own_words, desk, records.kept)
    yield partial(copies.check_claims_as_facts, records)
    yield partial(no_texts.check_texts, records, desk)
    yield partial(rows_and_speakers.check_sources, desk)
    yield partial(quoted_words.check_genres, desk)
    yield partial(references.check_same_words, desk, records.kept)
    yield partial(rows_and_speakers.check_tellers, desk)
    yield partial(references.check_versions_differ, desk)
    yield partial(references.check_says_both, desk)
    yield partial(dates.check_order, desk)
    yield partial(dates.check_years, records)
    yield partial(sources.check_published, records)


def _checks_for_site(
    records: Records, desk: Desk, settings: Settings, style: HouseStyle, lock: Lock | None
) -> Iterator[_Check]:
    """What depends on the settings of a site, on its lock and on its captures."""
    yield partial(house_style.check_words, records, style)
    yield partial(house_style.check_quotation, desk, settings.quotation, records.kept)
    yield partial(house_style.check_quoted_in_prose, records, Prose.of(desk, settings))
    if settings.coverage:
        yield partial(house_style.check_coverage, desk, settings.coverage)
        yield partial(acts.check_searches, desk, settings.coverage)
    if lock:
        yield partial(
            quoted_words.check_lock,
            desk,
            settings.captures,
            lock.lines,
            whole=not lock.diagnostics,
        )
    if settings.captures:
        yield partial(house_style.check_summaries, desk, settings.captures)
        yield partial(sources.check_heads, desk, settings.captures)
        yield partial(agreement.check_captures, desk, settings.captures)
