"""From a content folder to records and everything that is wrong with its files."""

import gc
import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from onrecord.diagnostics import Diagnostic
from onrecord.reading import ContentFile, MappingNode, Node, YamlText, decode_yaml, discover, parse
from onrecord.reading.comments import comments_after_values, open_questions
from onrecord.reading.files import Discovery
from onrecord.reading.texts import why_no_id
from onrecord.reading.yaml_text import read_data

from .actors_topics_events import Actor, Briefing, Event, Topic
from .articles_demands_claims import Article, Claim, Demand
from .nodes import inherit, mark_cut_texts
from .record_from_nodes import NOTHING_FAULTY, FaultyPlaces, build, build_partly
from .record_kinds import BY_FILE_KIND, KINDS, PLACES, RecordKind
from .values import KeptByRecord, YamlPath

# The kinds whose records are together in one file.
_TOGETHER = frozenset(name for name, kind in KINDS.items() if kind.together)
# Faults of YAML with which a part of the file is lost.
_INCOMPLETE = frozenset({"alias", "duplicate-key", "second-document", "yaml-syntax"})


@dataclass(slots=True)
class RecordSet:
    """Records of all kinds."""

    #: by id, in the order of the files' paths; so are the next four
    articles: dict[str, Article] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    demands: dict[str, Demand] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    briefings: dict[str, Briefing] = field(default_factory=dict)
    #: by id, in the order of `topics.yml`; `events` likewise
    topics: dict[str, Topic] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    def of(self, kind: str) -> dict[str, Any]:
        """The records of ``kind`` by their ids."""
        records: dict[str, Any] = getattr(self, KINDS[kind].plural)
        return records

    def find(self, kind: str, id_: str) -> BaseModel | None:
        """The record of ``kind`` with this id, where there is one."""
        record: BaseModel | None = self.of(kind).get(id_) if kind in KINDS else None
        return record

    def all(self) -> Iterator[tuple[str, str, YamlPath, BaseModel]]:
        """Each record: its kind, its id, its path in its file and itself."""
        for name, kind in KINDS.items():
            for id_, record in self.of(name).items():
                yield name, id_, kind.top(id_), record


@dataclass(slots=True)
class Records(RecordSet):
    """What a content folder has, before anything is linked."""

    #: what can be read of records that have a fault: for checks, never for a page
    partial: RecordSet = field(default_factory=RecordSet)
    #: where these cannot be read, by kind and id
    faulty_places: dict[tuple[str, str], FaultyPlaces] = field(default_factory=dict)
    #: the file of each record, also of one that could not be read, by kind (`article`, `actor`,
    #: `demand`, `claim`, `briefing`, `topic`, `event`) and id
    files: dict[tuple[str, str], Path] = field(default_factory=dict)
    #: kind and id of everything that has a place, also of what could not be read, so that others
    #: may name it without a second fault
    known: set[tuple[str, str]] = field(default_factory=set)
    #: kinds (`topic`, `event`) whose file cannot be read, so that any id may exist
    unlisted: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)  #: every fault of a single file
    #: what files are to have, whose records are these and not those on the disk
    unwritten: Mapping[Path, bytes] = field(default_factory=dict)
    #: what checks found in single records, when these were last checked
    kept: KeptByRecord = field(
        default_factory=lambda: KeptByRecord(keeps=False), compare=False, repr=False
    )

    @property
    def names_no_file(self) -> bool:
        """Whether they are the same from another file; a diagnostic, and many records, name it."""
        return not (self.diagnostics or self.files)

    def faulty_places_of(self, kind: str, id_: str) -> FaultyPlaces:
        """Where the record of ``kind`` with this id cannot be read."""
        return self.faulty_places.get((kind, id_), NOTHING_FAULTY)

    def with_partial(self) -> "Records":
        """These records with the partial ones among them; the same object where there are none."""
        if not self.faulty_places:
            return self
        every = replace(self)
        for name, kind in KINDS.items():
            setattr(every, kind.plural, self.of(name) | self.partial.of(name))
        return every

    def add(self, read: "Records", kinds: Iterable[str] = KINDS) -> None:
        """Add what was ``read`` from one file, which has records of ``kinds``."""
        for kind in kinds:
            self.of(kind).update(read.of(kind))
            self.partial.of(kind).update(read.partial.of(kind))
        self.faulty_places |= read.faulty_places
        self.files |= read.files
        self.known |= read.known
        self.unlisted &= read.unlisted
        self.diagnostics += read.diagnostics

    def only(self, keys: Collection[tuple[str, str]]) -> "Records":
        """These, as if of articles, demands, claims and briefings there were only ``keys``."""
        some = ("article", "demand", "claim", "briefing")
        left = {key for key in self.known if key[0] not in some or key in keys}
        found = replace(self, known=left)
        for kind in some:
            of_kind = {id_: it for id_, it in self.of(kind).items() if (kind, id_) in keys}
            setattr(found, KINDS[kind].plural, of_kind)
        return found

    def without_drafts(self) -> "Records":
        """These records without the articles that are drafts; the same object if there are none."""
        drafts = {id_ for id_, article in self.articles.items() if article.draft}
        if not drafts:
            return self
        finished = {id_: self.articles[id_] for id_ in self.articles if id_ not in drafts}
        left = self.files.keys() - {("article", id_) for id_ in drafts}
        files = {key: self.files[key] for key in self.files if key in left}
        return replace(self, articles=finished, files=files)


