"""Checks of the words of quotes against their form and the lock; of phrases and locators.

The page sets the words in marks and calls those of a direct quote whole sentences. The text alone
shows marks that were copied along; where a sentence begins and ends shows the lock, which has the
characters around the words.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from onrecord.captures.edges import (
    begins_within,
    ends_within,
    in_marks,
    negation_after,
    negation_before,
    opens_single,
)
from onrecord.captures.lock import ABSENT, CLOSE, EXACT, LockLine, compared_words
from onrecord.captures.places import SourceText, TooManyPlaces, nearest
from onrecord.captures.quotation import Run, RunPlace
from onrecord.captures.quotation_marks import marks_of, words_after_single_mark, words_outside_marks
from onrecord.captures.typography import composed
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.particulars import Particulars, pages_of_places, words_compared
from onrecord.desk.quotes import (
    NOT_CHECKED,
    STALE,
    STANDS,
    QuoteEntry,
    Quotes,
    full_reference,
    verdict_of,
)
from onrecord.reading import shown_text
from onrecord.records import IN_MARKS, SETS_MARKS, CacheByRecord, Quote, Records, YamlPath

from .languages import languages_of
from .sources import COPIED, source_page

# Marks of a quotation within a quotation in many languages; English has them outside.
_INNER_MARKS = ("\u201c", "\u201e")
_OUTER_THERE = ("de", "en", "fi", "he", "hi", "hu", "id", "ko", "nl", "sv", "tr", "vi", "zh")
# A typographic shape that is shorter than its letters.
_MAY_BE_SHORTER = re.compile(r"f[fil]|--|\.\.\.")
_WHOLE = (
    "write `form: partial` for part of a sentence, or quote all of it; `[…]` marks words left out"
)

_SAYS = {
    ABSENT: (
        "quote-absent",
        "these words are not in the captured source",
        "copy them again from the source, then run `onrecord verify`",
    ),
    STALE: (
        "quote-stale",
        "these words were edited since they were compared with their source",
        "run `onrecord verify` on a computer that has the captures",
    ),
    CLOSE: (
        "quote-close",
        "the source has nearly these words, but not exactly",
        "`onrecord verify` shows which words differ",
    ),
    NOT_CHECKED: (
        "not-checked",
        "these words have not been compared with their source",
        "save the source's text as {article}.txt in the captures, and run `onrecord verify`",
    ),
}
_DIALOGUE = re.compile(r"[\u2013\u2014\u2015-]\s+[^\W\d_a-z]")
_COMPARE = "run `onrecord verify`: {article}.txt is in the captures"
# Codes that nothing has where there is no lock.
LOCK_CODES = frozenset(code for code, _, _ in _SAYS.values())
_WHOLE_SENTENCE = re.compile(r"[^\W\d_a-z\u00df-\u00ff].*[^.\u2026][.!?]$", re.DOTALL)
_FEWEST = 4  # words of a sentence that nobody takes for a part of one
_BEGINS_AFTER = re.compile(r"(?:^|[.!?:,\u201d\u00bb\"\n]\s*)[\u201c\u201e\u00ab\"]\s?$")
_LOCK_SHOWS_AROUND = (
    "the lock has words next to quotes of this article, and they may be those withheld",
    "run `onrecord verify`, which removes them",
)
_COMPARED = 500  # characters; a longer phrase is not compared with nearly the same words
_WITHIN = "copy consecutive words from one part of the quote's text"


def check_quoted_words(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Quotes with words that contradict their form."""
    for quote in desk.quotes.values():
        if not quote.record.withheld and quote.record.form in IN_MARKS:
            yield from kept.of(_words_of, quote.record, quote)


def _words_of(record: Quote, quote: QuoteEntry) -> Iterator[Finding]:
    line = quote.checked if quote.verdict in STANDS else None
    yield from (found := list(_marks(quote, line)))
    if line:
        yield from _negations(quote, line)
    yield from languages_of(quote)
    if record.form == "partial" and line and not found and _is_whole(quote, line):
        message = "in the source these are whole sentences in quotation marks, not a part of one"
        hint = "write `form: direct`"
        yield in_quote(quote, "words-marked", ("form",), message, hint)
    # Where the marks are wrong, what is around them says nothing.
    if record.form == "direct" and line and not found:
        yield from _sentences(quote, line)


def _is_whole(quote: QuoteEntry, line: LockLine) -> bool:
    """Whether the words are everything between two marks, and whole sentences."""
    words, original = compared_words(quote.record), quote.record.original
    if len(words) != 1 or original or quote.article.source.genre not in SETS_MARKS:
        return False
    text = words[0].strip()
    return bool(
        len(text.split()) >= _FEWEST
        and _WHOLE_SENTENCE.match(text)
        and in_marks(line.prefix, line.suffix)
        and _BEGINS_AFTER.search(line.prefix)
    )


