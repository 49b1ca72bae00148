"""Dates as people write them, told as the dates they are."""

from __future__ import annotations

import re
import unicodedata

from .dates import PartialDate

_MONTHS = (
    "january february march april may june july august september october november december",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
)
_NUMBERS = re.compile(r"(\d{1,4})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{1,4})(?:[T,\s].*)?")
_MONTH = re.compile(r"(\d{4})\s*[./-]\s*(\d{1,2})|(\d{1,2})\s*[./-]\s*(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def meant_dates(text: str) -> list[str]:
    """The dates, as YAML takes them, that ``text`` may mean: none, one, or two.

    Month names are English or French, whole or cut to three letters or more.
    """
    plain = _DASHES.sub("-", " ".join(text.split()))
    found = _by_numbers(plain) or _by_month_name(plain)
    return [date for date in dict.fromkeys(found) if _is_date(date)]


def _by_numbers(text: str) -> list[str]:
    if match := _COMPACT.fullmatch(text):
        return ["-".join(match.groups())]
    if match := _MONTH.fullmatch(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return [f"{year}-{month:0>2}"]
    match = _NUMBERS.fullmatch(text)
    if not match:
        return []
    first, middle, last = match.groups()
    if len(first) == 4:
        orders = [(first, middle, last), (first, last, middle)]
        # The year first, and the day in the middle: only where there is no such month.
        orders = orders[:1] if _is_date(_iso(*orders[0])) else orders
    else:
        orders = [(last, middle, first), (last, first, middle)]
    return [_iso(*order) for order in orders if len(order[0]) == 4]


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{month:0>2}-{day:0>2}"


def _by_month_name(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    months = {number for word in _WORD.findall(plain) if (number := _month(word))}
    years, days = _YEAR.findall(plain), _DAY.findall(plain)
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return []
    month = f"{years[0]}-{months.pop():02}"
    return [f"{month}-{days[0]:0>2}"] if days else [month]


def _month(word: str) -> int | None:
    if len(word) < 3:
        return None
    for names in _MONTHS:
        fitting = [n for n, name in enumerate(names.split(), 1) if name.startswith(word)]
        if len(fitting) == 1:
            return fitting[0]
    return 9 if word == "sept" else None


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True
