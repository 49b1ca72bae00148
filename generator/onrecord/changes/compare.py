"""From two states of a desk to all that changed between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from onrecord.desk.desk import build_desk
from onrecord.records.load import Records

from .actors import compare_actors
from .addresses import compare_addresses
from .articles import compare_articles
from .book import Book
from .changes import Changes, ordered
from .claim_acts import compare_claim_acts, compare_replies
from .claims import compare_claims
from .corrections import compare_corrections
from .demands import compare_demands
from .positions import compare_positions
from .quotes import compare_quotes
from .renames import find_renames
from .responses import compare_responses
from .revisions import Revision
from .sides import Owner, Side
from .state import State, Unread
from .statements import compare_statements
from .subjects import compare_subjects
from .uncorrected import compare_uncorrected

_COMPARISONS: tuple[Callable[[Book], None], ...] = (
    compare_quotes,
    compare_demands,
    compare_statements,
    compare_responses,
    compare_positions,
    compare_claims,
    compare_claim_acts,
    compare_replies,
    compare_actors,
    compare_articles,
    compare_subjects,
    compare_corrections,
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
    older = unread.without(before.records, before.settings.content)
    newer = unread.without(after.records, after.settings.content)
    renamed = find_renames(older, newer, files)
    book = Book(
        _side(before, older, renamed, gone=True),
        _side(after, newer, {}, gone=False),
    )
    for compare_kind in _COMPARISONS:
        compare_kind(book)
    found = ordered(book.placed(before, after))
    return Changes(found, base, head, before.unread, after.unread)


def _side(state: State, records: Records, renamed: Mapping[Owner, str], *, gone: bool) -> Side:
    whole = state.desk
    kept = records is state.records
    desk = (
        whole
        if kept
        else build_desk(records, state.settings.coverage, state.lock, state.settings.language)
    )
    return Side(desk, whole, renamed, state.verdict, gone, state.settings.redirects)
