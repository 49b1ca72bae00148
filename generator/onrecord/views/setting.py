"""How a source gives words: in quotation marks, or in a text that has none."""

from __future__ import annotations

from typing import Literal

from onrecord.captures.sentences import in_marks
from onrecord.captures.words import BY_THE_DESK
from onrecord.desk.entries import QuoteEntry
from onrecord.desk.verdicts import STANDS
from onrecord.records import SETS_MARKS

Setting = Literal["marks", "transcript", "written", "translated", "plain"]
"""In marks; as a transcript prints them; as words that were written; in the desk's translation; or
in a way that is not known."""

_WRITTEN = frozenset({"official_statement", "document"})


def setting_of(entry: QuoteEntry) -> Setting:
    """How the source of ``entry`` gives its words, as far as that is known."""
    record, genre = entry.record, entry.article.source.genre
    if record.translation and record.translation.by in BY_THE_DESK:
        return "translated"
    if record.basis == "document" or genre in _WRITTEN:
        return "written"
    if genre == "official_transcript":
        return "transcript"
    line = entry.checked if entry.verdict in STANDS else None
    if line and (line.prefix or line.suffix):
        return "marks" if in_marks(line.prefix, line.suffix) else "plain"
    return "marks" if genre in SETS_MARKS else "plain"
