"""From a folder of YAML to a Desk and everything that is wrong with it."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path

from onrecord.captures.lock import LOCK, Lock, LockLine, read_lock
from onrecord.captures.quiet_reports import without_known_words, without_withheld_words
from onrecord.captures.verify import withheld_on_desk
from onrecord.captures.withheld import WithheldDigests
from onrecord.diagnostics import Diagnostic, Severity, sorted_unique
from onrecord.reading import shown_path
from onrecord.records import CacheByRecord, CachedArticles, FilesRead, Records, load_records
from onrecord.records.load import state_of
from onrecord.writing.processes import SharedJobs, usable_processes

from .acts import grouped
from .checks import (
    Check,
    basic_faults,
    checks_between,
    checks_between_for_site,
    checks_within,
    checks_within_for_site,
)
from .checks.quoted_words import LOCK_CODES
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
from .settings import HouseStyle, Settings

ENOUGH = 500  # articles are worth the start of another process
_VALUES = attrgetter(*(field.name for field in fields(Finding)))
# What shows only where the captures are.
_NEEDS_CAPTURES = frozenset({"summary-copied", "published-else"})


@dataclass(frozen=True, slots=True)
class LoadedDesk:
    """What reading a desk gives."""

    desk: Desk | None  #: `None` where there is an error
    diagnostics: tuple[Diagnostic, ...]  #: every problem, in the order of a report
    records: Records  #: what was read, whether or not there is an error


@dataclass(slots=True)
class LastReading:
    """What is known of a desk from when it was last read and checked, by an earlier process."""

    articles: CachedArticles  #: what its articles said
    #: the files of articles, with their digests of then, where nothing else differs since
    differing: Mapping[Path, str] = field(default_factory=dict)
    #: what is found in single records, of then and later of now; None where there was an error
    findings: Sequence[Finding] | None = None
    _records: Records | None = None

    def records(self, now: Records) -> Records | None:
        """The records of then, which have all of ``now`` that is the same; None if not known."""
        if self._records is None and self.differing:
            self._records = self.articles.before(now, self.differing)
        return self._records


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
    last: LastReading | None = None,
) -> LoadedDesk:
    """Read, link and check the content of ``settings``; never raises for what the content says.

    ``progress`` is called with the number of files read and of all files. What the files said
    before is in ``read``, or what an earlier process read and found in ``last``.
    """
    records = load_records(settings.content, progress, read, last.articles if last else None)
    linked = link_and_check(records, settings, last)
    failed = any(problem.severity is Severity.ERROR for problem in linked.diagnostics)
    return LoadedDesk(None if failed else linked.desk, linked.diagnostics, records)


def link_and_check(records: Records, settings: Settings, last: LastReading | None = None) -> Linked:
    """Link and check ``records``, whatever is wrong with them."""
    path = settings.content / LOCK
    state = state_of(str(path)) or object()  # which is like no other
    lock = records.kept.same(state, _read_lock, path)[0] if settings.locked else None
    style = HouseStyle.read(settings.house_style)
    withheld = WithheldDigests()
    if settings.withheld:
        withheld = withheld_on_desk(records.with_partial().articles, settings.withheld)
    linking = _Linking(settings, lock, style, withheld)
    checked = linking.checked(records, last)
    desk, findings = checked.desk, [*checked.findings]
    diagnostics = [
        *with_levels(records.diagnostics, settings.levels),
        *diagnose(findings, records, settings.levels),
        *(lock.diagnostics if lock else ()),
        *style.diagnostics,
    ]
    failed = any(problem.severity is Severity.ERROR for problem in diagnostics)
    if last:
        own = chain(*checked.within.values())
        last.findings = [*own] if checked.sound and not failed else None
    # What is wrong may be why a warning is missing.
    if not failed:
        unsure = _NEEDS_CAPTURES if lock else _NEEDS_CAPTURES | LOCK_CODES
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
    sound: bool = True  #: whether there is no fault from which others follow

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

    def checked(self, records: Records, last: LastReading | None = None) -> _Checked:
        """``records`` as a desk, and what is wrong with it."""
        desk, differing = self._linked(records, checked=True)
        found = records.kept.desks[True].within if differing else {}
        if last and last.findings is not None and (then := last.records(records)):
            then.kept = records.kept = CacheByRecord()
            differing = Differing(then, records) if _has_no_error(records) else None
            found = _by_record(last.findings)
        given = records, desk, self.settings
        for_site = [*checks_between_for_site(*given, self.lock, self.withheld)]
        if differing:
            some, now = records.only(differing.to_check()), differing.checked
            if not any(basic_faults(some)):
                part = part_of(desk, some)
                checks = [*checks_within(some, some, part), *self._for_site(some, part)]
                anew = _by_record(it for check in checks for it in check())
                within = {key: found[key] for key in found.keys() - now}
                within |= {key: anew[key] for key in anew.keys() & now}
                checks = [*checks_between(records, records, desk), *for_site]
                between = [it for check in checks for it in check()]
                made = _Checked(self._depends, records, desk, within, between, whole=False)
                return self._kept(made, checked=True)
        first, own, between = _found(records, desk, self._for_site(records, desk), for_site)
        found, every = _by_record(own), [*first, *between]
        made = _Checked(self._depends, records, desk, found, every, sound=not first)
        return self._kept(made, checked=True) if made.sound else made

    def _for_site(self, records: Records, desk: Desk) -> Iterator[Check]:
        return checks_within_for_site(records, desk, self.settings, self.style)

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
    return records.kept.keeps and _has_no_error(records)


def _has_no_error(records: Records) -> bool:
    """Whether all of them could be read."""
    failed = any(found.severity is Severity.ERROR for found in records.diagnostics)
    return not (failed or records.faulty_places or records.unlisted)


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
    records: Records, desk: Desk, within: Iterable[Check] = (), between: Iterable[Check] = ()
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Findings from which others follow, those within one record, and those between any records.

    What further checks find, ``within`` and ``between`` records, follows from no other.
    """
    # Errors show in partial records too; warnings weigh what is whole.
    every = records.with_partial()
    first = [
        finding
        for finding in basic_faults(every)
        if not records.faulty_places_of(finding.kind, finding.id).covers(finding.path)
    ]
    faulty = with_faults(records, first)
    every = replace(every, faulty_places=faulty.faulty_places)
    followers = Followers(every)
    found: tuple[list[Finding], list[Finding]] = [], []
    checks = [
        *((check, found[0], True) for check in checks_within(faulty, every, desk)),
        *((check, found[1], True) for check in checks_between(faulty, every, desk)),
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


def _shared(checks: Sequence[Check], processes: int) -> Iterator[Iterable[Finding]]:
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


def _packed(check: Check) -> bytes:
    """What ``check`` finds, as another process can hand it on."""
    return marshal.dumps([_VALUES(finding) for finding in check()])
