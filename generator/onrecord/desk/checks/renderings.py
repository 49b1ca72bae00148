"""Checks of numbers and days in our own words that differ from the words they are about."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pydantic import BaseModel

from onrecord.captures.edges import count_sentences
from onrecord.captures.verify import Capture, read_capture
from onrecord.captures.words_in_texts import words_in
from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding, in_quote
from onrecord.desk.quotes import STANDS, QuoteEntry
from onrecord.reading import may_have
from onrecord.records import Article, Briefing, CacheByRecord, Quote, YamlPath, days_named
from onrecord.records.dates import MONTH_NAMES

from .dates import of_date
from .meanings import (
    MEANINGS,
    CountedNumber,
    counts_of,
    has_number,
    other_number,
    pattern,
    spelled,
    without_contrast,
)

_MONTH = pattern("month_without_day", MONTH_NAMES)
_MONTH_PARTS = {it[:3].lower() for it in MONTH_NAMES if it[:3].isascii()}


_RATE = pattern("rate")
_RELATIVE = pattern("counted_days")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# These may count what we saw, or less than is asked, and not what was said.
_MAY_DIFFER = ("summary", "bottom_line", "response")
_CONDITION, _SAYS_CONDITION = pattern("condition"), pattern("says_condition")
_NAMELESS = pattern("nameless")
_WEEKDAYS = {day: at for at, days in enumerate(MEANINGS["weekdays"]) for day in days.split()}
_SAID_ON = pattern("said_on", _WEEKDAYS)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_LINE = 400  # characters of one sentence with a condition, at most
_BESIDE = 200  # characters beside a quote that tell who says it, and when
_OPENING, _CLOSING = re.compile('[\u201c\u201e\u00ab"]'), re.compile('[\u201d\u201c\u00bb"]')


def _months_in(text: str) -> Iterator[date]:
    """The first days of months that ``text`` names without a day."""
    for name in _MONTH.findall(text) if may_have(text, _MONTH_PARTS) else ():
        yield from days_named(f"1 {name}", 1)


class _Figures(NamedTuple):
    """What a text counts and for what time, and the years, days and months that it names."""

    counts: Mapping[str, list[CountedNumber]]
    years: frozenset[str]
    days: frozenset[date]
    months: frozenset[date]
    rates: frozenset[str]


def _figures_in(_: BaseModel, text: str) -> Iterator[_Figures]:
    """The figures of ``text``, which belongs to this record, if it has any."""
    months = frozenset(_months_in(text))
    if months or has_number(text):
        years, days = YEAR.findall(text), days_named(text, 1)
        rates = frozenset(_RATE.findall(spelled(text)))
        found = _Figures(counts_of([text]), frozenset(years), frozenset(days), months, rates)
        if any(found):
            yield found


def _said_in(quotes: Sequence[QuoteEntry], *, gists: bool) -> Iterator[str]:
    """The words of quotes, and our gists of them."""
    for quote in quotes:
        yield from words_said(quote)
        if gists and quote.record.gist and not quote.record.withheld:
            yield quote.record.gist


def check_numbers(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Numbers, days and names in our own words that differ from the words they are about."""
    for owner, path, record, ours, quotes in _renderings(desk):
        for figures in kept.of(_figures_in, record, ours) if ours else ():
            theirs = [*_said_in(quotes, gists=path[-1] != "gist")]
            said, dates = " ".join(theirs), [quote.date.first for quote in quotes]
            code = "maybe-number" if path[-1] in _MAY_DIFFER else "other-number"
            whole = path[-1] in ("gist", "condition")
            is_answer, is_matter = path[-1] == "response", path in (("text",), ("title",))
            theirs = [without_contrast(text) if is_answer else text for text in theirs]
            found = other_number(figures.counts, theirs, whole=whole or is_matter or is_answer)
            if found is None and (whole or is_matter or is_answer):
                years = {*YEAR.findall(said)}
                if len(years) == len(figures.years) == 1 and years != figures.years:
                    code, found = "maybe-number", f"{min(figures.years)} here, but {min(years)}"
            found = found or _other_rate(figures, theirs)
            if found is None and whole:
                days = days_named(said, 1)
                is_counted_on = _RELATIVE.search(said)
                if days and figures.days and days.isdisjoint(figures.days) and not is_counted_on:
                    shown = [f"{day.day} {day:%B}" for day in (min(figures.days), min(days))]
                    found = f"{shown[0]} here, but {shown[1]}"
            if found is None and figures.months and (months := {*_months_in(said)}):
                known = {it.month for it in (*months, *days_named(said, 1), *dates) if it}
                # Of "in May and June" one may be of something else.
                if known.isdisjoint(it.month for it in figures.months):
                    shown = [f"{min(it):%B}" for it in (figures.months, months)]
                    code, found = "maybe-number", f"{shown[0]} here, but {shown[1]}"
            if found:
                message = f"{found} in the words that this is about"
                hint = "correct the number, or name the quote that has it"
                yield Finding(code, *owner, path, message, hint)


