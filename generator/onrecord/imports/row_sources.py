"""Which rows of plain sheets are of one article: not every row says all of its source."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.desk.naming import free_id, same_name
from onrecord.exports.csv_json import unguarded
from onrecord.reading import shown_text
from onrecord.records import Records

from .columns import date_of
from .known_names import slug
from .sheet import Rows, SheetRow, Workbook

_UNKNOWN = "unknown"
_NO_ARTICLE = "this row names neither an article nor a publisher"


@dataclass(slots=True, eq=False)
class KnownSource:
    """What is known of the source of one article."""

    id: str | None = None  # of the article; None until it has one
    url: str = ""
    publisher: str = ""
    published: str = ""
    headline: str = ""
    there: bool = False  # whether the desk has the article already

    def may_be(self, other: "KnownSource") -> bool:
        """Whether nothing that both say differs."""
        names = ("url", "published", "headline")
        pairs = ((getattr(self, name), getattr(other, name)) for name in names)
        return all(not ours or not theirs or ours == theirs for ours, theirs in pairs)

    def learn(self, other: "KnownSource") -> None:
        """Take what ``other`` says and this one does not."""
        for name in ("url", "publisher", "published", "headline"):
            if not getattr(self, name):
                setattr(self, name, getattr(other, name))


class Sources:
    """Finds the article of each row."""

    def __init__(self, book: Workbook, rows: Rows, there: Records) -> None:
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
            self._add(
                KnownSource(
                    id_,
                    its.url or "",
                    same_name(its.publisher),
                    str(its.published),
                    same_name(its.headline or ""),
                    there=True,
                )
            )
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
        text = unguarded(cell.text).strip()
        made = text if text in self._by_id else slug(text)
        if not made:
            message = f"no id can be made of {shown_text(text)}"
            self._book.fault("sheet-value", cell.place, message, "such as gazette-on-the-talks")
            return None
        said = self._said(row, made)
        if known := self._by_id.get(made):
            known.learn(said)
            self._add(known)
            return known
        return self._add(said)

    def _found(self, row: SheetRow) -> KnownSource | None:
        said = self._said(row)
        if said.url and (known := self._by_url.get(said.url)):
            known.learn(said)
            return known
        if not said.publisher:
            hint = "fill it in, even if it is the same as in the row above"
            self._book.fault("sheet-value", row.place("text"), _NO_ARTICLE, hint, about="row")
            return None
        may_be = [source for source in self._near(said) if source.may_be(said)]
        # A date is never taken from another row unasked.
        dated = [source for source in may_be if source.published not in ("", _UNKNOWN)]
        if dated and not said.url and not said.published:
            self._ask(row, dated, "when its source was published")
            return None
        if said.url:
            may_be = [source for source in may_be if not source.url and not source.there]
        if len(may_be) > 1:
            self._ask(row, may_be, "its headline" if said.url else "its link")
            return None
        if may_be:
            may_be[0].learn(said)
            return self._add(may_be[0])
        return self._add(said)

    def _ask(self, row: SheetRow, may_be: list[KnownSource], what: str) -> None:
        publisher = row.text("publisher")
        names = (it.url or it.headline or it.id or it.published for it in may_be[:3])
        which = " or ".join(names)
        its_article = f"its article by {shown_text(publisher)} could be {which}"
        message = f"this row does not give {what}: {its_article}"
        hint = "fill it in, or name the article in a column 'article'"
        self._book.fault("sheet-row", row.place("publisher"), message, hint)

    def _new_id(self, source: KnownSource, row: SheetRow) -> str:
        publisher = unguarded(row.text("publisher"))
        published = "" if source.published == _UNKNOWN else source.published
        made = slug(f"{publisher} {published}") or "article"
        id_ = free_id(made, self._by_id.keys() | self._taken)
        if id_ != made and (made in self._by_id or made in self._taken):
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
        """Sources of the publisher, of the day or of none; each once."""
        days = self._of_day[said.publisher]
        dates = (said.published, "") if said.published else tuple(days)
        found = (source for date in dates for source in days.get(date, ()))
        yield from {id(source): source for source in found}.values()

    def _said(self, row: SheetRow, id_: str | None = None) -> KnownSource:
        """What ``row`` says of its source."""
        url, publisher, published, headline = (
            unguarded(row.text(name)).strip()
            for name in ("url", "publisher", "published", "headline")
        )
        date = date_of(published, self._book.dates) or published
        return KnownSource(id_, url, same_name(publisher), date, same_name(headline))
