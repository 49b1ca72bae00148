"""Dates as precise as the source gives them, and dates as people and spreadsheets write them.

A date of a record is a day, a month, a year, or unknown. What people type (`possible_dates`) is
understood where it has one meaning.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import product
from typing import Literal

from onrecord.reading import without_accents
from onrecord.reading.texts import caseless

# 2031-05-02, 2031-05 or 2031.
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

Precision = Literal["day", "month", "year", "unknown"]
# How a sheet writes its dates: the day first, or the month first.
Order = Literal["dmy", "mdy"]

# A time behind a date: "T10:30:00Z", ", 10:30 pm", " 10:30+02:00".
_TIME_OF_DAY = re.compile(
    r"(?:T|,?\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?(?:Z|\s*[+-]\d\d:?\d\d)?$",
    re.IGNORECASE,
)
_BETWEEN = r"\s*[./\- \u2010-\u2015\u2212]\s*"
# Three numbers: "2/5/2031", "2031. 5. 2.".
_NUMBERS = re.compile(rf"(\d{{1,4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,4}})\.?")
# A month and a year, or a year and a month: "5/2031", "2031-5".
_MONTH = re.compile(r"(\d{1,2})\s*[./\-]\s*(\d{4})|(\d{4})\s*[./\-]\s*(\d{1,2})")
# As in Chinese and Japanese: "2031年5月2日".
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
# A remark behind it: " (Friday)".
_REMARK = re.compile(r"\s*\([^()]*\)$")
_MARKS = "\"'\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
# 20310502.
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
# A word, or a number.
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_WHOLE = 5  # letters: the name of a weekday that is no abbreviation has as many
# The languages whose names of months and weekdays are understood, as CLDR has them.
_LANGUAGES = ("en", "fr", "de", "de-AT", "es", "es-PE", "it", "pt", "nl", "ru", "uk", "pl")
_PASSED_OVER = frozenset(
    {"st", "nd", "rd", "th", "er", "of", "the", "le", "de", "del", "den", "\u0433"}
    | {"tues", "thur", "thurs"}
)

# How spreadsheets count days, from 1954 to 2119, and programs seconds.
_SERIAL = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?")
_SECONDS = re.compile(r"1\d{9}")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date, local at the place, with the precision of its form.

    The form is that of ISO 8601-1:2019 (5.2.2): ``2022-02-01``, ``2022-02`` or ``2022``; or the
    word ``unknown``.
    """

    text: str  #: the date as written
    first: date | None  #: the first day it may mean; `None` if unknown
    last: date | None  #: the last day it may mean; `None` if unknown

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read ``text``; the same text gives the same object.

        Raises:
            ValueError: ``text`` is no date; the message says what is wrong with it.
        """
        return _parse(text)

    @classmethod
    def found(cls, text: str) -> "PartialDate | None":
        """The date that ``text`` is, white space around it aside; ``None`` where it is none."""
        try:
            return _parse(text.strip())
        except ValueError:
            return None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The whole of ``day``."""
        return _parse(day.isoformat())

    @property
    def known(self) -> bool:
        """Whether anything is known of it at all."""
        return self.first is not None

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        precisions: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
        return precisions[len(self.text)] if self.known else "unknown"

    def before(self, other: "PartialDate") -> bool:
        """Whether the whole of this span is before the whole of the other's.

        Nothing is before or after an unknown date.
        """
        return self.last is not None and other.first is not None and self.last < other.first

    def apart(self, other: "PartialDate") -> bool:
        """Whether the two cannot be the same day: one is before the other."""
        return self.before(other) or other.before(self)

    @property
    def sort_key(self) -> tuple[int, int]:
        """Order for a list: by first day, the less precise after the more precise; unknown last."""
        if self.first is None or self.last is None:
            return (date.max.toordinal(), 0)
        return (self.first.toordinal(), self.last.toordinal())

    def __str__(self) -> str:
        return self.text


def earliest(dates: Iterable[PartialDate]) -> PartialDate:
    """The known one of ``dates`` that begins first; unknown if there is none."""
    return min(dates, key=lambda when: when.sort_key, default=UNKNOWN)


