"""Which column of a sheet is which, in English or in French, and what its cells say."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from onrecord.captures.quotation_marks import marks_of
from onrecord.desk.naming import same_name
from onrecord.diagnostics import nearest_to
from onrecord.exports.all_tables import TABLES
from onrecord.exports.csv_json import from_text
from onrecord.exports.dictionary import VOCABULARIES, label_key
from onrecord.exports.table import Column
from onrecord.reading import BrokenNode, Node, ScalarNode, SequenceNode, shown_text, without_accents
from onrecord.records import IN_MARKS, Order, PartialDate, hint_for_date, possible_dates
from onrecord.records.explain import NEAR
from onrecord.render.templates import catalogue_languages, packaged_templates
from onrecord.render.words import Words, WordsFault
from onrecord.views.language import locale_of

from .sheet import Sheet, Workbook
from .sheet_files import Cell

REMARKS = "remarks"  # a column of what the desk says to itself: it never becomes a text for readers

# Columns that are no field of an article or a quote, with what else they may be called.
_MORE: Mapping[str, str] = {
    "article": "article_id",
    "speaker_id": "actor actor_id",
    "speaker_kind": "kind_of_speaker kind actor_kind type_de_locuteur type_d_intervenant "
    "type_d_acteur",
    REMARKS: "note notes comment comments remark remarks internal_note internal_notes memo "
    "to_do todo remarque remarques commentaire commentaires",
}

OF_QUOTE = frozenset(column.name for column in TABLES["quotes"].written)
# Old ids are no business of a sheet; a name that both have is that of the quote's column.
OF_ARTICLE = frozenset(it.name for it in TABLES["articles"].written) - OF_QUOTE - {"formerly"}
COLUMNS = tuple(
    column
    for table, names in (("articles", OF_ARTICLE), ("quotes", OF_QUOTE))
    for column in TABLES[table].written
    if column.name in names
)

_QUOTED = tuple(it.name for it in COLUMNS if it.source and it.source.field.is_quoted)
_PIECES = (
    "make a row for each piece; if the speaker said all of it, put one more pair of quotation marks"
    " around the whole"
)


def meanings_of_headers(columns: Iterable[Column]) -> Mapping[str, str]:
    """The name of the column that each folded header means."""
    columns = list(columns)
    return {
        **{other: column.name for column in columns for other in column.also_called},
        **{column.name: column.name for column in columns},
        **{name: name for name in _MORE},
        # What people call their own remarks comes last: "note" is one of them.
        **{other: name for name, others in _MORE.items() for other in others.split()},
    }


NAMES: Mapping[str, str] = meanings_of_headers(COLUMNS)

# The header of an empty sheet to fill in, in the words of people.
TEMPLATE = (
    "Publisher", "Published", "Headline", "Link", "Genre", "Language", "Speaker", "Kind of speaker",
    "Role", "Date said", "Place", "Form", "Quote", "In our words", "Context", "To", "Topic",
    "Original words", "Original language", "Translated by", "Notes",
)  # fmt: skip


_TITLES = 10  # rows above the names of the columns, where people put a title
_NAMES_OF_A_HEADER = 3


def folded(name: str) -> str:
    """A column's name as it is compared: ``Publié le:`` is ``publie_le``."""
    return re.sub(r"[\W_]+", "_", without_accents(name.casefold())).strip("_")


