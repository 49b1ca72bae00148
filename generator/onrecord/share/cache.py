"""Pictures that were drawn before."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Collection, Iterator
from enum import Enum
from pathlib import Path

_KEPT = 30 * 24 * 3600  # seconds: another branch may want them back tomorrow


class Missing(Enum):
    """Why a quote has no picture though it may have one."""

    TOO_LONG = "too-long"
    NO_LETTERS = "no-letters"


def _names(folder: Path) -> Iterator[str]:
    return (file.name for file in folder.iterdir()) if folder.is_dir() else iter(())


class PictureCache:
    """A folder of pictures, each named by a digest (its key) of all that it was drawn from.

    A file `<key>.png` is a picture; an empty `<key>.too-long` or `<key>.no-letters` says that none
    can be drawn. The folder may be removed at any time.
    """

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which need not exist."""
        self._folder = folder
        self._names = frozenset(_names(folder))

    def find(self, key: str) -> Path | Missing | None:
        """The picture, or why there is none; None where it was never tried."""
        if f"{key}.png" in self._names:
            return self._folder / f"{key}.png"
        return next((one for one in Missing if f"{key}.{one.value}" in self._names), None)

    def put(self, key: str, result: bytes | Missing) -> None:
        """Keep what came of drawing; it is found by whoever looks from here on.

        Raises:
            OSError: it cannot be written.
        """
        kept = (result.value, b"") if isinstance(result, Missing) else ("png", result)
        ending, content = kept
        self._folder.mkdir(parents=True, exist_ok=True)
        # Written aside: a build that is killed leaves no half picture under a picture's name.
        handle, aside = tempfile.mkstemp(dir=self._folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(aside).replace(self._folder / f"{key}.{ending}")

    def forget(self, used: Collection[str]) -> None:
        """Remove what is old and not among the keys ``used``."""
        limit = time.time() - _KEPT
        for name in self._names:
            if name.partition(".")[0] in used:
                continue
            file = self._folder / name
            try:
                if file.stat().st_mtime < limit:
                    file.unlink()
            except OSError:  # another build was quicker, or it is not ours to remove
                continue