def latest(dates: Iterable[PartialDate]) -> PartialDate:
    """The known one of ``dates`` that ends last; unknown if there is none."""
    known = (when for when in dates if when.known)
    return max(known, key=lambda when: when.sort_key[::-1], default=UNKNOWN)


@lru_cache(maxsize=65536)
def _parse(text: str) -> PartialDate:
    if text == "unknown":
        return UNKNOWN
    match = _FORM.fullmatch(text)
    if not match or not text.isascii():
        raise ValueError(f"'{text}' is not a date")
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year:
        raise ValueError("there is no year 0000")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"there is no month {match[2]}")
    longest = calendar.monthrange(year, month)[1] if month else 31
    if month and day is not None and not 1 <= day <= longest:
        raise ValueError(f"{calendar.month_name[month]} {year} has {longest} days, not {match[3]}")
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or longest)
    return PartialDate(text, first, last)


UNKNOWN = PartialDate("unknown", None, None)


def possible_dates(text: str) -> dict[Order | None, str]:
    """The dates that ``text`` may mean in our form, by the order that gives them; no wrong ones.

    None is the key of a date that every order reads alike.

    >>> possible_dates("2 May 2031"), possible_dates("31/12/2030")
    ({None: '2031-05-02'}, {'dmy': '2030-12-31'})
    >>> possible_dates("03/05/2031")
    {'dmy': '2031-05-03', 'mdy': '2031-03-05'}
    """
    text = _TIME_OF_DAY.sub("", _REMARK.sub("", _plain(text))).strip()
    text = UNKNOWN.text if text.casefold() == UNKNOWN.text else text
    if _is_date(text):
        return {None: text}
    if found := _NUMBERS.fullmatch(text):
        return _of_numbers(*found.groups())
    if found := _COMPACT.fullmatch(text):
        return _alone("-".join(found.groups()))
    if found := _CHINESE.fullmatch(text):
        return _alone("-".join(part.zfill(2) for part in found.groups() if part))
    if found := _MONTH.fullmatch(text):
        month, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        return _alone(f"{year}-{month:0>2}")
    return _of_words(text)


def hint_for_date(text: str) -> str:
    """The correct form of the date ``text``; empty if that is not clear."""
    meant = [day for day in dict.fromkeys(possible_dates(text).values()) if day != text]
    if len(meant) > 1:
        return f"write {meant[0]} or {meant[1]}, whichever is meant"
    if meant:
        return f"write {meant[0]}"
    plain = _plain(text)
    if found := _SERIAL.fullmatch(plain):
        day = date(1899, 12, 30) + timedelta(int(found[1]))
        return f"a spreadsheet turns {day} into this number: write {day} if you mean that"
    if _SECONDS.fullmatch(plain):
        day = date(1970, 1, 1) + timedelta(seconds=int(plain))
        return f"programs turn {day} into this number: write {day} if you mean that"
    return ""