def column_names(
    book: Workbook,
    sheet: Sheet,
    names: Mapping[str, str],
    skipped: frozenset[str] = frozenset(),
    several: frozenset[str] = frozenset(),
) -> list[str | None]:
    """The name of each column of ``sheet``; None if it is not read.

    ``names`` are the meanings of folded names; ``skipped`` ones are known and not read; ``several``
    may be there twice. ``book`` takes the faults.
    """
    found: list[str | None] = []
    known = TEMPLATE if names is NAMES else tuple(dict.fromkeys(names.values()))
    for index, cell in enumerate(sheet.header):
        name = folded(cell.text)
        meant = names.get(name)
        if not cell.text.strip():
            if any(index < len(row) and row[index].text.strip() for row in sheet.rows):
                message = "this column has cells, but no name in the first row"
                book.fault("sheet-column", cell.place, message, "name it, or delete it")
        elif meant is None and name not in skipped:
            message = f"there is no column {shown_text(cell.text.strip())}"
            near = _near(name, names)
            hint = f"did you mean '{near}'?" if near else "delete it, or give it a known name"
            if known and not near:  # once for all columns
                hint, known = f"{hint}: {', '.join(known)}", ()
            book.fault("sheet-column", cell.place, message, hint)
        elif meant in found and meant is not None and meant not in several:
            message = f"the column {shown_text(meant)} is repeated"
            hint = "keep one of them, or merge them"
            book.fault("sheet-column", cell.place, message, hint)
            meant = None
        found.append(meant)
    return found


def names_no_column(book: Workbook, sheet: Sheet, names: Mapping[str, str]) -> bool:
    """Whether the first row is no header but a title, or no sheet at all; then a fault is noted."""
    if any(folded(cell.text) in names or _near(folded(cell.text), names) for cell in sheet.header):
        return False
    message = "this row has no known column name"
    hint = "the first row should be like: Publisher, Speaker, Kind of speaker, Form, Quote"
    for row in sheet.rows[:_TITLES]:
        if sum(folded(cell.text) in names for cell in row) >= _NAMES_OF_A_HEADER:
            where, _, _ = book.where(row[0].place).partition(",")
            hint = f"the column names are in {where}: delete the rows above"
            break
    book.fault("sheet-column", (sheet.line, 1), message, hint, about="sheet")
    return True


def report_missing(
    book: Workbook, sheet: Sheet, name: str, names: Mapping[str, str], hint: str
) -> None:
    """Note that ``sheet`` lacks the column ``name``, unless a column that is there may be it."""
    book.missing_columns.add((sheet.name, name))
    there = (folded(cell.text) for cell in sheet.header)
    if any(header not in names and _near(header, names) == name for header in there):
        return  # that one has its fault
    message = f"the column '{name}' is missing"
    book.fault("sheet-column", (sheet.line, 1), message, hint, about="sheet")


def _near(name: str, names: Mapping[str, str]) -> str | None:
    """The known column that an unknown name may mean."""
    return names.get(nearest_to(name, names, NEAR))


_OF_A_FORM = ("quote", "quotation", "quoted", "speech")  # what people also call a form
_OTHERS: Mapping[str, Mapping[str, str]] = {"actor_kind": {"organization": "organisation"}}


def word_for(vocabulary: str, text: str) -> str:
    """The word of ``vocabulary`` that ``text`` says or is a label of; else ``text`` as it is.

    >>> word_for("form", "Direct quote"), word_for("form", "none of these")
    ('direct', 'none of these')
    """
    plain = re.sub(r"[\s-]+", "_", text.strip().casefold())
    if plain in VOCABULARIES[vocabulary]:
        return plain
    return _labels(vocabulary).get(_folded(text), text.strip())


def tag_for(text: str) -> str:
    """The tag of the language that ``text`` names as the pages do; else ``text`` as it is.

    >>> tag_for("English"), tag_for("français"), tag_for("Brazilian Portuguese"), tag_for("pt-BR")
    ('en', 'fr', 'pt-BR', 'pt-BR')
    """
    return _tags().get(_folded(text), text.strip())


@cache
def _tags() -> Mapping[str, str]:
    """The language tag for each name in the languages of our catalogues."""
    found: dict[str, str] = {}
    for language in catalogue_languages((packaged_templates(),)):
        for tag, name in locale_of(language).languages.items():
            found.setdefault(_folded(name), tag.replace("_", "-"))
    return found


