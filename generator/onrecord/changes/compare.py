"""Two states of a desk, read out of git or the working tree, and all that changed between them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from onrecord.desk.desk import build_desk
from onrecord.desk.settings import Settings
from onrecord.records.load import Records

from .addresses import compare_addresses
from .change import Changes, ordered
from .comparison import Comparison
from .derived import compare_claims, compare_positions, compare_uncorrected, compare_verdicts
from .differing_files import edited
from .records import compare_quotes, compare_records
from .renames import find_renames
from .revisions import Repository, Revision
from .rows import compare_acts, compare_corrections, compare_roles
from .sides import Owner, Side
from .state import State, Unread, read_state

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


def compare(before: State, after: State, moved: Mapping[str, str] | None = None) -> Changes:
    """What changed from ``before`` to ``after``, while the files of both are there.

    What one side could not read is left out of both. ``moved`` has the files that were renamed, old
    to new, relative to the content folder.
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
    return Changes(found, comparison.withheld, before.unread, after.unread)


def _side(state: State, records: Records, renamed: Mapping[Owner, str], *, gone: bool) -> Side:
    desk = state.desk
    if records is not state.published:
        desk = build_desk(records, state.settings.coverage, state.lock, state.settings.language)
    redirects = state.settings.redirects
    return Side(records, desk, state.records, renamed, state.verdict, gone, redirects)


@dataclass(frozen=True, slots=True)
class TwoStates:
    """What is compared with what, while the files of both are there.

    Attributes:
        before, after: the states.
        base: the commit of the older state.
        head: that of the newer state; of the working tree, the one that is checked out.
        edited: whether the newer one is a working tree that differs from ``head``.
        repository: where they come from.
        folder: the content folder in it.
        given: the commit asked for where it is the one of a revision; ``None`` for the working
            tree.
        absent: the older state had no such folder at all.
    """

    before: State
    after: State
    base: Revision
    head: Revision
    edited: bool
    repository: Repository
    folder: PurePosixPath
    given: Revision | None
    absent: bool

    def changes(self) -> Changes:
        """All that changed from one to the other."""
        moved = self.repository.renames(self.base, self.given, self.folder)
        return compare(self.before, self.after, moved)


@contextmanager
def read_two_states(
    settings: Settings, base: str, head: str | None = None, *, exact: bool = False
) -> Iterator[TwoStates]:
    """Read the content of ``settings`` at two revisions.

    Args:
        settings: of the working tree; the same folder is read at a revision.
        base: a revision.
        head: another one; ``None`` for the working tree.
        exact: compare with ``base`` as it is, not with the last commit that both have in common:
            what was changed in ``base`` since then is no work of ``head``.

    Raises:
        RevisionFault: there is no repository, or not these revisions.
    """
    repository = Repository.of(settings.content)
    folder = repository.inside(settings.content)
    given = repository.resolve(head) if head is not None else None
    older = repository.resolve(base)
    if not exact:
        older = repository.merge_base(older, given)
    with ExitStack() as stack:
        got = stack.enter_context(repository.extracted(older, folder))
        before = read_state(replace(settings, content=got.path), folder, skipped=got.skipped)
        if given is None:
            after = read_state(settings, folder)
        else:
            new = stack.enter_context(repository.extracted(given, folder))
            after = read_state(replace(settings, content=new.path), folder, skipped=new.skipped)
        yield TwoStates(
            before=before,
            after=after,
            base=older,
            head=given or repository.resolve("HEAD"),
            edited=given is None and edited(repository, folder),
            repository=repository,
            folder=folder,
            given=given,
            absent=got.absent,
        )
