"""From a folder of YAML to a Desk and everything that is wrong with it."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias

from onrecord.captures.lock import LOCK, Lock, LockLine, read_lock
from onrecord.captures.verify import withheld_on_desk
from onrecord.captures.withheld import WithheldDigests
from onrecord.diagnostics import Diagnostic, Severity, sorted_unique
from onrecord.reading import shown_path
from onrecord.records.load import FilesRead, Records, load_records, state_of
from onrecord.writing.processes import SharedJobs, usable_processes

from .acts import grouped
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
from .desk import Desk, Differing, build_desk, part_of
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
    path = settings.content / LOCK
    state = state_of(str(path)) or object()  # which is like no other
    lock = records.kept.same(state, _read_lock, path)[0] if settings.locked else None
    style = HouseStyle.read(settings.house_style)
    withheld = WithheldDigests()
    if settings.withheld:
        withheld = withheld_on_desk(records.with_partial().articles, settings.withheld)
    linking = _Linking(settings, lock, style, withheld)
    checked = linking.checked(records)
    desk, findings = checked.desk, [*checked.findings]
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
        desk = linking.desk_of(published)
        diagnostics = _drafts_as_notices(diagnostics, records)
    records.kept.end(whole=checked.whole)
    shown = without_repeated(sorted_unique(diagnostics))
    known = without_known_words(shown, withheld)
    found = tuple(without_withheld_words(known, records.unwritten))
    return Linked(desk, found, linking.lines, withheld)


@dataclass(frozen=True, slots=True)
class _Checked:
    """A desk, and what was found in it."""

    depends: tuple[object, ...]  #: all that it depends on beside the records
    records: Records
    desk: Desk
    #: by kind and id of records, what depends on nothing else than what these are linked with
    within: Mapping[tuple[str, str], Sequence[Finding]] = field(default_factory=dict)
    between: Sequence[Finding] = ()
    whole: bool = True  #: whether all of it was looked at

    @property
    def findings(self) -> Iterator[Finding]:
        """All of them."""
        return chain(self.between, *self.within.values())


@dataclass(frozen=True, slots=True)
class _Linking:
    """Links and checks records.

    Where some are other than those of the last desk without a fault, only what may differ because
    of them is linked and checked; `Differing` says what that is.
    """

    settings: Settings
    lock: Lock | None
    style: HouseStyle
    withheld: WithheldDigests

    @property
    def lines(self) -> Mapping[str, LockLine] | None:
        """What the lock says of each quote; None without one."""
        return self.lock.lines if self.lock else None

    def desk_of(self, records: Records) -> Desk:
        """``records``, which are not checked, as a desk."""
        desk, _ = self._linked(records, checked=False)
        return self._kept(_Checked(self._depends, records, desk), checked=False).desk

    def checked(self, records: Records) -> _Checked:
        """``records`` as a desk, and what is wrong with it."""
        desk, differing = self._linked(records, checked=True)
        for_site = [*_between_for_site(records, desk, self.settings, self.lock, self.withheld)]
        if differing:
            some, now = records.only(differing.to_check()), differing.checked
            if not any(_basic(some)):
                part, before = part_of(desk, some), records.kept.desks[True].within
                checks = [*_within(some, some, part), *self._for_site(some, part)]
                found = _by_record(it for check in checks for it in check())
                within = {key: before[key] for key in before.keys() - now}
                within |= {key: found[key] for key in found.keys() & now}
                checks = [*_between(records, records, desk), *for_site]
                between = [it for check in checks for it in check()]
                made = _Checked(self._depends, records, desk, within, between, whole=False)
                return self._kept(made, checked=True)
        first, own, between = _found(records, desk, self._for_site(records, desk), for_site)
        made = _Checked(self._depends, records, desk, _by_record(own), [*first, *between])
        return made if first else self._kept(made, checked=True)

    def _for_site(self, records: Records, desk: Desk) -> Iterator[_Check]:
        return _within_for_site(records, desk, self.settings, self.style)

    def _linked(self, records: Records, *, checked: bool) -> tuple[Desk, Differing | None]:
        """``records`` as a desk, and what may differ from the last one, if that can be known."""
        before: _Checked | None = records.kept.desks.get(checked)
        coverage, language = self.settings.coverage, self.settings.language
        if before is None or before.depends != self._depends or not _is_sound(records):
            return build_desk(records, coverage, self.lines, language), None
        differing = Differing(before.records, records)
        last = before.desk, differing
        return build_desk(records, coverage, self.lines, language, last), differing

    def _kept(self, made: _Checked, *, checked: bool) -> _Checked:
        if _is_sound(made.records):
            made.records.kept.desks[checked] = made
        return made

    @property
    def _depends(self) -> tuple[object, ...]:
        # Where the content is, and what finds who is quoted, does not matter to what is kept.
        settings = replace(self.settings, content=Path(), find_said=None)
        return settings, self.lines, self.style


def _by_record(findings: Iterable[Finding]) -> Mapping[tuple[str, str], Sequence[Finding]]:
    return grouped(((it.kind, it.id), it) for it in findings)


def _is_sound(records: Records) -> bool:
    """Whether all of the records could be read, and what is found in them is worth keeping."""
    failed = any(found.severity is Severity.ERROR for found in records.diagnostics)
    return records.kept.keeps and not (failed or records.faulty_places or records.unlisted)


def _read_lock(path: Path) -> Iterator[Lock | None]:
    yield read_lock(path)


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


def check_desk(records: Records, desk: Desk) -> Iterator[Finding]:
    """Every fault that shows only between records, in no particular order.

    What has a fault of its own already is passed over.
    """
    yield from chain(*_found(records, desk))


def _found(
    records: Records, desk: Desk, within: Iterable[_Check] = (), between: Iterable[_Check] = ()
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Findings from which others follow, those within one record, and those between any records.

    What further checks find, ``within`` and ``between`` records, follows from no other.
    """
    # Errors show in partial records too; warnings weigh what is whole.
    every = records.with_partial()
    first = [
        finding
        for finding in _basic(every)
        if not records.faulty_places_of(finding.kind, finding.id).covers(finding.path)
    ]
    faulty = with_faults(records, first)
    every = replace(every, faulty_places=faulty.faulty_places)
    followers = Followers(every)
    found: tuple[list[Finding], list[Finding]] = [], []
    checks = [
        *((check, found[0], True) for check in _within(faulty, every, desk)),
        *((check, found[1], True) for check in _between(faulty, every, desk)),
        *((check, found[0], False) for check in within),
        *((check, found[1], False) for check in between),
    ]
    every_check = [check for check, *_ in checks]
    shared = zip(checks, _shared(every_check, _processes(records)), strict=True)
    for (_, into, may_follow), findings in shared:
        into.extend(it for it in findings if not (may_follow and followers.only_follows(it)))
    return first, *found


