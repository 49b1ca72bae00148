"""Symbolic links that lead out of the folder that they are in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

# What programs for version control keep for themselves: never read as content, never published.
VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".jj", ".bzr", "CVS"})


def inside(path: str | Path, folder: str | Path) -> bool:
    """Whether ``path`` is ``folder`` or below it, all symbolic links followed."""
    target, root = os.path.realpath(path), os.path.realpath(folder)
    return target == root or target.startswith(os.path.join(root, ""))  # noqa: PTH118 - text


def links_out(folder: Path) -> Iterator[Path]:
    """Every symbolic link below ``folder`` that leads out of it, in the order of their names.

    What cannot be listed is passed over: nothing of it can be read either.
    """
    folders = [os.fspath(folder)]  # not recursive: folders can be nested deeper than calls
    while folders:
        try:
            with os.scandir(folders.pop()) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name in VERSION_CONTROL:
                continue
            if entry.is_symlink():
                if not inside(entry.path, folder):
                    yield Path(entry.path)
            elif entry.is_dir():
                folders.append(entry.path)
