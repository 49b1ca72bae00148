"""From two states of a desk to all that changed between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.desk.desk import build_desk
from onrecord.records.load import Records

from .addresses import compare_addresses
from .change import Changes, ordered
from .comparison import Comparison
from .derived import compare_claims, compare_positions, compare_uncorrected, compare_verdicts
from .records import compare_quotes, compare_records
from .renames import find_renames
from .revisions import Revision
from .rows import compare_acts, compare_corrections, compare_roles
from .sides import Owner, Side
from .state import State, Unread

_COMPARISONS: tuple[Callable[[Comparison], None], ...] = (
    compare_records,
    compare_quotes,
    compare_acts,
    compare_corrections,
    compare_roles,
    compare_positions,
    compare_claims,
    compare_verdicts,
    compare_uncorrected,
    compare_addresses,
)


def compare(
    before: State,
    after: State,
    *,
    base: Revision | None = None,
    head: Revision | None = None,
    moved: Mapping[str, str] | None = None,
) -> Changes:
    """What changed from ``before`` to ``after``; the files of both must still be there.

    What one side could not read is left out of both: nothing is told of it.

    Args:
        before: the older state.
        after: the newer one.
        base: which revision ``before`` is, for the result.
        head: which one ``after`` is.
        moved: files that were renamed, old to new, relative to the content folder.
    """
    files = moved or {}
    unread = Unread((*before.unread, *after.unread), files)
    older = unread.without(before.published, before.settings.content)
    newer = unread.without(after.published, after.settings.content)
    renamed = find_renames(older, newer, files)
    comparison = Comparison(
        _side(before, older, renamed, gone=True),
        _side(after, newer, {}, gone=False),
    )
    for compare_kind in _COMPARISONS:
        compare_kind(comparison)
    found = ordered(comparison.placed(before, after))
    return Changes(found, base, head, comparison.withheld, before.unread, after.unread)


def _side(state: State, records: Records, renamed: Mapping[Owner, str], *, gone: bool) -> Side:
    desk = state.desk
    if records is not state.published:
        desk = build_desk(records, state.settings.coverage, state.lock, state.settings.language)
    redirects = state.settings.redirects
    return Side(records, desk, state.records, renamed, state.verdict, gone, redirects)
