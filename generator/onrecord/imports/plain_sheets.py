"""Plain sheets of quotes as rows of tables: only ids and titles of sources are made up."""

import re
from collections import Counter, defaultdict

from onrecord.captures.quotation_marks import marks_of
from onrecord.captures.typography import NO_WIDTH
from onrecord.desk.acts import grouped
from onrecord.desk.naming import free_id
from onrecord.exports.csv_json import guarded, unguarded
from onrecord.reading import shown_text
from onrecord.records import Records

from . import columns
from .known_names import UNKNOWN, known_topics, stub_row
from .row_sources import Sources
from .sheet import Rows, Sheet, SheetRow, Workbook, rows_below
from .sheet_files import Cell
from .speakers import Speakers, put_ids

# Spaces around a cell, and what has no width.
_EDGES = re.compile(rf"^(?:\s|{NO_WIDTH.pattern})+|(?:\s|{NO_WIDTH.pattern})+$")
_NEEDED = {
    "text": "the exact words",
    "speaker": "who said it: a name, an id, or unknown; separate several with semicolons",
    "form": "direct, partial, indirect or scare: how the source gives the words",
    "publisher": "who published the source",
}
_DATES = frozenset(column.name for column in columns.COLUMNS if column.kind in ("date", "day"))
# Lists of names, such as `via`: people set these apart as they do ids.
_LISTS_OF_NAMES = frozenset(
    column.name
    for column in columns.COLUMNS
    if column.kind == "lines" and column.source and column.source.field.one_line
)
# Words that a source sets in marks: in what it reports, marks are part of its own sentence.
_IN_MARKS = frozenset({"direct", "partial", "scare"})
_QUOTED = tuple(it.name for it in columns.COLUMNS if it.source and it.source.field.is_quoted)
_PIECES = (
    "make a row for each piece; if the speaker said all of it, put one more pair of quotation marks"
    " around the whole"
)


