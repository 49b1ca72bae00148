"""The files of a site on the disk, and of the last one, from which the next takes what is the same.

Which differ, which are linked or removed, who may read them.
"""

import filecmp
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from onrecord.desk.desk import Desk, build_desk
from onrecord.desk.differing import Differing
from onrecord.desk.load import LastReading
from onrecord.exports.feed import ATOM, JSON
from onrecord.exports.json_ld import ANNOTATIONS
from onrecord.exports.twins import TWIN
from onrecord.records import Records
from onrecord.render import SiteContext, template_folders
from onrecord.share.pictures import PICTURE
from onrecord.site.rests_on import SameSite
from onrecord.writing.processes import SharedJobs, usable_processes

from .prepare import Prepared
from .site_folder import MARK, SiteFolderFault
from .site_options import SiteSetup
from .theme_frame import menu_of

# What a server must be allowed to do, whatever the umask is.
FOLDER, FILE = 0o755, 0o644
_REMOVED_AT_ONCE = 2_000  # files; more are removed by several processes
# What is beside the page of a record.
_BESIDE = frozenset((TWIN, ATOM, JSON, ANNOTATIONS, PICTURE))


def changed_files(new: Path, old: Path, made: frozenset[str]) -> Iterator[str]:
    """Each file of the new site that differs from the old one; the others become links to it."""
    for name in made:
        fresh, known = f"{new}/{name}", f"{old}/{name}"
        status = _status(known)
        if status is None or not stat.S_ISREG(status.st_mode):
            yield name
        elif os.path.samestat(status, os.stat(fresh)):  # noqa: PTH116 - hot
            pass  # taken from there
        elif filecmp.cmp(fresh, known, shallow=False):
            _link(known, fresh)
        else:
            yield name
    filecmp.clear_cache()


def remove_known(names: Collection[str], folder: Path) -> bool:
    """Remove the files ``names`` from ``folder``, but for the mark; whether there is more in it."""
    order = sorted(name for name in names if name != MARK)  # those of one folder together
    starts = range(0, len(order), _REMOVED_AT_ONCE)
    jobs = [partial(remove_files, order[at : at + _REMOVED_AT_ONCE], folder) for at in starts]
    work = SharedJobs(jobs, usable_processes() if len(jobs) > 1 else 1)
    try:
        with suppress(OSError):
            work.finish(lambda *_: None)
    finally:
        work.stop()
    return os.listdir(folder) != [MARK]  # noqa: PTH208 - names


def remove_files(names: Iterable[str], folder: Path) -> None:
    """Remove the files ``names`` from ``folder``, and the folders that are empty then."""
    parents = {"": True}

    def is_within(name: str) -> bool:
        """Whether the folder ``name`` leads nowhere else: a link may be in its place by now."""
        if name not in parents:
            status = _status(f"{folder}/{name}")
            above = is_within(name.rpartition("/")[0])
            parents[name] = above and status is not None and stat.S_ISDIR(status.st_mode)
        return parents[name]

    for name in names:
        if is_within(name.rpartition("/")[0]):
            with suppress(FileNotFoundError):
                os.unlink(f"{folder}/{name}")  # noqa: PTH108 - hot
    for name in sorted(filter(None, parents), key=len, reverse=True):
        if parents[name]:
            with suppress(OSError):  # something else is in it
                os.rmdir(f"{folder}/{name}")  # noqa: PTH106 - hot


def bring_up_to_date(old: Path, site: Path, changed: Collection[str], gone: Iterable[str]) -> None:
    """Let ``old`` have the files of ``site``, as second names; ``changed`` and ``gone`` differ.

    Raises:
        OSError: it cannot have them.
    """
    remove_files(sorted(gone), old)
    for name in sorted(changed, key=lambda name: name == MARK):
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        _put_link(f"{site}/{name}", f"{old}/{name}")
    open_to_all(old, changed)


def _link(known: str, fresh: str) -> None:
    """Put a link to ``known`` in the place of ``fresh``, which has the same bytes.

    Where there are no links, ``fresh`` gets the times of ``known``.
    """
    try:
        _put_link(known, fresh)
    except OSError:
        shutil.copystat(known, fresh)


def _put_link(known: str, place: str) -> None:
    made = f"{place}.onrecord"
    os.link(known, made)
    os.replace(made, place)  # noqa: PTH105 - hot


def open_to_all(folder: Path, names: Iterable[str]) -> None:
    """Let a server read the files ``names`` in ``folder``, whatever the umask says."""
    folders = {""}
    for name in names:
        _open(f"{folder}/{name}", FILE)
        while (name := name.rpartition("/")[0]) not in folders:
            folders.add(name)
    for name in folders:
        _open(f"{folder}/{name}", FOLDER)


def _open(path: str, mode: int) -> None:
    had = stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116 - hot
    if had | mode != had:
        os.chmod(path, had | mode)  # noqa: PTH101 - likewise


def _status(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except OSError:
        return None


def site_state(folder: Path) -> tuple[int, ...]:
    """A value that changes whenever a site is put into ``folder``."""
    status = (folder / MARK).stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


@dataclass(frozen=True)
class LastSite:
    """The site that was built last with the same options; since then only articles differ.

    ``reading`` has what differs, and what it was; ``state`` is that of the site when it was the one
    that was built, and ``files`` are the paths of all that was in it. ``spare`` is where its spare
    is to be; ``look`` gives something if that is there, and the same as the site.
    """

    folder: Path
    reading: LastReading
    state: tuple[int, ...]
    files: frozenset[str]
    spare: Path
    look: SharedJobs

    @cached_property
    def spared(self) -> bool:
        """Whether the spare has all files of the site and nothing else."""
        self.look.finish(lambda *_: None)
        return bool(self.look.given[0])

    def check(self) -> None:
        """Check that it is still the same site.

        Raises:
            SiteFolderFault: another build has put its site there.
        """
        if site_state(self.folder) != self.state:
            raise SiteFolderFault("another build has just put its site there", "build it again")

    def same_as(self, setup: SiteSetup, prepared: Prepared, records: Records) -> "SameSite | None":
        """What of it is the same in the site that is ``prepared``; None if that is not known.

        Its data and its index are taken for the new site as far as possible. ``records`` are those
        of the content.
        """
        now, was = prepared.site.desk, self.reading.records(records)
        if was is None:
            return None
        drafts = setup.options.drafts
        old, new = (each if drafts else each.without_drafts() for each in (was, records))
        lock = {name: quote.checked for name, quote in now.quotes.items() if quote.checked}
        before = build_desk(
            old,
            setup.settings().coverage,
            lock if now.locked else None,
            now.language,
            (now, Differing(new, old)),
        )
        if menu_of(before) != menu_of(now) or self._withholds(before) or self._withholds(now):
            return None
        older = SiteContext(before, prepared.site.words)
        linking = setup.has_our_theme and len(template_folders(setup.templates)) == 1
        same = self.folder, self.files, older, prepared.pages, _BESIDE
        found = SameSite(*same, linking=linking, spared=self.spared)
        if prepared.data:
            prepared.data.last = found.data()
        if prepared.search and found.only_words:
            prepared.search.last = found.searched
        return found

    def _withholds(self, desk: Desk) -> bool:
        """Whether an article that differs has withheld words: then nothing is taken."""
        ids = {path.stem for path in self.reading.differing}
        return any(
            quote.record.withheld for quote in desk.quotes.values() if quote.article_id in ids
        )