@cache
def _labels(vocabulary: str) -> Mapping[str, str]:
    """The word for each label, without labels of two words."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for label, word in _labelled(vocabulary):
        if found.setdefault(label, word) != word:
            shared.add(label)
    return {label: word for label, word in found.items() if label not in shared}


def _labelled(vocabulary: str) -> Iterator[tuple[str, str]]:
    for say in _catalogues():
        for word in VOCABULARIES[vocabulary]:
            try:
                yield _folded(say(f"{label_key(vocabulary)}.{word}").unescape()), word
            except WordsFault:  # it needs a value, or has no label
                continue
    if vocabulary == "form":
        for word in VOCABULARIES[vocabulary]:
            yield from ((f"{word} {what}", word) for what in _OF_A_FORM)
    yield from _OTHERS.get(vocabulary, {}).items()


@cache
def _catalogues() -> tuple[Words, ...]:
    folders = (packaged_templates(),)
    return tuple(Words.load(folders, language) for language in catalogue_languages(folders))


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", same_name(text)).strip(" :.")


_DATES = frozenset({"date", "day"})
_DATE = (
    "a date is 2031-05-02, 2031-05, 2031 or unknown; format the column as text before you type it"
)
_ORDERS: dict[Order, str] = {"dmy": "day, month, year", "mdy": "month, day, year"}


def cell_node(book: Workbook, column: Column, cell: Cell) -> Node | None:
    """The node for ``cell``; None if it is empty, `Broken` if it has no valid value."""
    if column.many:
        parts = from_text(cell.text, column)
        assert isinstance(parts, tuple)  # noqa: S101 - what a list column gives
        items = tuple(ScalarNode(part, cell.line, cell.column) for part in parts)
        return SequenceNode(items, cell.line, cell.column) if items else None
    text = cell.text
    if column.words and text:
        text = word_for(column.words, text)
    if column.kind == "language":
        text = tag_for(text)
    if column.kind == "boolean":  # spreadsheets write their own in capitals
        text = text.casefold()
    if column.kind in _DATES:
        text = date_of(text, book.dates) or text
        if fault := _no_date(text, book.dates):
            book.fault("bad-date", cell.place, *fault)
            return BrokenNode(cell.line, cell.column)
    return ScalarNode(text, cell.line, cell.column) if text else None


def date_of(text: str, order: Order | None) -> str | None:
    """The date that ``text`` means, in the known ``order``; None if it means none, or two."""
    found = possible_dates(text)
    if order or len(found) > 1:
        return found.get(None) or found.get(order)
    return next(iter(found.values()), None)


def _no_date(text: str, order: Order | None) -> tuple[str, str] | None:
    """What is wrong with a date, and how to correct it."""
    try:
        PartialDate.parse(text)
    except ValueError as error:
        meant = possible_dates(text)
        if len(meant) == 2:
            hint = (
                f"it may be {meant['dmy']} or {meant['mdy']}: write the right one, or say with"
                " --dates dmy or --dates mdy how this sheet writes its dates"
            )
            return f"{shown_text(text)} is an ambiguous date", hint
        if meant and order:
            other = next(iter(meant.values()))
            message = f"{shown_text(text)} is not written {_ORDERS[order]}, as --dates {order} says"
            return message, f"write {other} if you mean that"
        return str(error).replace(f"'{text}'", shown_text(text)), hint_for_date(text) or _DATE
    return None


class MarksLeftOut:
    """Leaves out the marks around quoted words; reports one cell of each column, with a count."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._first: dict[str, Cell] = {}
        self._counts: Counter[str] = Counter()

    def leave_out(self, cells: dict[str, Cell]) -> None:
        """Leave out the marks around the words in the cells of a row."""
        form = cells.get("form")
        if form is None or word_for("form", form.text) not in IN_MARKS:
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
        found = marks_of(cell.text)
        if found.between:
            message = (
                f"{shown_text(found.between)} is between two pieces of what was said: these are"
                " the reporter's words"
            )
            self._book.fault("sheet-value", cell.place, message, _PIECES)
        if found.between or found.words == cell.text:
            return cell
        self._first.setdefault(name, cell)
        self._counts[name] += 1
        return cell.saying(found.words)
