"""The journal of what was saved from the page: it survives a crash, and each save can be undone.

And what the page is told where a file is not what it read.
"""

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Self

from onrecord.diagnostics import OnrecordError
from onrecord.records.load import state_of
from onrecord.writing.whole_files import make_ignored_folder, write_file

# So many saves of an article can be undone; older ones are dropped when the journal is opened.
KEPT: Final = 200
GONE = ""  # the digest of a file that is not there any more
_MOST_IDS = 5  # that are offered where there is no article of an id
_EDIT, _UNDO, _REDO = "edit", "undo", "redo"


def version_digest(data: bytes) -> str:
    """Identifies a version of a file: half a SHA-256, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class FileVersion:
    """Shows whether a file is unchanged; it can be written twice in one tick of the clock."""

    path: Path
    state: tuple[int, ...] | None  # as `state_of` has it; None while it may just have been written
    digest: str  # of its content; empty where the state tells

    @classmethod
    def of(cls, path: Path) -> Self:
        """The version of the file at ``path``, which is read after this."""
        state = state_of(str(path))
        return cls(path, state, "" if state else version_digest(path.read_bytes()))

    def now(self) -> Self | None:
        """This version as it is known by now; ``None`` where the file is not as it was."""
        state = state_of(str(self.path))
        if self.state:
            return self if state == self.state else None
        try:
            is_same = version_digest(self.path.read_bytes()) == self.digest
        except OSError:
            return None
        return replace(self, state=state, digest="" if state else self.digest) if is_same else None


class NoSuchArticle(OnrecordError):
    """The desk has no article of this id; it has those with ``ids``."""

    def __init__(self, article: str, ids: Collection[str]) -> None:
        near = get_close_matches(article, ids, _MOST_IDS, 0)
        more = f" and {len(ids) - len(near):,} more" if len(ids) > len(near) else ""
        hint = f"the nearest of those that it has: {', '.join(near)}{more}"
        hint = hint if near else "begin one: `onrecord annotate` without an article"
        super().__init__(f"the desk has no article '{article}'", hint)


class Changed(OnrecordError):
    """Somebody else has changed the file since the page read it; nothing was written."""

    message = "somebody else has changed the file; nothing was written"


class NothingToUndo(OnrecordError):
    """There is no save to undo, or to do again."""

    message = "there is nothing left to undo, or the file has been changed elsewhere"


@dataclass(frozen=True, slots=True)
class Saved:
    """One save: the text of the file ``before`` it and ``after`` it."""

    before: str
    after: str

    def line(self, kind: str) -> str:
        """Its line in the journal."""
        return json.dumps({"kind": kind, "before": self.before, "after": self.after}) + "\n"


@dataclass(slots=True)
class History:
    """The changes that can be undone and redone, the latest last."""

    done: list[Saved] = field(default_factory=list)
    undone: list[Saved] = field(default_factory=list)

    def take(self, kind: str, saved: Saved) -> None:
        """Follow one line of the journal."""
        if kind == _UNDO:
            if self.done:
                self.undone.append(self.done.pop())
        elif kind == _REDO:
            if self.undone:
                self.done.append(self.undone.pop())
        else:
            self.settled(saved.before)
            self.done.append(saved)
            self.undone.clear()

    def settled(self, now: str) -> Self:
        """The history of a file that says ``now``, without what was noted and never written."""
        if self.undone and self.undone[-1].after == now:
            self.done.append(self.undone.pop())
        while self.done and self.done[-1].before == now:
            self.undone.append(self.done.pop())
        return self


class Journal:
    """The saves of one desk, in a folder that git ignores; a file for each article.

    A line is written to the disk before the article is: what was there can always be had back. A
    line that a crash cut off is passed over. What writes raises OSError if nothing can be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._histories: dict[str, History] = {}

    @classmethod
    def of(cls, config_file: Path) -> Self:
        """The journal of the desk with this configuration."""
        return cls(config_file.absolute().parent / ".onrecord" / "annotate")

    @property
    def desk(self) -> Path:
        """The folder of the configuration."""
        return self._folder.parents[1]

    def forget(self, articles: Collection[str], have_words: Callable[[str], bool]) -> None:
        """Delete what is kept of ``articles``, and what has the words under other ids."""
        for file in sorted(self._folder.rglob("*")):
            article = file.name.partition(".")[0]
            if file.is_file() and (
                article in articles or have_words(file.read_text("utf-8", errors="replace"))
            ):
                self._histories.pop(article, None)
                file.unlink()

    def rename(self, article: str, new: str) -> None:
        """Move what is kept of ``article`` to its ``new`` id, under which nothing is kept yet."""
        self._histories.pop(article, None)
        pairs = zip(self._files(article), self._files(new), strict=True)
        for file, to in pairs:
            if file.is_file():
                file.replace(to)

    def saving(self, article: str, before: str, after: str) -> None:
        """Note that ``article`` is about to be saved."""
        self._add(article, _EDIT, Saved(before, after))

    def undoing(self, article: str) -> None:
        """Note that the last save of ``article`` is about to be undone."""
        self._add(article, _UNDO, self._history(article).done[-1])

    def redoing(self, article: str) -> None:
        """Note that what was undone last is about to be done again."""
        self._add(article, _REDO, self._history(article).undone[-1])

    def before(self, article: str, now: str) -> str | None:
        """The text that undoing gives; ``None`` where ``now`` is not what was saved last."""
        done = self._history(article).settled(now).done
        return done[-1].before if done and done[-1].after == now else None

    def after(self, article: str, now: str) -> str | None:
        """The text that doing again gives; ``None`` where there is nothing to do again."""
        undone = self._history(article).settled(now).undone
        return undone[-1].after if undone and undone[-1].before == now else None

    def was_saved(self, article: str, is_it: Callable[[str], bool]) -> bool:
        """Whether one of the texts that were saved of ``article`` is the one that is asked for."""
        history = self._history(article)
        return any(is_it(saved.after) for saved in (*history.done, *history.undone))

    def keep(self, article: str, **values: object) -> None:
        """Keep ``values`` of the page of ``article`` until it is opened again; drop ``None``."""
        kept = {**self.kept(article), **values}
        kept = {key: value for key, value in kept.items() if value is not None}
        make_ignored_folder(self._folder)
        write_file(self._kept_file(article), json.dumps(kept))

    def kept(self, article: str) -> dict[str, Any]:
        """What is kept of the page of ``article``."""
        try:
            kept = json.loads(self._kept_file(article).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def latest(self, files: Mapping[str, Path]) -> str:
        """The one of ``files``'s articles that was edited last, if any."""
        both = {article: (file, self._kept_file(article)) for article, file in files.items()}
        times = {
            article: max(file.stat().st_mtime for file in pair if file.is_file())
            for article, pair in both.items()
        }
        return max(times, key=lambda article: times[article], default="")

    def _files(self, article: str) -> tuple[Path, Path]:
        return self._file(article), self._kept_file(article)

    def _kept_file(self, article: str) -> Path:
        return self._folder / f"{article}.kept.json"

    def _file(self, article: str) -> Path:
        return self._folder / f"{article}.jsonl"

    def _history(self, article: str) -> History:
        if article not in self._histories:
            lines = list(self._lines(article))
            history = self._histories[article] = History()
            for kind, saved in lines:
                history.take(kind, saved)
            if len(lines) > 2 * KEPT:
                del history.done[:-KEPT]
                kept = [saved.line(_EDIT) for saved in history.done]
                write_file(self._file(article), "".join(kept))
        return self._histories[article]

    def _lines(self, article: str) -> Iterator[tuple[str, Saved]]:
        try:
            text = self._file(article).read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return
        for line in text.splitlines():
            try:
                read = json.loads(line)
                saved = Saved(str(read["before"]), str(read["after"]))
                kind = str(read["kind"])
            except (ValueError, KeyError, TypeError):
                continue  # cut off by a crash
            yield kind, saved

    def _add(self, article: str, kind: str, saved: Saved) -> None:
        history = self._history(article)
        make_ignored_folder(self._folder)
        with self._file(article).open("a+b") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":  # a crash cut the last line off
                    file.write(b"\n")
            file.write(saved.line(kind).encode())
            file.flush()
            os.fsync(file.fileno())
        history.take(kind, saved)
