"""What changed in the content folder beside the records: Markdown pages, pictures, downloads."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from onrecord.reading.git import GitError, git, split_nul
from onrecord.reading.revisions import Repository, Revision

_RECORDS = (".yml", ".yaml")
_HOWS: dict[str, Literal["added", "removed", "changed"]] = {"A": "added", "D": "removed"}


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that is no record and is not what it was.

    Attributes:
        file: path in the repository.
    """

    file: PurePosixPath
    how: Literal["added", "removed", "changed"]


def beside(
    repository: Repository, folder: PurePosixPath, base: Revision, head: Revision | None
) -> tuple[Beside, ...]:
    """The files in ``folder`` that differ, by their paths; ``head`` is ``None`` for what is there.

    Nothing is told where git cannot compare.
    """
    options = ("--name-status", "--no-renames", "-z", "--no-ext-diff", "--no-textconv")
    commits = [base.commit] if head is None else [base.commit, head.commit]
    where = ("--", os.fspath(folder))
    try:
        listed = split_nul(git(repository.root, "diff", *options, *commits, *where))
        found = dict(zip(listed[1::2], listed[::2], strict=True))
        if head is None:
            new = git(repository.root, "ls-files", "--others", "--exclude-standard", "-z", *where)
            found |= dict.fromkeys(split_nul(new), b"A")
    except GitError:
        return ()
    return tuple(
        Beside(PurePosixPath(os.fsdecode(name)), _HOWS.get(how.decode(), "changed"))
        for name, how in sorted(found.items())
        if not os.fsdecode(name).lower().endswith(_RECORDS)
    )
