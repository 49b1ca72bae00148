"""The YAML files of a folder at a commit, written to a temporary folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .git import RevisionFault, WorkTree, git, git_process, split_nul
from .source import MAX_BYTES

_SUFFIXES = (".yml", ".yaml")
_BESIDE = "captures.lock"  # no record, and it says which quotes were compared
_LINK, _SUBMODULE = "120000", "160000"


@dataclass(frozen=True, slots=True)
class _Blob:
    path: str
    id: str


def extract(repository: WorkTree, tree: str, target: Path) -> tuple[str, ...]:
    """Write the YAML files of ``tree`` (``<commit>:<folder>``) below ``target``.

    Returns:
        What stands there and is not written, in order: symbolic links, submodules, files too
        large to be read, names that no file may have here.

    Raises:
        GitError: there is no such tree.
        RevisionFault: an object is not in this clone.
    """
    skipped: list[str] = []
    blobs = list(_listed(repository, tree, skipped))
    with tempfile.TemporaryFile() as ids:
        ids.write("".join(f"{blob.id}\n" for blob in blobs).encode())
        ids.seek(0)
        with git_process(repository, "cat-file", "--batch", stdin=ids) as process:
            assert process.stdout is not None  # noqa: S101 - a pipe, for the type checker
            assert process.stderr is not None  # noqa: S101
            process.stderr.close()
            for blob in blobs:
                data = _content(process.stdout)
                if not _written(target, blob.path, data):
                    skipped.append(blob.path)
    return tuple(sorted(skipped))


def _listed(repository: WorkTree, tree: str, skipped: list[str]) -> Iterator[_Blob]:
    listing = git(repository, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)
    for row in split_nul(listing):
        about, _, name = row.partition(b"\t")
        mode, _, object_id, size = about.decode().split()
        path = os.fsdecode(name)
        if f"/{path}".find("/.") >= 0 and _is_inside(path):
            continue  # no record: files and folders that begin with a dot are not read
        is_record = path.lower().endswith(_SUFFIXES) or path == _BESIDE
        # A submodule hides a folder of them; so may a link, which has no ending then.
        hides = mode == _SUBMODULE or (mode == _LINK and "." not in path.rpartition("/")[2])
        if hides or (is_record and not _fit(mode, path, size)):
            skipped.append(path)
        elif is_record:
            yield _Blob(path, object_id)


def _fit(mode: str, path: str, size: str) -> bool:
    """Whether it is a file that can be read, and below the folder it would be written to."""
    return mode not in (_LINK, _SUBMODULE) and _is_inside(path) and int(size) <= MAX_BYTES


def _is_inside(path: str) -> bool:
    """Whether ``path`` stays below the folder it is joined to (a tree may say anything)."""
    return not path.startswith("/") and not {"", ".", ".."} & set(path.split("/"))


def _content(output: IO[bytes]) -> bytes:
    header = output.readline().split()
    if len(header) != 3:  # "<id> missing"
        raise missing_objects()
    data = output.read(int(header[2]) + 1)
    return data[:-1]


def missing_objects() -> RevisionFault:
    """A clone with a filter fetches what it lacks when asked for it; we never fetch."""
    message = "this clone does not have all files of that revision"
    return RevisionFault(message, "fetch without a filter: git fetch --refetch --no-filter")


def _written(target: Path, path: str, data: bytes) -> bool:
    file = target / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as opened:
            opened.write(data)
    except OSError:  # a name too long here, or a file where a folder stands
        return False
    return True


def skipped_below(paths: Iterable[str], name: str) -> bool:
    """Whether ``name`` is one of ``paths`` or stands in one that is a folder."""
    return any(name == path or name.startswith(f"{path}/") for path in paths)
