"""What is in the folder of a site and not of our making: it is kept."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .mark import Mark, files_in, read_mark


@dataclass(frozen=True, slots=True)
class Foreign:
    """What another put into the folder of a site.

    Attributes:
        folder: the site.
        names: the paths of the files, as ``files_in`` gives them.
        in_the_way: one that stands where the new site needs a folder or a file; empty where none.
    """

    folder: Path
    names: frozenset[str]
    in_the_way: str = ""

    @classmethod
    def of(cls, folder: Path, made: Collection[str]) -> Foreign:
        """What in ``folder`` we did not make, but for what is in a new site of the files ``made``.

        Where both have a file, the new one counts.
        """
        mark = read_mark(folder) or Mark()
        names = frozenset(
            name for name in files_in(folder) if name not in made and not mark.made(name)
        )
        folders = {str(parent) for name in made for parent in PurePosixPath(name).parents}
        ways = (
            name
            for name in sorted(names)
            if name in folders or name.rstrip("/") in made or is_below(name, made)
        )
        return cls(folder, names, next(ways, ""))

    def put_into(self, other: Path) -> bool:
        """Put all of it into ``other`` too; whether that can be done without a change to any.

        Raises:
            OSError: it cannot be written.
        """
        if not self._own():
            return False
        try:
            for name in self.names:
                self._put(name, other)
        except PermissionError:
            return False
        return True

    def put_newer_into(self, other: Path) -> None:
        """Put into ``other`` what came, or was changed, since all was put there.

        Raises:
            OSError: it cannot be written.
        """
        for name in self.names:
            with suppress(FileNotFoundError):
                if name.endswith("/") or not _same(self.folder / name, other / name):
                    self._put(name, other)

    def put_missing_into(self, other: Path) -> None:
        """Put into ``other`` what is not there.

        Raises:
            OSError: it cannot be written.
        """
        for name in self.names:
            if not os.path.lexists(other / name):
                self._put(name, other)

    def _own(self) -> bool:
        """Whether it is all this user's: what belongs to another would change hands."""
        if not hasattr(os, "geteuid") or os.geteuid() == 0:
            return True
        places = {self.folder / name for name in self.names}
        places |= {place.parent for place in places} - {self.folder}
        return all(status.st_uid == os.geteuid() for status in map(_status, places) if status)

    def _put(self, name: str, other: Path) -> None:
        source, place = self.folder / name, other / name
        if name.endswith("/"):
            self._make(PurePosixPath(name), other)
            return
        self._make(PurePosixPath(name).parent, other)
        with suppress(FileNotFoundError):  # it has gone meanwhile
            _put_file(source, place)

    def _make(self, name: PurePosixPath, other: Path) -> None:
        for one in reversed((name, *name.parents)):
            if not (other / one).is_dir():
                (other / one).mkdir()
                with suppress(FileNotFoundError):
                    shutil.copymode(self.folder / one, other / one)


def _put_file(source: Path, place: Path) -> None:
    """Put ``source`` at ``place`` as well, in one step where something is there."""
    there = os.path.lexists(place)
    made = place.with_name(f".onrecord-{secrets.token_hex(6)}") if there else place
    try:
        # A second name for one file: whoever writes to it meanwhile writes to both.
        os.link(source, made, follow_symlinks=False)
    except FileNotFoundError:
        raise
    except (OSError, NotImplementedError):  # a file system without links
        if not source.is_symlink() and not source.is_file():
            raise
        shutil.copy2(source, made, follow_symlinks=False)
    if there:
        made.replace(place)


def is_below(name: str, made: Collection[str]) -> bool:
    """Whether ``name`` lies in a folder that has the name of a file among ``made``."""
    return any(str(parent) in made for parent in PurePosixPath(name).parents)


def _same(one: Path, other: Path) -> bool:
    """Whether both are one file, or one is a copy of the other."""
    first, second = one.lstat(), _status(other)
    if second is None:
        return False
    alike = (first.st_size, first.st_mtime_ns) == (second.st_size, second.st_mtime_ns)
    return os.path.samestat(first, second) or alike


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None