def _negations(quote: QuoteEntry, line: LockLine) -> Iterator[Finding]:
    """Quotes that say the opposite because they leave out a negation of the source."""
    words = compared_words(quote.record)
    last, hint = len(words) - 1, "quote it too; without it they say the opposite"
    language = quote.language if words == quote.record.text else None
    if words != quote.record.text and quote.record.original:
        language = quote.record.original.language
    if cut := negation_before(line.prefix, words[0], (language or "").split("-")[0]):
        message = f"in the source, {shown_text(cut)} is directly before these words"
        yield in_quote(quote, "negation-cut", _place(quote, 0), message, hint)
    if cut := negation_after(words[last], line.suffix):
        message = f"in the source, {shown_text(cut)} is directly after these words"
        yield in_quote(quote, "negation-cut", _place(quote, last), message, hint)
    if line.negated:
        message = "in the source, a word such as 'not' is between these words"
        message, hint = f"{message}, or is only added here", "quote what the source has there"
        yield in_quote(quote, "negation-cut", _place(quote, 0), message, hint)


def _marks(quote: QuoteEntry, line: LockLine | None) -> Iterator[Finding]:
    record = quote.record
    fields: list[tuple[YamlPath, str]] = [(("text", i), part) for i, part in enumerate(record.text)]
    if record.original and record.original.text:
        fields.append((("original", "text"), record.original.text))
    for path, text in fields:
        # The lock knows what is around all of the words that the source has, and nothing else.
        around = line if compared_words(record) == (text,) else None
        found = marks_of(text)
        # A transcript has no writer.
        transcript = quote.article.source.genre == "official_transcript" and found.paired
        if between := (not transcript and found.between) or _outside_in_source(quote, text, around):
            message = f"{shown_text(between)} is outside the quotation marks in this text"
            hint = "these are the writer's words: write 'text' as a list of the quoted parts"
            yield in_quote(quote, "writers-words", path, message, hint)
        elif found.words != text and not (around and in_marks(around.prefix, around.suffix)):
            message = "this text is in quotation marks, and the site adds its own"
            hint = "remove the outer marks; keep those inside the words"
            yield in_quote(quote, "outer-marks", path, message, hint)
        elif record.form == "direct" and _DIALOGUE.match(text):
            begins = "this text begins with the dash of a dialogue"
            message, hint = f"{begins}, and the site adds its own marks", "remove the dash"
            yield in_quote(quote, "outer-marks", path, message, hint)


def _outside_in_source(quote: QuoteEntry, text: str, line: LockLine | None) -> str | None:
    """The writer's words, if the source has no marks around all of ``text``."""
    # Nothing is before the words, where it is not only kept out of the lock.
    begins_source = line and line.spans and line.spans[0][0] == 0
    if line is None or not (line.prefix or line.suffix or begins_source):
        return None
    if quote.article.source.genre not in SETS_MARKS or in_marks(line.prefix, line.suffix):
        return None
    if opens_single(line.prefix):
        return words_after_single_mark(text)
    language = (quote.language or "").split("-")[0]
    is_inner = text.lstrip().startswith(_INNER_MARKS) and language not in _OUTER_THERE
    return None if is_inner else words_outside_marks(text)


def _sentences(quote: QuoteEntry, line: LockLine) -> Iterator[Finding]:
    if not (line.prefix or line.suffix):  # earlier versions kept out of the lock what is withheld
        return
    words = compared_words(quote.record)
    last = len(words) - 1
    if begins_within(words[0], line.prefix):
        message = "in the source this sentence begins earlier, but the form is `direct`"
        yield in_quote(quote, "sentence-cut", _place(quote, 0), message, _WHOLE)
    end, exact = words[last].rstrip(), line.verdict == EXACT
    if _has_stop_of_ours(end, line):
        end, exact = end[:-1], True
    if ends_within(end, line.suffix, exact=exact, prefix=line.prefix):
        message = "in the source this sentence continues, but the form is `direct`"
        yield in_quote(quote, "sentence-cut", _place(quote, last), message, _WHOLE)


def _has_stop_of_ours(words: str, line: LockLine) -> bool:
    """Whether the source has all of ``words`` but the last stop, by the length of its place."""
    if line.verdict == EXACT or len(line.spans) != 1 or not words or words[-1].isalnum():
        return False
    start, end = line.spans[0]
    return end - start == len(words) - 1 and not _MAY_BE_SHORTER.search(words)


def _place(quote: QuoteEntry, part: int) -> YamlPath:
    """The path of the compared words; a translated quote has them in `original`."""
    compared = compared_words(quote.record) == quote.record.text
    return ("text", part) if compared else ("original", "text")


