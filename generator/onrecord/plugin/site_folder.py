"""The folder of a site: which of its files we made, and what of others is kept.

A file in the site, the mark, says that we made it, and which of its files. It is published with the
site, so it names nothing: a file is in it as a digest of its path. Who can guess a path can as well
ask the server for it.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from onrecord.diagnostics import OnrecordError
from onrecord.reading import shown_path
from onrecord.records import fixed
from onrecord.writing.own_folders import is_work_folder
from onrecord.writing.whole_files import write_file

MARK = ".onrecord.json"
_FORMAT = 1
_ABOUT = "Onrecord made this folder, and in it the files whose paths have these digests."
_GIT = ".git"
# What a host puts into a folder before there is a site: it stays, as all that is not ours.
_OF_HOSTS = frozenset({"CNAME"})


@fixed
class SiteMark:
    """The mark as read: digests of the paths of the files that we made."""

    digests: frozenset[str] = frozenset()

    def made(self, name: str) -> bool:
        """Whether the file ``name`` is made by us."""
        return not in_git(name) and (name == MARK or _digest(name) in self.digests)


def read_mark(folder: Path) -> SiteMark | None:
    """The mark in ``folder``, if there is a readable one."""
    file = folder / MARK
    if file.is_symlink():
        return None
    try:
        said = json.loads(file.read_bytes())
        if said["format"] != _FORMAT or not all(
            isinstance(digest, str) for digest in said["files"]
        ):
            return None
        return SiteMark(frozenset(said["files"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def mark_of(names: Collection[str], also: SiteMark | None = None) -> bytes:
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
    left = [""]
    while left:
        within = left.pop()
        prefix = f"{within}/" if within else ""
        found = []
        with suppress(OSError), os.scandir(f"{folder}/{within}") as listing:
            found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in listing]
            if within and not found:
                yield prefix
        for name, is_folder in found:
            if not is_folder:
                yield prefix + name
            elif within or not is_work_folder(name):
                left.append(prefix + name)


def in_git(name: str) -> bool:
    """Whether ``name`` is in a `.git` folder, or is one: we make none."""
    return _GIT in name.casefold().split("/")


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode(errors="surrogatepass"), digest_size=16).hexdigest()


@fixed
class OtherFiles:
    """What another put into the folder of a site: the paths, as ``files_in`` gives them.

    ``in_the_way`` is one that is where the new site needs a folder or a file. ``ours`` are the
    paths of all else.
    """

    folder: Path
    names: frozenset[str]
    in_the_way: str = ""
    ours: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, folder: Path, made: Collection[str], every: frozenset[str] | None = None
    ) -> "OtherFiles":
        """What in ``folder`` we did not make, but for what is in a new site of the files ``made``.

        Where both have a file, the new one counts. ``every`` are the files that ``folder`` is known
        to have.
        """
        mark = read_mark(folder) or SiteMark()
        every = frozenset(files_in(folder)) if every is None else every
        names = frozenset(name for name in every if name not in made and not mark.made(name))
        if not names:
            return cls(folder, names, ours=every)
        folders = {str(parent) for name in made for parent in PurePosixPath(name).parents}
        ways = (
            name
            for name in sorted(names)
            if name in folders or name.rstrip("/") in made or is_below(name, made)
        )
        return cls(folder, names, next(ways, ""), every - names)

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
        """Whether everything belongs to this user; other files would change their owner."""
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
        for folder in reversed((name, *name.parents)):
            if not (other / folder).is_dir():
                (other / folder).mkdir()
                with suppress(FileNotFoundError):
                    shutil.copymode(self.folder / folder, other / folder)


def _put_file(source: Path, place: Path) -> None:
    """Put ``source`` at ``place`` too, in one step."""
    there, made = os.path.lexists(place), place.with_name(f".onrecord-{secrets.token_hex(6)}")
    try:
        # A second name for one file: whoever writes to it meanwhile writes to both.
        os.link(source, made if there else place, follow_symlinks=False)
        if not there:
            return
    except FileNotFoundError:
        raise
    except (OSError, NotImplementedError):  # a file system without links
        if not source.is_symlink() and not source.is_file():
            raise
        shutil.copy2(source, made, follow_symlinks=False)
    made.replace(place)


def is_below(name: str, made: Collection[str]) -> bool:
    """Whether ``name`` is in a folder that has the name of a file among ``made``."""
    return any(str(parent) in made for parent in PurePosixPath(name).parents)


def _same(path: Path, other: Path) -> bool:
    """Whether both are one file, or one is a copy of the other."""
    first, second = path.lstat(), _status(other)
    if second is None:
        return False
    alike = (first.st_size, first.st_mtime_ns) == (second.st_size, second.st_mtime_ns)
    return os.path.samestat(first, second) or alike


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


class SiteFolderFault(OnrecordError):
    """A site cannot be put into a folder: the message says why."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"the site cannot be written there: {message}", hint)


def refuse_other_folders(target: Path) -> None:
    """Check that ``target`` may be replaced: it is not there, nearly empty, or made by us.

    Raises:
        SiteFolderFault: it is something else; replacing it would destroy it.
    """
    if target.is_symlink():
        raise SiteFolderFault(f"{shown_path(target)} is a symbolic link", "name the folder itself")
    if not target.exists():
        return
    if not target.is_dir():
        raise SiteFolderFault(f"{shown_path(target)} is not a folder")
    if read_mark(target) is not None:
        return
    if any(entry.name[0] != "." and entry.name not in _OF_HOSTS for entry in target.iterdir()):
        raise SiteFolderFault(
            f"{shown_path(target)} is not empty, and not a site made by Onrecord: it has no {MARK}",
            "choose a new folder, or empty this one if nothing in it is needed (such as a site "
            "that an earlier version built); CNAME and dot files may stay",
        )


class BuildInPlace:
    """Sees that MkDocs deletes nothing that is not ours, and marks what it makes."""

    def __init__(self) -> None:
        self._foreign: frozenset[str] = frozenset()

    def begin(self, config: MkDocsConfig) -> None:
        """Look at what is in the folder.

        Raises:
            PluginError: MkDocs would delete something that we did not make. It leaves what begins
                with a dot.
        """
        folder = Path(config.site_dir)
        try:
            refuse_other_folders(folder)
        except SiteFolderFault as fault:
            raise PluginError(f"Nothing was built: {fault.messages[0]}") from None
        self._foreign = OtherFiles.of(folder, ()).names
        files = sorted(
            name for name in self._foreign if not name.startswith(".") and name[-1] != "/"
        )
        if name := next(iter(files), ""):
            shown = shown_path(folder / name)
            raise PluginError(
                f"Nothing was built: {shown} was not made by Onrecord, and MkDocs would delete it; "
                "hint: use `onrecord build`, which keeps it"
            )

    def finish(self, config: MkDocsConfig) -> None:
        """Mark the site as ours."""
        folder = Path(config.site_dir)
        write_file(folder / MARK, mark_of(set(files_in(folder)) - self._foreign))
