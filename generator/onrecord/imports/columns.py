"""Which column of a sheet is which, by the name in its header, in English or in French."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from onrecord.exports.tables import TABLES
from onrecord.reading.texts import shown_text
from onrecord.records.explain import NEAR

from .sheet import Sheet, Workbook

# A column of what the desk says to itself: it never becomes a text for readers.
REMARKS = "remarks"

# What else a column may be called, in English and in French, parted by spaces.
_OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "title": "article_title titre_de_l_article",
        "summary": "resume",
        "added": "added_on",
        "publisher": "source outlet newspaper medium media publication journal editeur",
        "published": "published_on publication_date date_published date_of_publication publie "
        "publie_le date_de_publication",
        "headline": "titre manchette",
        "url": "link address source_url article_url web_address lien adresse",
        "authors": "author byline written_by auteur auteurs",
        "retrieved": "retrieved_on accessed accessed_on consulte_le",
        "archive_url": "archive archived_at archive_link lien_d_archive",
        "genre": "kind_of_source type_of_source type_de_source",
        "rights": "copyright droits",
        "party": "outlet_of",
        "id": "quote_id",
        "text": "quote quotation words exact_words quoted_words citation mots mots_exacts propos "
        "verbatim",
        "speaker": "who said_by speaker_name name_of_speaker qui locuteur intervenant dit_par",
        "speaking_as": "role speaker_role function capacity fonction",
        "form": "quote_form form_of_quote forme",
        "gist": "in_our_words paraphrase en_substance",
        "context": "contexte",
        "to": "said_to addressed_to a_qui adresse_a",
        "via": "reported_by according_to",
        "said_date": "date date_said said said_on when dit_le quand",
        "said_place": "place said_in said_at where location lieu ou",
        "language": "lang langue",
        "original_language": "langue_originale",
        "original_text": "original original_words mots_originaux",
        "translation_by": "translated_by translation traduit_par traduction",
        "translation_relay": "relay relay_language",
        "about": "topic topics theme themes sujet sujets",
        "note": "public_note note_for_readers note_publique",
        "state": "etat",
    }
)
# Columns that are no field of an article or a quote, likewise.
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
# What a folded header means.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        **{
            column.name: column.name
            for table, names in (("articles", OF_ARTICLE), ("quotes", OF_QUOTE))
            for column in TABLES[table].written
            if column.name in names
        },
        **{name: name for name in _MORE},
        # What people call their own remarks comes last: "note" is one of them.
        **{
            other: name
            for group in (_OTHER_NAMES, _MORE)
            for name, others in group.items()
            for other in others.split()
        },
    }
)

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
