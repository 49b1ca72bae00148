"""What the data says of itself: its origin and terms, its columns, the words of coded columns."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from onrecord import __version__
from onrecord.desk.acts import Rank, Relation
from onrecord.desk.positions import CONFLICTING, MIXED
from onrecord.desk.quotes import VERDICTS
from onrecord.records.vocabulary import VOCABULARIES as WRITTEN
from onrecord.views.context import SiteInfo
from onrecord.views.lines import Catalogue

from .all_tables import TABLES
from .table import AS_OF, Column, Row, Table, derived

_OF_A_WORD = ("word", "label", "meaning")
# What a kind is called, where a name alone does not say it.
_KINDS = {
    "ids": "list of ids",
    "lines": "list of texts",
    "date": "date, as precise as it is known (2031-05-02, 2031-05, 2031 or unknown)",
    "day": "whole day (2031-05-02)",
    "time": "time with its offset (12:30+01:00)",
    "language": "language tag (BCP 47)",
    "word": "word of a vocabulary",
}


def about(site: SiteInfo, say: Catalogue) -> dict[str, str]:
    """Short texts on ``site`` by their names in the files; what is not known is left out."""
    items = {
        "site": site.name,
        "url": site.url,
        "language": site.language,
        "covers_from": site.coverage.first.text if site.coverage else "",
        "covers_through": site.as_of,
        "licence": site.licence or say("data.no_licence"),
        "rights": say("data.rights"),
        "made_with": f"Onrecord {__version__}",
    }
    return {name: text for name, text in items.items() if text}


def _about_data(
    name: str, meaning: str, key: tuple[str, ...], texts: Mapping[str, str], *others: Column
) -> Table:
    """A table whose first columns are ``texts``: their meanings by their names."""
    columns = (derived(name, "text", meaning, required=True) for name, meaning in texts.items())
    return Table(name, meaning, key, (*columns, *others), derived=True)


# Tables about the data itself, in CSV and SQLite; JSON has it in files of its own.
ABOUT = _about_data(
    "about",
    "Where the data comes from, which days it covers, and on what terms.",
    ("item",),
    {"item": "What is said.", "value": "What it is."},
)
DICTIONARY = _about_data(
    "dictionary",
    "A column of a table.",
    ("in_table", "column"),
    {"in_table": "The table.", "column": "The column.", "type": "What its values are.",
     "meaning": "What they mean."},
    derived("refers_to", "text", "The table and column that the values refer to."),
    derived("vocabulary", "text", "The vocabulary of the values."),
    derived("is_required", "boolean", "Whether every row has a value.", required=True),
    derived("is_derived", "boolean", "Whether it is derived from other data.", required=True),
)  # fmt: skip
CODEBOOK = _about_data(
    "codebook",
    "A word that a coded column may have.",
    ("vocabulary", "word"),
    {"vocabulary": "The vocabulary.", "word": "The word, as in the columns.",
     "label": "What the site calls it."},
    derived("meaning", "text", "What it means, if that needs explaining."),
)  # fmt: skip
REFERENCE = (ABOUT, DICTIONARY, CODEBOOK)
ALL_TABLES = (*TABLES.values(), *REFERENCE)

# Vocabularies of derived columns, each behind the one of the records that is nearest to it.
_DERIVED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "state": {"verdict": VERDICTS},
    "response": {
        "position": (*WRITTEN["response"], CONFLICTING, MIXED),
        "relation": tuple(relation.value for relation in Relation),
        "rank": tuple(rank.name.lower() for rank in Rank),
    },
    "claim_act": {
        "standing": ("asserted", "contested", "corroborated", "retracted", "not_asserted")
    },
}
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    name: words
    for written in WRITTEN
    for name, words in {written: WRITTEN[written], **_DERIVED.get(written, {})}.items()
}

# Where the catalogue has what the pages call each word, and what it means, where not under the
# vocabulary's own name.
_LABELS = {
    "actor_kind": "kind", "demand_act": "act", "position": "response", "rank": "life.rank",
    "correction_kind": "correction.kind", "correction_of": "correction.whose",
    "translated_by": "data.label.translated_by", "relation": "data.label.relation",
}  # fmt: skip
_MEANINGS = {"position": "response_meaning"}


def label_key(vocabulary: str) -> str:
    """The key of the catalogue's labels for the words of ``vocabulary``."""
    return _LABELS.get(vocabulary, vocabulary)


def codebook(say: Catalogue) -> Iterator[Row]:
    """The rows of ``codebook``: every word of every vocabulary."""
    for name, words in VOCABULARIES.items():
        for word in words:
            yield {
                "vocabulary": name,
                "word": word,
                "label": say(f"{label_key(name)}.{word}"),
                "meaning": _meaning(name, word, say),
            }


def _meaning(name: str, word: str, say: Catalogue) -> str | None:
    for key in (f"{_MEANINGS.get(name, f'{name}_meaning')}.{word}", f"data.meaning.{name}.{word}"):
        if key in say:
            return say(key)
    return None


def column_rows(tables: Sequence[Table]) -> Iterator[Row]:
    """The rows of ``dictionary``."""
    for table in tables:
        for column in table.columns:
            yield {
                "in_table": table.name,
                "column": column.name,
                **_described(column),
                "is_required": column.required,
                "is_derived": column.derived or table.derived,
            }


def _described(column: Column) -> dict[str, str | None]:
    return {
        "type": _KINDS.get(column.kind, column.kind),
        "meaning": column.meaning,
        "refers_to": column.to,
        "vocabulary": column.words,
    }


def dictionary(site: SiteInfo, say: Catalogue) -> dict[str, object]:
    """The data dictionary with the codebook, as one file."""
    return {
        "about": about(site, say),
        "csv": {
            "form": "RFC 4180 with a header; UTF-8 with a byte-order mark; rows end with CRLF",
            "list of ids": "set apart by a semicolon and a space",
            "list of texts": "set apart by line breaks",
            "formulas": "a cell that begins, after any apostrophes, like a formula (= + - @, a tab "
            "or a line break) has one apostrophe more in front; remove it to get the value",
            "added column": {"name": AS_OF.name, "meaning": AS_OF.meaning},
        },
        "tables": [
            {
                "name": table.name,
                "meaning": table.meaning,
                "key": list(table.key),
                "derived": table.derived,
                "columns": list(map(_column, table.columns)),
            }
            for table in ALL_TABLES
        ],
        "vocabularies": {
            name: [{key: row[key] for key in _OF_A_WORD if row[key]} for row in rows]
            for name, rows in groupby(codebook(say), lambda row: str(row["vocabulary"]))
        },
    }


def _column(column: Column) -> dict[str, object]:
    flags = {"required": column.required, "derived": column.derived}
    described = {"name": column.name, **_described(column), **flags}
    return {name: value for name, value in described.items() if value}
