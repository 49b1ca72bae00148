"""All pictures of a site: those that are kept, and the others drawn."""

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from onrecord.render.templates import TemplateFault
from onrecord.writing.whole_files import user_secret

from .cache import Missing, PictureCache, usable_folder
from .picture import Picture, PictureFrame
from .typesetter import DrawingJob, TypesetterFault, Worker, families, is_common

Progress = Callable[[int, int], None]
"""Hears how many of how many pictures are there."""

_TEMPLATE = "quote.typ"
ALONE = 100  # fewer are drawn before another process has begun


@dataclass(frozen=True, slots=True)
class DrawnPictures:
    """The pictures of a site by the site path of their page; why others are missing.

    ``drawn`` is how many were drawn now.
    """

    files: Mapping[str, Path]
    missing: Mapping[str, Missing]
    drawn: int


class PictureDrawing:
    """Where the pictures of one site are drawn, with its template `share/quote.typ`."""

    def __init__(self, templates: Sequence[Path], frame: PictureFrame, cache: Path) -> None:
        """Set up; of ``templates`` an earlier folder wins, fonts come from all."""
        self._shares = [share for folder in templates if (share := folder / "share").is_dir()]
        self._template = next(
            file for share in self._shares if (file := share / _TEMPLATE).is_file()
        )
        self._cache = usable_folder(cache)
        self._secret = user_secret()
        fonts = [str(folder) for share in self._shares if (folder := share / "fonts").is_dir()]
        names = json.dumps(families(fonts), ensure_ascii=False)
        self._order = DrawingJob(
            template=str(self._template),
            font_folders=fonts,
            head=f'{{"site": {frame.drawn}, "fonts": {names}, "quotes": [',
            cache=str(self._cache),
            secret=self._secret.hex(),
            tried=not is_common(frame.drawn),
            quotes={},
        )

    def draw(self, pictures: Sequence[Picture], progress: Progress) -> DrawnPictures:
        """The files of ``pictures``, drawn where they are not kept already.

        Raises TemplateFault if the template fails, OSError if a picture cannot be kept.
        """
        keys, found, drawn = self._found(pictures, progress)
        PictureCache(self._cache, self._secret).forget(frozenset(found))
        of_pages = [(page, found[key]) for page, key in keys.items()]
        files = {page: file for page, file in of_pages if isinstance(file, Path)}
        missing = {page: why for page, why in of_pages if isinstance(why, Missing)}
        return DrawnPictures(files, missing, drawn)

    def draw_one(self, picture: Picture) -> Path | None:
        """The file of ``picture``, if there can be one. It raises what `draw` raises."""
        [file] = self._found([picture], lambda *_: None)[1].values()
        return file if isinstance(file, Path) else None

    def _found(
        self, pictures: Sequence[Picture], progress: Progress
    ) -> tuple[Mapping[str, str], Mapping[str, Path | Missing | None], int]:
        """The key of each picture by its page, what there is of each key, how many were drawn."""
        stamp = self._common_digest()
        keys = {picture.page: _digest(stamp, picture.drawn) for picture in pictures}
        kept = PictureCache(self._cache, self._secret)
        # Two quotes of which all the same is said share one picture.
        found = {key: kept.find(key) for key in keys.values()}
        drawn = ((keys[picture.page], picture.drawn) for picture in pictures)
        todo = {key: text for key, text in drawn if found[key] is None}
        if todo:
            self._draw(todo, progress)
            kept = PictureCache(self._cache, self._secret)
            found |= {key: kept.find(key) for key in todo}
        return keys, found, len(todo)

    def _common_digest(self) -> str:
        """A digest of all that a picture is drawn from but its own data."""
        said = [f"{name} {version(name)}" for name in ("typst", "pillow")]
        said.append(self._order.head)
        for share in self._shares:
            for file in sorted(path for path in share.rglob("*") if path.is_file()):
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                said.append(f"{file.relative_to(share).as_posix()} {content}")
        return _digest(*said)

    def _draw(self, todo: Mapping[str, str], progress: Progress) -> None:
        try:
            if len(todo) < ALONE:
                for done in replace(self._order, quotes=todo).drawn():
                    progress(done, len(todo))
            else:
                self._draw_in_workers(todo, progress)
        except TypesetterFault as fault:
            raise TemplateFault.at(self._template, fault.line, fault.message) from None

    def _draw_in_workers(self, todo: Mapping[str, str], progress: Progress) -> None:
        """Draw in one process for each core."""
        items = list(todo.items())
        count = min(os.cpu_count() or 1, max(1, 2 * len(items) // ALONE))
        shares = [dict(items[first::count]) for first in range(count)]
        done = [0] * count

        def follow(number: int) -> None:
            for so_far in workers[number].drawn():
                done[number] = so_far
                progress(sum(done), len(items))

        # The threads only listen. Workers end first, so that no thread waits for one.
        with ExitStack() as stack:
            threads = stack.enter_context(ThreadPoolExecutor(count))
            orders = [replace(self._order, quotes=share) for share in shares]
            workers = [stack.enter_context(Worker(order)) for order in orders]
            for _ in threads.map(follow, range(count)):
                pass


def _digest(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:40]
