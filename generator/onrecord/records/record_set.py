"""The records of a desk with what is wrong with them, and what was found in them.

What a file says becomes a part of such a set.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, TypeVarTuple

from pydantic import BaseModel

from onrecord.diagnostics import Diagnostic
from onrecord.reading import ContentFile, MappingNode, Node, YamlPath, YamlText, decode_yaml, parse
from onrecord.reading.nodes import comments_after_values, open_questions, plain
from onrecord.reading.texts import why_no_id

from .actors_topics_events import Actor, Briefing, Event, Topic
from .articles_demands_claims import Article, Claim, Demand
from .record_from_nodes import (
    NOTHING_FAULTY,
    FaultyPlaces,
    articles_with,
    build_partly,
    make_record,
)
from .record_kinds import BY_FILE_KIND, KINDS, RecordKind
from .record_nodes import inherit, mark_cut_texts

# Faults of YAML with which a part of the file is lost.
_INCOMPLETE = frozenset({"alias", "duplicate-key", "second-document", "yaml-syntax"})

_Item = TypeVar("_Item")
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_Owner = TypeVar("_Owner", bound=BaseModel)
_Rest = TypeVarTuple("_Rest")


class LimitedCache(dict[_Key, _Value]):
    """A cache that is emptied when it would have more than ``limit`` values."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def __setitem__(self, key: _Key, value: _Value) -> None:
        if len(self) >= self._limit:
            self.clear()
        super().__setitem__(key, value)


# A record, what else a function got, and what it found.
_Kept: TypeAlias = tuple[object, tuple[object, ...], Any]


class CacheByRecord:
    """What functions found in records, kept for as long as the records are the same objects.

    A file that is as it was when a desk was last read gives the same records. A function has to
    get all that its answer depends on: it is called again as soon as one of these differs.
    """

    def __init__(self, *, keeps: bool = True) -> None:
        """Begin empty; whoever reads a desk only once ``keeps`` nothing."""
        self.keeps = keeps
        # By the function and the identity of the record.
        self._before: dict[tuple[object, int], _Kept] = {}
        self._now: dict[tuple[object, int], _Kept] = {}
        self._whole: dict[object, tuple[object, tuple[Any, ...]]] = {}
        self._most = 0
        #: the desk that was linked last of all records, and of those without drafts
        self.desks: dict[bool, Any] = {}

    def of(
        self, function: Callable[[_Owner, *_Rest], Iterable[_Item]], record: _Owner, *rest: *_Rest
    ) -> tuple[_Item, ...]:
        """What ``function`` finds in ``record``, beside ``rest``."""
        if not self.keeps:
            return tuple(function(record, *rest))
        key = function, id(record)
        known = self._now.get(key) or self._before.get(key)
        # What is kept holds its record, so that no other gets the same identity.
        if known is None or known[0] is not record or known[1] != rest:
            known = record, rest, tuple(function(record, *rest))
        self._now[key] = known
        found: tuple[_Item, ...] = known[2]
        return found

    def same(
        self, inputs: object, function: Callable[[*_Rest], Iterable[_Item]], *given: *_Rest
    ) -> tuple[_Item, ...]:
        """What ``function`` finds in ``given``; it depends only on ``inputs``."""
        known = self._whole.get(function)
        if known is None or known[0] != inputs:
            known = inputs, tuple(function(*given))
        if self.keeps:
            self._whole[function] = known
        return known[1]

    def end(self, *, whole: bool = True) -> None:
        """Forget what nobody has asked for since the last end, where the ``whole`` was looked at.

        Else all is kept, until that is twice as much.
        """
        self._most = 2 * len(self._now) if whole else self._most
        if whole or len(self._now) > self._most:
            self._before, self._now = self._now, {}


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
        """The record of ``kind`` with this id, if any."""
        record: BaseModel | None = self.of(kind).get(id_) if kind in KINDS else None
        return record

    def all(self, *having: str) -> Iterator[tuple[str, str, YamlPath, BaseModel]]:
        """Each record: its kind, its id, its path in its file and itself.

        Of articles only those that may be ``having`` one of these parts of JSON, if any.
        """
        for name, kind in KINDS.items():
            records = self.of(name).items()
            some = articles_with(records, *having) if having and name == "article" else records
            for id_, record in some:
                yield name, id_, kind.top(id_), record


