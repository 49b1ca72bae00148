"""The files that the page reads and writes: an article, the text of its source, and its history."""

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from onrecord.captures.verify import read_capture
from onrecord.desk.load import Linked, link_and_check
from onrecord.desk.settings import Settings
from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.reading import discover, shown_path
from onrecord.reading.files import ContentFile
from onrecord.reading.yaml_text import decode_yaml
from onrecord.records import Article
from onrecord.records.kinds import PLACES
from onrecord.records.load import Records, load_records, load_text
from onrecord.writing.whole_files import write_file

from .journal import Journal, digest_of
from .source_words import ShownSource

_LF = "\n"
_LINE_ENDS = ("\r\n", _LF, "\r")
_LINE_END = re.compile("|".join(_LINE_ENDS))


class NoSuchArticle(OnrecordError):
    """The desk has no article of this id."""

    def __init__(self, article: str) -> None:
        super().__init__(f"there is no article '{article}'", "perhaps it was renamed: reload")


class Changed(OnrecordError):
    """Somebody else has changed the file since the page read it; nothing was written."""

    def __init__(self) -> None:
        super().__init__("somebody else has changed the file; nothing was written")


class NothingToUndo(OnrecordError):
    """There is no save to undo, or to do again."""

    def __init__(self) -> None:
        super().__init__("there is nothing left to undo, or the file has been changed elsewhere")


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A diagnostic of the article's file, as the page shows it."""

    severity: str
    line: int
    column: int
    message: str
    hint: str

    @classmethod
    def of(cls, found: Diagnostic) -> "ShownProblem":
        """The diagnostic ``found``."""
        return cls(found.severity.value, found.line, found.column, found.message, found.hint)