class _FileRead(NamedTuple):
    """What a file said, and its state before it was read."""

    state: tuple[int, ...] | None
    digest: bytes
    records: Records


_TICK = 3_000_000_000  # nanoseconds: within these a file system may give two writes one time


def state_of(path: str) -> tuple[int, ...] | None:
    """What differs once the file ``path`` is written; None where that may have just been."""
    try:
        found = os.stat(path)  # noqa: PTH116 - hot: each file is asked after each edit
    except OSError:
        return None
    written = max(found.st_mtime_ns, found.st_ctime_ns)
    if not written < time.time_ns() - _TICK:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev


class FilesRead:
    """What the files of a desk said when they were last read.

    A file is not read again that was not written since, nor parsed again if its bytes are the same,
    nor is what was ``kept`` of its records worked out again.

    Attributes:
        found: the files that there were.
        elsewhere: files that are not in the folder: where their bytes are.
    """

    def __init__(self) -> None:
        self.elsewhere: Mapping[Path, Path] = {}
        self.kept = KeptByRecord()
        self.found: Discovery | None = None
        self._read: dict[str, _FileRead] = {}
        self._now: dict[str, _FileRead] = {}

    def records_of(self, file: ContentFile) -> Records:
        """What ``file`` says now."""
        path = str(file.path)
        known, state = self._read.get(path), state_of(path)
        if known is None or state is None or known.state != state:
            data = read_data(file.path)
            if not isinstance(data, bytes):
                return _records_of(file, data)
            digest = hashlib.sha256(data).digest()
            same = known is not None and known.digest == digest
            said = known.records if known and same else _records_of(file, data)
            known = _FileRead(state, digest, said)
        self._now[path] = known
        return known.records

    def end(self) -> None:
        """Forget what is no file any more."""
        self._read, self._now = self._now, {}


class SameFiles(FilesRead):
    """What the files of two states of a desk say: those of the same bytes are parsed once."""

    def __init__(self) -> None:
        super().__init__()
        self._same: dict[tuple[str, str, bytes | Path], Records] = {}

    def records_of(self, file: ContentFile) -> Records:
        """What ``file`` says: the same objects as one of its name and bytes in the other state."""
        path = self.elsewhere.get(file.path, file.path)
        known = self._same.get((file.kind, file.id, path))
        if known is None or not known.names_no_file:
            data = read_data(path)
            if not isinstance(data, bytes):
                return super().records_of(file)
            key = (file.kind, file.id, hashlib.sha256(data).digest())
            known = self._same.get(key)
            if known is None or not known.names_no_file:
                known = self._same[key] = _records_of(file, data)
            self._same[file.kind, file.id, path] = known
        return known

    def end(self) -> None:
        """Remember all: the other state is still to be read."""


