"""The data dictionary: each table, each column, and each word that a coded column may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, get_args

from onrecord.desk.entries import Rank, Relation
from onrecord.desk.positions import CONFLICTING, MIXED
from onrecord.desk.verdicts import VERDICTS
from onrecord.exports.tables.all import TABLES
from onrecord.exports.tables.reference import REFERENCE
from onrecord.records import vocabulary as v
from onrecord.views.saying import Say
from onrecord.views.site_info import SiteInfo

from .about import about
from .csv import AS_OF
from .table import Column, Row, Table


def _words(literal: Any) -> tuple[str, ...]:  # noqa: ANN401 - a Literal is no type of its own
    return get_args(literal)


VOCABULARIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "actor_kind": _words(v.ActorKind),
        "name_kind": _words(v.NameKind),
        "genre": _words(v.Genre),
        "form": _words(v.Form),
        "basis": _words(v.Basis),
        "translated_by": _words(v.TranslatedBy),
        "state": _words(v.QuoteState),
        "verdict": VERDICTS,
        "action": _words(v.Action),
        "strength": _words(v.Strength),
        "demand_act": _words(v.DemandAct),
        "response": _words(v.Response),
        "position": (*_words(v.Response), CONFLICTING, MIXED),
        "relation": tuple(one.value for one in Relation),
        "rank": tuple(one.name.lower() for one in Rank),
        "outcome": _words(v.OutcomeValue),
        "claim_kind": _words(v.ClaimKind),
        "claim_act": _words(v.ClaimAct),
        "standing": ("asserted", "contested", "corroborated", "retracted", "not_asserted"),
        "reply": _words(v.Reply),
        "correction_kind": _words(v.CorrectionKind),
        "correction_of": _words(v.CorrectionOf),
    }
)

# Where the catalogue has what the pages call each word, and what it means, where not under the
# vocabulary's own name.
_LABELS = {
    "actor_kind": "kind",
    "demand_act": "act",
    "position": "response",
    "rank": "life.rank",
    "correction_kind": "correction.kind",
    "correction_of": "correction.whose",
    "translated_by": "data.label.translated_by",
    "relation": "data.label.relation",
}
_MEANINGS = {"position": "response_meaning"}


def label_key(vocabulary: str) -> str:
    """Where the catalogue has what the pages call the words of ``vocabulary``."""
    return _LABELS.get(vocabulary, vocabulary)


def codebook(say: Say) -> Iterator[Row]:
    """The rows of ``codebook``: every word of every vocabulary."""
    for name, words in VOCABULARIES.items():
        for word in words:
            yield {
                "vocabulary": name,
                "word": word,
                "label": say(f"{label_key(name)}.{word}"),
                "meaning": _meaning(name, word, say),
            }


def _meaning(name: str, word: str, say: Say) -> str | None:
    for key in (f"{_MEANINGS.get(name, f'{name}_meaning')}.{word}", f"data.meaning.{name}.{word}"):
        if key in say:
            return say(key)
    return None


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


def columns_of(tables: Sequence[Table]) -> Iterator[Row]:
    """The rows of ``dictionary``."""
    for table in tables:
        for column in table.columns:
            yield {
                "in_table": table.name,
                "column": column.name,
                "type": _KINDS.get(column.kind, column.kind),
                "meaning": column.meaning,
                "refers_to": column.to,
                "vocabulary": column.words,
                "is_required": column.required,
                "is_derived": column.derived or table.derived,
            }


def dictionary(site: SiteInfo, say: Say) -> dict[str, object]:
    """The data dictionary with the codebook, as one file tells it."""
    return {
        "about": about(site, say),
        "csv": {
            "form": "RFC 4180 with a header; UTF-8 with a byte-order mark; rows end with CRLF",
            "list of ids": "set apart by a semicolon and a space",
            "list of texts": "set apart by line breaks",
            "formulas": "a cell that begins, after any apostrophes, like a formula (= + - @, a tab "
            "or a line break) has one apostrophe more in front; take it away to have the value",
            "added column": {"name": AS_OF.name, "meaning": AS_OF.meaning},
        },
        "tables": [_table(table) for table in (*TABLES.values(), *REFERENCE)],
        "vocabularies": {
            name: [
                {key: row[key] for key in ("word", "label", "meaning") if row[key]} for row in rows
            ]
            for name, rows in groupby(codebook(say), lambda row: str(row["vocabulary"]))
        },
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "meaning": table.meaning,
        "key": list(table.key),
        "derived": table.derived,
        "columns": [_column(column) for column in table.columns],
    }


def _column(column: Column) -> dict[str, object]:
    told: dict[str, object] = {
        "name": column.name,
        "type": _KINDS.get(column.kind, column.kind),
        "meaning": column.meaning,
    }
    if column.to:
        told["refers_to"] = column.to
    if column.words:
        told["vocabulary"] = column.words
    if column.required:
        told["required"] = True
    if column.derived:
        told["derived"] = True
    return told