def _processes(records: Records) -> int:
    """How many processes share the checks: what this one keeps, no other can know."""
    are_many = len(records.articles) >= ENOUGH and not records.kept.keeps
    return usable_processes() if are_many else 1


def _shared(checks: Sequence[_Check], processes: int) -> Iterator[Iterable[Finding]]:
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


def _within(records: Records, every: Records, desk: Desk) -> Iterator[_Check]:
    """What depends only on a record and on what it is linked with, as `Differing` has it."""
    for check in (
        taken_back.check_withheld,
        references.check_evidence,
        house_style.check_pinned,
        known_ids.check_drafts,
        references.check_versions,
        quoted_words.check_phrases,
        dates.check_dates,
        references.check_rows_twice,
        references.check_names_itself,
        rows_and_speakers.check_unused,
    ):
        yield partial(check, every)
    yield partial(house_style.check_briefings, records)
    yield partial(copies.check_phrases_copied, records)
    yield partial(dates.check_sayings, records, desk)
    yield partial(taken_back.check_corrections, desk)
    yield partial(quoted_words.check_quoted_words, desk, records.kept)
    yield partial(acts.check_acts, desk, acts.UnreadActs(records))
    for check_desk_alone in (
        rows_and_speakers.check_described,
        agreement.check_topics,
        agreement.check_outcomes,
        agreement.check_scripts,
        dates.check_dates_given,
        dates.check_days_in_titles,
        dates.check_months,
        house_style.check_days_of_briefings,
        quoted_words.check_genres,
        rows_and_speakers.check_tellers,
        references.check_versions_differ,
        references.check_says_both,
        dates.check_order,
    ):
        yield partial(check_desk_alone, desk)
    yield partial(renderings.check_numbers, desk, records.kept)
    yield partial(agreement.check_acts_in_words, desk, records.kept)
    yield partial(rows_and_speakers.check_own_words, desk, records.kept)
    yield partial(no_texts.check_texts, records, desk)
    yield partial(sources.check_published, records)