def _plain(text: str) -> str:
    """``text`` in ASCII digits, without surrounding quotation marks and invisible characters."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    digits = (str(unicodedata.digit(char)) if char.isdecimal() else char for char in seen)
    return "".join(digits).strip().strip(_MARKS).strip()


def _of_numbers(first: str, second: str, third: str) -> dict[Order | None, str]:
    if len(first) == 4:
        usual = _alone(f"{first}-{second:0>2}-{third:0>2}")
        return usual or _alone(f"{first}-{third:0>2}-{second:0>2}")
    if len(third) != 4 or len(first) > 2:
        return {}  # of which century?
    orders: dict[Order | None, str] = {
        "dmy": f"{third}-{second:0>2}-{first:0>2}",
        "mdy": f"{third}-{first:0>2}-{second:0>2}",
    }
    found = {order: day for order, day in orders.items() if _is_date(day)}
    return _alone(orders["dmy"]) if first == second else found


def _of_words(text: str) -> dict[Order | None, str]:
    """2 May 2031, May 2nd, 2031, May 2031, vendredi 2 mai 2031."""
    days: list[str] = []
    years: list[str] = []
    months: list[int] = []
    known, weekdays = _names()
    for word in _WORDS.findall(text):
        name = without_accents(word.casefold())
        if name in known and not months:
            months.append(known[name])
        elif word.isdecimal():
            (years if len(word) == 4 else days).append(word)
        elif name not in _PASSED_OVER and name not in weekdays:
            return {}
    if len(years) != 1 or len(months) != 1 or len(days) > 1 or any(len(day) > 2 for day in days):
        return {}
    return _alone("-".join([years[0], f"{months[0]:02}", *(f"{day:0>2}" for day in days)]))


@cache
def _names() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Months and weekdays by their names, whole and short, without accents.

    A name that is of two months is none; a weekday whose name may mean something else is -1.
    """
    from babel import Locale  # noqa: PLC0415 - most desks have no such date

    months: dict[str, set[int]] = {}
    weekdays: dict[str, set[int]] = {}
    for locale in (Locale.parse(tag, sep="-") for tag in _LANGUAGES):
        for context, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
            for number, name in locale.months[context][width].items():
                for word in _WORDS.findall(without_accents(name.casefold())):
                    months.setdefault(word, set()).add(number)
            for number, name in locale.days[context][width].items():
                words = _WORDS.findall(without_accents(name.casefold()))
                for word in words:
                    clear = len(words) == 1 and len(word) >= _WHOLE
                    weekdays.setdefault(word, set()).add(number if clear else -1)
    return (
        {name: min(of) for name, of in months.items() if len(of) == 1},
        {name: min(of) if len(of) == 1 else -1 for name, of in weekdays.items()},
    )


def weekdays_before(text: str, day: date | None) -> Iterator[str]:
    """For each weekday that ``text`` names: the last one before ``day``, or ``day`` itself."""
    if day is None:
        return
    _, weekdays = _names()
    named = (weekdays.get(without_accents(word.casefold()), -1) for word in _WORDS.findall(text))
    for number in dict.fromkeys(each for each in named if each >= 0):
        yield str(day - timedelta((day.weekday() - number) % 7))


def _alone(text: str) -> dict[Order | None, str]:
    return {None: text} if _is_date(text) else {}


def _is_date(text: str) -> bool:
    return text == text.strip() and PartialDate.found(text) is not None


# As CLDR has them, in English and in French: a test compares them. To load Babel for them takes
# longer than to check an article.
_MONTHS = (
    "January February March April May June July August September October November December "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
MONTH_NAMES = tuple(_MONTHS.split())
_MONTH_NUMBERS = {caseless(name): at % 12 + 1 for at, name in enumerate(MONTH_NAMES)}
_NAMED_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er)?(?: of)?\s+({'|'.join(MONTH_NAMES)})\b(?:,?\s+(\d{{4}})\b)?"
    rf"|\b({'|'.join(MONTH_NAMES)})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}})\b)?",
    re.IGNORECASE,
)


def days_named(text: str, year: int) -> set[date]:
    """The days named in ``text`` by day and month, in ``year`` unless it names another."""
    found = set()
    for day, month, of, month_first, day_after, of_after in _NAMED_DAY.findall(text):
        number = _MONTH_NUMBERS[caseless(month or month_first)]
        try:
            found.add(date(int(of or of_after or year), number, int(day or day_after)))
        except ValueError:
            continue
    return found


_NAMED_DATE = re.compile(
    rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th|er)?(?: of)?\s+)?\b({'|'.join(MONTH_NAMES)})\s+"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b|\b((?:19|2[01])\d\d)\b",
    re.IGNORECASE,
)


def dates_named(text: str) -> Iterator[PartialDate]:
    """The days, months and years that ``text`` names with their year."""
    for day, month, day_after, of, year in _NAMED_DATE.findall(text):
        parts = [year or of, f"{_MONTH_NUMBERS[caseless(month)]:02}" if month else ""]
        parts.append(f"{day or day_after:0>2}" if day or day_after else "")
        if found := PartialDate.found("-".join(filter(None, parts))):
            yield found
