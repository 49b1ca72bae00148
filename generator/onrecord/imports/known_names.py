"""Actors and topics that a plain sheet names: found among those that are known, else made.

A name is never guessed. Where it may be that of somebody known, the report asks who it is.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from onrecord.desk.naming import LETTERS, alike, clean_name, same_name
from onrecord.reading import shown_path, shown_text
from onrecord.reading.texts import why_no_id
from onrecord.records import Records

from .sheet import Rows, SheetRow, Workbook
from .sheet_files import Cell

UNKNOWN = "unknown"
_LONGEST = 60  # characters of an id
_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}  # letters that some write as two
_TWO_LETTERS = re.compile("[äöüåø]")  # who imports a table may have typed either
_NO = {
    "actor": "give this one its own id, in a column speaker_id or in a sheet actors.csv",
    "topic": "give this one its own id, in a sheet topics.csv",
}
# What is behind a name: in brackets, such as the body that somebody is of; or a role.
_REMARK = re.compile(r"\s*(?:[(\[]|,\s*[a-z]{2,}).*$")
_LONG = 5  # letters of a surname in which one may be a slip


def slug(text: str) -> str:
    """``text`` spelt like an id; empty where none of its letters has an ASCII one.

    >>> slug("Łódź Dockers' Union")
    'lodz-dockers-union'
    """
    plain = unicodedata.normalize("NFKD", same_name(text).replace("'", "").translate(LETTERS))
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition("-")[0] or words[:_LONGEST]


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of an actor or a topic, and where it was found."""

    id: str
    name: str
    where: str | tuple[int, int]  # a file, or a place in the workbook
    person: bool = False  # whether it is a person, who may be called by a surname alone


@dataclass(slots=True)
class Stub:
    """An actor or topic that is named and has no row; its name, and where it is first."""

    id: str
    name: str
    cell: Cell
    given: bool = False  # whether the sheet gives its id, so that no question is left


class KnownNames:
    """Ids and names of one kind of record; what is not known becomes a stub."""

    def __init__(self, book: Workbook, kind: str, named: Iterable[KnownName]) -> None:
        self._book, self._kind = book, kind
        self._by_id: dict[str, KnownName] = {}
        self._same: dict[str, set[str]] = {}
        self._alike: dict[str, KnownName] = {}
        self._asked: set[str] = set()
        self.named = list(named)
        self.stubs: dict[str, Stub] = {}
        for known in self.named:
            self._add(known)

    def knows(self, text: str) -> bool:
        """Whether ``text`` is an id or a name of somebody."""
        name = clean_name(text)
        return name in self._by_id or same_name(name) in self._same

    def id_of(self, text: str, cell: Cell, own: str | None = None) -> str | None:
        """The id that ``text`` in ``cell`` means, or ``own``; None if there is a fault."""
        text = clean_name(text)
        if own is not None:
            return own if own in self._by_id else self._stub(own, text, cell, given=True)
        if text in self._by_id:
            return text
        key = same_name(text)
        if key in self._asked:
            return None
        if len(ids := self._same.get(key, set())) == 1:
            return next(iter(ids))
        made = None
        if ids:
            message = f"more than one is called {shown_text(text)}: {', '.join(sorted(ids))}"
            self._book.fault("sheet-name", cell.place, message, "write the id of the one you mean")
        elif other := self._maybe(text):
            self.ask(text, cell, other)
        elif why := _why_no_slug(text):
            hint = "add a column speaker_id, or a row in actors.csv or topics.csv"
            message = f"no id can be made of {shown_text(text)}: {why}"
            self._book.fault("sheet-value", cell.place, message, hint)
        else:
            made = self._stub(slug(text), text, cell)
        if made is None:
            self._asked.add(key)
        return made

    def ask(self, text: str, cell: Cell, other: KnownName) -> None:
        """Ask whether ``text`` names ``other``."""
        where = other.where if isinstance(other.where, str) else self._book.where(other.where)
        message = f"is {shown_text(text)} the same as {shown_text(other.name)} ({where})?"
        hint = f"if so, write '{other.name}' here too; if not, {_NO[self._kind]}"
        self._book.fault("sheet-name", cell.place, message, hint)

    def _maybe(self, text: str) -> KnownName | None:
        """A known record that ``text`` may name, by a similar spelling or the same id."""
        found = (self._alike.get(key) for key in _keys(text))
        return next((named for named in found if named), None) or self._by_id.get(slug(text))

    def _stub(self, id_: str, name: str, cell: Cell, *, given: bool = False) -> str:
        self._add(KnownName(id_, name, cell.place))
        self.stubs[id_] = Stub(id_, name, cell, given)
        return id_

    def _add(self, known: KnownName) -> None:
        self._by_id.setdefault(known.id, known)
        self._same.setdefault(same_name(known.name), set()).add(known.id)
        for key in _keys(known.name):
            self._alike.setdefault(key, known)


