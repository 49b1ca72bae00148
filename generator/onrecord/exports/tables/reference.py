"""Tables about the data itself, in CSV and SQLite; JSON has it in files of its own."""

from __future__ import annotations

from onrecord.exports.table import Table, derived

ABOUT = Table(
    "about",
    "Where the data comes from, which days it covers, and on what terms.",
    ("item",),
    (
        derived("item", "text", "What is said.", required=True),
        derived("value", "text", "What it is.", required=True),
    ),
    derived=True,
)

DICTIONARY = Table(
    "dictionary",
    "A column of a table.",
    ("in_table", "column"),
    (
        derived("in_table", "text", "The table.", required=True),
        derived("column", "text", "The column.", required=True),
        derived("type", "text", "What its values are.", required=True),
        derived("meaning", "text", "What they say.", required=True),
        derived("refers_to", "text", "The table and column that each value is one of."),
        derived("vocabulary", "text", "The vocabulary of which each value is one."),
        derived("is_required", "boolean", "Whether every row has it.", required=True),
        derived("is_derived", "boolean", "Whether it follows from the rest.", required=True),
    ),
    derived=True,
)

CODEBOOK = Table(
    "codebook",
    "A word that a coded column may have.",
    ("vocabulary", "word"),
    (
        derived("vocabulary", "text", "The vocabulary.", required=True),
        derived("word", "text", "The word, as in the columns.", required=True),
        derived("label", "text", "What the pages call it.", required=True),
        derived("meaning", "text", "What it says, where that needs more words."),
    ),
    derived=True,
)

REFERENCE = (ABOUT, DICTIONARY, CODEBOOK)
