"""From a folder of YAML to a Desk and everything that is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onrecord.captures.lock import LOCK, LockLine, read_lock
from onrecord.diagnostics import Diagnostic, Severity, sorted_unique
from onrecord.records.load import Records, load_records

from .checks import check_desk, check_for_site
from .checks.quoted_words import LOCK_CODES
from .desk import Desk, build_desk
from .findings import check_accepted, diagnose
from .house_style import HouseStyle
from .settings import Settings

# What shows only where the captures are.
_NEEDS_CAPTURES = frozenset({"summary-copied"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """What reading a desk gives.

    Attributes:
        desk: ``None`` where an error stands in the way.
        diagnostics: every problem, in the order of a report.
    """

    desk: Desk | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Records as a desk.

    Attributes:
        desk: of what is whole among them; without drafts, unless the settings want them.
        diagnostics: every problem, in the order of a report.
        lock: what the lock says of each quote; ``None`` without one.
    """

    desk: Desk
    diagnostics: tuple[Diagnostic, ...]
    lock: Mapping[str, LockLine] | None


def load_desk(settings: Settings, progress: Callable[[int, int], None] | None = None) -> Loaded:
    """Read, link and check the content of ``settings``; never raises for what the content says.

    Args:
        settings: where the content lies and how it is judged.
        progress: called with the number of files read and of all files.
    """
    records = load_records(settings.content, progress)
    linked = link(records, settings)
    failed = any(one.severity is Severity.ERROR for one in linked.diagnostics)
    return Loaded(None if failed else linked.desk, linked.diagnostics)


def link(records: Records, settings: Settings) -> Linked:
    """Link and check ``records``, whatever is wrong with them."""
    lock = read_lock(settings.content / LOCK) if settings.locked else None
    lines = lock.lines if lock else None
    desk = build_desk(records, settings.coverage, lines, settings.language)
    style = HouseStyle.read(settings.house_style)
    findings = [*check_desk(records, desk), *check_for_site(records, desk, settings, style, lock)]
    diagnostics = [
        *records.diagnostics,
        *diagnose(findings, records, settings.levels),
        *(lock.diagnostics if lock else ()),
        *style.diagnostics,
    ]
    # What is wrong may be why a warning is missing.
    if not any(one.severity is Severity.ERROR for one in diagnostics):
        unsure = _NEEDS_CAPTURES if lock else _NEEDS_CAPTURES | LOCK_CODES
        unused = check_accepted(findings, records, unsure)
        diagnostics += diagnose(unused, records, settings.levels)
    published = records if settings.drafts else records.without_drafts()
    if published is not records:
        desk = build_desk(published, settings.coverage, lines, settings.language)
    return Linked(desk, sorted_unique(diagnostics), lines)
