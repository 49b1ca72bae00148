"""A new site in the place of the old one, all at once where the file system can do that.

What is not of our making (`.git`, a `CNAME` that a host put there) stays: it is put into the new
site too before that takes the place of the old one. So whenever a build is killed, the folder has
the old site or the new one, whole, and all that was never ours.

The **spare** is what the old site is afterwards, brought up to date: a folder in which each file of
the site has a second name, and nothing else is. The next build changes in it what differs, and then
exchanges the two again. So it has no words that the site has not, and what a build costs does not
depend on how large the site is. While it is changed it is in the work folder, where it is removed
if the build is killed.
"""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from onrecord.reading import shown_path
from onrecord.records import fixed
from onrecord.writing.own_folders import (
    NO_PLACE,
    LockedTooLong,
    WorkFolder,
    lock_file,
    lock_folder,
    sweep,
)
from onrecord.writing.whole_files import exchange, naming_file, put_by_renaming

from . import site_folder
from .site_files import (
    FILE,
    FOLDER,
    bring_up_to_date,
    changed_files,
    open_to_all,
    remove_files,
    remove_known,
)
from .site_folder import MARK, OtherFiles, SiteFolderFault

# There from the moment when the two sites are being exchanged: the old one may be here.
_SWAPPING = "swapping"
_NEW, _KEPT, _OLD = "site", "kept", "old"


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A new folder near ``target`` (on the same file system), gone when the block ends.

    What builds that were killed left there is put right or removed first. An error about a
    file in the folder names the place in ``target`` that it was meant for.

    Raises:
        SiteFolderFault: another build is putting its site there, and does not end.
        OSError: it, or something in it, cannot be made.
    """
    _make_parents(target)
    with _locked(target):
        sweep(target.parent, target.name, lambda left: _rescue(left, target))
        sweep(target)
    with _work(target) as work:
        folder = work.path / _NEW
        folder.mkdir()
        try:
            yield folder
        except OSError as error:
            if error.errno is None or not str(error.filename).startswith(f"{folder}{os.sep}"):
                raise
            place = target / Path(error.filename).relative_to(folder)
            raise OSError(error.errno, error.strerror, str(place)) from error


def kept_beside(new: Path) -> Path:
    """The folder of links to old files that the site ``new``, a staged folder, keeps."""
    return new.with_name(_KEPT)


@fixed
class SwappedSite:
    """Which files of a folder changed.

    ``written`` were put there, and ``gone`` were taken away; without any, nothing was touched.
    """

    written: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    @property
    def changed(self) -> bool:
        """Whether anything changed."""
        return bool(self.written or self.gone)


def swap(
    new: Path,
    target: Path,
    kept: frozenset[str] = frozenset(),
    known: frozenset[str] | None = None,
    spare: Path | None = None,
    *,
    from_spare: bool = False,
) -> SwappedSite:
    """Put the site ``new``, a folder of ``staging``, in the place of ``target``.

    What has not changed keeps its time, so that a server or a copy need not take it for new.
    ``kept`` are files that the new site has in ``kept_beside`` it, ``known`` the files of the
    target, where both are known. ``spare`` is where the spare is to be; the new site is made
    ``from_spare`` if that is there, and ``kept`` files are in it.

    Raises:
        SiteFolderFault: the target is none that we may replace, or something in it is in the way.
        OSError: it cannot be written.
    """
    written = frozenset(site_folder.files_in(new))
    if name := next(filter(site_folder.in_git, sorted(written)), ""):
        raise SiteFolderFault(f"the new site has {name}, and files of git are never published")
    (new / MARK).write_bytes(site_folder.mark_of(written | kept))
    written |= {MARK}
    open_to_all(new, written)
    if spare and not from_spare:
        shutil.rmtree(spare, ignore_errors=True)  # it may have what is withheld now
    elif spare:
        spare.rename(kept_beside(new))
        remove_files(sorted((known or frozenset()) - written - kept), kept_beside(new))
    if kept:
        new = _joined(new, written, kept)
    if os.path.lexists(target / ".git"):
        known = None  # it is not among them
    with _locked(target):
        site_folder.refuse_other_folders(target)
        if target.exists():
            return _replace(new, written, kept, target, known, spare)
        new.rename(target)
        return SwappedSite(written | kept)


def _joined(new: Path, written: Iterable[str], kept: Iterable[str]) -> Path:
    """The folder of what is ``kept``, with the ``written`` files of ``new`` put into it."""
    into = kept_beside(new)
    for name in written:
        try:
            os.replace(f"{new}/{name}", f"{into}/{name}")  # noqa: PTH105 - hot
        except FileNotFoundError:
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(f"{new}/{name}", f"{into}/{name}")  # noqa: PTH105 - hot
    if stat.S_IMODE(into.stat().st_mode) & FOLDER != FOLDER:  # so are all that are made in it
        open_to_all(into, {*written, *kept})
    return into


def _replace(
    new: Path,
    written: frozenset[str],
    kept: frozenset[str],
    target: Path,
    known: frozenset[str] | None,
    spare: Path | None,
) -> SwappedSite:
    made = written | kept
    foreign = OtherFiles.of(target, made, known)
    if foreign.in_the_way:
        shown = shown_path(target / foreign.in_the_way)
        raise SiteFolderFault(
            f"{shown} was not made by Onrecord, and the new site needs its place", "move it away"
        )
    gone = foreign.ours - made
    changed = frozenset(changed_files(new, target, written))
    if not known:
        spare = None
    if not changed and not gone:
        if spare and kept and foreign.put_into(new):
            _put_aside(new, spare)
        return SwappedSite()
    shutil.copymode(target, new)
    ours = foreign.ours if known and not spare else frozenset[str]()
    if not (foreign.put_into(new) and _exchanged(new, target, made, ours)):
        _copy(_Copy(new, target, made, changed, gone))
    elif spare and new.is_dir():
        with suppress(OSError):  # then it is removed with the work folder
            bring_up_to_date(new, target, changed, gone)
            _put_aside(new, spare)
    return SwappedSite(changed, gone)


def _put_aside(new: Path, spare: Path) -> None:
    """Move ``new``, which has the files of the site, to the place of the ``spare``."""
    with suppress(OSError):  # on another disk, for one
        new.rename(spare)


def _exchanged(new: Path, target: Path, made: frozenset[str], ours: frozenset[str]) -> bool:
    """Exchange the two; whether the system could. What came to the old one meanwhile is kept.

    Of the files in the old one, which are removed, ``ours`` are known to be no others'.
    """
    work = new.parent
    (work / _SWAPPING).touch()
    old = new
    done = exchange(new, target)
    if not done:
        old = work / _OLD
        done = put_by_renaming(new, target, old)
    if done and (not ours or remove_known(ours, old)):
        OtherFiles.of(old, made).put_newer_into(target)
    (work / _SWAPPING).unlink()
    return done


def _rescue(work: Path, target: Path) -> None:
    """Repair what a killed build left in ``work`` while it exchanged two sites."""
    if not (work / _SWAPPING).exists():
        return
    for tree in (work / _OLD, work / _NEW, work / _KEPT):
        if tree.is_dir() and not os.path.lexists(target):
            tree.rename(target)
        elif tree.is_dir() and target.is_dir():
            OtherFiles.of(tree, ()).put_missing_into(target)
    (work / _SWAPPING).unlink()


@fixed
class _Copy:
    """What there is to do where a folder cannot be exchanged.

    ``made`` are all files of the new site, ``changed`` those that the folder has not as they are;
    ``gone`` are files there that we made and the new site has not.
    """

    new: Path
    target: Path
    made: frozenset[str]
    changed: frozenset[str]
    gone: frozenset[str]


def _copy(job: _Copy) -> None:
    """File by file: pages after what they need, then what is gone; no file is ever half there.

    All is brought to the same file system first, so that a full one changes nothing.
    """
    order = sorted(job.changed - {MARK}, key=lambda name: (name.endswith(".html"), name))
    with WorkFolder(job.target) as work:
        for name in (*order, MARK):
            part = work.path / _NEW / name
            part.parent.mkdir(parents=True, exist_ok=True)
            with naming_file(job.target / name):
                shutil.copy2(job.new / name, part)
        # Whoever is killed from here on leaves nothing that the next build takes for foreign.
        both = work.path / "both"
        both.write_bytes(site_folder.mark_of(job.made, also=site_folder.read_mark(job.target)))
        both.chmod(FILE)
        both.replace(job.target / MARK)
        folders = {str(parent) for name in order for parent in PurePosixPath(name).parents}
        in_the_way = {
            name for name in job.gone if name in folders or site_folder.is_below(name, job.made)
        }
        remove_files(in_the_way, job.target)
        for name in order:
            place = job.target / name
            _make_folders(place.parent, job)
            (work.path / _NEW / name).replace(place)
        remove_files(job.gone - in_the_way, job.target)
        (work.path / _NEW / MARK).replace(job.target / MARK)


def _make_folders(folder: Path, job: _Copy) -> None:
    for parent in reversed((folder, *folder.relative_to(job.target).parents)):
        place = job.target / parent
        if not place.is_dir():
            place.mkdir()
            shutil.copymode(job.new / place.relative_to(job.target), place)


def _make_parents(target: Path) -> None:
    missing = [path for path in target.parents if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        path.chmod(stat.S_IMODE(path.stat().st_mode) | FOLDER)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Let nobody else put a site at ``target`` meanwhile.

    Raises:
        SiteFolderFault: somebody else does, and does not end.
    """
    lock = target.with_name(f".{target.name}.onrecord-lock")
    try:
        with lock_file(lock), lock_folder(target):
            yield
    except LockedTooLong as busy:
        raise SiteFolderFault(
            "another build has been writing a site there for minutes",
            f"if no build is running, delete {shown_path(busy.file)}",
        ) from None


def _work(target: Path) -> WorkFolder:
    """A work folder next to ``target``, or in it if nothing can be written next to it."""
    try:
        return WorkFolder(target.parent, target.name)
    except OSError as error:
        if error.errno not in NO_PLACE or not target.is_dir():
            raise
        return WorkFolder(target)
