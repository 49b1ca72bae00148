"""Checks of numbers and days in our own words that differ from the words they are about."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from math import isnan
from typing import NamedTuple, TypeAlias

from pydantic import BaseModel

from onrecord.desk.desk import Desk
from onrecord.desk.findings import Finding
from onrecord.desk.quotes import QuoteEntry
from onrecord.reading import may_have
from onrecord.reading.texts import caseless
from onrecord.records import Briefing, CacheByRecord, YamlPath, days_named

from .meanings import MEANINGS, NUMBER_WORDS, TENS

_WORDS = "|".join(NUMBER_WORDS)
_ONES = "|".join(it for words in MEANINGS["numbers"].values() for it in words.split()[:8])
_PARTS: Mapping[str, int] = MEANINGS["parts"]
_NUMBER = re.compile(rf"\d|\b(?:{_WORDS}|(?:{'|'.join(_PARTS)})s?)\b", re.IGNORECASE)
_NUMBER_PARTS = (*"0123456789", *NUMBER_WORDS, *_PARTS)
# A month without a day: "in May", "since January 2031".
_MONTH = re.compile(
    rf"\b(?:in|of|from|by|until|since|before|after|for|and|to|en|de|d['\u2019]|d\u00e9but|fin)\s?"
    rf"({'|'.join(MEANINGS['months'].split())})\b(?!\s\d{{1,2}}\b)",
    re.IGNORECASE,
)
_MONTH_PARTS = {it[:3].lower() for it in MEANINGS["months"].split() if it[:3].isascii()}


def _percent(found: re.Match[str]) -> str:
    times = int(NUMBER_WORDS.get(caseless(found[1]), "1"))
    return f"{round(times * _PARTS[caseless(found[2])])} percent"


def _and_one(found: re.Match[str]) -> str:
    return str(int(NUMBER_WORDS[caseless(found[1])]) + 1)


# How units are written in English and French, with one name for each of them.
_AMOUNT = r"\s?(\d[\d.,\u00a0\u202f]*\d|\d)(?:\s?(thousand|million|billion|trillion|bn|m|k)\b)?"
_SPELLINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (
            (
                rf"\b(an?|one|une?|two|three|deux|trois) ({'|'.join(_PARTS)})s?\b"
                r"(?=\s(?:of|from|in|by|de|du|des)\b|[,.;:]|$)"
            ),
            _percent,
        ),
        (r"%|\bper ?cent\b|\bpour[ \u00a0]cent\b", " percent"),
        (rf"(?:US)?\${_AMOUNT}", r"\1 \2 dollars"),
        (rf"\u20ac{_AMOUNT}", r"\1 \2 euros"),
        (rf"\u00a3{_AMOUNT}", r"\1 \2 pounds"),
        (r"(?<=\d)[ \u00a0\u202f]?\$", " dollars"),
        (r"(?<=\d)[ \u00a0\u202f]?\u20ac", " euros"),
        (r"\b(?:heures?|hours?)\b", "hour"),
        (r"\b(?:jours?|days?)\b", "day"),
        (r"\b(?:semaines?|weeks?)\b", "week"),
        (r"\b(?:mois|months?)\b", "month"),
        (r"\b(?:ans|années?|years?)\b", "year"),
        (r"\bpoints?\b", "point"),
        (r"(?<=\d)\s?(?:M|millions? d['\u2019])(?= euros)", " million"),
        (r"(?<=\d)\s?(?:Md|milliards? d['\u2019])(?= euros)", " billion"),
        (rf"\b({'|'.join(TENS)}|twenty|vingt)[ -](?=(?:{_ONES})\b)", r"\1+"),
        (rf"\b({'|'.join(TENS)}|twenty|vingt)[ -](?:one|et[ -]une?)\b", _and_one),
    )
)
# Units of one thing: the same number of two of them is not the same.
_SAME_THING = tuple(frozenset(units.split()) for units in MEANINGS["units_of_one_thing"])
_TIMES = {"thousand": 1e3, "mille": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9}
_TIMES |= {"milliard": 1e9, "bn": 1e9, "trillion": 1e12}
_SMALL = rf"(?:{_WORDS})(?:\+(?:{_WORDS}))?"
# Words that make larger numbers, and numbers of several words.
_LARGER = r"hundreds?|cents?|centaines?|vingts|dozens?|douzaines?|dizaines?"
_NUMBER_WORD = rf"(?:{_SMALL}|{_LARGER}|{'|'.join(_TIMES)})"
_RUN = re.compile(
    rf"(?:\b\d+[\s-]+(?=(?:{_LARGER})\b))?\b{_NUMBER_WORD}\b(?:[\s-]+(?:(?:and|et)[\s-]+)?{_NUMBER_WORD}\b)*",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"{_SMALL}(?:[\s-]+(?:{'|'.join(_TIMES)}))?|{'|'.join(_TIMES)}", re.IGNORECASE
)
_UNREAD = "\N{OBJECT REPLACEMENT CHARACTER}"  # for a number that we do not work out
_COUNTED = re.compile(
    rf"({_UNREAD}|\b\d+(?:[.,\u00a0\u202f ]\d{{3}})*(?:[.,]\d+)?|\b{_SMALL}\b)"
    rf"(?:[\s\u00a0\u202f-]*\b({'|'.join(_TIMES)})s?\b)?"
    r"(?:\s+(?:of|de)\b|\s+d['\u2019])?"
    r"(?:[\s\u00a0\u202f-]*([^\W\d_]{3,})(?:[\s-]+([^\W\d_]{4,}))?)?",
    re.IGNORECASE,
)
# Right before a number that is not exact.
_HEDGED = re.compile(
    r"\b(?:about|around|roughly|some|approximately|nearly|almost|over|under|below|than|least|most"
    r"|up to|environ|pr\u00e8s de|presque|plus de|moins(?: de)?|quelque|jusqu'\u00e0"
    r"|autour de)\s\D{0,4}$",
    re.IGNORECASE,
)
_BEFORE = 40  # characters, more than any hedge has
_NEARLY, _ROUNDED = 0.2, 0.07  # of a number that is hedged, and of a large one
_LARGE = 100
# After a number these are no name of what is counted.
_NO_UNITS = frozenset(MEANINGS["no_units"].split())
_MOST = 10_000  # comparisons of numbers of one thing in two texts; more have tables
_PERIODS = frozenset({"hour", "day", "week", "month", "year"})
# A day that is counted from another: "a week from 15 July", "the Friday after".
_RELATIVE = re.compile(
    r"\b(?:day|days|weeks?|fortnight|months?|jours?|semaines?|quinzaine|mois"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b",
    re.IGNORECASE,
)
_BARE = " "  # in place of what is counted, where no word behind the number says it
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class _Count(NamedTuple):
    """A number, as it is written."""

    value: float
    shown: str
    hedged: bool

    def renders(self, other: "_Count") -> bool:
        """Whether it may stand for ``other``: it is the same, or the other one is rounded."""
        one, two = self.value, other.value
        if isnan(one) or isnan(two):
            return True
        digits = len(self.shown.strip("0.,").replace(".", "").replace(",", ""))
        rounded = digits > 1 and float(f"{two:.{digits}g}") == one
        near = _NEARLY if self.hedged or other.hedged else _ROUNDED if one >= _LARGE else 0.0
        return one == two or rounded or abs(one - two) <= near * max(one, two)


def numbers_counted(texts: Iterable[str]) -> Iterator[tuple[_Count, str]]:
    """The numbers in ``texts``, each with what it counts; empty where that is not said."""
    for text in filter(_has_number, texts):
        for pattern, name in _SPELLINGS:
            text = pattern.sub(name, text)  # noqa: PLW2901 - read as if it were written so
        text = _RUN.sub(lambda it: it[0] if _SINGLE.fullmatch(it[0]) else _UNREAD, text)  # noqa: PLW2901 - as above
        for found in _COUNTED.finditer(text):
            number, times, *units = found.groups()
            parts = (
                NUMBER_WORDS.get(caseless(it)) or it
                for it in number.replace(_UNREAD, "nan").split("+")
            )
            values = (re.sub(r"[\s,.](?=\d{3}\b)", "", it).replace(",", ".") for it in parts)
            value = sum(map(float, values)) * (_TIMES[caseless(times)] if times else 1)
            shown = " ".join(filter(None, (number.replace("+", "-"), times)))
            count = _Count(
                value,
                shown,
                bool(_HEDGED.search(text[max(0, found.start() - _BEFORE) : found.start()])),
            )
            named = [*takewhile(lambda it: it and it.casefold() not in _NO_UNITS, units)]
            if times and not named:
                yield count, ""
            elif not named:
                yield count, _BARE
            for unit in named[:1] if named and named[0] in _PERIODS else named:
                yield count, _one_of(unit)


def _has_number(text: str) -> bool:
    return may_have(text, _NUMBER_PARTS) and _NUMBER.search(text) is not None


def _months_in(text: str) -> Iterator[date]:
    """The months that ``text`` names without a day, as their first days."""
    for name in _MONTH.findall(text) if may_have(text, _MONTH_PARTS) else ():
        yield from days_named(f"1 {name}", 1)


def _one_of(unit: str) -> str:
    """The name of what is counted, of one or of many."""
    word = unit.casefold()
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


class _Figures(NamedTuple):
    """What a text counts, and the years, days and months that it names."""

    counts: Mapping[str, list[_Count]]
    years: frozenset[str]
    days: frozenset[date]
    months: frozenset[date]


def _figures_in(_: BaseModel, text: str) -> Iterator[_Figures]:
    """The figures of ``text``, which is in this record, if it has any."""
    months = frozenset(_months_in(text))
    if months or _has_number(text):
        years, days = YEAR.findall(text), days_named(text, 1)
        found = _Figures(_counts([text]), frozenset(years), frozenset(days), months)
        if any(found):
            yield found


def counts_in(text: str) -> Mapping[str, list[_Count]]:
    """What ``text`` counts."""
    return _counts([text]) if _has_number(text) else {}


def _counts(texts: Iterable[str]) -> Mapping[str, list[_Count]]:
    """The numbers in ``texts`` by what they count."""
    counts: defaultdict[str, dict[_Count, None]] = defaultdict(dict)
    for value, unit in numbers_counted(texts):
        counts[unit][value] = None
    return {unit: [*values] for unit, values in counts.items()}


def other_number(
    mine: Mapping[str, list[_Count]], theirs: Iterable[str], *, whole: bool
) -> str | None:
    """What is counted here, if ``theirs`` count it and have not that number, or not that unit.

    Periods are compared where ours is a rendering of the ``whole``, and has no other unit of them.
    """
    said = _counts(theirs) if mine else {}
    bare = said.get(_BARE, [])
    periods = {it for it in (*mine, *said) if it in _PERIODS}
    for unit, counts in mine.items():
        is_table = len(counts) * len((*bare, *said.get(unit, ()))) > _MOST
        if unit == _BARE or is_table or any(it.renders(one) for it in bare for one in counts):
            continue  # "from three storeys to six" counts storeys twice
        others = [it for it in said.get(unit, ()) if not any(one.renders(it) for one in counts)]
        is_compared = unit not in _PERIODS or (whole and len(periods) == 1)
        if others and len(others) == len(said[unit]) and is_compared:
            shown = ", ".join(dict.fromkeys(it.shown for it in others))
            return f"{counts[0].shown} ({unit or 'in all'}) here, but {shown}"
        for units in _SAME_THING:
            for other in sorted(units & said.keys() - {unit}) if unit in units else ():
                values = {it.value for it in said[other]} & {it.value for it in counts}
                if values and values.isdisjoint(it.value for it in said.get(unit, ())):
                    value = next(it.shown for it in counts if it.value in values)
                    return f"{value} ({unit}) here, but {value} ({other})"
    return None


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