def _keys(name: str) -> list[str]:
    """What spellings of a name share: without accents, "Mueller", or surname first."""
    keys = [alike(name), alike(_TWO_LETTERS.sub(lambda at: _LETTERS[at[0]], name.casefold()))]
    last, comma, first = name.partition(",")
    if comma and "," not in first:
        keys.append(alike(f"{first} {last}"))
    return [key for key in dict.fromkeys(keys) if key]


def _why_no_slug(name: str) -> str | None:
    """Why ``name`` cannot become an id; None if it can."""
    made = slug(name)
    if not made:
        return "it has no Latin letter or digit"
    why = why_no_id(made)
    return why[0] if why else None


def known_actors(book: Workbook, rows: Rows, there: Records) -> KnownNames:
    """The actors that tables name, and those that are there already, by all their names."""
    known: list[KnownName] = []
    for id_, actor in there.actors.items():
        where = shown_path(there.files["actor", id_])
        person = actor.kind == "person"
        names = (actor.name, *(other.name for other in actor.names))
        known += (KnownName(id_, name, where, person) for name in names)
    persons = {row.text("actor") for row in rows.get("actors", ()) if row.text("kind") == "person"}
    known += _pairs(rows, "actors", "actor", persons)
    known += _pairs(rows, "actor_names", "actor", persons)
    return KnownNames(book, "actor", known)


def known_topics(book: Workbook, rows: Rows, there: Records) -> KnownNames:
    """The topics that tables name, and those that are there already."""
    known = [
        KnownName(id_, topic.name, shown_path(there.files["topic", id_]))
        for id_, topic in there.topics.items()
    ]
    return KnownNames(book, "topic", [*known, *_pairs(rows, "topics", "topic")])


def namesakes(known: KnownNames, persons: set[str]) -> Iterator[tuple[Stub, KnownName]]:
    """New ``persons`` that may be known ones.

    One name is the end of the other, as a surname is, or has an initial for the first name, or a
    remark in brackets; or one letter of the surname is missing or in another place.
    """
    stubs = [
        KnownName(stub.id, stub.name, stub.cell.place, person=True)
        for stub in known.stubs.values()
        if stub.id in persons
    ]
    every = [*(named for named in known.named if named.person), *stubs]
    by_key: dict[tuple[str, ...], list[KnownName]] = {}
    for named in every:
        for key in _person_keys(named.name):
            by_key.setdefault(key, []).append(named)
    bare = {named.id: _REMARK.sub("", named.name) for named in every}
    order = {
        named.id: (-len(bare[named.id]), bare[named.id] != named.name, number)
        for number, named in enumerate(every)
    }
    made = {named.id for named in stubs}
    for named in stubs:
        stub = known.stubs[named.id]
        others = (it for key in _person_keys(named.name) for it in by_key[key] if it != named)
        for other in () if stub.given else others:
            # Of two new ones the shorter is asked about, or the later.
            asks = other.id not in made or order[other.id] < order[named.id]
            its_own = other.id in made and known.stubs[other.id].given
            if asks and not its_own and _may_be(named.name, other.name):
                yield stub, other
                break


def _person_keys(name: str) -> Iterator[tuple[str, ...]]:
    """What ``name`` shares with other names of the same person: each of its endings."""
    words = tuple(alike(_REMARK.sub("", name) or name).split())
    yield from (words[start:] for start in range(len(words)))
    if len(words) > 1:
        *_, last = words
        yield from ((words[0][0], last[:at] + last[at + 1 :]) for at in range(len(last)))
        yield words[0][0], last
        yield words[0], "".join(sorted(last))


def _may_be(one: str, two: str) -> bool:
    """Whether two names with a common key may belong to one person."""
    first, second = (alike(_REMARK.sub("", it) or it).split() for it in (one, two))
    short, long = sorted((first, second), key=len)
    if len(short) < len(long) or len(short) == 1:
        return short == long[-len(short) :]
    if min(len(short[0]), len(long[0])) == 1:
        return short[1:] == long[1:] and short[0][0] == long[0][0]
    less, more = sorted((short[-1], long[-1]), key=len)
    moved = len(less) == len(more) and sorted(less) == sorted(more)
    missing = less in (more[:at] + more[at + 1 :] for at in range(len(more)))
    return short[:-1] == long[:-1] and len(more) >= _LONG and (moved or missing)


def stub_row(stub: Stub, key: str, kind: Cell | None = None) -> SheetRow:
    """The row of a table that says of ``stub`` what is known of it."""
    cells = {key: stub.cell.saying(stub.id), "name": stub.cell.saying(stub.name)}
    if kind:
        cells["kind"] = kind
    return SheetRow(cells, stub.cell.line)


def _pairs(rows: Rows, table: str, key: str, persons: Collection[str] = ()) -> Iterator[KnownName]:
    for row in rows.get(table, ()):
        id_, name = row.text(key), row.text("name")
        if id_ and name:
            yield KnownName(id_, name, row.place("name"), id_ in persons)