@dataclass(frozen=True, slots=True)
class _BytesElsewhere(Mapping[Path, bytes]):
    """The bytes of files that are not where they would be; each is read when it is asked for."""

    _files: Mapping[Path, Path]

    def __getitem__(self, file: Path) -> bytes:
        return self._files[file].read_bytes()

    def __iter__(self) -> Iterator[Path]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def load_records(
    content: Path, progress: Callable[[int, int], None] | None = None, read: FilesRead | None = None
) -> Records:
    """Read every YAML file of the folder ``content``; never raises for what the files say.

    ``progress`` is called with the number of files read and of all files. What the files said
    before is in ``read``.
    """
    others = map(str, read.elsewhere) if read else ()
    found = discover(content, PLACES, read.found if read else None, others)
    records = Records(known={*found.known}, diagnostics=[*found.diagnostics])
    if read:
        records.kept, read.found = read.kept, found
        records.unwritten = _BytesElsewhere(read.elsewhere) if read.elsewhere else {}
    records.unlisted = {
        name for name in _TOGETHER if (KINDS[name].plural, KINDS[name].plural) in found.known
    }
    with without_collector():
        for count, file in enumerate(found.files, start=1):
            records.files[file.kind, file.id] = file.path
            if read:
                records.add(read.records_of(file), [BY_FILE_KIND[file.kind].name])
            else:
                _take_file(records, file, read_data(file.path))
            if progress:
                progress(count, len(found.files))
    if read:
        read.end()
    return records


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python's garbage collector from walking all records again and again.

    Neither nodes nor records form cycles, so there is nothing for it to find; without it ten
    thousand articles load in two thirds of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def take_record(
    records: Records,
    kind: RecordKind,
    id_: str,
    node: Node,
    source: YamlText,
    *,
    sound: bool = True,
    incomplete: bool = False,
) -> list[Diagnostic]:
    """Put the record into ``records``: whole if it is and its file is ``sound``, else in part.

    Returns the faults in it.
    """
    record, faults = build(kind.model, node, source)
    if record is not None and sound:
        records.of(kind.name)[id_] = record
        return list(faults)
    part = build_partly(kind.model, node, source, top=kind.top(id_), incomplete=incomplete)
    if part is None:
        return list(faults)
    records.partial.of(kind.name)[id_] = part.record
    records.faulty_places[kind.name, id_] = part.faulty_places
    return [*faults, *part.faults]


def _records_of(file: ContentFile, data: bytes | Diagnostic) -> Records:
    """What ``data``, the bytes of ``file`` or why it has none, say."""
    records = Records(unlisted=set(_TOGETHER))
    _take_file(records, file, data)
    return records


def _take_file(records: Records, file: ContentFile, data: bytes | Diagnostic) -> None:
    """Put what ``data`` say, the bytes of ``file`` or why it has none, into ``records``."""
    if not isinstance(data, bytes):
        records.diagnostics.append(data)
        return
    source, faults = decode_yaml(file.path, data)
    records.diagnostics += faults
    if source is not None:
        load_text(records, file, source, sound=not faults)


def load_text(records: Records, file: ContentFile, source: YamlText, *, sound: bool = True) -> None:
    """Put what ``source`` says, the text of ``file``, into ``records``; whole if ``sound``."""
    root, more = parse(source)
    records.diagnostics += more
    if root is None:
        return
    incomplete = bool(source.lost) or any(fault.code in _INCOMPLETE for fault in more)
    kind = BY_FILE_KIND[file.kind]
    root, cut = mark_cut_texts(kind, root, source, comments_after_values(source))
    records.diagnostics += cut
    reading = _FileLoader(
        records, source, kind, sound=sound and not (more or cut), incomplete=incomplete
    )
    if kind.together:
        reading.take_each(file, root)
    else:
        reading.take(file.id, inherit(root) if kind.model is Article else root)
    records.diagnostics += _questions(records, file, source)


def _questions(records: Records, file: ContentFile, source: YamlText) -> Iterator[Diagnostic]:
    """What comments that begin with ``# ?`` ask."""
    article = records.find(file.kind, file.id) or records.partial.find(file.kind, file.id)
    code = "to-do" if getattr(article, "draft", False) else "to-do-published"
    for place, asked in open_questions(source):
        message = f"still to decide: {asked}" if asked else "this is still to be decided"
        yield source.fault(code, place, message, "decide it, and remove the comment")


@dataclass(frozen=True, slots=True)
class _FileLoader:
    """A file on its way into ``records``; only a ``sound`` one gives any that are whole."""

    records: Records
    source: YamlText
    kind: RecordKind
    sound: bool
    incomplete: bool

    def take(self, id_: str, node: Node) -> None:
        """Take the record of that id: whole if it can be, else in part."""
        self.records.diagnostics += take_record(
            self.records,
            self.kind,
            id_,
            node,
            self.source,
            sound=self.sound,
            incomplete=self.incomplete,
        )

    def take_each(self, file: ContentFile, root: Node) -> None:
        """Take the records of a file that has many, by their ids."""
        records, source, kind = self.records, self.source, self.kind.name
        if not isinstance(root, MappingNode):
            message = f"{file.path.name} must have ids, each with its fields below it"
            place = (root.line, root.column)
            records.diagnostics.append(source.fault("wrong-shape", place, message))
            return
        records.unlisted.discard(kind)
        for id_, entry in root.entries.items():
            records.known.add((kind, id_))
            records.files[kind, id_] = file.path
            if why := why_no_id(id_):
                place = (entry.key.line, entry.key.column)
                records.diagnostics.append(source.fault("bad-id", place, *why))
            self.take(id_, entry.value)