class MarksLeftOut:
    """Leaves out the marks around quoted words; reports one cell of each column, with a count."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._first: dict[str, Cell] = {}
        self._counts: Counter[str] = Counter()

    def leave_out(self, cells: dict[str, Cell]) -> None:
        """Leave out the marks around the words in the cells of a row."""
        form = cells.get("form")
        if form is None or columns.word_for("form", form.text) not in _IN_MARKS:
            return
        for name in _QUOTED:
            if cell := cells.get(name):
                cells[name] = self._without_marks(name, cell)

    def report(self) -> None:
        """Say of each column where that was done."""
        for name, cell in self._first.items():
            count = self._counts[name] - 1
            more = f" and of {count:,} more below" if count else ""
            message = f"the quotation marks around the words of this cell{more} were removed"
            hint = "the site adds its own; marks inside the words are kept"
            self._book.fault("sheet-read", cell.place, message, hint)

    def _without_marks(self, name: str, cell: Cell) -> Cell:
        text = unguarded(cell.text)
        found = marks_of(text)
        if found.between:
            message = (
                f"{shown_text(found.between)} is between two pieces of what was said: these are"
                " the reporter's words"
            )
            self._book.fault("sheet-value", cell.place, message, _PIECES)
        if found.between or found.words == text:
            return cell
        self._first.setdefault(name, cell)
        self._counts[name] += 1
        return cell.saying(guarded(found.words))


class PlainSheets:
    """Makes rows of tables of plain sheets, next to the rows of tables that there are."""

    def __init__(self, book: Workbook, rows: Rows, there: Records) -> None:
        self._book, self._rows = book, rows
        self._speakers = Speakers(book, rows, there)
        self._topics = known_topics(book, rows, there)
        self._sources = Sources(book, rows, there)
        rows_of_articles = ((row.text("article"), row) for row in rows.get("articles", ()))
        self._articles = {id_: row for id_, row in rows_of_articles if id_}
        self._taken: list[SheetRow] = []
        self._quotes: defaultdict[str, list[SheetRow]] = defaultdict(list)

    def take(self, sheet: Sheet) -> None:
        """Take the rows of ``sheet``; none where a column is missing that every quote needs."""
        book = self._book
        if columns.names_no_column(book, sheet, columns.NAMES):
            return
        names = columns.named(book, sheet, columns.NAMES, several=frozenset({columns.REMARKS}))
        lacking = [
            name
            for name in _NEEDED
            if name not in names and not (name == "publisher" and self._rows.get("articles"))
        ]
        for name in lacking:
            columns.missing(book, sheet, name, columns.NAMES, f"add it: {_NEEDED[name]}")
        if lacking:
            return
        rows = rows_below(book, sheet, names)
        self._taken += rows
        if any(columns.REMARKS in row.cells for row in rows):
            for cell, meant in zip(sheet.header, names, strict=True):
                if meant == columns.REMARKS:
                    message = (
                        f"{shown_text(cell.text.strip())} is a private remark: it is kept in"
                        " comments in the YAML and never published"
                    )
                    hint = "put what readers should see in a column 'public note'"
                    book.fault("sheet-read", cell.place, message, hint)

    def make_rows(self) -> tuple[list[str], set[str]]:
        """Make rows of what was taken; returns the actors that had none, and that have none."""
        for row in self._taken:
            for name, cell in row.cells.items():
                text = _EDGES.sub("", cell.text)  # what nobody sees around it
                if name in _DATES:
                    text = columns.date_of(unguarded(text).strip(), self._book.dates) or text
                if name in _LISTS_OF_NAMES:
                    text = text.replace(";", "\n")
                row.cells[name] = cell.saying(text)
        self._speakers.learn(self._taken)
        articles = self._sources.of(self._taken)
        marks = MarksLeftOut(self._book)
        for row in self._taken:
            self._take(row, articles.get(row.line), marks)
        marks.report()
        self._finish_articles()
        self._rows["topics"] += (stub_row(stub, "topic") for stub in self._topics.stubs.values())
        return list(self._speakers.people.stubs), self._speakers.make_rows()

    def _take(self, row: SheetRow, article: str | None, marks: MarksLeftOut) -> None:
        cells = dict(row.cells)
        self._speakers.take(cells)
        marks.leave_out(cells)
        known = {"actor": self._speakers.people, "topic": self._topics}
        for column in columns.COLUMNS:
            if column.name != "speaker" and column.names in known:
                put_ids(cells, column.name, known[column.names])
        if article is None:
            return
        self._tell_article(article, cells, row)
        quote = {
            name: cell
            for name, cell in cells.items()
            if name in columns.OF_QUOTE or name == columns.REMARKS
        }
        quote["article"] = Cell(article, *row.place("text"))
        self._quotes[article].append(SheetRow(quote, row.line))

    def _tell_article(self, id_: str, cells: dict[str, Cell], row: SheetRow) -> None:
        """Let the article take what the row says of it."""
        if id_ not in self._articles:
            own = {"article": Cell(id_, *row.place("article", "publisher"))}
            self._articles[id_] = SheetRow(own, row.line)
            self._rows["articles"].append(self._articles[id_])
        article = self._articles[id_]
        for name, cell in cells.items():
            if name not in columns.OF_ARTICLE:
                continue
            known = article.cells.setdefault(name, cell)
            if known.text.strip() != cell.text.strip():
                message = f"'{name}' of '{id_}' is {shown_text(known.text.strip())} elsewhere"
                where = self._book.where(known.place)
                hint = f"see {where}; both rows are of one article: correct one of them"
                self._book.fault("sheet-row", cell.place, message, hint)

    def _finish_articles(self) -> None:
        """Complete the articles and their quotes: ids, dates, titles, languages, remarks."""
        tabled = grouped((row.text("article"), row) for row in self._rows["quotes"])
        for article, rows in self._quotes.items():
            _complete(self._articles[article])
            _give_language(self._articles[article], rows)
            taken = {row.text("id") for row in (*rows, *tabled.get(article, ()))}
            for number, row in enumerate(rows, start=1):
                if "id" not in row.cells:
                    id_ = free_id(f"quote-{number}", taken)
                    taken.add(id_)
                    row.cells["id"] = Cell(id_, *row.place("text"))
                if remark := row.cells.pop(columns.REMARKS, None):
                    # No line is left to begin as a comment that an editor obeys.
                    lines = (f"Remark: {line}" for line in unguarded(remark.text).splitlines())
                    self._book.remarks[row.place("id")] = "\n".join(lines)
            self._rows["quotes"] += rows


def _complete(article: SheetRow) -> None:
    """Say that it is not known when the source appeared; make a title of what is known."""
    cells = article.cells
    published = cells.setdefault("published", cells["article"].saying(UNKNOWN))
    if "title" not in cells and (publisher := cells.get("publisher")):
        title = unguarded(publisher.text).strip()
        if published.text.strip() != UNKNOWN:
            title = f"{title}, {published.text.strip()}"
        cells["title"] = publisher.saying(guarded(title))


def _give_language(article: SheetRow, quotes: list[SheetRow]) -> None:
    """Where all quotes are in one language, the source is, too."""
    spoken = {row.text("language") for row in quotes}
    if len(spoken) == 1 and "" not in spoken and "language" not in article.cells:
        article.cells["language"] = quotes[0].cells["language"]
        for row in quotes:
            del row.cells["language"]