def check_conditions(desk: Desk) -> Iterator[Finding]:
    """Answers and gists without the condition that their words have; gists of another weekday."""
    for act in desk.acts:
        of = act.quote.record if act.quote and not (act.told_by or act.condition) else None
        if of and act.word == "accepted" and (found := _condition_in(of)):
            message = f"the words have a condition ('{found}'), and this row has none"
            hint = "add `condition`; without it the page says that the demand is accepted"
            path = (*act.path, "response")
            yield Finding("maybe-other-act", *act.owner, path, message, hint)
    for quote in desk.quotes.values():
        gist, day = quote.record.gist, quote.article.source.published.first or quote.date.first
        if not gist or quote.record.withheld:
            continue
        if (found := _condition_in(quote.record)) and not _SAYS_CONDITION.search(gist):
            message = f"the words have a condition ('{found}'), and the gist has none"
            hint = "add the condition to the gist"
            yield in_quote(quote, "maybe-sense", ("gist",), message, hint)
        on = {_WEEKDAYS[it.lower()] for it in _WEEKDAY.findall(quote.record.words)}
        days = days_named(gist, day.year) if day and len(on) == 1 else set()
        if days and on.isdisjoint(it.weekday() for it in days):
            message = f"{min(days)} is no '{_WEEKDAY.findall(quote.record.words)[0]}'"
            hint = "correct the day in the gist"
            yield in_quote(quote, "maybe-number", ("gist",), message, hint)


def _condition_in(record: Quote) -> str | None:
    """The words of a condition in a single sentence."""
    words = record.words
    found = _CONDITION.search(words) if len(words) <= _LINE else None
    return found[0].strip() if found and count_sentences(words) == 1 else None


def check_attributions(desk: Desk, captures: Path) -> Iterator[Finding]:
    """Days and speakers beside quotes in captures that contradict the desk."""
    for article_id in desk.articles:
        quotes = desk.quotes_of_article[article_id]
        placed = [it for it in quotes if it.checked and it.checked.spans and it.verdict in STANDS]
        capture = read_capture(captures / f"{article_id}.txt") if placed else None
        text = capture.text.raw if isinstance(capture, Capture) else ""
        for quote in placed if text else ():
            yield from _beside(quote, text)


def _beside(quote: QuoteEntry, text: str) -> Iterator[Finding]:
    spans = quote.checked.spans if quote.checked else ()
    start, end = spans[0][0], spans[-1][1]
    before = (
        text[max(0, start - _BESIDE) : start]
        .rsplit("\n", 1)[-1]
        .rstrip('\u201c\u201e\u00ab" \u00a0\u202f')
    )
    # Behind the mark that closes it, up to the one that opens the next.
    after = text[end : end + _BESIDE].split("\n", 1)[0].lstrip('\u201d\u00bb" \u00a0\u202f,.')
    before, after = _CLOSING.split(before)[-1], _OPENING.split(after)[0]
    own = text[start:end] if quote.record.form == "indirect" else ""
    day = quote.date.first if quote.date.precision == "day" else None
    named = [found for it in (own, after, before) for found in _SAID_ON.findall(it)[-1:]]
    if day and named and _WEEKDAYS[named[0].lower()] != day.weekday():
        message = f"{quote.date} is no '{named[0]}', on which the source says that this was said"
        hint = "correct the date of the quote, or of its event"
        yield of_date(quote, "unlikely-date", message, hint)
    asked = _NAMELESS.search(f"{before}\n{after}") if quote.record.basis == "on_record" else None
    if asked:
        message = f"the basis is 'on_record', but beside these words the source has '{asked[0]}'"
        hint = "write `basis: anonymous`"
        yield in_quote(quote, "anonymous-named", ("basis",), message, hint)


def _other_rate(figures: _Figures, theirs: Sequence[str]) -> str | None:
    """The periods, if ``theirs`` have the same number for another period."""
    rates = {*_RATE.findall(spelled(" ".join(theirs)))} if figures.rates else set()
    # Who names two of them may count one in the other.
    if len(rates) != 1 or len(figures.rates) != 1 or rates == figures.rates:
        return None
    both = (figures.counts, counts_of(theirs))
    one, two = ({count.value for counts in it.values() for count in counts} for it in both)
    return f"a {min(figures.rates)} here, but a {min(rates)}" if one & two else None


_Rendering: TypeAlias = tuple[
    tuple[str, str], YamlPath, BaseModel, str | None, Sequence[QuoteEntry]
]


def _renderings(desk: Desk) -> Iterator[_Rendering]:
    """Our own words, each with its place and the quotes that it renders."""
    for quote in desk.quotes.values():
        gist = ("quotes", quote.index, "gist")
        yield ("article", quote.article_id), gist, quote.record, quote.record.gist, [quote]
    for entry in desk.demands.values():
        stated = [act.quote for act in entry.statements if act.quote]
        if len(stated) == len(entry.statements):
            yield ("demand", entry.id), ("title",), entry.record, entry.record.title, stated
    for claim in desk.claims.values():
        asserted = [act.quote for act in claim.by_act("asserted") if act.quote]
        yield ("claim", claim.id), ("text",), claim.record, claim.record.text, asserted
    for act in desk.acts:
        if act.quote:
            yield act.owner, (*act.path, "condition"), act.record, act.condition, [act.quote]
        if act.quote and act.word == "accepted" and not act.told_by:
            demand = desk.demands[act.subject].record
            yield act.owner, (*act.path, "response"), demand, demand.title, [act.quote]
    for article_id, article in desk.articles.items():
        quotes = desk.quotes_of_article[article_id]
        yield ("article", article_id), ("summary",), article, article.summary, quotes
    for briefing_id, briefing in desk.briefings.items():
        line, named = briefing.bottom_line, evidence_of(desk, briefing)
        yield ("briefing", briefing_id), ("bottom_line",), briefing, line, named


