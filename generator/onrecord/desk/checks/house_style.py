"""What the newsroom itself writes, and how much it takes: plain, short, its own, within limits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from pydantic import BaseModel

from onrecord.captures.edges import count_sentences
from onrecord.captures.verify import Capture, digests_of_capture, read_capture
from onrecord.captures.words import MARKED, asks, lone_mark, passages_in
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.quotes import QuoteEntry, Quotes
from onrecord.desk.settings import Coverage, HouseStyle, QuotationLimits
from onrecord.records import (
    Article,
    Briefing,
    CacheByRecord,
    FieldValue,
    Records,
    YamlPath,
    days_named,
)
from onrecord.records.values import ValueFinder

from .dates import dates_of_rows
from .prose import Prose
from .renderings import YEAR, counted, evidence_of, words_of

# What only completes quotes is looked at in each quote that takes it, which accepts it or does not.
_OURS = ValueFinder(
    lambda field: field.words is not None and field.words.ours,
    enters=lambda field: not field.for_quotes,
)
# The most that a bottom line may have.
_SENTENCES = 3
# So many words in a row are no coincidence.
_RUN = 8
# Stands for words of a quote: no word of a source, so that no run goes over it.
_QUOTED = " _ "
# Words alone: whether punctuation is copied too proves nothing.
_WORDS = re.compile(r"\w+")


def check_words(records: Records, style: HouseStyle) -> Iterator[Finding]:
    """Loaded words in titles, summaries, notes, contexts and gists."""
    for kind, id_, top, record in records.all():
        yield from records.kept.of(_loaded_words, record, kind, id_, top, style)


def _loaded_words(
    record: BaseModel, kind: str, id_: str, top: YamlPath, style: HouseStyle
) -> Iterator[Finding]:
    for text in _OURS(record, top):
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
    """Summaries and notes that repeat their source, as far as it is among the captures."""
    for article_id, article in desk.articles.items():
        ours = [text for text in _OURS(article) if text.field.name in ("summary", "note")]
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


def check_captures(desk: Desk, captures: Path) -> Iterator[Finding]:
    """Captured texts that are not those with which the quotes were compared."""
    for article_id in desk.articles:
        quotes = desk.quotes_of_article[article_id]
        compared = {quote.checked.capture for quote in quotes if quote.checked}
        digests = digests_of_capture(captures / f"{article_id}.txt") if compared else frozenset()
        if digests and digests.isdisjoint(compared):
            message = "the captured text is not the one with which the quotes were compared"
            hint = "run `onrecord verify`, if it is the text of this source"
            yield Finding("capture-changed", "article", article_id, ("source",), message, hint)


def _folded(text: str) -> str:
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def _without_quotes(ours: str, quoted: Iterable[str]) -> str:
    """``ours`` without what is in quotation marks and among the words ``quoted``."""

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


def check_briefings(records: Records) -> Iterator[Finding]:
    """Bottom lines that are longer than anybody reads in a hurry."""
    for briefing_id, briefing in records.briefings.items():
        count = count_sentences(briefing.bottom_line)
        if count > _SENTENCES:
            message = f"this summary has {count} sentences; at most {_SENTENCES} are allowed"
            hint = "leave out what the sections of the briefing say"
            path = ("bottom_line",)
            yield Finding("long-bottom-line", "briefing", briefing_id, path, message, hint)


_LONG = 35  # days of a briefing on a month


def check_days_of_briefings(desk: Desk) -> Iterator[Finding]:
    """Briefings of a wrong year, and those that rest on what was said after their last day."""
    for briefing_id, briefing in desk.briefings.items():
        since, until = briefing.since, briefing.until
        days = (until.first - since.first).days if since.first and until.first else 0
        years, rest = divmod(days, 365.25)
        if years and 2 <= rest <= _LONG:  # a review of whole years has nothing beyond them
            message = f"this briefing covers {days:,} days, from {since} to {until}"
            hint = "correct the year of `since` or `until`, or accept this"
            yield Finding("unlikely-date", "briefing", briefing_id, ("since",), message, hint)
        written = briefing.date or until
        if briefing.date and written.before(since):
            message = f"written {written}, before the days that it covers ({since} to {until})"
            hint = "correct `date`, or the days"
            yield Finding("unlikely-date", "briefing", briefing_id, ("date",), message, hint)
            written = until
        for field in ("evidence", "quotes"):
            for index, reference in enumerate(getattr(briefing, field)):
                quote = desk.quotes.get(reference)
                if quote and (until.before(quote.date) or written.before(quote.date)):
                    last = written if written.before(until) else until
                    message = f"'{reference}' was said {quote.date}, after this briefing ({last})"
                    hint = "name an earlier quote, or correct the day of the briefing"
                    path = (field, index)
                    yield Finding("unlikely-date", "briefing", briefing_id, path, message, hint)


def check_pinned(records: Records) -> Iterator[Finding]:
    """Quotes of a briefing that are named twice, or that are nobody's words to paste."""
    quotes = Quotes(records)
    for briefing_id, briefing in records.briefings.items():
        for index, reference in enumerate(briefing.quotes):
            path = ("quotes", index)
            if reference in briefing.quotes[:index]:
                message = f"'{reference}' is in this list twice"
                yield Finding("bad-value", "briefing", briefing_id, path, message, "remove one")
            elif (found := quotes.find(reference)) and found[1].form == "scare":
                message = "these are the writer's own quotation marks: nobody is quoted"
                hint = "name a quote that has a speaker"
                yield Finding("not-to-paste", "briefing", briefing_id, path, message, hint)


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


