"""From a folder of YAML to a Desk and everything that is wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from onrecord.captures.lock import LOCK, Lock, LockLine, read_lock
from onrecord.captures.quiet_reports import without_known_words, without_withheld_words
from onrecord.captures.verify import withheld_on_desk
from onrecord.captures.withheld import WithheldDigests
from onrecord.diagnostics import Diagnostic, Severity, sorted_unique
from onrecord.records import (
    CacheByRecord,
    CachedArticles,
    FilesRead,
    PartialDate,
    Records,
    fixed,
    load_records,
)
from onrecord.records.load import state_of

from .checks.all_checks import (
    Between,
    all_found,
    basic_faults,
    checks_between,
    checks_between_for_site,
    checks_within,
    checks_within_for_site,
)
from .checks.followers import without_followers
from .checks.quoted_words import LOCK_CODES
from .desk import Desk, UnlinkedDesk, build_desk, part_of
from .differing import Checked, Differing, KeptFindings, by_record, may_differ, with_anew
from .findings import (
    check_accepted,
    diagnose,
    drafts_as_notices,
    weigh,
    with_levels,
    without_repeated,
)
from .particulars import Particulars, days_in
from .settings import Coverage, HouseStyle, Settings

_NEEDS_CAPTURES = frozenset({"summary-copied", "published-else"})  # shown only with captures


@fixed
class LoadedDesk:
    """The result of reading a desk."""

    desk: Desk | None  #: `None` where there is an error
    diagnostics: tuple[Diagnostic, ...]  #: every problem, in the order of a report
    records: Records  #: what was read, whether or not there is an error


@dataclass(slots=True)
class LastReading:
    """The results of an earlier process that read and checked the desk."""

    articles: CachedArticles  #: what its articles said
    #: the files of articles, with their digests of then, where nothing else differs since
    differing: Mapping[Path, str] = field(default_factory=dict)
    #: what was found, then and later now; None where there was an error
    findings: KeptFindings | None = None
    files: bool = False  #: whether files that are no records may be judged in another way
    _records: Records | None = None

    def records(self, now: Records) -> Records | None:
        """The records of then, which have all of ``now`` that is the same; None if not known."""
        if self._records is None and (self.differing or self.findings):
            self._records = self.articles.before(now, self.differing)
        return self._records


@fixed
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
    differ = {path.stem for path in last.differing} if last else frozenset[str]()
    places = last.findings.places_but_of(differ) if last and last.findings else {}
    reported = without_followers(findings, desk, lambda it: weigh(it, records, settings.levels)[0])
    diagnostics = [
        *with_levels(records.diagnostics, settings.levels),
        *diagnose(reported, records, settings.levels, places),
        *(lock.diagnostics if lock else ()),
        *style.diagnostics,
    ]
    failed = any(problem.severity is Severity.ERROR for problem in diagnostics)
    if last:
        last.findings = checked.kept(places) if checked.sound and not failed else None
        last.articles.particulars = checked.texts()
    # What is wrong may be why a warning is missing.
    if not failed:
        unsure = _NEEDS_CAPTURES if lock else _NEEDS_CAPTURES | LOCK_CODES
        unused = check_accepted(findings, records, unsure)
        diagnostics += diagnose(unused, records, settings.levels, places)
    published = records if settings.drafts else records.without_drafts()
    if published is not records:
        desk = UnlinkedDesk.of(published, partial(linking.desk_of, published), linking.lines)
        if not last:
            desk.quotes  # noqa: B018 - asked for these, it is linked
        diagnostics = drafts_as_notices(diagnostics, records)
    records.kept.end(whole=checked.whole)
    shown = without_repeated(sorted_unique(diagnostics))
    known = without_known_words(shown, withheld)
    found = tuple(without_withheld_words(known, records.unwritten))
    return Linked(desk, found, linking.lines, withheld)


@fixed
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
        given = self._depends, records, Particulars(records)
        made = Checked(*given, desk, desk.coverage, desk.years)
        return self._kept(made, checked=False).desk

    def checked(self, records: Records, last: LastReading | None = None) -> Checked:
        """``records`` as a desk, and what is wrong with it."""
        particulars = Particulars(records)
        if last and (before := _before(last, records)):
            differing = Differing(before.records, records)
            how = self.settings.coverage, self.lines, self.settings.language
            link = partial(build_desk, records, *how)
            desk: Desk = UnlinkedDesk.of(records, link, self.lines)
            if made := self._checked_again(before, differing, particulars, desk, files=last.files):
                return self._kept(made, checked=True)
        desk, differing_now = self._linked(records, checked=True)
        if differing_now:
            before = records.kept.desks[True]
            if made := self._checked_again(before, differing_now, particulars, desk, files=True):
                return self._kept(made, checked=True)
        within = checks_within_for_site(records, desk, self.settings, self.style)
        for_site = self._between_for_site(records, desk, particulars)
        first, own, between = all_found(records, desk, particulars, within, for_site)
        made = Checked(
            *(self._depends, records, particulars, desk, desk.coverage, desk.years),
            *(by_record(own), between, first),
        )
        return self._kept(made, checked=True) if made.sound else made

    def _checked_again(
        self,
        before: Checked,
        differing: Differing,
        particulars: Particulars,
        desk: Desk,
        *,
        files: bool,
    ) -> Checked | None:
        """What is found in ``records``, as far as they are ``differing`` from those ``before``.

        None where there is a fault from which others follow. ``files``: whether files that are no
        records may differ, too.
        """
        records = particulars.records
        some, now = records.only(differing.to_check()), differing.checked
        if any(basic_faults(some)):
            return None
        days = self._days(before, differing, particulars, desk)
        part = self._part(differing, records, desk, some, days)
        checks = chain(
            checks_within(some, some, part),
            checks_within_for_site(some, part, self.settings, self.style),
        )
        within = with_anew(before.within, by_record(it for check in checks for it in check()), now)
        alone = {
            it.name: it
            for it in (
                *checks_between(some, some, part, records, particulars),
                *self._between_for_site(some, part, particulars),
            )
        }
        between = {}
        for check in (
            *checks_between(records, records, desk, records, particulars),
            *self._between_for_site(records, desk, particulars),
        ):
            is_known = check.name in before.between and not (check.files and files)
            if not is_known or check.may_differ(differing, (before.coverage, before.years), days):
                between[check.name] = [*check.check()]
            elif check.alone:
                old, anew = map(by_record, (before.between[check.name], alone[check.name].check()))
                between[check.name] = [*chain(*with_anew(old, anew, now).values())]
            else:
                between[check.name] = [*before.between[check.name]]
        given = self._depends, records, particulars, desk
        return Checked(*given, *days, within, between, whole=False)

    def _days(
        self, before: Checked, differing: Differing, particulars: Particulars, desk: Desk
    ) -> tuple[Coverage | None, tuple[int, ...]]:
        """The days that the ``desk`` covers, and the years in which its sources were published."""
        if type(desk) is Desk:
            return desk.coverage, desk.years
        events = particulars.records.events
        if not may_differ(differing, partial(days_in, events=events), ("event",)):
            return before.coverage, before.years
        return self.settings.coverage or particulars.coverage(), particulars.years()

    def _part(
        self,
        differing: Differing,
        records: Records,
        desk: Desk,
        some: Records,
        days: tuple[Coverage | None, tuple[int, ...]],
    ) -> Desk:
        """The ``desk`` of all ``records`` as if there were only ``some``.

        If it is not linked, no more than what is needed for that is.
        """
        if type(desk) is Desk:
            return part_of(desk, some)
        near = records.only(differing.to_link_alone())
        made = build_desk(near, days[0], self.lines, self.settings.language)
        return replace(part_of(made, some), coverage=days[0], years=days[1])

    def _between_for_site(
        self, records: Records, desk: Desk, particulars: Particulars
    ) -> Iterator[Between]:
        known = self.lock, self.withheld, particulars
        return checks_between_for_site(records, desk, self.settings, *known)

    def _linked(self, records: Records, *, checked: bool) -> tuple[Desk, Differing | None]:
        """``records`` as a desk, and what may differ from the last one, if that is known."""
        before: Checked | None = records.kept.desks.get(checked)
        coverage, language = self.settings.coverage, self.settings.language
        if before is None or before.depends != self._depends or not _is_sound(records):
            return build_desk(records, coverage, self.lines, language), None
        differing = Differing(before.records, records)
        last = before.desk, differing
        return build_desk(records, coverage, self.lines, language, last), differing

    def _kept(self, made: Checked, *, checked: bool) -> Checked:
        if _is_sound(made.records):
            made.records.kept.desks[checked] = made
        return made

    @property
    def _depends(self) -> tuple[object, ...]:
        # Where the content is, and what finds who is quoted, does not matter to what is kept.
        settings = replace(self.settings, content=Path(), find_said=None)
        return settings, self.lines, self.style


def _before(last: LastReading, now: Records) -> Checked | None:
    """The findings of the ``last`` reading, if they are known and only articles differ since."""
    found = last.findings
    then = last.records(now) if found and _has_no_error(now) else None
    if found is None or then is None:
        return None
    then.kept = now.kept = now.kept if now.kept.keeps else CacheByRecord()
    coverage = Coverage(*map(PartialDate.parse, found.days)) if found.days else None
    desk = UnlinkedDesk.of(then, partial(build_desk, then, coverage))
    within = by_record(found.within)
    return Checked(
        (), then, Particulars(then), desk, coverage, tuple(found.years), within, found.between
    )


def _is_sound(records: Records) -> bool:
    """Whether all records could be read, and their findings are worth keeping."""
    return records.kept.keeps and _has_no_error(records)


def _has_no_error(records: Records) -> bool:
    """Whether all records could be read."""
    failed = any(found.severity is Severity.ERROR for found in records.diagnostics)
    return not (failed or records.faulty_places or records.unlisted)


def _read_lock(path: Path) -> Iterator[Lock | None]:
    yield read_lock(path)