def evidence_of(desk: Desk, briefing: Briefing) -> list[QuoteEntry]:
    """The quotes that a briefing rests on."""
    return [desk.quotes[it] for it in briefing.evidence if it in desk.quotes]


def words_said(quote: QuoteEntry) -> list[str]:
    """The words of a quote, and of its original; none that are withheld."""
    original = quote.record.original
    if quote.record.withheld:
        return []
    return [*quote.record.text, *([original.text] if original and original.text else [])]


def check_titles_of_articles(desk: Desk) -> Iterator[Finding]:
    """Titles and summaries that name a person who is nowhere else in the article."""
    posts = _posts(desk)
    for article_id, article in desk.articles.items():
        texts = {"title": article.title, "summary": article.summary or ""}
        named = {field: desk.names.named_in(text) for field, text in texts.items() if text}
        titled = {field: _posts_named(text, posts) for field, text in texts.items() if text}
        any_named = any(named.values()) or any(titled.values())
        elsewhere = {*_named_elsewhere(desk, article_id, article)} if any_named else set()
        for field, held in titled.items():
            for title, holders in held.items():
                is_one = len({desk.actors[it].name for it in holders}) == 1
                # The press office of a president is no person.
                is_office = {*title} <= {*words_in(article.source.publisher)}
                if is_one and not is_office and holders.isdisjoint(elsewhere | named[field].keys()):
                    message = f"'{' '.join(title)}' is '{min(holders)}', who is nowhere else here"
                    hint = f"correct the title, or add '{min(holders)}' to `mentions`"
                    yield Finding("maybe-sense", "article", article_id, (field,), message, hint)
        # Of two people of one name, either may be meant.
        known = {desk.actors[it].name for it in elsewhere if it and it in desk.actors}
        for field, names in named.items():
            for name in names:
                actor = desk.actors[name]
                is_person = actor.kind == "person" and actor.name not in known
                # A last name alone may be somebody else's.
                if is_person and actor.name in texts[field]:
                    message = f"'{actor.name}' is named here, and nowhere else in this article"
                    hint = f"correct the name, or add '{name}' to `mentions`"
                    yield Finding("maybe-sense", "article", article_id, (field,), message, hint)


def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in words_in(text) if word not in _ARTICLES)


_ARTICLES = frozenset(
    ["a", "an", "and", "d", "de", "des", "du", "et", "l", "la", "le", "les", "of", "the"]
)
_Posts: TypeAlias = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def _posts(desk: Desk) -> _Posts:
    """Titles of several words that people hold, by their first word, each with its holder."""
    found: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for actor_id, actor in desk.actors.items():
        for role in actor.roles if actor.kind == "person" else ():
            body = desk.actors.get(role.of or "")
            for text in (role.title, f"{role.title} {body.name}" if body else ""):
                words = _plain_words(text)
                if len(words) > 1:
                    found[words[0]].append((words, actor_id))
    return found


def _posts_named(text: str, posts: _Posts) -> Mapping[tuple[str, ...], set[str]]:
    """The titles in ``text``, each with its present and past holders."""
    words = _plain_words(text)
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for at, word in enumerate(words):
        for title, actor_id in posts.get(word, ()):
            if words[at : at + len(title)] == title:
                found[title].add(actor_id)
    return found


def _named_elsewhere(desk: Desk, article_id: str, article: Article) -> Iterator[str | None]:
    """Actors in an article and its rows, outside its title and summary."""
    yield from article.mentions
    yield article.source.party
    texts = [article.source.headline, *article.source.authors, article.note]
    for quote in desk.quotes_of_article[article_id]:
        record = quote.record
        yield from (*record.speaker, *record.to, record.quoting)
        texts += [*words_said(quote), record.gist, record.context, record.note, record.speaking_as]
        texts += [quote.occasion.name]
        for act in desk.acts_by_quote.get(quote.reference, ()):
            subject = desk.demands[act.subject].record if act.subject in desk.demands else None
            claim = desk.claims[act.subject].record if act.subject in desk.claims else None
            yield from (*act.by, *act.to, *act.told_by)
            yield from (*subject.by, *subject.to) if subject else ()
            yield from (*claim.by, *claim.against) if claim else ()
            texts += [subject.title if subject else claim.text if claim else None]
    for field in ("demands", "responses", "claims"):
        for row in getattr(article, field):
            yield from row.by
    yield from desk.names.named_in("\n".join(filter(None, texts)))
