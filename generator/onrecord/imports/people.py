"""Actors and topics that a plain sheet names: found among those that are known, else made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.exports.cells import guarded, unguarded
from onrecord.reading.texts import shown_text
from onrecord.records.load import Records

from .book import Book, Cell, Row
from .slugs import slug, unique
from .tables import Rows

UNKNOWN = "unknown"


@dataclass(slots=True)
class Stub:
    """One who is named and has no row: its name, and where it stands first."""

    id: str
    name: str
    cell: Cell


class Known:
    """Ids and names of one kind of record; what is not known becomes a stub."""

    def __init__(self, book: Book, named: Iterable[tuple[str, str]]) -> None:
        self._book = book
        self._ids: set[str] = set()
        self._by_name: dict[str, str | None] = {}
        self.stubs: dict[str, Stub] = {}
        for id_, name in named:
            self._ids.add(id_)
            known = self._by_name.setdefault(_folded(name), id_)
            if known != id_:
                self._by_name[_folded(name)] = None  # two of one name

    def id_of(self, text: str, cell: Cell, own: str | None = None) -> str | None:
        """The id of whom ``text`` names; None where none can be made, which the book then knows.

        Args:
            text: an id or a name.
            cell: where it stands.
            own: the id that the sheet gives.
        """
        text = " ".join(text.split())
        if own is not None:
            return own if own in self._ids else self._stub(own, text, cell)
        if text in self._ids:
            return text
        name = _folded(text)
        if name in self._by_name:
            found = self._by_name[name]
            if found is None:
                message = f"more than one is called {shown_text(text)}"
                self._book.fault(
                    "sheet-value", cell.place, message, "write the id of the one meant"
                )
            return found
        made = slug(text)
        if not made:
            message = f"no id can be made of {shown_text(text)}: it has no Latin letter or digit"
            hint = "add a column speaker_id, or a row in actors.csv or topics.csv"
            self._book.fault("sheet-value", cell.place, message, hint)
            self._by_name[name] = None
            return None
        return self._stub(unique(made, self._ids), text, cell)

    def _stub(self, id_: str, name: str, cell: Cell) -> str:
        self._ids.add(id_)
        self._by_name.setdefault(_folded(name), id_)
        self.stubs[id_] = Stub(id_, name, cell)
        return id_


def actors(book: Book, rows: Rows, there: Records) -> Known:
    """The actors that tables name, and those that are there already."""
    return Known(
        book,
        [
            *((id_, one.name) for id_, one in there.actors.items()),
            *_pairs(rows, "actors", "actor"),
            *_pairs(rows, "actor_names", "actor"),
        ],
    )


def topics(book: Book, rows: Rows, there: Records) -> Known:
    """The topics, likewise."""
    known = ((id_, one.name) for id_, one in there.topics.items())
    return Known(book, [*known, *_pairs(rows, "topics", "topic")])


def stub_row(stub: Stub, key: str, kind: Cell | None = None) -> Row:
    """The row of a table that says of ``stub`` what is known of it."""
    line, column = stub.cell.place
    cells = {key: Cell(stub.id, line, column), "name": Cell(guarded(stub.name), line, column)}
    if kind:
        cells["kind"] = kind
    return Row(cells, line)


def _pairs(rows: Rows, table: str, key: str) -> Iterator[tuple[str, str]]:
    for row in rows.get(table, ()):
        id_, name = row.text(key), row.text("name")
        if id_ and name:
            yield id_.strip(), unguarded(name)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