def _between(records: Records, every: Records, desk: Desk) -> Iterator[_Check]:
    """What may depend on any other record; each is found again where what it looks at differs."""
    same = records.kept.same
    unread = records.faulty_places, records.unlisted
    articles = unread, tuple(records.articles.items())
    of_sources = unread, tuple((id_, it.source) for id_, it in records.articles.items())
    actors = unread, tuple(records.actors.items())
    topics, events = tuple(records.topics.items()), tuple(records.events.items())
    yield partial(known_ids.check_redirects, every)
    yield partial(copies.check_demands, every)
    yield partial(copies.check_conflicts, every)
    yield partial(same, of_sources, sources.check_publishers, records)
    yield partial(same, of_sources, sources.check_addresses, records)
    yield partial(same, of_sources, agreement.check_genres_of_publishers, desk)
    yield partial(same, (of_sources, actors), sources.check_outlets, desk)
    yield partial(same, actors, copies.check_same_names, records.actors)
    yield partial(same, actors, copies.check_other_names, records.actors)
    yield partial(same, (actors, topics, of_sources), copies.check_near_names, records)
    summaries = tuple(article.summary for article in records.articles.values())
    subjects = tuple(records.demands.items()), tuple(records.claims.items())
    inputs = (of_sources, summaries, subjects, topics, events, actors)
    yield partial(same, inputs, copies.check_copies, records)
    yield partial(same, (articles, events), copies.check_events, records)
    yield partial(same, articles, sources.check_locators, records)
    yield partial(same, (articles, events), agreement.check_languages_spoken, desk)
    yield partial(same, (articles, events), references.check_same_words, desk, records.kept)
    yield partial(agreement.check_titles, desk)
    yield partial(renderings.check_bottom_lines, desk)
    yield partial(copies.check_claims_as_facts, records)
    yield partial(rows_and_speakers.check_sources, desk)
    yield partial(dates.check_years, records)


def _within_for_site(
    records: Records, desk: Desk, settings: Settings, style: HouseStyle
) -> Iterator[_Check]:
    """What depends on one record, on what it is linked with, and on the settings of a site."""
    yield partial(house_style.check_words, records, style)
    yield partial(house_style.check_quotation, desk, settings.quotation, records.kept)
    if settings.coverage:
        yield partial(house_style.check_coverage, desk, settings.coverage)
        yield partial(acts.check_searches, desk, settings.coverage)


def _between_for_site(
    records: Records, desk: Desk, settings: Settings, lock: Lock | None, withheld: WithheldDigests
) -> Iterator[_Check]:
    """What depends on all words of a desk, on those withheld, on its lock and on its captures."""
    yield partial(taken_back.check_repeated, records.with_partial(), withheld)
    yield partial(house_style.check_quoted_in_prose, records, Prose.of(desk, settings))
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
