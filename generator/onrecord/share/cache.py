"""Pictures that were drawn before, and the proof that this user drew them.

A key says what a picture was drawn from, and proves nothing about the bytes that are kept under it:
whoever sends a change to the desk can send a cache with it. So the name of each file ends in a
proof. What has none, or another, is never used.
"""

import os
import re
import stat
import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import suppress
from enum import Enum
from functools import partial
from itertools import chain
from pathlib import Path

import platformdirs

from onrecord.writing.own_folders import sweep
from onrecord.writing.whole_files import keep_file, proof

_KEPT = 30 * 24 * 3600  # seconds: another branch may want them back tomorrow
# A kept picture: the digest of what it shows, the proof that we made it, and what came of it.
_NAME = re.compile(r"(?P<key>[0-9a-f]{40})-[0-9a-f]{32}\.(?P<ending>png|too-long|no-letters)")


class Missing(Enum):
    """Why a quote has no picture though it may have one."""

    TOO_LONG = "too-long"
    NO_LETTERS = "no-letters"


def usable_folder(folder: Path) -> Path:
    """``folder``, or the user's own cache if it is a link or others can write to it."""
    try:
        status = folder.lstat()
    except OSError:
        return folder  # it will be made, or the error reported
    unsafe = stat.S_ISLNK(status.st_mode) or (
        os.name == "posix" and (status.st_uid != os.geteuid() or status.st_mode & stat.S_IWOTH)
    )
    return platformdirs.user_cache_path("onrecord", appauthor=False) / "share" if unsafe else folder


def delete_pictures(folder: Path) -> None:
    """Delete every picture that is kept in ``folder``: one may show words that are withheld."""
    for file in usable_folder(folder).glob("*"):
        if _NAME.fullmatch(file.name):
            with suppress(OSError):
                file.unlink()


class PictureCache:
    """A folder of pictures, each named by a digest (its key) of all that it was drawn from.

    A file `<key>-<code>.png` is a picture; an empty `<key>-<code>.too-long` or `.no-letters` says
    that none can be drawn. The folder may be removed at any time.
    """

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._folder = folder
        self._secret = secret
        # One key may have several: another user has drawn the same, or somebody only says so.
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        for key, name in self._listed():
            self._names[key].append(name)

    def find(self, key: str) -> Path | Missing | None:
        """The picture, or why there is none; None if it was never tried, or is not ours."""
        every = map(partial(self._proven, key), self._names.get(key, ()))
        return next((found for found in every if found is not None), None)

    def _proven(self, key: str, name: str) -> Path | Missing | None:
        """The content of the file ``name`` for ``key``; None if it is not ours."""
        file = self._folder / name
        ending = name.rpartition(".")[2]
        try:
            # No link, no pipe: what is checked here is what will be published.
            if not stat.S_ISREG(file.lstat().st_mode):
                return None
            proven = name == self._name(key, ending, file.read_bytes())
        except OSError:
            return None
        if not proven:
            return None
        return file if ending == "png" else Missing(ending)

    def put(self, key: str, result: bytes | Missing) -> None:
        """Keep what came of drawing, to be found from now on. Raises OSError if that fails."""
        ending, content = (result.value, b"") if isinstance(result, Missing) else ("png", result)
        self._folder.mkdir(parents=True, exist_ok=True)
        # A picture that is cut off has another code than its name says.
        keep_file(self._folder / self._name(key, ending, content), content)

    def forget(self, used: Collection[str]) -> None:
        """Remove what is old and not among the keys ``used``; files of other names stay."""
        limit = time.time() - _KEPT
        sweep(self._folder)
        unused = (names for key, names in self._names.items() if key not in used)
        for name in chain.from_iterable(unused):
            file = self._folder / name
            try:
                if file.lstat().st_mtime < limit:
                    file.unlink()
            except OSError:  # another build was quicker, or it is not ours to remove
                continue

    def _listed(self) -> Iterator[tuple[str, str]]:
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if found := _NAME.fullmatch(file.name):
                    yield found["key"], file.name

    def _name(self, key: str, ending: str, content: bytes) -> str:
        code = proof(self._secret, key.encode(), ending.encode(), content)[:32]
        return f"{key}-{code}.{ending}"