def check_lock(
    particulars: Particulars, captures: Path | None, lines: Mapping[str, LockLine], *, whole: bool
) -> Iterator[Finding]:
    """Quotes that differ from what the lock says, or are not in it; what it has of withheld ones.

    ``captures`` is the folder of the sources' texts, if there is one. Unless the ``whole`` lock
    could be read, a quote may be missing only because of that. Among its ``lines`` are those of
    quotes that are gone.
    """
    quotes = {
        f"{article_id}#{id_}": (article_id, index, *rest)
        for article_id, found in particulars.of(words_compared)
        for index, (id_, *rest) in enumerate(found)
    }
    gone = {line.words: name for name, line in lines.items() if name not in quotes}
    withholding = {article_id for article_id, _, _, withheld, _ in quotes.values() if withheld}
    shows_around = {
        article_id
        for name, line in lines.items()
        if (article_id := name.partition("#")[0]) in withholding and not line.is_masked
    }
    for reference, (article_id, index, words, withheld, has_text) in quotes.items():
        path: YamlPath = ("quotes", index)
        if withheld:
            if article_id in shows_around:
                where = (*path, "state")
                yield Finding("maybe-withheld", "article", article_id, where, *_LOCK_SHOWS_AROUND)
            continue
        verdict = verdict_of(words, lines.get(reference))
        if verdict == NOT_CHECKED and not whole:
            continue
        if verdict in _SAYS:
            code, message, hint = _SAYS[verdict]
            if verdict == NOT_CHECKED and captures:
                hint = _COMPARE if (captures / f"{article_id}.txt").is_file() else hint
            hint = hint.format(article=article_id)
            if verdict == NOT_CHECKED and (before := gone.get(words)):
                code = "quote-stale"
                message = f"these words were compared as '{before}', which no longer exists"
                hint = "is this their article? `onrecord verify` compares them with its source"
            where = (*path, "text" if has_text else "id")
            yield Finding(code, "article", article_id, where, message, hint)


def check_phrases(records: Records) -> Iterator[Finding]:
    """Key words of a demand that are not in the exact words of its quote."""
    quotes = Quotes(records)
    for article_id, article in records.articles.items():
        faulty = records.faulty_places_of("article", article_id)
        for index, row in enumerate(article.demands):
            path: YamlPath = ("demands", index)
            if row.phrase and not faulty.excuses(path, "phrase", "quote"):
                for message, hint in _phrase(row.phrase, row.quote, article_id, quotes):
                    where = (*path, "phrase")
                    yield Finding("phrase-absent", "article", article_id, where, message, hint)


def _phrase(
    phrase: str, reference: str | None, article_id: str, quotes: Quotes
) -> Iterator[tuple[str, str]]:
    """Message and hint, if the phrase cannot be shown as words of the quote."""
    if reference is None:
        yield "this row has a phrase, but no quote that contains it", "name the quote in 'quote'"
        return
    reference = full_reference(reference, article_id)
    if (found := quotes.find(reference)) is None:
        return
    index, quote = found
    # Of a withheld quote nothing may be said, which `check_withheld` says.
    if quote.withheld or not quotes.clear(reference.partition("#")[0], index, "text", "state"):
        return
    if quote.form == "indirect":
        message = "the quote is indirect, so none of its words can be quoted"
        yield message, "remove the phrase; the site shows the quote's gist"
    elif quote.form == "scare":
        message = "the quotation marks are the writer's own: nobody made the demand in these words"
        yield message, "remove the phrase, or name a quote by whoever makes the demand"
    elif not any(map(str.isalnum, phrase)):
        yield f"{shown_text(phrase)} contains no word", _WITHIN
    elif not _is_in(phrase, quote.text):
        near = nearest_words(marks_of(phrase).words or phrase, quote.text)
        hint = f"the nearest words in it are {shown_text(near)}" if near else _WITHIN
        yield f"{shown_text(phrase)} is not in the text of the quote '{quote.id}'", hint


def _is_in(phrase: str, parts: tuple[str, ...]) -> bool:
    """Whether the words are in one of ``parts``, in any typography."""
    words = composed(phrase)
    run = Run(words, same=words == phrase, last=False)
    try:
        return any(SourceText(part).anywhere(run) for part in parts)
    except TooManyPlaces:
        return False


def nearest_words(phrase: str, parts: tuple[str, ...]) -> str | None:
    """The words of ``parts`` that are nearly the phrase's, as they are written."""
    for part in parts if len(phrase) <= _COMPARED else ():
        text = SourceText(part)
        if found := nearest(composed(phrase), text.folded):
            return text.written(RunPlace(found.start, found.end))
    return None


def check_locators(particulars: Particulars) -> Iterator[Finding]:
    """Places of words that are in the source of another article."""
    pages = {page: id_ for id_, found in particulars.of(source_page) for page in found}
    for article_id, found in particulars.of(pages_of_places):
        for index, page in found:
            if (other := pages.get(page)) in (None, article_id):
                continue
            message = f"this is the address of the source of '{other}'"
            path: YamlPath = ("quotes", index, "locator", "url")
            yield Finding("copied", "article", article_id, path, message, COPIED)
