"""The two states that are compared: read out of git, and out of the working tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from onrecord.changes.git import GitError
from onrecord.changes.revisions import Repository, Revision
from onrecord.changes.state import State, read_state
from onrecord.changes.working_tree import differences
from onrecord.desk.settings import Settings


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared with what, while the files of both are there.

    Attributes:
        before, after: the states.
        base: the older one's commit.
        head: the newer one's; that which is checked out for the working tree.
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


@contextmanager
def read_sides(
    settings: Settings, base: str, head: str | None = None, *, exact: bool = False
) -> Iterator[Sides]:
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
        yield Sides(
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


def edited(repository: Repository, folder: PurePosixPath) -> bool:
    """Whether the files in ``folder`` are not as they were committed."""
    try:
        return bool(differences(repository.tree, repository.resolve("HEAD").commit, folder))
    except GitError:  # files of that commit are not in this clone: what differs is not known
        return False
