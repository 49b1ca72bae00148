"""What a cell says: words by their labels, dates, languages, quotes without quotation marks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from onrecord.captures.marks import marks_of
from onrecord.desk.naming import same_name
from onrecord.exports.csv_json import from_cell, guarded, unguarded
from onrecord.exports.dictionary import VOCABULARIES, label_key
from onrecord.exports.table import Column
from onrecord.exports.tables import TABLES
from onrecord.reading import BrokenNode, Node, ScalarNode, SequenceNode
from onrecord.reading.texts import shown_text
from onrecord.records import PartialDate
from onrecord.records.dates import Order, possible_dates
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words, WordsFault, languages
from onrecord.views.language import locale_of

from .files import Cell
from .sheet import Workbook

# What people also call a form.
_OF_A_FORM = ("quote", "quotation", "quoted", "speech")
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
    """The tag for each name that a language has in one of the languages of our catalogues."""
    found: dict[str, str] = {}
    for language in languages((packaged_templates(),)):
        for tag, name in locale_of(language).languages.items():
            found.setdefault(_folded(name), tag.replace("_", "-"))
    return found


@cache
def _labels(vocabulary: str) -> Mapping[str, str]:
    """The word for each label; none for a label that two words share."""
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
    return tuple(Words.load(folders, language) for language in languages(folders))


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", same_name(text)).strip(" :.")


_DATES = frozenset({"date", "day"})
_DATE = "a date is 2031-05-02, 2031-05, 2031 or unknown; make the column text before typing it"
_ORDERS: dict[Order, str] = {"dmy": "day, month, year", "mdy": "month, day, year"}


def node_of(book: Workbook, column: Column, cell: Cell) -> Node | None:
    """The node for ``cell``; None where it says nothing, `Broken` where what it says is no value.

    References to quotes stay as they are written.
    """
    if column.many:
        parts = from_cell(cell.text, column)
        assert isinstance(parts, tuple)  # noqa: S101 - what a list column gives
        items = tuple(ScalarNode(part, cell.line, cell.column) for part in parts)
        return SequenceNode(items, cell.line, cell.column) if items else None
    text = unguarded(cell.text)
    if column.kind != "text":
        text = text.strip()
    if column.words and text:
        text = word_for(column.words, text)
    if column.kind == "language":
        text = tag_for(text)
    if column.kind in _DATES:
        text = date_of(text, book.dates) or text
        if fault := _no_date(text, book.dates):
            book.fault("bad-date", cell.place, *fault)
            return BrokenNode(cell.line, cell.column)
    return ScalarNode(text, cell.line, cell.column) if text.strip() else None


def date_of(text: str, order: Order | None) -> str | None:
    """The date that ``text`` means, as we write it; None where it means none, or two.

    Args:
        text: as a cell has it.
        order: how the sheet writes its dates, where its reader has said so.
    """
    found = possible_dates(text)
    if order or len(found) > 1:
        return found.get(None) or found.get(order)
    return next(iter(found.values()), None)


def _no_date(text: str, order: Order | None) -> tuple[str, str] | None:
    """What is wrong with a date, and what to do about it."""
    try:
        PartialDate.parse(text)
    except ValueError as error:
        meant = possible_dates(text)
        if len(meant) == 2:
            hint = (
                f"it may be {meant['dmy']} or {meant['mdy']}: write the one it is, or say with"
                " --dates dmy or --dates mdy how this sheet writes its dates"
            )
            return f"{shown_text(text)} is not a date that can be told", hint
        if meant and order:
            other = next(iter(meant.values()))
            message = f"{shown_text(text)} is not written {_ORDERS[order]}, as --dates {order} says"
            return message, f"write {other}, if that is meant"
        return str(error).replace(f"'{text}'", shown_text(text)), _DATE
    return None


# Words that a source sets in marks: in what it reports, marks are part of its own sentence.
_IN_MARKS = frozenset({"direct", "partial", "scare"})
_COLUMNS = tuple(
    column.name
    for column in TABLES["quotes"].written
    if column.source and column.source.field.is_quoted
)
_PIECES = (
    "make a row of each piece; if the speaker said all of it, put one more pair of quotation marks"
    " around the whole"
)


class MarksLeftOut:
    """Leaves out the marks around the words of quotes, and reports the first cell of each column.

    Their other cells are counted.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._first: dict[str, Cell] = {}
        self._counts: Counter[str] = Counter()

    def leave_out(self, cells: dict[str, Cell]) -> None:
        """Leave out the marks around the words in the cells of a row."""
        form = cells.get("form")
        if form is None or word_for("form", form.text) not in _IN_MARKS:
            return
        for name in _COLUMNS:
            if cell := cells.get(name):
                cells[name] = self._without_marks(name, cell)

    def report(self) -> None:
        """Say of each column where that was done."""
        for name, cell in self._first.items():
            count = self._counts[name] - 1
            more = f" and of {count:,} more below" if count else ""
            message = f"the quotation marks around the words of this cell{more} were left out"
            hint = "the pages set their own; marks within the words stay"
            self._book.fault("sheet-read", cell.place, message, hint)

    def _without_marks(self, name: str, cell: Cell) -> Cell:
        text = unguarded(cell.text)
        found = marks_of(text)
        if found.between:
            message = (
                f"{shown_text(found.between)} stands between two pieces of what was said: these are"
                " the reporter's words"
            )
            self._book.fault("sheet-value", cell.place, message, _PIECES)
        if found.between or found.words == text:
            return cell
        self._first.setdefault(name, cell)
        self._counts[name] += 1
        return cell.saying(guarded(found.words))
