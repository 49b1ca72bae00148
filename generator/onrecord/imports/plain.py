"""A plain sheet of quotes as rows of tables: nothing is added but ids, and titles of sources."""

from __future__ import annotations

import re
from collections import defaultdict

from onrecord.captures.typography import NO_WIDTH
from onrecord.desk.naming import same_name
from onrecord.exports.csv import guarded, unguarded
from onrecord.reading.texts import shown_text
from onrecord.records.load import Records

from . import people
from .columns import NAMES, OF_ARTICLE, OF_QUOTE, REMARKS, missing, named, names_no_column
from .people import UNKNOWN, unique
from .sheet import Book, Cell, Row, Sheet, rows_below
from .sources import Sources
from .speakers import speakers_of
from .tables import Rows
from .values import Unmarking, date_of, word_for

_FORMS = "direct, partial, indirect or scare: how the source gives the words"
_KINDS = "person, state, organisation, bloc, office, group or unnamed"
_EDGES = re.compile(rf"^(?:\s|{NO_WIDTH.pattern})+|(?:\s|{NO_WIDTH.pattern})+$")
_NEEDED = {
    "text": "the exact words",
    "speaker": "who said it: a name, an id, or unknown",
    "form": _FORMS,
    "publisher": "who published the source",
}
# Columns that name actors beside the speaker.
_ACTORS = ("to", "mentions", "quoting", "party")
_DATES = ("published", "retrieved", "added", "event_date", "said_date")


