"""Words of a quote that are not what its form says: marks, the writer's words, pieces of sentences.

The page sets the words in marks and calls those of a direct quote whole sentences. The text alone
shows marks that were copied along; where a sentence begins and ends shows the lock, which has the
characters around the words.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.captures.lock import LockLine
from onrecord.captures.marks import marks_of
from onrecord.captures.sentences import begins_within, ends_within, in_marks
from onrecord.captures.verdict import EXACT
from onrecord.captures.words import compared_words
from onrecord.desk.desk import Desk
from onrecord.desk.entries import QuoteEntry
from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.verdicts import STANDS
from onrecord.reading import shown_text

# The page shows what is reported without marks, and the source's own sentence as it is.
_IN_MARKS = frozenset({"direct", "partial", "scare"})
_WHOLE = (
    "`form: partial` for a part of a sentence, or give all of it; "
    "`[…]` says that words are left out"
)


def check_quoted_words(desk: Desk) -> Iterator[Finding]:
    """Quotes whose words are not what their form says."""
    for quote in desk.quotes.values():
        if quote.record.withheld or quote.record.form not in _IN_MARKS:
            continue
        line = quote.checked if quote.verdict in STANDS else None
        found = list(_marks(quote, line))
        yield from found
        # Where the marks are wrong, what is beside them tells nothing.
        if quote.record.form == "direct" and line and not found:
            yield from _sentences(quote, line)


def _marks(quote: QuoteEntry, line: LockLine | None) -> Iterator[Finding]:
    record = quote.record
    fields: list[tuple[YamlPath, str]] = [(("text", i), part) for i, part in enumerate(record.text)]
    if record.original and record.original.text:
        fields.append((("original", "text"), record.original.text))
    enclosed = line is not None and in_marks(line.prefix, line.suffix)
    for path, text in fields:
        found = marks_of(text)
        if found.between:
            message = f"{shown_text(found.between)} is outside of the quotation marks in this text"
            hint = "these are the writer's words: give what was said as a list of parts"
            yield _finding(quote, "writers-words", path, message, hint)
        elif found.words != text and not enclosed:
            message = "this text has quotation marks around it, and the page sets a pair of its own"
            hint = "leave out the marks around the words; marks within them stay"
            yield _finding(quote, "outer-marks", path, message, hint)


def _sentences(quote: QuoteEntry, line: LockLine) -> Iterator[Finding]:
    if not (line.prefix or line.suffix):  # kept out of the lock, for what stands beside the words
        return
    words = compared_words(quote.record)
    last = len(words) - 1
    if begins_within(words[0], line.prefix):
        message = "the sentence of the source begins before these words, and the form is `direct`"
        yield _finding(quote, "sentence-cut", _place(quote, 0), message, _WHOLE)
    if ends_within(words[last], line.suffix, exact=line.verdict == EXACT):
        message = "the sentence of the source goes on after these words, and the form is `direct`"
        yield _finding(quote, "sentence-cut", _place(quote, last), message, _WHOLE)


def _place(quote: QuoteEntry, part: int) -> YamlPath:
    """Where the compared words are written: the desk may have translated them."""
    compared = compared_words(quote.record) == quote.record.text
    return ("text", part) if compared else ("original", "text")


def _finding(quote: QuoteEntry, code: str, path: YamlPath, message: str, hint: str) -> Finding:
    where = ("quotes", quote.index, *path)
    return Finding(code, "article", quote.article_id, where, message, hint)
