"""What a person wrote over a briefing."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.desk.finding import Finding
from onrecord.records.load import Records

from .sentences import count_sentences

SENTENCES = 3


def check_briefings(records: Records) -> Iterator[Finding]:
    """Bottom lines that are longer than anybody reads in a hurry."""
    for briefing_id, briefing in records.briefings.items():
        count = count_sentences(briefing.bottom_line)
        if count > SENTENCES:
            message = f"this bottom line has {count} sentences; it may have at most {SENTENCES}"
            hint = "leave out what the sections below it say"
            path = ("bottom_line",)
            yield Finding("long-bottom-line", "briefing", briefing_id, path, message, hint)
