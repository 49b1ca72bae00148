"""Who speaks in each row of a plain sheet, and of what kind the actors are that it names."""

import re
from collections.abc import Callable, Collection, Iterable

from onrecord.desk.naming import same_name
from onrecord.reading import shown_text
from onrecord.records import Records

from .columns import word_for
from .known_names import UNKNOWN, KnownNames, known_actors, namesakes, stub_row
from .sheet import Rows, SheetRow, Workbook
from .sheet_files import Cell

_NO_KIND = (
    "add it in a column speaker_kind, or in actors.csv (actor, name, kind): person, state,"
    " organisation, bloc, office, group or unnamed"
)
# What sets names apart whoever they are of, and what does so between people.
_ALWAYS = re.compile(r"\s*[;\n|\u2022\u00b7]\s*|\s+/\s+")
_AND = "and|und|et|&|with|mit|avec"
# An organisation may have "and" or "+" in its name; a person has not.
_BETWEEN_PEOPLE = re.compile(rf"\s*[/+]\s*|\s+(?:{_AND})\s+|\s*,\s*(?:{_AND})\s+")
# "Brandt, Mia" is one person, and so is "Mia Brandt, leader"; "Ortega y Gasset" is one, too.
_COMMA = re.compile(rf"\s*,\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND}|y|e|en|og|och)\s+")
# Several whole names between commas or dashes are several people; surname and first name are not.
_COMMA_ALONE = re.compile(rf"\s*,\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND}|[\u2013\u2014-])\s+")
# Two to four words with capitals, or of a script without, and particles between them.
_FULL_NAME = re.compile(
    r"[^\W\d_a-z]\S*(?:\s+(?:(?:de|da|van|von|der|bin|al)\s+)*[^\W\d_a-z]\S*){1,3}"
)


class Speakers:
    """Puts ids in the place of speakers' names, and makes a row of each actor that has none."""

    def __init__(self, book: Workbook, rows: Rows, there: Records) -> None:
        self._book, self._rows = book, rows
        self.people = known_actors(book, rows, there)
        self._kinds = {
            row.text("actor"): _kind_of(row.cells["kind"])
            for row in rows.get("actors", ())
            if row.text("actor") and "kind" in row.cells
        }
        self._known_kinds: dict[str, str] = {id_: actor.kind for id_, actor in there.actors.items()}
        self._alone: set[str] = set()

    def learn(self, rows: Iterable[SheetRow]) -> None:
        """Note all speakers: a name that is alone in a row or a list is one speaker."""
        self._alone = {same_name(name) for row in rows for name in items(row.text("speaker"))}

    def take(self, cells: dict[str, Cell]) -> None:
        """Put ids in the place of the speakers' names; `unknown` where one of them has a fault."""
        cell, own, kind = (cells.get(f"speaker{part}") for part in ("", "_id", "_kind"))
        if cell is None:
            if own is not None:
                cells["speaker"] = own
                put_ids(cells, "speaker", self.people)
            return
        names = self._names(cell.text, own)
        owns, kinds = self._of_each(names, own), self._of_each(names, kind)
        ids: list[str | None] = [
            self._id_of(name, cell, own, kind)
            for name, own, kind in zip(names, owns, kinds, strict=False)
        ]
        complete = len(ids) == len(names) and all(ids)
        cells["speaker"] = cell.saying("; ".join(filter(None, ids)) if complete else UNKNOWN)

    def make_rows(self) -> set[str]:
        """Add a row for each known actor; returns the ids of the others."""
        people, left = self.people, set()
        known = {id_: kind.text for id_, kind in self._kinds.items()}
        persons = {id_ for id_ in people.stubs if known.get(id_, "person") == "person"}
        asked = {stub.id: other for stub, other in namesakes(people, persons)}
        for stub in people.stubs.values():
            other = asked.get(stub.id)
            if other:
                people.ask(stub.name, stub.cell, other)
            if kind := self._kinds.get(stub.id):
                self._rows["actors"].append(stub_row(stub, "actor", kind))
                continue
            left.add(stub.id)
            if not other:
                message = f"the kind of actor of {shown_text(stub.name)} is missing"
                self._book.fault("sheet-value", stub.cell.place, message, _NO_KIND)
        return left

    def _names(self, text: str, own: Cell | None) -> tuple[str, ...]:
        """The names in a cell; semicolons separate several, as in any list."""
        is_one = self.people.knows(text) or (own is not None and len(items(own.text)) == 1)
        return (text,) if is_one else items(text) or (text,)

    def _of_each(self, names: Collection[str], cell: Cell | None) -> list[Cell | None]:
        """The part of ``cell`` for each of ``names``; nothing if their numbers differ."""
        if cell is None:
            return [None] * len(names)
        said = items(cell.text)
        if len(said) == 1:
            return [cell] * len(names)
        if len(said) == len(names):
            return [cell.saying(item) for item in said]
        message = f"this cell has {len(said)} items, but there are {len(names)} speakers"
        hint = "write one for each speaker, in the same order; a single kind counts for all"
        self._book.fault("sheet-value", cell.place, message, hint)
        return []

    def _id_of(self, name: str, cell: Cell, own: Cell | None, kind: Cell | None) -> str | None:
        """The id of one speaker; None after a fault, which is noted."""
        if name.casefold() == UNKNOWN:
            return UNKNOWN
        if own is None and self._several(name, cell, kind):
            return None
        id_ = self.people.id_of(name, cell, own.text if own else None)
        if id_ and kind:
            self._note_kind(id_, _kind_of(kind))
        return id_

    def _several(self, text: str, cell: Cell, kind: Cell | None) -> bool:
        """Whether ``text`` may name several speakers; the workbook then gets a note."""
        of = _kind_of(kind).text if kind else None
        found = speakers_of(text, of, self.people.knows, self._alone)
        if len(found) == 1:
            return False
        message = f"this cell names several speakers: {', '.join(map(shown_text, found))}"
        hint = (
            f"if they said it together, write '{'; '.join(found)}'; if not, make a row for each; a"
            " role goes in a column role; if it is one name, give it an id in a column speaker_id"
        )
        self._book.fault("sheet-name", cell.place, message, hint)
        return True

    def _note_kind(self, id_: str, kind: Cell) -> None:
        known = self._kinds.setdefault(id_, kind)
        given = self._known_kinds.get(id_, known.text)
        if given != kind.text:
            message = f"'{id_}' has the kind {shown_text(given)} elsewhere, but another one here"
            self._book.fault("sheet-row", kind.place, message, "an actor has only one kind")


