"""A change to several files of a desk: computed, checked, shown, and only then written."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from onrecord.captures.lock import LOCK, Lock, LockLine, lock_text, read_lock
from onrecord.captures.verify import withheld_on_desk
from onrecord.desk.checks.known_ids import KnownIds
from onrecord.desk.findings import Finding
from onrecord.desk.load import link_and_check
from onrecord.desk.settings import Settings
from onrecord.diagnostics import (
    ContentErrors,
    Diagnostic,
    OnrecordError,
    Severity,
    Tally,
    reason_of,
)
from onrecord.reading import ContentFile, decode_yaml, discover, shown_path
from onrecord.records import Article, Quote, Records, load_records, load_text
from onrecord.records.record_kinds import BY_FILE_KIND, KINDS, PLACES
from onrecord.writing.changed_files import FileChange, unified_diff

from .yaml_in_place import EditRefused, YamlInPlace
from .yaml_writer import key_order

_ACCEPTED = re.compile("this accepts '([^']+)'")  # the code that a diagnostic about 'accept' names


class DeskEdit:
    """A planned change of a desk; nothing is written here.

    To read or change a file raises EditRefused if it cannot be read, or changed in place.
    """

    def __init__(self, settings: Settings, captures: Path) -> None:
        # What the lock says of a quote is no reason against a change: `verify` comes after it.
        self._settings = replace(settings, locked=False, captures=None, drafts=True)
        self.content, self.captures = settings.content, captures  # this need not be there
        self.records = load_records(self.content)  # what the desk says before
        self.remarks: list[str] = []  # what was not done and somebody should know, in sentences
        found = discover(self.content, PLACES).files
        self.files: dict[Path, ContentFile] = {file.path: file for file in found}
        self._before: dict[Path, bytes | None] = {}
        self._edited: dict[Path, YamlInPlace] = {}
        self._after: dict[Path, bytes] = {}
        self._moved: dict[Path, Path] = {}
        self._found: Sequence[Diagnostic] = ()
        self._new_names: dict[str, str] = {}

    def file_of(self, kind: str, id_: str) -> ContentFile:
        """The file that has the record. Raises OnrecordError if there is no such record."""
        path = self.records.files.get((kind, id_))
        if (kind, id_) not in self.records.known or path not in self.files:
            found = KnownIds(self.records).unknown(kind, id_, (kind, id_), (kind,))
            raise _not_found(found, f"there is no {kind} '{id_}'")
        return self.files[path]

    def quote(self, reference: str) -> tuple[str, int, Quote]:
        """The article of a quote, its place among the quotes, and itself."""
        article_id, sign, quote_id = reference.partition("#")
        if not sign or not quote_id:
            raise OnrecordError(f"'{reference}' does not name a quote", "write ARTICLE#QUOTE")
        self.file_of("article", article_id)
        article: Article | None = self.records.with_partial().articles.get(article_id)
        for number, quote in enumerate(article.quotes if article else ()):
            if quote.id == quote_id:
                return article_id, number, quote
        found = KnownIds(self.records).unknown_quote(reference, ("article", article_id), ())
        raise _not_found(found, f"'{article_id}' has no quote '{quote_id}'")

    def refuse_withheld(self, id_: str) -> None:
        """Refuse an id that has words that are withheld on this desk."""
        articles = self.records.with_partial().articles
        withheld_on_desk(articles, self.captures).refuse_id(id_)

    def bytes_of(self, path: Path) -> bytes:
        """The content of the file ``path`` now. Raises EditRefused if it cannot be read."""
        if path not in self._before:
            try:
                self._before[path] = path.read_bytes()
            except OSError as error:
                raise EditRefused(path, f"it cannot be read: {reason_of(error)}") from error
        return self._before[path] or b""

    def yaml(self, file: ContentFile) -> YamlInPlace:
        """The file, to be changed in place."""
        if file.path not in self._edited:
            order = key_order(BY_FILE_KIND[file.kind])
            self._edited[file.path] = YamlInPlace(file.path, self.bytes_of(file.path), order)
        return self._edited[file.path]

    def content_of(self, file: ContentFile) -> bytes:
        """The content of the file after the changes so far."""
        edited = self._edited.get(file.path)
        return edited.content() if edited else self.bytes_of(file.path)

    def move(self, path: Path, to: Path) -> None:
        """Move a file, which may be edited too; an error if something is there already."""
        if to.exists():
            raise OnrecordError(f"{shown_path(to)} already exists", "choose another id")
        self.bytes_of(path)
        self._moved[path] = to

    def change_lock(self, line: Mapping[str, LockLine | None]) -> None:
        """Replace lines of the lock, by their references, if it can be read; None takes one out."""
        path, lock = self.content / LOCK, self._lock
        if lock is None:
            return
        if lock.diagnostics:
            raise ContentErrors("Nothing was written: the lock cannot be read", lock.diagnostics)
        self._lock_lines |= line
        self.bytes_of(path)
        self._after[path] = lock_text(each for each in self._lock_lines.values() if each).encode()

    def lock_lines(self, article_id: str | None = None) -> dict[str, LockLine]:
        """The lock's lines of the quotes of an article, or of all, after the changes so far."""
        begin = f"{article_id}#" if article_id else ""
        lines = self._lock_lines.items()
        return {name: each for name, each in lines if each and name.startswith(begin)}

    @cached_property
    def _lock(self) -> Lock | None:
        return read_lock(self.content / LOCK)

    @cached_property
    def _lock_lines(self) -> dict[str, LockLine | None]:
        return {**self._lock.lines} if self._lock else {}

    def changes(self) -> list[FileChange]:
        """Every file that becomes another, in the order of their paths."""
        after = dict(self._after)
        after |= {path: edited.content() for path, edited in self._edited.items()}
        found = []
        for path in sorted({*after, *self._moved}):
            before, content = self._before.get(path), after.get(path, self._before.get(path))
            if path in self._moved:
                found.append(FileChange(self._moved[path], before, content, was=path))
            elif before != content:
                found.append(FileChange(path, before, content))
        return found

    def check(self, changes: Sequence[FileChange]) -> None:
        """Check that the changes add no error to the desk."""
        self._new_names = {shown_path(it.was): shown_path(it.file) for it in changes if it.was}
        changed = {change.was or change.file: change for change in changes}
        changed = {file: change for file, change in changed.items() if file in self.files}
        self._found = link_and_check(self._records_after(changed), self._settings).diagnostics
        if fresh := self._fresh(Severity.ERROR):
            message = f"Nothing was written: the desk would have {Tally.of(fresh)}"
            raise ContentErrors(message, fresh)

    def new_warnings(self) -> list[str]:
        """The warnings that exist only after the edit."""
        return [
            f"{fault.file}: warning[{fault.code}]: {fault.message}"
            for fault in self._fresh(Severity.WARNING)
        ]

    def unused_acceptances(self, kind: str, id_: str) -> Set[str]:
        """The codes that rows of a record accept afterwards, though nothing warns of them there."""
        file = shown_path(self.records.files[kind, id_])
        said = (
            _ACCEPTED.search(fault.message)
            for fault in self._found
            if (fault.code, fault.file) == ("accept-unused", file)
        )
        return {found[1] for found in said if found}

    def _fresh(self, severity: Severity) -> list[Diagnostic]:
        """The faults that exist only after the edit."""
        after = [fault for fault in self._found if fault.severity is severity]
        if not after:
            return []
        known = Counter((fault.code, fault.file) for fault in self._found_before)
        fresh = []
        for fault in after:
            key = (fault.code, fault.file)
            known[key] -= 1
            if known[key] < 0:
                fresh.append(fault)
        return fresh

    @cached_property
    def _found_before(self) -> list[Diagnostic]:
        """The faults before the edit; of a moved file, under its new name."""
        found = link_and_check(self.records, self._settings).diagnostics
        names = self._new_names
        return [replace(fault, file=names.get(fault.file, fault.file)) for fault in found]

    def _records_after(self, changed: Mapping[Path, FileChange]) -> Records:
        before = self.records
        names = {shown_path(path) for path in changed}
        gone = {key for key, path in before.files.items() if path in changed}
        after = replace(
            before,
            known=before.known - gone,
            files={key: path for key, path in before.files.items() if key not in gone},
            faulty_places={k: v for k, v in before.faulty_places.items() if k not in gone},
            partial=replace(before.partial),
            diagnostics=[fault for fault in before.diagnostics if fault.file not in names],
            unlisted=set(before.unlisted),
            unwritten={path: change.after or b"" for path, change in changed.items()},
        )
        for records in (after, after.partial):
            for name, kind in KINDS.items():
                kept = {k: v for k, v in records.of(name).items() if (name, k) not in gone}
                setattr(records, kind.plural, kept)
        for path, change in changed.items():
            if change.after is None:
                continue
            file = ContentFile(self.files[path].kind, change.file.stem, change.file)
            after.known.add((file.kind, file.id))
            after.files[file.kind, file.id] = file.path
            source, faults = decode_yaml(file.path, change.after)
            after.diagnostics += faults
            if source:
                load_text(after, file, source, sound=not faults)
        return after


def _not_found(findings: Iterable[Finding], message: str) -> OnrecordError:
    """The error to raise: the first of ``findings``, else ``message``."""
    first = next(iter(findings), None)
    return OnrecordError(first.message, first.hint) if first else OnrecordError(message)


def diff_of(changes: Iterable[FileChange]) -> Iterator[str]:
    """The lines of a diff of ``changes``, for people and for `git apply`."""
    for change in changes:
        name = shown_path(change.file)
        yield from unified_diff(change, name, shown_path(change.was) if change.was else name)
