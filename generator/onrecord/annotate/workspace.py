"""The files that the page reads and writes: an article, the text of its source, and its history."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.captures.lock import compared_words, read_times
from onrecord.captures.verify import read_capture
from onrecord.captures.withheld import WithheldDigests, WordsWithheld
from onrecord.desk.load import link_and_check
from onrecord.desk.settings import Settings
from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.editing.schemas import keep_fresh
from onrecord.reading import ContentFile, discover, shown_path
from onrecord.records import PLACES, Article, FilesRead, load_records
from onrecord.writing.changed_files import LINE_END, with_old_line_ends
from onrecord.writing.whole_files import write_file

from .decisions import asked_in, facts_of
from .journal import (
    GONE,
    Changed,
    FileVersion,
    Journal,
    NoSuchArticle,
    NothingToUndo,
    version_digest,
)
from .page import ShownSource, shown_problem
from .typed_article import TypedArticles


class Workspace:
    """The desk as the page sees it. Each write is of a whole file, noted in the journal first."""

    def __init__(self, settings: Settings, captures: Path, journal: Journal) -> None:
        self.settings = replace(settings, captures=captures)
        self.captures = captures
        self.journal = journal
        self.writing = threading.RLock()  # requests come from several threads
        self._checking = threading.Lock()
        self._read_before = FilesRead()
        self._files: dict[str, ContentFile] = {}
        self._seen: dict[str, ContentFile] = {}  # also those that are gone
        self._sources: dict[str, tuple[FileVersion, ShownSource]] = {}
        self._typed = TypedArticles()

    def articles(self) -> list[dict[str, str]]:
        """Every article of the desk, by id: its id and the name of its file."""
        found = discover(self.settings.content, PLACES)
        self._files = {file.id: file for file in found.files if file.kind == "article"}
        self._seen |= self._files
        return [{"id": id_, "file": shown_path(it.path)} for id_, it in sorted(self._files.items())]

    def problems(self, article: str) -> list[dict[str, Any]]:
        """What `onrecord check` says of ``article``; editors know the desk then.

        That is of its file, and of those of the demands and claims that its rows name.
        """
        file = shown_path(self._file(article).path)
        with self._checking:
            records = load_records(self.settings.content, read=self._read_before)
            found = link_and_check(records, self.settings).diagnostics
            with suppress(OSError):  # whoever annotates needs no schemas
                keep_fresh(self.journal.desk, self.settings.content, records)
        record = records.articles.get(article)
        named: list[tuple[str, str]] = []
        if record and not record.draft:  # what a draft says does not count yet
            demands = (
                *(it.demand for it in record.demands),
                *(it.demand for it in record.responses),
            )
            named += [("demand", id_) for ids in demands for id_ in ids]
            named += [("claim", id_) for row in record.claims for id_ in row.claim]
        files = {file, *(shown_path(records.files[it]) for it in named if it in records.files)}
        return [shown_problem(problem, file) for problem in found if problem.file in files]

    def open(self, article: str) -> dict[str, Any]:
        """The article as it is on the disk, with its source; NoSuchArticle if it is not there."""
        file = self._file(article)
        article, text = file.id, self._read(file)
        record, source = self.record_in(article, text), self.source(article)
        before, after = (look(article, text) for look in (self.journal.before, self.journal.after))
        return {
            "id": article,
            "formerly": list(record.formerly) if record else [],
            "file": shown_path(file.path),
            "digest": version_digest(text.encode()),
            "yaml": _typed(text),
            "capture": shown_path(self._capture(file)),
            "source": source.text,
            "source_digest": source.digest,
            "undo": before is not None,
            "redo": after is not None,
            "facts": facts_of(record, asked_in(file.path, text)),
            **self.compare(article, text),
        }

    def compare(self, article: str, yaml: str, version: int = 0) -> dict[str, Any]:
        """The quotes in ``yaml``, compared with the source of ``article``, and faults of the YAML.

        ``yaml`` may be what somebody is typing: nothing is written, nothing else is read. Of the
        quotes only those come that are not as they were in the last ``version``: from the number
        ``first``, in the place of as many as are ``gone``; None for all.
        """
        file = self._file(article)
        typed, change = self._typed.type(file, yaml, version)
        quotes = [quote for found in typed.quotes for quote in found]
        first, before, end = change or (0, None, len(quotes))
        source = self.source(article)
        return {
            "problems": list(map(shown_problem, typed.problems)),
            "draft": typed.draft,
            "version": typed.version,
            "first": first,
            "gone": None if before is None else before - first,
            "quotes": list(map(source.shown, quotes[first:end])),
        }

    def typed(self, article: str, version: int) -> str | None:
        """The text that was compared last, if it is this ``version``."""
        typed = self._typed.typed(self._file(article), version)
        return typed.yaml if typed else None

    def path(self, article: str) -> Path:
        """The file of ``article``."""
        return self._file(article).path

    def record(self, article: str) -> Article | None:
        """The article as it is on the disk, or what can be read of it."""
        return self.record_in(article, self._read(self._file(article)))

    def record_in(self, article: str, text: str) -> Article | None:
        """The article that its file is if it has ``text``, or what can be read of it."""
        return self._typed.read(self._file(article), text).article

    def text(self, article: str) -> str:
        """The text of the file of ``article``."""
        return self._read(self._file(article))

    def check_no_new_faults(self, article: str, before: str, after: str) -> None:
        """Check that the text ``after`` of the file has no error that ``before`` does not have."""
        self._typed.check_no_new_faults(self._file(article), before, after)

    def source(self, article: str) -> ShownSource:
        """The text of the source; empty without a capture. Raises an error if it is unusable."""
        path = self._capture(self._file(article))
        if not path.exists():
            return ShownSource("")
        before, source = self._sources.get(article, (None, None))
        version = before.now() if before else None
        if version is None or source is None:
            version, capture = FileVersion.of(path), read_capture(path)
            if isinstance(capture, Diagnostic):
                raise OnrecordError(f"{shown_path(path)}: {capture.message}", capture.hint)
            text = capture.text.raw
            source = ShownSource(text, read_times(path, text))
        self._sources[article] = version, source
        return source

    def save(self, article: str, base: str, yaml: str, *, over: bool = False) -> None:
        """Write the ``yaml`` that was typed, but keep the line ends of unchanged lines.

        ``base`` is the digest of the file that was read, or ``GONE`` to write one that was deleted;
        the lines of ``yaml`` end in a line feed. ``over``: it was typed before somebody else
        changed the file, which may have another id since then; its old ids stay.

        Raises `Changed` where the file is not what it was.
        """
        if base != GONE or article in self._files or article not in self._seen:
            file, add = self._file(article), self._typed.with_old_ids

            def saved(before: str) -> str:
                return with_old_line_ends(before, add(file, before, yaml) if over else yaml)

            self.change(article, base, saved)
            return
        with self.writing:
            file = self._seen[article]
            self.check_not_withheld(file, "", yaml)
            file.path.parent.mkdir(parents=True, exist_ok=True)
            write_file(file.path, yaml)

    def change(self, article: str, base: str, changed: Callable[[str], str]) -> None:
        """Write what ``changed`` makes of the text of the file.

        Raises Changed if that is not what it was, WordsWithheld, or OSError.
        """
        with self.writing:
            file, before = self.unchanged(article, base)
            after = changed(before)
            if after != before:
                self.check_not_withheld(file, before, after)
                self.journal.saving(article, before, after)
                write_file(file.path, after)

    def undo(self, article: str, base: str) -> None:
        """Put back what was there before the last save; raises `Changed` or `NothingToUndo`."""
        self._put_back(article, base, self.journal.before, self.journal.undoing)

    def redo(self, article: str, base: str) -> None:
        """Save again what was undone last; raises as `undo` does, or `WordsWithheld`."""
        self._put_back(article, base, self.journal.after, self.journal.redoing)

    def _put_back(
        self,
        article: str,
        base: str,
        kept: Callable[[str, str], str | None],
        note: Callable[[str], None],
    ) -> None:
        with self.writing:
            file, now = self.unchanged(article, base)
            text = kept(article, now)
            if text is None:
                raise NothingToUndo
            self.check_not_withheld(file, now, text)
            note(article)
            write_file(file.path, text)

    def keep(
        self, article: str, yaml: str | None, base: str = "", **typed: Mapping[str, Any] | None
    ) -> None:
        """Keep ``yaml`` while it is typed (None: it was saved), of a file with the digest ``base``.

        ``typed`` has the values of forms, by name. Raises WordsWithheld if it has such words by
        now.
        """
        with self.writing:
            file = self._file(article)
            now = self._read(file)
            if yaml:
                self.check_not_withheld(file, now, yaml)
            said = [each for form in typed.values() for each in (form or {}).values()]
            if said and self.withheld.are_in(" ".join(map(str, said))):
                raise WordsWithheld
            yaml = None if yaml == _typed(now) else yaml  # it was saved before this came
            nothing = dict.fromkeys(("form", "facts", "make"))
            kept = {**nothing, **typed, "yaml": yaml, "base": yaml and base}
            if any(each is not None for each in kept.values()) or self.journal.kept(file.id):
                self.journal.keep(file.id, **kept)

    @property
    def withheld(self) -> WithheldDigests:
        """The withheld words of this desk, as far as known."""
        return WithheldDigests.read(self.captures, self._is_released)

    def _is_released(self, reference: str) -> bool:
        """Whether the quote exists and its words may be shown."""
        article, _, name = reference.partition("#")
        if article not in self._files:
            return False
        record = self.record(article)
        quotes = record.quotes if record else ()
        return any(quote.id == name and not quote.withheld for quote in quotes)

    def check_not_withheld(self, file: ContentFile, before: str, after: str) -> None:
        """Check that ``after`` adds no withheld words to the text ``before`` of the ``file``."""
        old = set(before.splitlines())
        new = [line for line in after.splitlines() if line not in old]
        if self.withheld.are_in(" ".join(new)):
            raise WordsWithheld
        if "withheld" not in before:
            return
        # Of these the digests may not be known: there need not be a capture.
        one, other = (self._typed.read(file, text).article for text in (before, after))
        gone = {quote.id for quote in one.quotes if quote.withheld} if one else set()
        if other and any(quote.id in gone and compared_words(quote) for quote in other.quotes):
            raise WordsWithheld

    def refuse(self, article: str, words: str, *, again: bool = False) -> None:
        """Note that ``words`` are not to be proposed again, or that they are ``again``."""
        with self.writing:
            others = [each for each in self.kept(article).get("refused", []) if each != words]
            self.journal.keep(self._file(article).id, refused=others if again else [*others, words])

    def kept(self, article: str) -> dict[str, Any]:
        """What was kept of the page of ``article``; not what was saved all the same."""
        file = self._file(article)
        kept = self.journal.kept(file.id)
        yaml = kept.get("yaml")
        if yaml is not None and self.journal.was_saved(file.id, lambda text: _typed(text) == yaml):
            kept = {key: value for key, value in kept.items() if key not in ("yaml", "base")}
        return kept

    def _capture(self, file: ContentFile) -> Path:
        return self.captures / f"{file.id}.txt"

    def unchanged(self, article: str, base: str) -> tuple[ContentFile, str]:
        """The file of ``article`` and its text; raises `Changed` where it is not what was read."""
        file = self._file(article)
        text = self._read(file)
        if version_digest(text.encode()) != base:
            raise Changed
        return file, text

    def _file(self, article: str) -> ContentFile:
        if article not in self._files or not self._files[article].path.is_file():
            self.articles()
        if article not in self._files:
            for id_, file in self._files.items():  # it may have been renamed
                with suppress(OnrecordError):  # that another file cannot be read is no answer
                    text = self._read(file)
                    record = self.record_in(id_, text) if "formerly" in text else None
                    if record and article in record.formerly:
                        return file
            raise NoSuchArticle(article, self._files)
        return self._files[article]

    def _read(self, file: ContentFile) -> str:
        """The text of ``file`` with its byte-order mark and line ends."""
        try:
            return file.path.read_bytes().decode()
        except UnicodeDecodeError as error:
            message = f"{shown_path(file.path)} is not in UTF-8"
            raise OnrecordError(message, "save it as UTF-8 first") from error


def _typed(text: str) -> str:
    """``text`` of a file with line feeds alone at its line ends, as the page has it."""
    return LINE_END.sub("\n", text.removeprefix("\ufeff"))
