"""Checks of numbers and days in our own words that differ from the words they are about."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from pydantic import BaseModel

from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.quotes import QuoteEntry
from onrecord.reading import may_have
from onrecord.records import Article, Briefing, CacheByRecord, YamlPath, days_named
from onrecord.records.dates import MONTH_NAMES

from .meanings import CountedNumber, counts_of, has_number, other_number, spelled

# A month without a day: "in May", "since January 2031".
_MONTH = re.compile(
    rf"\b(?:in|of|from|by|until|since|before|after|for|and|to|en|de|d['\u2019]|d\u00e9but|fin)\s?"
    rf"({'|'.join(MONTH_NAMES)})\b(?!\s\d{{1,2}}\b)",
    re.IGNORECASE,
)
_MONTH_PARTS = {it[:3].lower() for it in MONTH_NAMES if it[:3].isascii()}


# "A week", "per hour": for what time a number is.
_RATE = re.compile(
    r"\b(?:an?|per|each|every|par|chaque) (hour|day|week|month|year)\b", re.IGNORECASE
)
# A day that is counted from another: "a week from 15 July", "the Friday after".
_RELATIVE = re.compile(
    r"\b(?:day|days|weeks?|fortnight|months?|jours?|semaines?|quinzaine|mois"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _months_in(text: str) -> Iterator[date]:
    """The months that ``text`` names without a day, as their first days."""
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
    """The figures of ``text``, which is in this record, if it has any."""
    months = frozenset(_months_in(text))
    if months or has_number(text):
        years, days = YEAR.findall(text), days_named(text, 1)
        rates = frozenset(_RATE.findall(spelled(text)))
        found = _Figures(counts_of([text]), frozenset(years), frozenset(days), months, rates)
        if any(found):
            yield found


# These may count what we saw, or less than is asked, and not what was said.
_MAY_DIFFER = ("summary", "bottom_line", "response")


def check_numbers(desk: Desk, kept: CacheByRecord) -> Iterator[Finding]:
    """Numbers, days and names in our own words that differ from the words they are about."""
    for owner, path, record, ours, quotes in _renderings(desk):
        for figures in kept.of(_figures_in, record, ours) if ours else ():
            theirs = [
                text
                for quote in quotes
                if not quote.record.withheld
                for text in (*words_said(quote), quote.record.gist if path[-1] != "gist" else None)
                if text
            ]
            said, dates = " ".join(theirs), [quote.date.first for quote in quotes]
            code = "maybe-number" if path[-1] in _MAY_DIFFER else "other-number"
            whole = path[-1] in ("gist", "condition")
            found = other_number(figures.counts, theirs, whole=whole)
            if found is None and (whole or path in (("text",), ("title",))):
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


def _other_rate(figures: _Figures, theirs: Sequence[str]) -> str | None:
    """For what time a number is, where ``theirs`` have the same number for another time."""
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
    """Our own words, with the quotes that they render, and where they are."""
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
    for article_id, article in desk.articles.items():
        texts = {"title": article.title, "summary": article.summary or ""}
        named = {field: desk.names.named_in(text) for field, text in texts.items() if text}
        elsewhere = _named_elsewhere(desk, article_id, article) if any(named.values()) else ()
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


def _named_elsewhere(desk: Desk, article_id: str, article: Article) -> Iterator[str | None]:
    """Those whom an article has besides its title and summary, and those of what is in it."""
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
    for row in article.demands:
        yield from row.by
    for answer in article.responses:
        yield from answer.by
    for act_on_claim in article.claims:
        yield from act_on_claim.by
    yield from desk.names.named_in("\n".join(filter(None, texts)))