def items(text: str) -> tuple[str, ...]:
    """The items of a list in a cell, which semicolons part."""
    return tuple(filter(None, map(str.strip, text.split(";"))))


def put_ids(cells: dict[str, Cell], name: str, known: KnownNames) -> None:
    """Put ids in the place of names, which are parted by semicolons."""
    if cell := cells.get(name):
        ids = [id_ for text in items(cell.text) if (id_ := known.id_of(text, cell))]
        if ids:
            cells[name] = cell.saying("; ".join(dict.fromkeys(ids)))
        else:
            del cells[name]


def _kind_of(cell: Cell) -> Cell:
    """The cell with the vocabulary's word for its text."""
    return cell.saying(word_for("actor_kind", cell.text))


def speakers_of(
    text: str, kind: str | None, known: Callable[[str], bool], others: Collection[str] = ()
) -> tuple[str, ...]:
    """The names in ``text``: one, or several if it says so.

    A name may contain what separates names elsewhere: "Ministry of Trade and Industry" is one.
    ``kind`` is the kind of actor in the row; ``known`` tells whether a name is that of a known
    actor; ``others`` are names that are alone in other rows, as `same_name` spells them.

    >>> speakers_of("Ministry of Trade and Industry", "office", lambda name: False)
    ('Ministry of Trade and Industry',)
    """
    if known(text):
        return (text,)
    parts = _parts(_ALWAYS, text)
    if len(parts) > 1:
        return parts
    parts = _parts(_COMMA_ALONE, text)
    if kind == "person" and len(parts) > 1 and all(map(_FULL_NAME.fullmatch, parts)):
        return parts
    for separator in (_BETWEEN_PEOPLE, _COMMA):
        parts = _parts(separator, text)
        people = kind == "person" and separator is _BETWEEN_PEOPLE
        if len(parts) > 1 and (people or all(known(it) or same_name(it) in others for it in parts)):
            return parts
    return (text,)


def _parts(separator: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(part for part in separator.split(text.strip()) if part)
