"""From a content folder to records and everything that is wrong with its files."""

import gc
import hashlib
import json
import marshal
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from onrecord.diagnostics import Diagnostic
from onrecord.reading import ContentFile, decode_yaml, discover
from onrecord.reading.files import Discovery
from onrecord.reading.yaml_text import read_data
from onrecord.writing import whole_files
from onrecord.writing.processes import done, usable_processes

from .articles_demands_claims import Article
from .record_from_nodes import UnreadArticle
from .record_kinds import BY_FILE_KIND, KINDS, PLACES
from .record_set import CacheByRecord, Records, RecordSet, plain_values, take_file

# The kinds whose records are together in one file.
TOGETHER = frozenset(name for name, kind in KINDS.items() if kind.together)
_AT_ONCE = 250  # articles that one process parses
_TICK = 3_000_000_000  # nanoseconds: within these a file system may give two writes one time


class _FileRead(NamedTuple):
    """What a file said, and its state before it was read."""

    state: tuple[int, ...] | None
    digest: bytes
    records: Records


def state_of(path: str) -> tuple[int, ...] | None:
    """A value that changes when the file ``path`` is written; None if that may just have been."""
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
        articles: what articles said to an earlier process.
    """

    def __init__(self) -> None:
        self.elsewhere: Mapping[Path, Path] = {}
        self.articles = CachedArticles()
        self.kept = CacheByRecord()
        self.found: Discovery | None = None
        self._read: dict[str, _FileRead] = {}
        self._now: dict[str, _FileRead] = {}

    def records_of(self, file: ContentFile) -> Records:
        """The records in ``file`` now."""
        path = str(file.path)
        known, state = self._read.get(path), state_of(path)
        if known is None or state is None or known.state != state:
            data = read_data(file.path)
            if not isinstance(data, bytes):
                return records_of_file(file, data)
            digest = hashlib.sha256(data).digest()
            same = known is not None and known.digest == digest
            said = known.records if known and same else self._records(file, data, digest)
            known = _FileRead(state, digest, said)
        self._now[path] = known
        return known.records

    def _records(self, file: ContentFile, data: bytes, digest: bytes) -> Records:
        is_article = file.kind == "article"
        if article := self.articles.said(file.path, digest.hex()) if is_article else None:
            return Records(unlisted=set(TOGETHER), articles={file.id: article})
        return records_of_file(file, data)

    def end(self) -> None:
        """Forget files that no longer exist."""
        self._read, self._now, self.articles = self._now, {}, CachedArticles()


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


class _Said(NamedTuple):
    """What an article said, as JSON: its `record`.

    One of which there is something to report has its `text` instead: its faults have places.
    """

    form: str
    json: str
    particulars: str = ""  #: in JSON, as far as they are known


class CachedArticles:
    """What articles contained when last read, so that the same bytes are not parsed again.

    Attributes:
        digests: the SHA-256 of the bytes of each article that was read now, by its path.
        unchanged: the same of files that are not to be read, since they are known not to differ.
        particulars: those of articles that are to be kept, in JSON, by path.
    """

    def __init__(self) -> None:
        self.digests: dict[str, str] = {}
        self.unchanged: Mapping[str, str] = {}
        self.particulars: Mapping[str, str] = {}
        self._said: dict[tuple[str, str], _Said] = {}  # by path and digest
        self._read: dict[str, bytes | Diagnostic] = {}
        self._parsed: set[str] = set()  # what was parsed now, and may be no record

    @classmethod
    def of_file(cls, file: Path, program: bytes) -> "CachedArticles":
        """The cache in ``file`` from this version of the ``program``; empty if it is damaged."""
        found = cls()
        lines = whole_files.unsealed(file, os.fsencode(file), program) or b""
        for line in lines.decode().splitlines():
            path, digest, *said = line.split("\t", 4)
            found._said[json.loads(path), digest] = _Said(*said)
        return found

    def write(self, file: Path, program: bytes, named: bytes) -> None:
        """Leave in ``file`` what was read now, and what was before if its digest is ``named``."""
        kept = []
        for (path, digest), said in self._said.items():
            is_now = self.digests.get(path) == digest
            if is_now or digest.encode() in named:
                found = said.particulars or (self.particulars.get(path, "") if is_now else "")
                kept.append("\t".join((json.dumps(path), digest, *said[:2], found)).encode())
        made = whole_files.sealed(b"\n".join(kept), os.fsencode(file), program)
        if not file.exists() or file.read_bytes() != made:
            whole_files.write_file(file, made)

    def said(self, path: Path, digest: str) -> Article | None:
        """The cached article with this digest, if nothing is wrong with it."""
        said = self._said.get((str(path), digest))
        return UnreadArticle.of(*said[1:]) if said and said.form == "record" else None

    def read(self, files: Iterable[ContentFile]) -> None:
        """Read ``files``; several processes parse those that are not known."""
        new = []
        for file in files:
            path = str(file.path)
            digest = self.unchanged.get(path, "")
            if not self.said(file.path, digest):
                self._read[path] = data = read_data(file.path)
                if not isinstance(data, bytes):
                    continue
                digest = hashlib.sha256(data).hexdigest()
                if (path, digest) not in self._said:
                    new.append((file, data))
            self.digests[path] = digest
        jobs = [partial(_said_by, new[at : at + _AT_ONCE]) for at in range(0, len(new), _AT_ONCE)]
        processes = usable_processes() if len(jobs) > 1 else 1
        given = map(marshal.loads, done(jobs, processes))
        for (file, _), said in zip(new, chain.from_iterable(given), strict=True):
            path = str(file.path)
            self._said[path, self.digests[path]] = _Said(*said)
            self._parsed.add(path)

    def take(self, records: Records, file: ContentFile) -> None:
        """Put what ``file`` says, which has been read, into ``records``."""
        path = str(file.path)
        data, digest = self._read.pop(path, b""), self.digests.get(path, "")
        if article := self.said(file.path, digest):
            try:
                if path in self._parsed:
                    article.title  # noqa: B018 - asked for anything, it is made
                records.articles[file.id] = article
            except ValidationError:
                del self._said[path, digest]
            else:
                return
        take_file(records, file, data)

    def before(self, now: Records, differing: Mapping[Path, str]) -> Records | None:
        """The records of before; ``now`` all are the same but for ``differing`` articles.

        Of these there is the digest that each had, empty where there was none. None where one was
        moved, or what it said is not known.
        """
        paths = [path for (kind, _), path in now.files.items() if kind == "article"]
        gone = {path for path in differing if path not in {*paths}}
        come = {path for path, digest in differing.items() if not digest}
        if {path.stem for path in gone} & {path.stem for path in come}:
            return None
        then = [path for path in (*paths, *gone) if path not in come]
        then = sorted(then, key=lambda path: path.parts) if gone else then
        found = copy(now)
        found.articles, found.partial, found.faulty_places = {}, RecordSet(), {}
        found.diagnostics = []
        found.files = {key: path for key, path in now.files.items() if key[0] != "article"}
        for path in then:
            found.files["article", path.stem] = path
            if not (digest := differing.get(path)):
                found.articles[path.stem] = now.articles[path.stem]
            elif (known := self._said.get((str(path), digest))) is None:
                return None
            elif known.form == "text":
                data = json.loads(known.json).encode(errors="surrogateescape")
                take_file(found, ContentFile("article", path.stem, path), data)
            else:
                found.articles[path.stem] = UnreadArticle.of(*known[1:])
        return found if len(found.articles) == len(then) else None


def load_records(
    content: Path,
    progress: Callable[[int, int], None] | None = None,
    read: FilesRead | None = None,
    articles: CachedArticles | None = None,
) -> Records:
    """Read every YAML file of the folder ``content``; never raises for what the files say.

    ``progress`` is called with the number of files read and of all files. What the files said
    before is in ``read``, or what articles did to an earlier process in ``articles``.
    """
    others = map(str, read.elsewhere) if read else ()
    found = discover(content, PLACES, read.found if read else None, others)
    records = Records(known={*found.known}, diagnostics=[*found.diagnostics])
    if read:
        records.kept, read.found = read.kept, found
        records.unwritten = _BytesElsewhere(read.elsewhere) if read.elsewhere else {}
    records.unlisted = {
        name for name in TOGETHER if (KINDS[name].plural, KINDS[name].plural) in found.known
    }
    with without_collector():
        if read and articles:
            read.articles = articles
        elif articles:
            articles.read(file for file in found.files if file.kind == "article")
        for count, file in enumerate(found.files, start=1):
            records.files[file.kind, file.id] = file.path
            if read:
                records.add(read.records_of(file), [BY_FILE_KIND[file.kind].name])
            elif articles and file.kind == "article":
                articles.take(records, file)
            else:
                take_file(records, file, read_data(file.path))
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


def records_of_file(file: ContentFile, data: bytes | Diagnostic) -> Records:
    """The records in ``data``, the bytes of ``file`` or why they cannot be read."""
    records = Records(unlisted=set(TOGETHER))
    take_file(records, file, data)
    return records


def _said_by(files: Iterable[tuple[ContentFile, bytes]]) -> bytes:
    """The contents of ``files``, as another process can return them."""
    return marshal.dumps([tuple(_said(file, data)) for file, data in files])


def _said(file: ContentFile, data: bytes) -> _Said:
    """The content of ``file``, from its bytes ``data``; not yet validated as a record."""
    source, faults = decode_yaml(file.path, data)
    said = plain_values(file, source) if source and not faults else None
    if said is None:
        return _Said("text", json.dumps(data.decode(errors="surrogateescape")))
    return _Said("record", json.dumps(said))
