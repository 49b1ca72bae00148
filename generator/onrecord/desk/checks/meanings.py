"""What words mean, from the tables of `meanings.yml`: numbers, denials, words that ask alike."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from math import isnan
from pathlib import Path
from typing import NamedTuple

import yaml

from onrecord.captures.edges import may_say_not
from onrecord.captures.words_in_texts import words_in
from onrecord.reading import may_have
from onrecord.reading.texts import caseless
from onrecord.reading.yaml_text import FASTEST_LOADER

_FILE = Path(__file__).with_name("meanings.yml")
#: What words mean, in tables that editors of other languages can read.
MEANINGS = yaml.load(_FILE.read_text("utf-8"), FASTEST_LOADER)  # noqa: S506 - it is a safe loader


def pattern(name: str, words: Iterable[str] = ()) -> re.Pattern[str]:
    """The regular expression ``name`` of these tables, in any case; "{}" is one of ``words``."""
    return re.compile(MEANINGS[name].replace("{}", "|".join(words)), re.IGNORECASE)


def patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """The regular expressions in the table ``name``, by their names there."""
    return {key: re.compile(text, re.IGNORECASE) for key, text in MEANINGS[name].items()}


TENS: Mapping[str, int] = {word: n * 10 for n, words in MEANINGS["tens"].items() for word in words}
#: Numbers in words, each with its figure.
NUMBER_WORDS = {
    word: str(number)
    for words in MEANINGS["numbers"].values()
    for number, word in enumerate(words.split(), start=2)
} | {word: str(number) for word, number in TENS.items()}
_FAMILIES = {
    start: words.split()[0] for words in MEANINGS["asked_alike"] for start in words.split()
}
_LENGTHS = sorted({len(it) for it in _FAMILIES}, reverse=True)
#: Small words, which do not tell what is asked.
SMALL_WORDS = frozenset(MEANINGS["small_words"].split())
NEGATIONS = {
    language: re.compile(rf"\b(?:{text})\b", re.IGNORECASE)
    for language, text in MEANINGS["negations"].items()
}
RENDERED = re.compile(rf"\b{MEANINGS['without_not']}", re.IGNORECASE)
_INSTEAD = re.compile(rf"\b(?:{MEANINGS['says']['instead'][0]})", re.IGNORECASE)
_CONTRAST = re.compile(
    r",\s(?:(?:and|but|et|mais)\s)?(?:not|pas|non)\s(?!(?:only|that|seulement)\b)[^,.;]*(?=[.;,]|$)",
    re.IGNORECASE,
)
_SHOWN = 8  # words that show which text is meant


def asks(text: str) -> frozenset[str]:
    """The stems of the words in ``text``, with one stem for all words that ask for the same."""
    words = (NUMBER_WORDS.get(it, it) for it in words_in(text) if it not in SMALL_WORDS)
    return frozenset(
        next((_FAMILIES[it[:n]] for n in _LENGTHS if it[:n] in _FAMILIES), it[:5])
        for it in words
        if len(it) > 2 or it.isdigit() or it == "no"
    )


def says_no(text: str) -> str | None:
    """The word of ``text`` that denies what it says, in any language that we know."""
    text = without_contrast(text)
    found = filter(None, (it.search(text) for it in NEGATIONS.values()))
    return next((it[0] for it in found), None)


def without_contrast(text: str) -> str:
    """``text`` without the rejected half of a contrast: "twenty, not forty"."""
    return _CONTRAST.sub("", text)


def denies_otherwise(text: str) -> bool:
    """Whether ``text`` may deny something without a word such as "not"."""
    return may_say_not(text) or bool(RENDERED.search(text) or _INSTEAD.search(text))


def few_words(text: str) -> str:
    """The first words of ``text``, which show which text is meant."""
    words = text.split()
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")


_WORDS = "|".join(NUMBER_WORDS)
_ONES = "|".join(it for words in MEANINGS["numbers"].values() for it in words.split()[:8])
_PARTS: Mapping[str, int] = MEANINGS["parts"]
_NUMBER = re.compile(rf"\d|\b(?:{_WORDS}|(?:{'|'.join(_PARTS)})s?)\b", re.IGNORECASE)
_NUMBER_PARTS = (*"0123456789", *NUMBER_WORDS, *_PARTS)


def _percent(found: re.Match[str]) -> str:
    times = int(NUMBER_WORDS.get(caseless(found[1]), "1"))
    return f"{round(times * _PARTS[caseless(found[2])])} percent"


def spelled(text: str) -> str:
    """``text`` with one name for each unit."""
    for pattern, name in _SPELLINGS:
        text = pattern.sub(name, text)
    return text


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
    r"(?:[\s\u00a0\u202f-]*([^\W\d_]{3,})(?:[\s-]+((?:of|de)\s)?([^\W\d_]{4,}))?)?",
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
_BARE = " "  # in place of what is counted, where no word behind the number says it


class CountedNumber(NamedTuple):
    """A number, as it is written."""

    value: float
    shown: str
    hedged: bool

    def renders(self, other: "CountedNumber") -> bool:
        """Whether it may stand for ``other``: it is the same, or the other one is rounded."""
        one, two = self.value, other.value
        if isnan(one) or isnan(two):
            return True
        digits = len(self.shown.strip("0.,").replace(".", "").replace(",", ""))
        rounded = digits > 1 and float(f"{two:.{digits}g}") == one
        near = _NEARLY if self.hedged or other.hedged else _ROUNDED if one >= _LARGE else 0.0
        return one == two or rounded or abs(one - two) <= near * max(one, two)


def numbers_counted(texts: Iterable[str]) -> Iterator[tuple[CountedNumber, str]]:
    """The numbers in ``texts``, each with its unit; empty if there is none."""
    for text in filter(has_number, texts):
        text = _RUN.sub(lambda it: it[0] if _SINGLE.fullmatch(it[0]) else _UNREAD, spelled(text))  # noqa: PLW2901 - read as if it were written so
        for found in _COUNTED.finditer(text):
            number, times, unit, of, second = found.groups()
            units = (unit, None if of and unit.casefold() not in _PERIODS else second)
            parts = (
                NUMBER_WORDS.get(caseless(it)) or it
                for it in number.replace(_UNREAD, "nan").split("+")
            )
            values = (re.sub(r"[\s,.](?=\d{3}\b)", "", it).replace(",", ".") for it in parts)
            value = sum(map(float, values)) * (_TIMES[caseless(times)] if times else 1)
            shown = " ".join(filter(None, (number.replace("+", "-"), times)))
            count = CountedNumber(
                value,
                shown,
                bool(_HEDGED.search(text[max(0, found.start() - _BEFORE) : found.start()])),
            )
            known = takewhile(lambda it: it and it.casefold() not in _NO_UNITS, units)
            named = [it for it in known if it]
            if times and not named:
                yield count, ""
            elif not named:
                yield count, _BARE
            if named and named[0] in _PERIODS:  # "eleven hours of rest"
                named = [named[0], *([" ".join(map(_one_of, named))] if named[1:] else [])]
            for unit in named:
                yield count, _one_of(unit)


def has_number(text: str) -> bool:
    """Whether there is a number in ``text``, in figures or in words."""
    return may_have(text, _NUMBER_PARTS) and _NUMBER.search(text) is not None


def _one_of(unit: str) -> str:
    """The name of what is counted, of one or of many."""
    word = unit.casefold()
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


def counts_in(text: str) -> Mapping[str, list[CountedNumber]]:
    """The numbers in ``text`` by their units."""
    return counts_of([text]) if has_number(text) else {}


def counts_of(texts: Iterable[str]) -> Mapping[str, list[CountedNumber]]:
    """The numbers in ``texts`` by what they count."""
    counts: defaultdict[str, dict[CountedNumber, None]] = defaultdict(dict)
    for value, unit in numbers_counted(texts):
        counts[unit][value] = None
    return {unit: [*values] for unit, values in counts.items()}


def other_number(
    mine: Mapping[str, list[CountedNumber]], theirs: Iterable[str], *, whole: bool
) -> str | None:
    """What is counted here, if ``theirs`` count it and have not that number, or not that unit.

    Periods are compared where ours is a rendering of the ``whole``, and has no other unit of them.
    """
    said = counts_of(theirs) if mine else {}
    bare = said.get(_BARE, [])
    periods = {it for it in (*mine, *said) if it in _PERIODS}
    for unit, counts in mine.items():
        is_table = len(counts) * len((*bare, *said.get(unit, ()))) > _MOST
        if unit == _BARE or is_table or any(it.renders(count) for it in bare for count in counts):
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


SEVERAL = pattern("several_clauses")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    any_ = "|".join(patterns).replace("<it>", rf"\w*\b{MEANINGS['of_it']}")
    return re.compile(rf"\b(?:{any_})\w*", re.IGNORECASE)


SAYS: Mapping[str, re.Pattern[str]] = {it: _any_of(all_) for it, all_ in MEANINGS["says"].items()}
LIMITS = pattern("limiting")
# By the word of a row: what contradicts it in the words or the note, and what goes with it there.
OTHERWISE, IN_NOTES = (
    {word: [(SAYS[other], SAYS[same]) for other, same in pairs] for word, pairs in it.items()}
    for it in (MEANINGS["otherwise"], MEANINGS["in_notes"])
)


def against(
    text: str, otherwise: re.Pattern[str], same: re.Pattern[str], code: str
) -> Iterator[tuple[str, str]]:
    """``code``, and what ``text`` has of ``otherwise`` if no limit and nothing of ``same``."""
    if otherwise.search(text) and (found := otherwise.search(SAYS["beside"].sub(" ", text))):
        rest = otherwise.sub(" ", text)
        # What is asked again may have a condition or a day.
        limited = otherwise is not SAYS["still"] and SAYS["limits"].search(rest)
        if not (same.search(rest) or limited):
            yield code, found[0]
