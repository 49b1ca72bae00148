"""A plain sheet of quotes as rows of tables: nothing is added but ids, and titles of sources."""

from __future__ import annotations

from collections import defaultdict

from onrecord.exports.cells import guarded, unguarded
from onrecord.reading.texts import shown_text
from onrecord.records.load import Records

from . import people
from .book import Book, Cell, Row
from .columns import NAMES, OF_ARTICLE, OF_QUOTE
from .headers import missing, named
from .people import UNKNOWN
from .sheet import Sheet, rows_below
from .slugs import slug, unique
from .tables import Rows

_FORMS = "direct, partial, indirect or scare: how the source gives the words"
_KINDS = "person, state, organisation, bloc, office, group or unnamed"
_NEEDED = {
    "text": "the exact words",
    "speaker": "who said it: a name, an id, or unknown",
    "form": _FORMS,
    "publisher": "who published the source",
}
# Columns that name actors beside the speaker.
_ACTORS = ("to", "mentions", "quoting", "party")


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
        self._articles = {
            id_.strip(): row for row in rows.get("articles", ()) if (id_ := row.text("article"))
        }
        self._kinds: dict[str, Cell] = {
            id_.strip(): row.cells["kind"]
            for row in rows.get("actors", ())
            if (id_ := row.text("actor")) and "kind" in row.cells
        }
        self._known_kinds = {id_: one.kind for id_, one in there.actors.items()}
        self._by_source: dict[tuple[str, ...], str] = {}
        self._quotes: defaultdict[str, list[Row]] = defaultdict(list)
        self.stubs: list[str] = []
        self.meant: set[tuple[str, str]] = set()

    def take(self, sheet: Sheet) -> None:
        """Take the rows of ``sheet``; where a column is missing that all need, none."""
        book = self._book
        names = named(book, sheet, NAMES)
        lacking = [
            name
            for name in _NEEDED
            if name not in names and not (name == "publisher" and self._rows.get("articles"))
        ]
        for name in lacking:
            missing(book, sheet, name, NAMES, f"it holds {_NEEDED[name]}")
        if not lacking:
            for row in rows_below(book, sheet, names):
                self._take(row)

    def settle(self) -> None:
        """Finish what takes all rows to know: ids of quotes, languages, who has no row."""
        for article, rows in self._quotes.items():
            self._complete(self._articles[article])
            self._language(self._articles[article], rows)
            tabled = (one for one in self._rows["quotes"] if one.text("article") == article)
            taken = {(row.text("id") or "").strip() for row in (*rows, *tabled)}
            for number, row in enumerate(rows, start=1):
                if "id" not in row.cells:
                    id_ = unique(f"quote-{number}", taken)
                    taken.add(id_)
                    row.cells["id"] = Cell(id_, *row.place("text"))
            self._rows["quotes"] += rows
        for stub in self._topics.stubs.values():
            self._rows["topics"].append(people.stub_row(stub, "topic"))
        for stub in self._people.stubs.values():
            self.stubs.append(stub.id)
            if stub.id in self._kinds:
                kind = self._kinds[stub.id]
                self._rows["actors"].append(people.stub_row(stub, "actor", kind))
                continue
            self.meant.add(("actor", stub.id))
            message = f"it is not said what kind of actor {shown_text(stub.name)} is"
            hint = (
                f"add it in a column speaker_kind, or in actors.csv (actor, name, kind): {_KINDS}"
            )
            self._book.fault("sheet-value", stub.cell.place, message, hint)

    def _take(self, row: Row) -> None:
        cells = dict(row.cells)
        self._speaker(cells)
        for name in _ACTORS:
            self._named(cells, name, self._people)
        self._named(cells, "about", self._topics)
        for name in ("translation_by", "form", "basis", "state", "genre"):
            if cell := cells.get(name):
                text = cell.text.strip().casefold().replace(" ", "_")
                cells[name] = Cell(text, *cell.place)
        article = self._article(cells, row)
        if article is None:
            return
        place = row.place("text")
        quote = {name: cell for name, cell in cells.items() if name in OF_QUOTE}
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
        id_ = self._people.id_of(text, cell, own.text.strip() if own else None)
        if id_ is None:
            cells["speaker"] = Cell(UNKNOWN, *cell.place)  # it has its fault
            return
        cells["speaker"] = Cell(id_, *cell.place)
        if kind:
            self._kind(id_, Cell(kind.text.strip().casefold(), *kind.place))

    def _kind(self, id_: str, kind: Cell) -> None:
        known = self._kinds.setdefault(id_, kind)
        given = self._known_kinds.get(id_, known.text.strip())
        if given != kind.text:
            message = f"'{id_}' is of the kind {shown_text(given)} elsewhere, here it is another"
            self._book.fault("sheet-row", kind.place, message, "one actor is of one kind")

    def _named(self, cells: dict[str, Cell], name: str, known: people.Known) -> None:
        """Put ids in the place of names, which are set apart by semicolons."""
        if cell := cells.get(name):
            texts = [part.strip() for part in unguarded(cell.text).split(";") if part.strip()]
            ids = [id_ for text in texts if (id_ := known.id_of(text, cell))]
            if ids:
                cells[name] = Cell("; ".join(ids), *cell.place)
            else:
                del cells[name]

    def _article(self, cells: dict[str, Cell], row: Row) -> str | None:
        """The id of the article that the row is found in, which takes what the row says of it."""
        said = {name: cell for name, cell in cells.items() if name in OF_ARTICLE}
        id_ = self._article_id(cells, row)
        if id_ is None:
            return None
        article = self._articles.get(id_)
        if article is None:
            article = self._new_article(id_, row)
        for name, cell in said.items():
            known = article.cells.setdefault(name, cell)
            if known.text.strip() != cell.text.strip():
                message = f"the {name} of '{id_}' is {shown_text(known.text.strip())} elsewhere"
                hint = f"see {self._book.where(known.line)}; one article has one {name}"
                self._book.fault("sheet-row", cell.place, message, hint)
        return id_

    def _article_id(self, cells: dict[str, Cell], row: Row) -> str | None:
        if cell := cells.get("article"):
            text = unguarded(cell.text).strip()
            if made := slug(text):
                return text if text in self._articles else made
            message = f"no id can be made of {shown_text(text)}"
            self._book.fault("sheet-value", cell.place, message, "such as gazette-on-the-talks")
            return None
        publisher = cells.get("publisher")
        if publisher is None:
            message, hint = "this row names neither its article nor its publisher", "fill it in"
            self._book.fault("sheet-value", row.place("text"), message, hint)
            return None
        names = ("url",) if "url" in cells else ("publisher", "published", "headline")
        source = tuple(cells[name].text.strip() if name in cells else "" for name in names)
        if source not in self._by_source:
            published = cells["published"].text.strip() if "published" in cells else ""
            made = slug(f"{unguarded(publisher.text)} {published}".removesuffix(UNKNOWN))
            self._by_source[source] = unique(made or "article", self._articles)
        return self._by_source[source]

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
