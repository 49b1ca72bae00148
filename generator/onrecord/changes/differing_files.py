"""Which files differ between two commits, or between a commit and the working tree.

``git status`` and ``git diff`` pass each file through the filters that the configuration of the
repository names, and a filter is a command. Here the bytes of a file are hashed as git hashes a
file without filters, so nothing is run. Two differences that filters make on purpose do not count:
line ends of Windows, and a file that Git LFS keeps elsewhere.
"""

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import Literal

from onrecord.records import fixed

from .git import GitError, WorkTree, begin_hash, git, split_nul
from .revisions import Repository, Revision

FileChange = Literal["added", "removed", "changed"]

_RECORD_SUFFIXES = (".yml", ".yaml")
_CHANGES_OF_GIT: dict[str, FileChange] = {"A": "added", "D": "removed"}
_LINK, _SUBMODULE = "120000", "160000"
_LARGEST_TEXT = 4_000_000  # bytes; a longer file is not looked at for line ends of Windows
_LARGEST_POINTER = 1_024  # bytes, by the specification of Git LFS
# What Git LFS commits in the place of a large file.
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-.*\n)*"
    rb"oid sha256:(?P<digest>[0-9a-f]{64})\nsize [0-9]+\n"
)


@fixed
class _Committed:
    mode: str
    id: str


def differences(
    tree: WorkTree, commit: str, folder: PurePosixPath
) -> Mapping[PurePosixPath, FileChange]:
    """The files in ``folder`` that are not as in ``commit``, by their paths from the root, sorted.

    New files that git is to ignore do not count, nor do submodules and permissions. Raises GitError
    if the commit is not in this clone; RevisionFault if git cannot be run.
    """
    where = ("--", os.fspath(folder))
    committed = _committed(tree, commit, where)
    listing = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    found: dict[str, FileChange] = {}
    for name in map(os.fsdecode, split_nul(git(tree, *listing, *where))):
        if name not in committed:
            path = tree.root / name
            if path.is_symlink() or path.is_file():
                found[name] = "added"
    for name, blob in committed.items():
        file = f"{tree.root}/{name}"
        if not os.path.lexists(file):
            found[name] = "removed"
        elif not _same(tree, file, blob):
            found[name] = "changed"
    return {PurePosixPath(name): how for name, how in sorted(found.items())}


def _committed(tree: WorkTree, commit: str, where: tuple[str, str]) -> dict[str, _Committed]:
    committed = {}
    for row in split_nul(git(tree, "ls-tree", "-r", "-z", "--full-tree", commit, *where)):
        about, _, name = row.partition(b"\t")
        mode, _, object_id = about.decode().split()
        if mode != _SUBMODULE:
            committed[os.fsdecode(name)] = _Committed(mode, object_id)
    return committed


def _same(tree: WorkTree, path: str, blob: _Committed) -> bool:
    """Whether the file ``path`` is the committed one; false if it cannot be read."""
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode) or blob.mode == _LINK:
            leads = os.fsencode(Path(path).readlink())
            return blob.mode == _LINK and _id_of(leads, blob) == blob.id
        if not stat.S_ISREG(status.st_mode):
            return False
        return (
            tree.has_bytes(path, status, blob.id)
            or _same_but_for_line_ends(Path(path), blob, status.st_size)
            or _kept_elsewhere(tree, Path(path), blob)
        )
    except OSError:
        return False


def _id_of(data: bytes, blob: _Committed) -> str:
    begun = begin_hash(len(data), blob.id)
    begun.update(data)
    return begun.hexdigest()


def _same_but_for_line_ends(path: Path, blob: _Committed, size: int) -> bool:
    if size > _LARGEST_TEXT:
        return False
    data = path.read_bytes()
    return b"\r\n" in data and _id_of(data.replace(b"\r\n", b"\n"), blob) == blob.id


def _kept_elsewhere(tree: WorkTree, path: Path, blob: _Committed) -> bool:
    """Whether the commit has a pointer of Git LFS to the content of ``path``."""
    if int(git(tree, "cat-file", "-s", blob.id)) > _LARGEST_POINTER:
        return False
    pointer = _POINTER.fullmatch(git(tree, "cat-file", "blob", blob.id))
    if pointer is None:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == pointer["digest"].decode()


@fixed
class OtherFile:
    """A file that is no record and is not what it was; ``file`` is its path in the repository."""

    file: PurePosixPath
    how: FileChange


def other_files(
    repository: Repository, folder: PurePosixPath, base: Revision, head: Revision | None
) -> tuple[OtherFile, ...]:
    """The files in ``folder`` that differ, by their paths; ``head`` is ``None`` for what is there.

    There are none where git cannot compare.
    """
    try:
        found = (
            differences(repository, base.commit, folder)
            if head is None
            else _between(repository, folder, base, head)
        )
    except GitError:
        return ()
    return tuple(
        OtherFile(file, how)
        for file, how in found.items()
        if not file.name.lower().endswith(_RECORD_SUFFIXES)
    )


def _between(
    repository: Repository, folder: PurePosixPath, base: Revision, head: Revision
) -> Mapping[PurePosixPath, FileChange]:
    options = ("-r", "--name-status", "--no-renames", "-z", "--no-ext-diff", "--no-textconv")
    commits = (base.commit, head.commit)
    listed = split_nul(git(repository, "diff-tree", *options, *commits, "--", os.fspath(folder)))
    return {
        PurePosixPath(os.fsdecode(name)): _CHANGES_OF_GIT.get(how.decode(), "changed")
        for how, name in sorted(zip(listed[::2], listed[1::2], strict=True), key=itemgetter(1))
    }


def edited(repository: Repository, folder: PurePosixPath) -> bool:
    """Whether the files in ``folder`` have uncommitted changes."""
    try:
        return bool(differences(repository, repository.resolve("HEAD").commit, folder))
    except GitError:  # files of that commit are not in this clone: what differs is not known
        return False
