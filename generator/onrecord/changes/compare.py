"""From two states of a desk to all that changed between them."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.reading.revisions import Revision

from .changes import Changes
from .state import State


def compare(
    before: State,
    after: State,
    *,
    base: Revision | None = None,
    head: Revision | None = None,
    moved: Mapping[str, str] | None = None,
) -> Changes:
    """What changed from ``before`` to ``after``.

    Args:
        before: the older state.
        after: the newer one.
        base: which revision ``before`` is, for the result.
        head: which one ``after`` is.
        moved: files that were renamed, old to new, relative to the content folder.
    """
    del moved  # filled in next
    return Changes((), base, head, before.unread, after.unread)
