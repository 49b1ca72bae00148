"""Which column of a sheet is which, by the name in its header, in English or in French."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from onrecord.exports.table import Column
from onrecord.exports.tables import TABLES
from onrecord.reading.texts import shown_text
from onrecord.records.explain import NEAR

from .sheet import Sheet, Workbook

# A column of what the desk says to itself: it never becomes a text for readers.
REMARKS = "remarks"

# Columns that are no field of an article or a quote, with what else they may be called.
_MORE: Mapping[str, str] = MappingProxyType(
    {
        "article": "article_id",
        "speaker_id": "actor actor_id",
        "speaker_kind": "kind_of_speaker kind actor_kind type_de_locuteur type_d_intervenant "
        "type_d_acteur",
        REMARKS: "note notes comment comments remark remarks internal_note internal_notes memo "
        "to_do todo remarque remarques commentaire commentaires",
    }
)

OF_QUOTE = frozenset(column.name for column in TABLES["quotes"].written)
# Old ids are no business of a sheet; a name that both have is that of the quote's column.
OF_ARTICLE = (
    frozenset(column.name for column in TABLES["articles"].written) - OF_QUOTE - {"formerly"}
)
COLUMNS = tuple(
    column
    for table, names in (("articles", OF_ARTICLE), ("quotes", OF_QUOTE))
    for column in TABLES[table].written
    if column.name in names
)


def meanings_of_headers(columns: Iterable[Column]) -> Mapping[str, str]:
    """The name of the column that each folded header means."""
    columns = list(columns)
    return {
        **{column.name: column.name for column in columns},
        **{name: name for name in _MORE},
        **{other: column.name for column in columns for other in column.also_called},
        # What people call their own remarks comes last: "note" is one of them.
        **{other: name for name, others in _MORE.items() for other in others.split()},
    }


NAMES = MappingProxyType(meanings_of_headers(COLUMNS))

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
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "_", plain).strip("_")


def named(
    book: Workbook,
    sheet: Sheet,
    names: Mapping[str, str],
    skipped: frozenset[str] = frozenset(),
    several: frozenset[str] = frozenset(),
) -> list[str | None]:
    """The name of each column of ``sheet``; None where it is not read.

    Args:
        book: takes the faults: a name that is not known, none, or one that is there twice.
        sheet: the sheet.
        names: what each folded name means.
        skipped: folded names that are known and not read.
        several: what several columns may be.
    """
    found: list[str | None] = []
    for index, cell in enumerate(sheet.header):
        name = folded(cell.text)
        meant = names.get(name)
        if not cell.text.strip():
            if any(index < len(row) and row[index].text.strip() for row in sheet.rows):
                message = "this column has cells and no name in the first row"
                book.fault("sheet-column", cell.place, message, "name it, or delete it")
        elif meant is None and name not in skipped:
            message = f"there is no column {shown_text(cell.text.strip())}"
            book.fault("sheet-column", cell.place, message, _hint(name, names))
        elif meant in found and meant is not None and meant not in several:
            message = f"the column {shown_text(meant)} stands here again"
            hint = "keep one of the two, or make one of both"
            book.fault("sheet-column", cell.place, message, hint)
            meant = None
        found.append(meant)
    return found


def names_no_column(book: Workbook, sheet: Sheet, names: Mapping[str, str]) -> bool:
    """Whether the first row is no header but a title, or no sheet at all; then a fault is noted."""
    if any(folded(cell.text) in names or _near(folded(cell.text), names) for cell in sheet.header):
        return False
    message = "this row names no column that is known"
    hint = "the first row is such as: Publisher, Speaker, Kind of speaker, Form, Quote"
    for row in sheet.rows[:_TITLES]:
        if sum(folded(cell.text) in names for cell in row) >= _NAMES_OF_A_HEADER:
            where, _, _ = book.where(row[0].place).partition(",")
            hint = f"the columns are named in {where}: delete what is above"
            break
    book.fault("sheet-column", (sheet.line, 1), message, hint, about="sheet")
    return True


def missing(book: Workbook, sheet: Sheet, name: str, names: Mapping[str, str], hint: str) -> None:
    """Note that ``sheet`` lacks the column ``name``, unless a column that is there may be it."""
    book.missing_columns.add((sheet.name, name))
    there = (folded(cell.text) for cell in sheet.header)
    if any(header not in names and _near(header, names) == name for header in there):
        return  # that one has its fault
    message = f"the column '{name}' is missing"
    book.fault("sheet-column", (sheet.line, 1), message, hint, about="sheet")


def _hint(name: str, names: Mapping[str, str]) -> str:
    first = {meant: called for called, meant in reversed(list(names.items()))}
    known = [first[meant] for meant in dict.fromkeys(names.values())]
    if near := _near(name, names):
        return f"did you mean '{near}'?"
    return f"delete it, or name it as it is known: {', '.join(known)}"


def _near(name: str, names: Mapping[str, str]) -> str | None:
    """What a column may be meant for whose name is not known."""
    near = get_close_matches(name, names, 1, cutoff=NEAR)
    return names[near[0]] if near else None
