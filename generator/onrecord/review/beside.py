"""What changed in the content folder beside the records: Markdown pages, pictures, downloads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import PurePosixPath

from onrecord.changes.git import GitError, git, split_nul
from onrecord.changes.revisions import Repository, Revision
from onrecord.changes.working_tree import How, differences

_RECORDS = (".yml", ".yaml")
_HOWS: dict[str, How] = {"A": "added", "D": "removed"}


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that is no record and is not what it was.

    Attributes:
        file: path in the repository.
    """

    file: PurePosixPath
    how: How


def beside(
    repository: Repository, folder: PurePosixPath, base: Revision, head: Revision | None
) -> tuple[Beside, ...]:
    """The files in ``folder`` that differ, by their paths; ``head`` is ``None`` for what is there.

    Nothing is told where git cannot compare.
    """
    try:
        found = (
            differences(repository.tree, base.commit, folder)
            if head is None
            else _between(repository, folder, base, head)
        )
    except GitError:
        return ()
    return tuple(
        Beside(file, how) for file, how in found.items() if not file.name.lower().endswith(_RECORDS)
    )


def _between(
    repository: Repository, folder: PurePosixPath, base: Revision, head: Revision
) -> Mapping[PurePosixPath, How]:
    options = ("-r", "--name-status", "--no-renames", "-z", "--no-ext-diff", "--no-textconv")
    commits = (base.commit, head.commit)
    listed = split_nul(
        git(repository.tree, "diff-tree", *options, *commits, "--", os.fspath(folder))
    )
    return {
        PurePosixPath(os.fsdecode(name)): _HOWS.get(how.decode(), "changed")
        for how, name in sorted(zip(listed[::2], listed[1::2], strict=True), key=itemgetter(1))
    }
