"""The files that the page reads and writes: an article, the text of its source, and its history."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onrecord.captures.quotation import compared_words
from onrecord.captures.verify import read_capture
from onrecord.captures.withheld import WithheldDigests, WordsWithheld
from onrecord.desk.load import Linked, link_and_check
from onrecord.desk.settings import Settings
from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.reading import discover, shown_path
from onrecord.reading.files import ContentFile
from onrecord.reading.yaml_text import decode_yaml
from onrecord.records import Article
from onrecord.records.load import Records, load_records, load_text
from onrecord.records.record_kinds import PLACES
from onrecord.writing.changed_files import LINE_END, with_old_line_ends
from onrecord.writing.whole_files import write_file

from .journal import Journal, NothingToUndo, digest_of
from .source_words import ShownSource


class NoSuchArticle(OnrecordError):
    """The desk has no article of this id."""

    def __init__(self, article: str) -> None:
        super().__init__(f"there is no article '{article}'", "perhaps it was renamed: reload")


class Changed(OnrecordError):
    """Somebody else has changed the file since the page read it; nothing was written."""

    def __init__(self) -> None:
        super().__init__("somebody else has changed the file; nothing was written")


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
        self._read_last: dict[
            str, tuple[tuple[Path, str], tuple[Article | None, Sequence[Diagnostic]]]
        ] = {}

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
            "yaml": LINE_END.sub("\n", text.removeprefix("\ufeff")),
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
            "quotes": [quote.as_json() for quote in self.source(article).placed(found)],
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
        self.change(article, base, lambda before: with_old_line_ends(before, yaml))

    def change(self, article: str, base: str, changed: Callable[[str], str]) -> None:
        """Write what ``changed`` makes of the text of the file.

        Raises:
            Changed: the file is not what it was.
            WordsWithheld: it would have words that are withheld.
            OSError: it cannot be written; it is as it was.
        """
        with self.writing:
            file, before = self._unchanged(article, base)
            after = changed(before)
            if after != before:
                self.see_not_withheld(file, before, after)
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
            WordsWithheld: it has words that are withheld.
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
            self.see_not_withheld(file, now, text)
            note(article)
            write_file(file.path, text)

    def keep(self, article: str, yaml: str | None, base: str = "") -> None:
        """Keep what is being typed, and the digest of the file it began with, until it is saved.

        ``None`` when it is.

        Raises:
            WordsWithheld: it has words that were withheld after the page was opened.
        """
        with self.writing:
            file = self._file(article)
            if yaml:
                self.see_not_withheld(file, self._read(file), yaml)
            self.journal.keep(file.id, yaml=yaml, base=base if yaml else None)

    @property
    def withheld(self) -> WithheldDigests:
        """The words that are withheld on this desk, as far as they are known."""
        return WithheldDigests.read(self.captures, self._is_released)

    def _is_released(self, reference: str) -> bool:
        """Whether the quote is there, and its words may be shown."""
        article, _, name = reference.partition("#")
        if article not in self._files:
            return False
        record = self.record(article)
        quotes = record.quotes if record else ()
        return any(quote.id == name and not quote.withheld for quote in quotes)

    def see_not_withheld(self, file: ContentFile, before: str, after: str) -> None:
        """Find out that ``after`` adds no withheld words to the text ``before`` of the ``file``.

        Raises:
            WordsWithheld: it does. An old text does, that somebody has had open since then.
        """
        old = set(before.splitlines())
        new = [line for line in after.splitlines() if line not in old]
        if self.withheld.are_in(" ".join(new)):
            raise WordsWithheld
        if "withheld" not in before:
            return
        # Of these the digests may not be known: there need not be a capture.
        one, other = (self._record_in(file, text)[0] for text in (before, after))
        gone = {quote.id for quote in one.quotes if quote.withheld} if one else set()
        if other and any(quote.id in gone and compared_words(quote) for quote in other.quotes):
            raise WordsWithheld

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
        """What can be read of an article in ``yaml``, and what is wrong with it.

        What was asked last is not read again: much is asked of one text.
        """
        kept = self._read_last.get(file.id)
        if kept and kept[0] == (file.path, yaml):
            return kept[1]
        found = self._parsed(file, yaml)
        self._read_last[file.id] = (file.path, yaml), found
        return found

    def _parsed(self, file: ContentFile, yaml: str) -> tuple[Article | None, Sequence[Diagnostic]]:
        records = Records()
        source, faults = decode_yaml(file.path, yaml.encode(errors="replace"))
        if source is not None:
            load_text(records, file, source, sound=not faults)
        found = records.articles.get(file.id) or records.partial.articles.get(file.id)
        return found, [*faults, *records.diagnostics]
