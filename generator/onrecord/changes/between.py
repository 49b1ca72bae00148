"""What changed in a content folder between two revisions, or a revision and the working tree."""

from __future__ import annotations

from dataclasses import replace

from onrecord.desk.settings import Settings
from onrecord.reading.revisions import Repository

from .changes import Changes
from .compare import compare
from .state import State, read_state


def changes_between(
    settings: Settings, base: str, head: str | None = None, *, merge_base: bool = True
) -> tuple[Changes, State]:
    """Compare the content of ``settings`` at ``base`` with that at ``head``.

    Args:
        settings: where the content lies in the working tree and how it is judged.
        base: a revision.
        head: a revision; ``None`` for the working tree as it is.
        merge_base: compare with the commit at which ``head`` left ``base``, as a pull request
            does (``git diff BASE...HEAD``), instead of with ``base`` itself.

    Returns:
        The changes and the newer state (its diagnostics count what stands in the way of it; its
        files may be gone by now).

    Raises:
        RevisionFault: not a repository, an unknown revision, a clone that is too shallow …
    """
    repository = Repository.of(settings.content)
    folder = repository.inside(settings.content)
    newer = repository.resolve(head) if head is not None else None
    older = repository.resolve(base)
    if merge_base:
        older = repository.merge_base(older, newer)
    with repository.extracted(older, folder) as old:
        before = read_state(replace(settings, content=old.path), folder, skipped=old.skipped)
        moved = repository.renames(older, newer, folder)
        if newer is None:
            after = read_state(settings, folder)
            return compare(before, after, base=older, moved=moved), after
        with repository.extracted(newer, folder) as new:
            after = read_state(replace(settings, content=new.path), folder, skipped=new.skipped)
            _ = after.diagnostics  # placed while the files are there
            return compare(before, after, base=older, head=newer, moved=moved), after