class Workspace:
    """The desk as the page sees it. Each write is of a whole file, and noted in the journal first.

    Requests come from several threads: one at a time writes.
    """

    def __init__(self, settings: Settings, captures: Path, journal: Journal) -> None:
        """Work on the content of ``settings``, with the sources in ``captures``."""
        self.settings = settings
        self.captures = captures
        self.journal = journal
        self.writing = threading.RLock()
        self._files: dict[str, ContentFile] = {}
        self._sources: dict[str, tuple[str, ShownSource]] = {}

    def articles(self) -> list[dict[str, str]]:
        """Every article of the desk, by id: its id and the name of its file."""
        found = discover(self.settings.content, PLACES)
        self._files = {file.id: file for file in found.files if file.kind == "article"}
        return [
            {"id": id_, "file": shown_path(file.path)} for id_, file in sorted(self._files.items())
        ]

    def linked(self) -> Linked:
        """The whole desk as it is on the disk, checked."""
        return link_and_check(load_records(self.settings.content), self.settings)

    def problems(self, article: str) -> list[dict[str, Any]]:
        """What `onrecord check` says of the file of ``article``."""
        file = shown_path(self._file(article).path)
        found = self.linked().diagnostics
        return [asdict(ShownProblem.of(problem)) for problem in found if problem.file == file]

    def open(self, article: str) -> dict[str, Any]:
        """The article as it is on the disk, with its source.

        Raises:
            NoSuchArticle: as it says.
            OnrecordError: its file is no text in UTF-8.
        """
        file = self._file(article)
        text = self._read(file)
        before, after = (look(article, text) for look in (self.journal.before, self.journal.after))
        return {
            "id": article,
            "file": shown_path(file.path),
            "digest": digest_of(text.encode()),
            "yaml": _LINE_END.sub(_LF, text.removeprefix("\ufeff")),
            "source": self.source(article).text,
            "undo": before is not None,
            "redo": after is not None,
            **self.compare(article, text),
        }

    def compare(self, article: str, yaml: str) -> dict[str, Any]:
        """The quotes in ``yaml``, compared with the source of ``article``, and faults of the YAML.

        ``yaml`` may be what somebody is typing: nothing is written, nothing else is read.
        """
        found, problems = self._record_in(self._file(article), yaml)
        return {
            "quotes": [asdict(quote) for quote in self.source(article).placed(found)],
            "problems": [asdict(ShownProblem.of(problem)) for problem in problems],
            "draft": bool(found and found.draft),
        }

    def path(self, article: str) -> Path:
        """The file of ``article``.

        Raises:
            NoSuchArticle: as it says.
        """
        return self._file(article).path

    def record(self, article: str) -> Article | None:
        """The article as it is on the disk, or what can be read of it."""
        file = self._file(article)
        return self._record_in(file, self._read(file))[0]

    def source(self, article: str) -> ShownSource:
        """The text of the source; an empty one where there is no capture.

        Raises:
            OnrecordError: there is a capture that cannot be used.
        """
        path = self.captures / f"{self._file(article).id}.txt"
        if not path.exists():
            return ShownSource("")
        capture = read_capture(path)
        if isinstance(capture, Diagnostic):
            raise OnrecordError(f"{shown_path(path)}: {capture.message}", capture.hint)
        kept = self._sources.get(article)
        if kept is None or kept[0] != capture.digest:
            kept = self._sources[article] = capture.digest, ShownSource(capture.text.raw)
        return kept[1]

    def save(self, article: str, base: str, yaml: str) -> None:
        """Write what was typed, but for the ends of lines that did not change.

        Args:
            article: its id.
            base: the digest of the file that was read.
            yaml: its text, whose lines end in a line feed alone.

        Raises:
            Changed: the file is not what it was.
        """
        self.change(article, base, lambda before: _with_old_line_ends(before, yaml))

    def change(self, article: str, base: str, changed: Callable[[str], str]) -> None:
        """Write what ``changed`` makes of the text of the file.

        Raises:
            Changed: the file is not what it was.
            OSError: it cannot be written; it is as it was.
        """
        with self.writing:
            file, before = self._unchanged(article, base)
            after = changed(before)
            if after != before:
                self.journal.saving(article, before, after)
                write_file(file.path, after)

    def see_unchanged(self, article: str, base: str) -> None:
        """Find out that the file is what was read.

        Raises:
            Changed: it is not.
        """
        self._unchanged(article, base)

    def undo(self, article: str, base: str) -> None:
        """Put back what was there before the last save.

        Raises:
            Changed: the file is not what it was.
            NothingToUndo: as it says.
        """
        self._put_back(article, base, self.journal.before, self.journal.undoing)

    def redo(self, article: str, base: str) -> None:
        """Save again what was undone last.

        Raises:
            Changed: the file is not what it was.
            NothingToUndo: there is nothing to do again.
        """
        self._put_back(article, base, self.journal.after, self.journal.redoing)

    def _put_back(
        self,
        article: str,
        base: str,
        kept: Callable[[str, str], str | None],
        note: Callable[[str], None],
    ) -> None:
        with self.writing:
            file, now = self._unchanged(article, base)
            text = kept(article, now)
            if text is None:
                raise NothingToUndo
            note(article)
            write_file(file.path, text)

    def keep(self, article: str, yaml: str | None, base: str = "") -> None:
        """Keep what is being typed, and the digest of the file it began with, until it is saved.

        ``None`` when it is.
        """
        with self.writing:
            self.journal.keep(self._file(article).id, yaml=yaml, base=base if yaml else None)

    def refuse(self, article: str, words: str) -> None:
        """Note that ``words`` are not to be proposed again."""
        with self.writing:
            refused = self.kept(article).get("refused", [])
            self.journal.keep(self._file(article).id, refused=[*refused, words])

    def kept(self, article: str) -> dict[str, Any]:
        """What was kept of the page of ``article``."""
        return self.journal.kept(self._file(article).id)

    def _unchanged(self, article: str, base: str) -> tuple[ContentFile, str]:
        file = self._file(article)
        text = self._read(file)
        if digest_of(text.encode()) != base:
            raise Changed
        return file, text

    def _file(self, article: str) -> ContentFile:
        if article not in self._files or not self._files[article].path.is_file():
            self.articles()
        if article not in self._files:
            raise NoSuchArticle(article)
        return self._files[article]

    def _read(self, file: ContentFile) -> str:
        """The text of ``file``, byte for byte: its byte-order mark and line ends are in it."""
        try:
            return file.path.read_bytes().decode()
        except UnicodeDecodeError as error:
            name = shown_path(file.path)
            hint = "save it as UTF-8 first"
            raise OnrecordError(f"{name} is not in UTF-8", hint) from error

    def _record_in(
        self, file: ContentFile, yaml: str
    ) -> tuple[Article | None, Sequence[Diagnostic]]:
        """What can be read of an article in ``yaml``, and what is wrong with it."""
        records = Records()
        source, faults = decode_yaml(file.path, yaml.encode(errors="replace"))
        if source is not None:
            load_text(records, file, source, sound=not faults)
        found = records.articles.get(file.id) or records.partial.articles.get(file.id)
        return found, [*faults, *records.diagnostics]


def _with_old_line_ends(before: str, after: str) -> str:
    r"""``after``, whose lines end in a line feed; lines that are in ``before`` end as they did.

    >>> _with_old_line_ends("a\r\nb\r\n", "a\nc\nb\n")
    'a\r\nc\r\nb\r\n'
    """
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    ends = _LINE_END.findall(before)
    if set(ends) <= {_LF}:
        return mark + after
    old, new = _LINE_END.split(before.removeprefix(mark)), after.split(_LF)
    usual = max(_LINE_ENDS, key=ends.count)
    lines = [line + usual for line in new]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for first, second, count in matcher.get_matching_blocks():
        for number in range(min(count, len(ends) - first)):
            lines[second + number] = new[second + number] + ends[first + number]
    lines[-1] = new[-1]
    return mark + "".join(lines)
