"""Plain sheets of quotes as rows of tables: only ids and titles of sources are made up.

Not every row says all of its source: which rows are of one article is found first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from onrecord.captures.typography import NO_WIDTH
from onrecord.desk.acts import grouped
from onrecord.desk.naming import free_id, same_name, without_tracks
from onrecord.reading import shown_text
from onrecord.records import Records

from . import columns
from .known_names import UNKNOWN, known_topics, slug, stub_row
from .row_speakers import Speakers, put_ids
from .sheet import Rows, Sheet, SheetRow, Workbook, rows_below
from .sheet_files import Cell

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


_NO_ARTICLE = "this row names neither an article nor a publisher"


@dataclass(slots=True, eq=False)
class KnownSource:
    """The known facts of one article's source."""

    id: str | None = None  # of the article; None until it has one
    url: str = ""
    publisher: str = ""
    published: str = ""
    headline: str = ""
    there: bool = False  # whether the desk has the article already

    def may_be_same_as(self, other: "KnownSource") -> bool:
        """Whether nothing that both say differs."""
        names = ("url", "published", "headline")
        pairs = ((getattr(self, name), getattr(other, name)) for name in names)
        return all(not ours or not theirs or ours == theirs for ours, theirs in pairs)

    def take_missing(self, other: "KnownSource") -> None:
        """Take what ``other`` says and this one does not."""
        for name in ("url", "publisher", "published", "headline"):
            if not getattr(self, name):
                setattr(self, name, getattr(other, name))