@dataclass(slots=True)
class Records(RecordSet):
    """The content of a folder, before anything is linked."""

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
    kept: CacheByRecord = field(
        default_factory=lambda: CacheByRecord(keeps=False), compare=False, repr=False
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
        drafts = {
            id_
            for id_, article in articles_with(self.articles.items(), '"draft":')
            if article.draft
        }
        if not drafts:
            return self
        finished = {id_: self.articles[id_] for id_ in self.articles if id_ not in drafts}
        left = self.files.keys() - {("article", id_) for id_ in drafts}
        files = {key: self.files[key] for key in self.files if key in left}
        return replace(self, articles=finished, files=files)


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
    record, faults = make_record(kind.model, node, source)
    if record is not None and sound:
        records.of(kind.name)[id_] = record
        return list(faults)
    part = build_partly(kind.model, node, source, top=kind.top(id_), incomplete=incomplete)
    if part is None:
        return list(faults)
    records.partial.of(kind.name)[id_] = part.record
    records.faulty_places[kind.name, id_] = part.faulty_places
    return [*faults, *part.faults]


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
    sound = sound and not (more or cut)
    whole = inherit(root) if kind.model is Article else root
    for id_, node in _by_id(records, file, root, source) if kind.together else [(file.id, whole)]:
        taken = take_record(records, kind, id_, node, source, sound=sound, incomplete=incomplete)
        records.diagnostics += taken
    records.diagnostics += _questions(records, file, source)


def plain_values(file: ContentFile, source: YamlText) -> object:
    """What ``source`` says, the text of ``file``: texts, lists and dicts, each quote complete.

    None where anything is to be reported of it, or may be.
    """
    root, faults = parse(source)
    if root is None or faults or open_questions(source):
        return None
    kind = BY_FILE_KIND[file.kind]
    root, cut = mark_cut_texts(kind, root, source, comments_after_values(source))
    return None if cut else plain(inherit(root) if kind.model is Article else root)


def _by_id(
    records: Records, file: ContentFile, root: Node, source: YamlText
) -> Iterator[tuple[str, Node]]:
    """The records of a file by their ids; ``records`` take note of these."""
    kind = BY_FILE_KIND[file.kind].name
    if not isinstance(root, MappingNode):
        message = f"{file.path.name} must have ids, each with its fields below it"
        records.diagnostics.append(source.fault("wrong-shape", (root.line, root.column), message))
        return
    records.unlisted.discard(kind)
    for id_, entry in root.entries.items():
        records.known.add((kind, id_))
        records.files[kind, id_] = file.path
        if why := why_no_id(id_):
            place = (entry.key.line, entry.key.column)
            records.diagnostics.append(source.fault("bad-id", place, *why))
        yield id_, entry.value


def _questions(records: Records, file: ContentFile, source: YamlText) -> Iterator[Diagnostic]:
    """What comments that begin with ``# ?`` ask."""
    article = records.find(file.kind, file.id) or records.partial.find(file.kind, file.id)
    code = "to-do" if getattr(article, "draft", False) else "to-do-published"
    for place, asked in open_questions(source):
        message = f"still to decide: {asked}" if asked else "this is still to be decided"
        yield source.fault(code, place, message, "decide it, and remove the comment")


def take_file(records: Records, file: ContentFile, data: bytes | Diagnostic) -> None:
    """Put what ``data`` say, the bytes of ``file`` or why it has none, into ``records``."""
    if isinstance(data, bytes):
        source, faults = decode_yaml(file.path, data)
        records.diagnostics += faults
        if source is not None:
            load_text(records, file, source, sound=not faults)
    else:
        records.diagnostics.append(data)