# In scripts that set no spaces every sign counts as a word.
_COUNTED_WORD = re.compile(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\\W_]+(?:['\u2019-][^\\W_]+)*"
)
# Forms whose text is the writer's, not the speaker's.
_PUBLISHERS = frozenset({"indirect", "scare"})


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


_SET_COVERAGE = "correct the date, or widen `coverage` in the site's configuration"


def check_coverage(desk: Desk, coverage: Coverage) -> Iterator[Finding]:
    """Articles of which nothing is within ``coverage``, or something is later.

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
    """Our own words that have something in quotation marks."""
    texts = ((it, str(it.value)) for it in _OURS(record, top) if it.field.name != "differs")
    return (it for it, text in texts if passages_in(text) or lone_mark(text) is not None)


def _rendered(desk: Desk, kind: str, id_: str, record: object) -> Iterable[QuoteEntry]:
    """The quotes that the own words of a record are about."""
    if isinstance(record, Briefing):
        return evidence_of(desk, record)
    if kind == "article":
        return desk.quotes_of_article.get(id_, ())
    demand, claim = (desk.demands.get(id_), desk.claims.get(id_))
    subject = demand if kind == "demand" else claim if kind == "claim" else None
    acts = subject.acts if subject else ()
    return {act.quote.reference: act.quote for act in acts if act.quote}.values()


_SAID = re.compile(r"\b(\w[\w'\u2019-]+) (?:said|says|told|tells|added|adds|a dit|dit|a déclaré)\b")
_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")


def check_bottom_lines(desk: Desk) -> Iterator[Finding]:
    """Who is said to have spoken, days and figures that are not in the evidence of a briefing."""
    for briefing_id, briefing in desk.briefings.items():
        evidence, line = evidence_of(desk, briefing), briefing.bottom_line
        if not evidence or len(evidence) < len(briefing.evidence):
            continue
        if found := _exchanged(desk, line, evidence):
            message = f"the evidence says of '{found[1]}' what this says of '{found[0]}'"
            message = f"{message}, and the other way round"
            hint, path = "correct the names, or the evidence", ("bottom_line",)
            yield Finding("maybe-evidence", "briefing", briefing_id, path, message, hint)
        missing = [*_unheard(desk, line, evidence), *_other_days(desk, briefing, evidence)]
        days = {day.year for day in days_named(line, 1)}
        said = " ".join(chain.from_iterable(map(words_of, evidence)))
        figures = {*_FIGURE.findall(said), *(str(day.day) for day in days_named(line, 1))}
        figures |= {f"{count.value:.0f}" for count, _ in counted([said])}
        years = {*YEAR.findall(line), *map(str, days)}
        missing += [it for it in _FIGURE.findall(line) if it not in figures | years]
        around = " ".join(filter(None, chain.from_iterable(map(_texts_on, evidence))))
        dates = (briefing.since, briefing.until, *(it.date for it in evidence))
        known = {*YEAR.findall(around), *(str(date.first.year) for date in dates if date.first)}
        missing += sorted({*YEAR.findall(line)} - known) if known else []
        for what in dict.fromkeys(missing):
            message = f"'{what}' is in none of the quotes that this is based on"
            hint = "add the quote to `evidence`, or correct it"
            path = ("bottom_line",)
            yield Finding("maybe-evidence", "briefing", briefing_id, path, message, hint)


def _unheard(desk: Desk, line: str, evidence: Sequence[QuoteEntry]) -> Iterator[str]:
    """Those of whom ``line`` tells, and who are neither quoted nor named in the evidence."""
    heard = {name for quote in evidence for name in (*quote.speakers, quote.record.quoting)}
    last = {desk.actors[it].name.split()[-1] for it in heard if it and it in desk.actors}
    texts = (text for quote in evidence for text in _texts_on(quote))
    known = heard | desk.names.named_in(" ".join(filter(None, texts))).keys()
    known |= {name for quote in evidence for name in quote.record.to}
    said = {*_SAID.findall(line)}
    for name in desk.names.named_in(line):
        actor = desk.actors[name]
        own = actor.name.split()[-1]
        if actor.kind == "person" and own not in last and own in said:
            yield own
        elif actor.kind == "person" and actor.name in line and name not in known:
            yield actor.name


def _texts_on(quote: QuoteEntry) -> Iterator[str | None]:
    """What the desk has on a quote: its words, and our own."""
    record, article = quote.record, quote.article
    yield from words_of(quote)
    yield from (record.gist, record.context, record.note, quote.occasion.name)
    yield from (article.title, article.summary, article.source.headline)


_CLAUSE = re.compile(r"[.;!?](?:\s|$)|,\s(?:and|but|while|whereas|et|mais|tandis que)\s")
# What somebody does with the words of another.
_REACTS = re.compile(
    r"\b(?:reject|refus|oppos|declin|turn\w* down|den[yi]|dismiss|critici|accus|answer|respon"
    r"|welcom|disput|contest|question|rejet|nie\b|dément|critiqu|accus|répon)",
    re.IGNORECASE,
)
_MOST = 12  # clauses of a summary
_SURE = 3  # words by which two clauses fit the words of one another's actors better


def _exchanged(desk: Desk, line: str, evidence: Sequence[QuoteEntry]) -> tuple[str, str] | None:
    """Two actors of whom ``line`` tells each what the evidence has of the other."""
    told: list[tuple[str, frozenset[str], frozenset[str], frozenset[str]]] = []
    # Each two clauses are compared; what is too long for a summary is reported as that.
    for clause in _CLAUSE.split(line)[:_MOST]:
        named = [*desk.names.named_in(clause)]
        named = [it for it in named if desk.actors[it].name in clause] or named
        if not named or _REACTS.search(clause):
            continue
        if not all(desk.roles.share_words(named[0], it) for it in named):
            continue
        of = [
            it
            for it in evidence
            if any(desk.roles.share_words(n, s) for n in named for s in it.speakers)
        ]
        said = asks(" ".join(text for it in of for text in (*words_of(it), it.record.gist or "")))
        after = asks(clause.partition(desk.actors[named[0]].name)[2].lstrip().partition(" ")[0])
        told.append((named[0], after, asks(clause), said))
    for at, (one, verb, words, said) in enumerate(told):
        for two, its_verb, its_words, its_said in told[:at]:
            only, its_only = said - its_said, its_said - said
            gains = [
                sum(1 + (it in does) for it in clause & theirs)
                - sum(1 + (it in does) for it in clause & mine)
                for clause, does, mine, theirs in (
                    (words, verb, only, its_only),
                    (its_words, its_verb, its_only, only),
                )
            ]
            if min(gains) > 0 and sum(gains) >= _SURE and said and its_said:
                return desk.actors[two].name, desk.actors[one].name
    return None


def _other_days(desk: Desk, briefing: Briefing, evidence: Sequence[QuoteEntry]) -> Iterator[str]:
    """The days that the bottom line names, and of which nothing that it rests on is."""
    day = briefing.until.first
    named = days_named(briefing.bottom_line, day.year) if day else set()
    known = {date(day.year, day.month, day.day)} if day else set()
    for quote in evidence if named else ():
        known |= days_named(quote.record.words, day.year) if day else set()
        acts = desk.acts_by_quote.get(quote.reference, ())
        dates = [quote.date, quote.article.source.published, *(act.date for act in acts)]
        known |= {it.first for it in dates if it.first and it.precision == "day"}
        if any(it.precision != "day" for it in dates[:1]):
            return
    for it in sorted(named - known):
        yield str(it)