class Sources:
    """Finds the article of each row.

    Attributes:
        without_publisher: whether a sheet has no column for the publisher, as is reported.
    """

    def __init__(self, book: Workbook, rows: Rows, there: Records) -> None:
        self.without_publisher = False
        self._book = book
        self._by_id: dict[str, KnownSource] = {}
        self._by_url: dict[str, KnownSource] = {}
        # By publisher and date: a sheet may have thousands of one publisher.
        self._of_day: defaultdict[str, defaultdict[str, list[KnownSource]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._taken = {id_ for kind, id_ in there.known if kind == "article"}
        for id_, article in there.articles.items():
            its = article.source
            names = same_name(its.publisher), str(its.published), same_name(its.headline or "")
            self._add(KnownSource(id_, without_tracks(its.url or ""), *names, there=True))
        for row in rows.get("articles", ()):
            if named := row.text("article"):
                self._add(self._said(row, named))

    def of(self, rows: Iterable[SheetRow]) -> dict[int, str]:
        """The id of the article of each row, by its line; a row with a fault has none."""
        rows = list(rows)
        found: dict[int, KnownSource] = {}
        for row in rows:
            if "article" in row.cells and (source := self._named(row)):
                found[row.line] = source
        others = [row for row in rows if "article" not in row.cells]
        # Those that say more come first: the others are then compared with all that is known.
        for row in sorted(others, key=lambda row: (not row.text("url"), not row.text("headline"))):
            if source := self._found(row):
                found[row.line] = source
        for row in rows:
            if (known := found.get(row.line)) and known.id is None:
                known.id = self._new_id(known, row)
        return {line: known.id for line, known in found.items() if known.id}

    def _named(self, row: SheetRow) -> KnownSource | None:
        """The source of the article that ``row`` names."""
        cell = row.cells["article"]
        text = cell.text
        made = text if text in self._by_id else slug(text)
        if not made:
            message = f"no id can be made of {shown_text(text)}"
            self._book.fault("sheet-value", cell.place, message, "such as gazette-on-the-talks")
            return None
        said = self._said(row, made)
        if known := self._by_id.get(made):
            known.take_missing(said)
            self._add(known)
            return known
        return self._add(said)

    def _found(self, row: SheetRow) -> KnownSource | None:
        if (cell := row.cells.get("url")) and (url := without_tracks(cell.text)) != cell.text:
            row.cells["url"] = cell.saying(url)
            message = "what follows who opens this address was left out"
            self._book.fault("sheet-read", cell.place, message, f"it leads to the same page: {url}")
        said = self._said(row)
        if said.url and (known := self._by_url.get(said.url)):
            known.take_missing(said)
            return known
        if not said.publisher:
            return self._without_publisher(row, said)
        may_be = [source for source in self._near(said) if source.may_be_same_as(said)]
        # A date is never taken from another row unasked.
        dated = [source for source in may_be if source.published not in ("", UNKNOWN)]
        if dated and not said.url and not said.published:
            self._ask(row, dated, "when its source was published")
            return None
        if said.url:
            may_be = [source for source in may_be if not source.url and not source.there]
        if len(may_be) > 1:
            self._ask(row, may_be, "its headline" if said.url else "its link")
            return None
        if may_be:
            may_be[0].take_missing(said)
            return self._add(may_be[0])
        return self._add(said)

    def _without_publisher(self, row: SheetRow, said: KnownSource) -> KnownSource | None:
        if self.without_publisher:
            return self._add(said)  # so that the other cells of the row are checked
        hint = "fill it in, even if it is the same as in the row above"
        self._book.fault("sheet-value", row.place("text"), _NO_ARTICLE, hint, about="row")
        return None

    def _ask(self, row: SheetRow, may_be: list[KnownSource], what: str) -> None:
        publisher = row.text("publisher")
        names = (it.url or it.headline or it.id or it.published for it in may_be[:3])
        which = " or ".join(names)
        its_article = f"its article by {shown_text(publisher)} could be {which}"
        message = f"this row does not give {what}: {its_article}"
        hint = "fill it in, or name the article in a column 'article'"
        self._book.fault("sheet-row", row.place("publisher"), message, hint)

    def _new_id(self, source: KnownSource, row: SheetRow) -> str:
        published = "" if source.published == UNKNOWN else source.published
        made = slug(f"{row.text('publisher')} {published}") or "article"
        id_ = free_id(made, self._by_id.keys() | self._taken)
        is_taken = made in self._by_id or made in self._taken
        if id_ != made and is_taken and not self.without_publisher:
            message = f"another article already has the id '{made}', so this one becomes '{id_}'"
            hint = "an id is a permanent address: to choose it, add a column 'article'"
            self._book.fault("sheet-read", row.place("publisher"), message, hint, about="row")
        self._by_id[id_] = source
        return id_

    def _add(self, source: KnownSource) -> KnownSource:
        if source.id:
            self._by_id.setdefault(source.id, source)
        if source.url:
            self._by_url.setdefault(source.url, source)
        same_day = self._of_day[source.publisher][source.published]
        if source not in same_day:
            same_day.append(source)
        return source

    def _near(self, said: KnownSource) -> Iterator[KnownSource]:
        """Sources of the publisher, of the day or without either, each once."""
        days = self._of_day[said.publisher]
        dates = (said.published, "") if said.published else tuple(days)
        found = (source for date in dates for source in days.get(date, ()))
        yield from {id(source): source for source in found}.values()

    def _said(self, row: SheetRow, id_: str | None = None) -> KnownSource:
        """What ``row`` says of its source."""
        url, publisher, published, headline = (
            row.text(name) for name in ("url", "publisher", "published", "headline")
        )
        date = columns.date_of(published, self._book.dates) or published
        names = same_name(publisher), date, same_name(headline)
        return KnownSource(id_, without_tracks(url), *names)


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
        """Take the rows of ``sheet``, also where a column is missing that every quote needs."""
        book = self._book
        if columns.names_no_column(book, sheet, columns.NAMES):
            return
        names = columns.column_names(
            book, sheet, columns.NAMES, several=frozenset({columns.REMARKS})
        )
        lacking = [
            name
            for name in _NEEDED
            if name not in names and not (name == "publisher" and self._rows.get("articles"))
        ]
        for name in lacking:
            columns.report_missing(book, sheet, name, columns.NAMES, f"add it: {_NEEDED[name]}")
        self._sources.without_publisher |= "publisher" in lacking
        rows = rows_below(book, sheet, names)
        for row in rows:  # what is wrong with its other cells is reported, too
            _fill_in(row, set(lacking) - {"publisher"})
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
                    text = columns.date_of(text, self._book.dates) or text
                if name in _LISTS_OF_NAMES:
                    text = text.replace(";", "\n")
                row.cells[name] = cell.saying(text)
        self._speakers.learn(self._taken)
        articles = self._sources.of(self._taken)
        marks = columns.MarksLeftOut(self._book)
        for row in self._taken:
            self._take(row, articles.get(row.line), marks)
        marks.report()
        if self._sources.without_publisher:
            for article in self._articles.values():
                _fill_in(article, {"publisher"})
        self._finish_articles()
        self._rows["topics"] += (stub_row(stub, "topic") for stub in self._topics.stubs.values())
        return list(self._speakers.people.stubs), self._speakers.make_rows()

    def _take(self, row: SheetRow, article: str | None, marks: columns.MarksLeftOut) -> None:
        cells = dict(row.cells)
        self._speakers.take(cells)
        marks.leave_out(cells)
        known = {"actor": self._speakers.people, "topic": self._topics}
        for column in columns.COLUMNS:
            if column.name != "speaker" and column.names in known:
                put_ids(cells, column.name, known[column.names])
        if article is None:
            return
        self._add_to_article(article, cells, row)
        quote = {
            name: cell
            for name, cell in cells.items()
            if name in columns.OF_QUOTE or name == columns.REMARKS
        }
        quote["article"] = Cell(article, *row.place("text"))
        self._quotes[article].append(SheetRow(quote, row.line))

    def _add_to_article(self, id_: str, cells: dict[str, Cell], row: SheetRow) -> None:
        """Add the values of the row to the article."""
        if id_ not in self._articles:
            own = {"article": Cell(id_, *row.place("article", "publisher"))}
            self._articles[id_] = SheetRow(own, row.line)
            self._rows["articles"].append(self._articles[id_])
        article = self._articles[id_]
        for name, cell in cells.items():
            if name not in columns.OF_ARTICLE:
                continue
            known = article.cells.setdefault(name, cell)
            if known.text != cell.text:
                message = f"'{name}' of '{id_}' is {shown_text(known.text)} elsewhere"
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
                    lines = (f"Remark: {line}" for line in remark.text.splitlines())
                    self._book.remarks[row.place("id")] = "\n".join(lines)
            self._rows["quotes"] += rows


def _fill_in(row: SheetRow, lacking: Set[str]) -> None:
    """Put valid values into the columns that a sheet is ``lacking``."""
    gist = "gist" in row.cells and "text" not in row.cells
    values = {
        "text": f"row {row.line}",
        "speaker": UNKNOWN,
        "form": "indirect" if gist else "direct",
        "publisher": UNKNOWN,
    }
    for name in lacking:
        row.cells.setdefault(name, Cell(values[name], row.line, 1))


def _complete(article: SheetRow) -> None:
    """State that the source's date is unknown, and make a title of what is known."""
    cells = article.cells
    published = cells.setdefault("published", cells["article"].saying(UNKNOWN))
    if "title" not in cells and (publisher := cells.get("publisher")):
        title = publisher.text
        if published.text != UNKNOWN:
            title = f"{title}, {published.text}"
        cells["title"] = publisher.saying(title)


def _give_language(article: SheetRow, quotes: list[SheetRow]) -> None:
    """Give the source its quotes' language, if all have one."""
    spoken = {row.text("language") for row in quotes}
    if len(spoken) == 1 and "" not in spoken and "language" not in article.cells:
        article.cells["language"] = quotes[0].cells["language"]
        for row in quotes:
            del row.cells["language"]
