"""Checks of the desk's own texts and of how much it quotes: loaded words, copies, limits, dates."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from onrecord.captures.verify import Capture, digests_of_capture, read_capture
from onrecord.captures.words_in_texts import MARKED, lone_mark, passages_in
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote, in_source
from onrecord.desk.quotes import QuoteEntry, article_occasion
from onrecord.desk.settings import Coverage, HouseStyle, QuotationLimits
from onrecord.reading import shown_text
from onrecord.records import (
    Article,
    Briefing,
    CacheByRecord,
    Claim,
    FieldValue,
    Records,
    YamlPath,
    possible_dates,
)
from onrecord.records.values import OWN_WORDS, ValueFinder

from .dates import dates_of_rows
from .languages import seems_in
from .meanings import counts_in, other_number
from .prose import Prose
from .renderings import evidence_of
from .sources import IN_TEXT, may_be_slip, published_else

# So many words in a row are no coincidence.
_RUN = 8
# Stands for words of a quote: no word of a source, so that no run goes over it.
_QUOTED = " _ "
# Words alone: whether punctuation is copied too proves nothing. A number is one word.
_WORDS = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)+|\w+")
# In scripts that set no spaces every sign counts as a word.
_COUNTED_WORD = re.compile(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\\W_]+(?:['\u2019-][^\\W_]+)*"
)
# Forms whose text is the writer's, not the speaker's.
_PUBLISHERS = frozenset({"indirect", "scare"})
_SET_COVERAGE = "correct the date, or widen `coverage` in the site's configuration"
_HEAD = 600  # characters in which a source says when it was published
_HEAD_BYTES = 2_400
_FAR = 45  # days between the date that a transcript begins with and one that may be a slip of it
# What reporters write, and how a transcript names who speaks, at the start of a line.
_REPORTS = re.compile(
    r"[\u201d\"\u00bb],?\s(?:(?:he|she|they|[A-Z][\w. ]+) (?:said|says|told|added)\b|said [A-Z]"
    r"|a-t-(?:il|elle) )|\((?:Reuters|AFP|AP|dpa)\)|^By [A-Z]\w+ [A-Z]\w+$",
    re.MULTILINE,
)
_SPEAKS = re.compile(r"^((?:[A-Z][\w.'\u2019-]*\s?){1,4}|[QA]):\s", re.MULTILINE)
# In which of our own words nobody is named who says it.
_OUR_VOICE = frozenset({"title", "summary", "note", "context", "bottom_line"})
_OWN_WORDS = ValueFinder(
    lambda field: field.words is not None and field.words.ours and field.name in _OUR_VOICE,
    enters=lambda field: not field.for_quotes,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_BY_NO_CHANCE = 5  # words that two sentences share by no chance


def check_words(records: Records, style: HouseStyle) -> Iterator[Finding]:
    """Loaded words in titles, summaries, notes, contexts and gists."""
    for kind, id_, top, record in records.all():
        yield from records.kept.of(_loaded_words, record, kind, id_, top, style)


def _loaded_words(
    record: BaseModel, kind: str, id_: str, top: YamlPath, style: HouseStyle
) -> Iterator[Finding]:
    for text in OWN_WORDS(record, top):
        for found in style.loaded(str(text.value)):
            if (
                kind == "demand"
                and text.field.name == "title"
                and str(text.value).startswith(found.word)
            ):
                continue  # it is what is asked: to admit, to claim
            hint = f"say: {found.instead}" if found.instead else "leave it out"
            message = f"'{found.word}' takes a side, and this is our own text, not a quote"
            yield Finding("loaded-word", kind, id_, text.path, message, hint)


def check_summaries(desk: Desk, captures: Path) -> Iterator[Finding]:
    """Summaries and notes that repeat their source, if its text is captured."""
    for article_id, article in desk.articles.items():
        ours = [text for text in OWN_WORDS(article) if text.field.name in ("summary", "note")]
        capture = read_capture(captures / f"{article_id}.txt") if ours else None
        source = _folded(capture.text.composed.text) if isinstance(capture, Capture) else ""
        quoted = [
            _folded(text) for it in desk.quotes_of_article[article_id] for text in it.record.text
        ]
        for text in ours if source else ():
            if run := _repeated(_without_quotes(str(text.value), quoted), source):
                message = f"these {_RUN} words are copied from the source: '{run}'"
                hint = "rephrase it, or make it a quote"
                yield Finding("summary-copied", "article", article_id, text.path, message, hint)


def check_contexts(desk: Desk, captures: Path) -> Iterator[Finding]:
    """Contexts with another number of something than the captured text has."""
    for article_id in desk.articles:
        quotes = [it for it in desk.quotes_of_article[article_id] if it.record.context]
        counted = [(it, counts) for it in quotes if (counts := counts_in(it.record.context or ""))]
        capture = read_capture(captures / f"{article_id}.txt") if counted else None
        text = capture.text.composed.text if isinstance(capture, Capture) else ""
        for quote, counts in counted if text else ():
            if found := other_number(counts, [text], whole=True):
                message = f"{found} in the captured text"
                hint = "correct the number, if it is wrong"
                yield in_quote(quote, "maybe-number", ("context",), message, hint)


def check_captures(desk: Desk, captures: Path) -> Iterator[Finding]:
    """Captured texts that are not those that the quotes were compared with."""
    for article_id in desk.articles:
        quotes = desk.quotes_of_article[article_id]
        compared = {quote.checked.capture for quote in quotes if quote.checked}
        digests = digests_of_capture(captures / f"{article_id}.txt") if compared else frozenset()
        if digests and digests.isdisjoint(compared):
            message = "the captured text is not the one that the quotes were compared with"
            hint = "run `onrecord verify`, if it is the text of this source"
            yield Finding("capture-changed", "article", article_id, ("source",), message, hint)


def _folded(text: str) -> str:
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def _without_quotes(ours: str, quoted: Iterable[str]) -> str:
    """``ours`` without quoted text that is among the words ``quoted``."""

    def own(found: re.Match[str]) -> str:
        words = _folded(found[0])
        return _QUOTED if any(words in each for each in quoted) else found[0]

    return MARKED.sub(own, ours)


def _repeated(ours: str, source: str) -> str | None:
    """The first run of words that is in both; of the ``source`` these are the words alone."""
    words = _WORDS.findall(ours)
    for start in range(len(words) - _RUN + 1):
        run = " ".join(words[start : start + _RUN])
        if _folded(run) in source:
            return run
    return None


def check_quotation(
    desk: Desk, quotation: QuotationLimits, kept: CacheByRecord
) -> Iterator[Finding]:
    """Articles with more words of the speakers or of the publisher than ``quotation`` allows."""
    limits = (quotation.speakers, quotation.publisher)
    most = tuple(zip(("speakers", "the publisher"), limits, strict=True))
    for article_id, article in desk.articles.items():
        counts = kept.of(_words_quoted, article, *limits)
        for (whose, limit), count in zip(most, counts, strict=True):
            if limit is not None and count > limit:
                message = (
                    f"you quote {count} words of {whose} from this source; the limit is {limit}"
                )
                hint = "quote less, or raise `quotation_limits` if you have the right to quote more"
                yield Finding("quoted-much", "article", article_id, ("quotes",), message, hint)


def _words_quoted(article: Article, *limits: int | None) -> Iterator[int]:
    """How many words of the speakers are quoted, and how many of the publisher.

    They are counted where there may be more than the limit of each, else there are none.
    """
    for of_publisher, limit in zip((False, True), limits, strict=True):
        quotes = [it for it in article.quotes if (it.form in _PUBLISHERS) is of_publisher]
        parts = [part for quote in quotes for part in quote.text]
        # Words of ASCII have something between them.
        most = sum((len(it) + 1) // 2 if it.isascii() else len(it) for it in parts)
        are_few = limit is None or most <= limit
        yield 0 if are_few else sum(len(_COUNTED_WORD.findall(part)) for part in parts)


def check_coverage(desk: Desk, coverage: Coverage) -> Iterator[Finding]:
    """Articles with nothing within ``coverage``, or with something later.

    What is earlier is allowed with what is within: a desk looks back. Nothing is later, say its
    pages; but a source may be published later than what it reports.
    """
    days = f"{coverage.first} to {coverage.through}"
    for article_id, article in desk.articles.items():
        published = article.source.published
        quotes = desk.quotes_of_article[article_id]
        said = [(quote.date, ("quotes", quote.index, "said", "date")) for quote in quotes]
        reported = [*said, *dates_of_rows(article)]
        dates = [published, *(date for date, _ in reported)]
        known = [date for date in dates if date.known]
        later = next((pair for pair in reported if coverage.through.before(pair[0])), None)
        if known and not any(coverage.holds(date) for date in known):
            message = f"nothing in this article is from the days that the site covers, {days}"
            path: YamlPath = ("source", "published")
        elif later:
            date, path = later
            message = f"dated {date}, after the days that the site covers, {days}"
        else:
            continue
        yield Finding("outside-coverage", "article", article_id, path, message, _SET_COVERAGE)


def check_quoted_in_prose(records: Records, prose: Prose) -> Iterator[Finding]:
    """Words in quotation marks in the prose of records that no quote has so."""
    # In JSON each mark but an apostrophe is written with a backslash.
    for kind, id_, top, record in records.all("\\", "'"):
        for found in records.kept.of(_marked, record, top):
            like = _rendered(prose.desk, kind, id_, record)
            is_bottom_line = found.field.name == "bottom_line"
            article = id_ if kind == "article" else None
            for fault in prose.faults(str(found.value), like, article, all_known=is_bottom_line):
                yield Finding(fault.code, kind, id_, found.path, fault.message, fault.hint)


def _marked(record: BaseModel, top: YamlPath) -> Iterator[FieldValue]:
    """Our own texts with something in quotation marks."""
    texts = ((it, str(it.value)) for it in OWN_WORDS(record, top) if it.field.name != "differs")
    return (it for it, text in texts if passages_in(text) or lone_mark(text) is not None)


def _rendered(desk: Desk, kind: str, id_: str, record: object) -> Iterable[QuoteEntry]:
    """The quotes that our own words in a record are about."""
    if isinstance(record, Briefing):
        return evidence_of(desk, record)
    if kind == "article":
        return desk.quotes_of_article.get(id_, ())
    demand, claim = (desk.demands.get(id_), desk.claims.get(id_))
    subject = demand if kind == "demand" else claim if kind == "claim" else None
    acts = subject.acts if subject else ()
    return {act.quote.reference: act.quote for act in acts if act.quote}.values()


def check_heads(desk: Desk, captures: Path) -> Iterator[Finding]:
    """Sources whose captured text begins with another date, language or genre."""
    for article_id, article in desk.articles.items():
        path, source = captures / f"{article_id}.txt", article.source
        if path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES).decode(errors="replace")
        found = IN_TEXT.findall(head[:_HEAD])
        written = {day for it in found for day in possible_dates(it).values()}
        days = [date.fromisoformat(day) for day in written if len(day) == len("2031-05-02")]
        first = source.published.first if source.published.precision == "day" else None
        if first and may_be_slip(first, days):
            where = "the captured text begins with"
            yield published_else(article_id, source.published, where, days[0])
        held = article_occasion(article_id, article, desk.events).date
        if source.genre == "official_transcript" and held.precision == "day" and held.first:
            near = [it for it in days if abs((it - held.first).days) <= _FAR]
            if near and held.first not in days and first not in days:
                message = f"the captured text begins with {near[0]}, but the event was on {held}"
                hint = "correct the date of the event, or accept this"
                yield Finding("unlikely-date", "article", article_id, ("event",), message, hint)
        if source.language and (other := seems_in(head, source.language)):
            message = f"'{source.language}', but the captured text seems to be '{other}'"
            hint = f"write `language: {other}`, or accept this"
            yield in_source(article_id, "maybe-translated", "language", message, hint)
        names = _SPEAKS.findall(head)
        told = _REPORTS.search(head) if source.genre == "official_transcript" else None
        speak = 1 < len({*names}) < len(names) and source.genre in ("news_report", "wire_copy")
        if told or speak:
            shown = told[0].strip() if told else f"{names[0]}:"
            message = f"'{source.genre}', but the captured text has {shown_text(shown)}"
            hint = "correct `genre`: the page says how the source gives its words"
            yield in_source(article_id, "words-marked", "genre", message, hint)


def check_claims_as_facts(records: Records, every: Mapping[str, Claim]) -> Iterator[Finding]:
    """Sentences of our own that are a claim, word for word, or the words of a quote."""
    claims = {_plain(claim.text): id_ for id_, claim in every.items()}
    for kind, id_, top, record in records.all():
        for path, plain, quote_id in records.kept.of(_sentences_of, record, top):
            claim = claims.get(plain)
            if claim and (kind, id_) != ("claim", claim):
                message = f"this states the claim '{claim}' as a fact"
                hint = "say whose claim it is"
                yield Finding("claim-as-fact", kind, id_, path, message, hint)
            elif quote_id:
                message = f"this is the text of the quote '{quote_id}'"
                hint = "say it in your own words, and who says it"
                yield Finding("words-repeated", kind, id_, path, message, hint)


def _sentences_of(record: BaseModel, top: YamlPath) -> Iterator[tuple[YamlPath, str, str | None]]:
    """Our own sentences, each with the id of the quote that it summarises, if any."""
    quotes = record.quotes if isinstance(record, Article) else ()
    texts = {_plain(text): quote.id for quote in quotes for text in quote.text}
    for found in _OWN_WORDS(record, top):
        for sentence in _SENTENCE.split(str(found.value)):
            plain, is_summary = _plain(sentence), found.field.name in ("title", "summary")
            if plain.count(" ") >= _BY_NO_CHANCE - 1:
                yield found.path, plain, texts.get(plain) if is_summary else None


def _plain(sentence: str) -> str:
    return " ".join(sentence.split()).casefold().rstrip(".!?")
