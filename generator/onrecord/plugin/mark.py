"""The mark in a site: that we made it, and which of its files.

It is published with the site, so it names nothing: a file is in it as a digest of its path. Who can
guess a path can as well ask the server for it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from onrecord.writing.work import is_work_folder

MARK = ".onrecord.json"
_FORMAT = 1
_ABOUT = "Onrecord made this folder, and in it the files whose paths have these digests."
_GIT = ".git"


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark as read.

    Attributes:
        digests: of the paths of the files that we made.
    """

    digests: frozenset[str] = frozenset()

    def made(self, name: str) -> bool:
        """Whether the file ``name`` is of our making."""
        return not in_git(name) and (name == MARK or _digest(name) in self.digests)


def read_mark(folder: Path) -> Mark | None:
    """The mark in ``folder``; None where there is none that can be read."""
    file = folder / MARK
    if file.is_symlink():
        return None
    try:
        said = json.loads(file.read_bytes())
        if said["format"] != _FORMAT or not all(isinstance(one, str) for one in said["files"]):
            return None
        return Mark(frozenset(said["files"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def mark_of(names: Collection[str], also: Mark | None = None) -> bytes:
    """The mark of a site in which we made the files ``names``, and those of ``also``."""
    digests = {_digest(name) for name in names if name != MARK}
    said = {
        "about": _ABOUT,
        "format": _FORMAT,
        "files": sorted(digests | (also.digests if also else set())),
    }
    return (json.dumps(said, indent=0) + "\n").encode()


def files_in(folder: Path) -> Iterator[str]:
    """The path of each file in ``folder``, with ``/``; that of an empty folder ends with one.

    A link is a file, wherever it leads. Folders that we work in are left out.
    """
    root = os.fspath(folder)
    for parent, folders, names in os.walk(root):
        within = parent[len(root) + 1 :].replace(os.sep, "/")
        prefix = f"{within}/" if within else ""
        if not within:
            folders[:] = [name for name in folders if not is_work_folder(name)]
        links = [name for name in folders if os.path.islink(f"{parent}/{name}")]  # noqa: PTH114 - hot
        for name in (*names, *links):
            yield prefix + name
        if within and not names and not folders:
            yield prefix


def in_git(name: str) -> bool:
    """Whether ``name`` lies in a `.git` folder, or is one: none is ever of our making."""
    return any(part.casefold() == _GIT for part in PurePosixPath(name).parts)


def _digest(name: str) -> str:
    raw = name.encode(errors="surrogatepass")
    return hashlib.blake2b(raw, digest_size=16).hexdigest()