class Plain:
    """Takes plain sheets into ``rows``, beside the tables there are.

    Attributes:
        stubs: ids of actors that had no row.
        meant: kind and id of those that have none even now, since their kind is not known.
    """

    def __init__(self, book: Book, rows: Rows, there: Records) -> None:
        self._book, self._rows = book, rows
        self._people = people.actors(book, rows, there)
        self._topics = people.topics(book, rows, there)
        self._sources = Sources(book, rows, there)
        self._articles = {
            id_.strip(): row for row in rows.get("articles", ()) if (id_ := row.text("article"))
        }
        self._kinds: dict[str, Cell] = {
            id_.strip(): _kind_cell(row.cells["kind"])
            for row in rows.get("actors", ())
            if (id_ := row.text("actor")) and "kind" in row.cells
        }
        self._known_kinds: dict[str, str] = {id_: one.kind for id_, one in there.actors.items()}
        self._taken: list[Row] = []
        self._speakers: set[str] = set()
        self._quotes: defaultdict[str, list[Row]] = defaultdict(list)
        self._unmarking = Unmarking(book)
        self.stubs: list[str] = []
        self.meant: set[tuple[str, str]] = set()

    def take(self, sheet: Sheet) -> None:
        """Take the rows of ``sheet``; where a column is missing that all need, none."""
        book = self._book
        if names_no_column(book, sheet, NAMES):
            return
        names = named(book, sheet, NAMES, several=frozenset({REMARKS}))
        lacking = [
            name
            for name in _NEEDED
            if name not in names and not (name == "publisher" and self._rows.get("articles"))
        ]
        for name in lacking:
            missing(book, sheet, name, NAMES, f"it holds {_NEEDED[name]}")
        if lacking:
            return
        rows = rows_below(book, sheet, names)
        self._taken += rows
        if any(REMARKS in row.cells for row in rows):
            for cell in (
                one for one, name in zip(sheet.header, names, strict=True) if name == REMARKS
            ):
                message = (
                    f"{shown_text(cell.text.strip())} is for the desk: it is kept as comments in"
                    " the YAML, and never published on the site"
                )
                hint = "what readers are to see goes in a column 'public note'"
                book.fault("sheet-read", (cell.line, cell.column), message, hint)

    def settle(self) -> None:
        """Make rows of tables of what was taken: only all of it tells what is of one article."""
        for row in self._taken:
            for name, written in row.cells.items():
                row.cells[name] = Cell(_without_edges(written.text), *written.place)
            for name in _DATES:
                if cell := row.cells.get(name):
                    date = date_of(unguarded(cell.text).strip(), self._book.dates)
                    row.cells[name] = Cell(date or cell.text, *cell.place)
        self._speakers = {same_name(row.text("speaker") or "") for row in self._taken}
        articles = self._sources.of(self._taken)
        for row in self._taken:
            self._take(row, articles.get(row.line))
        self._unmarking.tell()
        self._settle_articles()
        for stub in self._topics.stubs.values():
            self._rows["topics"].append(people.stub_row(stub, "topic"))
        self._settle_actors()

    def _settle_articles(self) -> None:
        tabled: defaultdict[str | None, list[Row]] = defaultdict(list)
        for row in self._rows["quotes"]:
            tabled[row.text("article")].append(row)
        for article, rows in self._quotes.items():
            self._complete(self._articles[article])
            self._language(self._articles[article], rows)
            taken = {(row.text("id") or "").strip() for row in (*rows, *tabled[article])}
            for number, row in enumerate(rows, start=1):
                if "id" not in row.cells:
                    id_ = unique(f"quote-{number}", taken)
                    taken.add(id_)
                    row.cells["id"] = Cell(id_, *row.place("text"))
                if remark := row.cells.pop(REMARKS, None):
                    # No line is left to begin as a comment that an editor obeys.
                    lines = (f"Remark: {line}" for line in unguarded(remark.text).splitlines())
                    self._book.remarks[row.place("id")] = "\n".join(lines)
            self._rows["quotes"] += rows

    def _settle_actors(self) -> None:
        """Give each actor that has no row one, where it is known who and of what kind it is."""
        kinds = {id_: cell.text for id_, cell in self._kinds.items()}
        persons = {id_ for id_ in self._people.stubs if kinds.get(id_, "person") == "person"}
        asked = {stub.id: other for stub, other in people.namesakes(self._people, persons)}
        for stub in self._people.stubs.values():
            self.stubs.append(stub.id)
            if other := asked.get(stub.id):
                question = self._people.question(stub.name, other)
                answers = self._people.answers(other)
                self._book.fault("sheet-name", stub.cell.place, question, answers)
            if kind := self._kinds.get(stub.id):
                self._rows["actors"].append(people.stub_row(stub, "actor", kind))
                continue
            self.meant.add(("actor", stub.id))
            if other:
                continue
            message = f"it is not said what kind of actor {shown_text(stub.name)} is"
            hint = (
                f"add it in a column speaker_kind, or in actors.csv (actor, name, kind): {_KINDS}"
            )
            self._book.fault("sheet-value", stub.cell.place, message, hint)

    def _take(self, row: Row, article: str | None) -> None:
        cells = dict(row.cells)
        self._speaker(cells)
        self._unmarking.take(cells)
        for name in _ACTORS:
            self._named(cells, name, self._people)
        self._named(cells, "about", self._topics)
        if article is None:
            return
        self._article(article, cells, row)
        place = row.place("text")
        quote = {name: cell for name, cell in cells.items() if name in OF_QUOTE or name == REMARKS}
        quote["article"] = Cell(article, *place)
        self._quotes[article].append(Row(quote, row.line))

    def _speaker(self, cells: dict[str, Cell]) -> None:
        """Put the speaker's id in the place of the name."""
        cell, own, kind = (cells.get(f"speaker{part}") for part in ("", "_id", "_kind"))
        if cell is None:
            if own is not None:
                cells["speaker"] = own
                self._named(cells, "speaker", self._people)
            return
        text = unguarded(cell.text).strip()
        if text.casefold() == UNKNOWN:
            cells["speaker"] = Cell(UNKNOWN, *cell.place)
            return
        if own is None and self._several(text, cell, kind):
            cells["speaker"] = Cell(UNKNOWN, *cell.place)  # it has its fault
            return
        id_ = self._people.id_of(text, cell, own.text.strip() if own else None)
        if id_ is None:
            cells["speaker"] = Cell(UNKNOWN, *cell.place)  # it has its fault
            return
        cells["speaker"] = Cell(id_, *cell.place)
        if kind:
            self._kind(id_, _kind_cell(kind))

    def _several(self, text: str, cell: Cell, kind: Cell | None) -> bool:
        """Whether the cell names several speakers, which the book then knows."""
        of = _kind_cell(kind).text if kind else None
        found = speakers_of(text, of, self._people.knows, self._speakers)
        if len(found) == 1:
            return False
        message = f"this cell names several speakers: {', '.join(map(shown_text, found))}"
        hint = (
            "a quote has one: name the one who said it, or make a row for each; a role goes in a"
            " column role; if it is one name, give it an id in a column speaker_id"
        )
        self._book.fault("sheet-name", cell.place, message, hint)
        return True

    def _kind(self, id_: str, kind: Cell) -> None:
        known = self._kinds.setdefault(id_, kind)
        given = self._known_kinds.get(id_, known.text)
        if given != kind.text:
            message = f"'{id_}' is of the kind {shown_text(given)} elsewhere, here it is another"
            self._book.fault("sheet-row", kind.place, message, "one actor is of one kind")

    def _named(self, cells: dict[str, Cell], name: str, known: people.Known) -> None:
        """Put ids in the place of names, which are set apart by semicolons."""
        if cell := cells.get(name):
            texts = [part.strip() for part in unguarded(cell.text).split(";") if part.strip()]
            ids = [id_ for text in texts if (id_ := known.id_of(text, cell))]
            if ids:
                cells[name] = Cell("; ".join(dict.fromkeys(ids)), *cell.place)
            else:
                del cells[name]

    def _article(self, id_: str, cells: dict[str, Cell], row: Row) -> None:
        """Let the article take what the row says of it."""
        article = self._articles.get(id_)
        if article is None:
            article = self._new_article(id_, row)
        for name, cell in cells.items():
            if name not in OF_ARTICLE:
                continue
            known = article.cells.setdefault(name, cell)
            if known.text.strip() != cell.text.strip():
                message = f"'{name}' of '{id_}' is {shown_text(known.text.strip())} elsewhere"
                hint = (
                    f"see {self._book.where(known.place)}; it is one article, of which one is true"
                )
                self._book.fault("sheet-row", cell.place, message, hint)

    def _new_article(self, id_: str, row: Row) -> Row:
        cells = {"article": Cell(id_, *row.place("article", "publisher"))}
        article = self._articles[id_] = Row(cells, row.line)
        self._rows["articles"].append(article)
        return article

    def _complete(self, article: Row) -> None:
        """Say that it is not known when the source appeared; give it a title of what is known."""
        cells = article.cells
        published = cells.setdefault("published", Cell(UNKNOWN, *cells["article"].place))
        if "title" not in cells and (publisher := cells.get("publisher")):
            title = unguarded(publisher.text).strip()
            if published.text.strip() != UNKNOWN:
                title = f"{title}, {published.text.strip()}"
            cells["title"] = Cell(guarded(title), *publisher.place)

    def _language(self, article: Row, quotes: list[Row]) -> None:
        """Of quotes that are all in one language, the source is."""
        spoken = {row.text("language") for row in quotes}
        if len(spoken) == 1 and None not in spoken and "language" not in article.cells:
            article.cells["language"] = quotes[0].cells["language"]
            for row in quotes:
                del row.cells["language"]


def _without_edges(text: str) -> str:
    """``text`` without what nobody sees at its beginning and its end."""
    return _EDGES.sub("", text)


def _kind_cell(cell: Cell) -> Cell:
    """The cell with the word that it says or is a label of."""
    return Cell(word_for("actor_kind", cell.text), *cell.place)
