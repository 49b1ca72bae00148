"""What CLDR says of a language, as Babel has it: its locale, its name, its dates, its direction.

Babel is imported where it is asked: it costs 20 ms, and most commands need none of it.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# Unicode's scripts that are written from right to left. CLDR says which script a language has.
_RIGHT_TO_LEFT = frozenset(
    {"Adlm", "Arab", "Aran", "Armi", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
)

_DATES = {"day": "yMMMd", "month": "yMMM", "year": "y", "day_month": "MMMd"}
# The parts of a date in CLDR's patterns, as the places of our phrases call them.
_PLACES = {
    **dict.fromkeys(("d", "dd"), "{day}"),
    **dict.fromkeys(("M", "MM"), "{month_number}"),
    **dict.fromkeys(("y", "Y", "YYYY"), "{year}"),
    "MMM": "{month}",
    "LLL": "{month_alone}",
    **dict.fromkeys(("MMMM", "LLLL"), "{full_month}"),
}
_LISTS = {"2": "two", "start": "start", "middle": "middle", "end": "end"}


def same_language(tag: str, other: str) -> bool:
    """Whether two tags name one language, whatever its region or script.

    >>> same_language("pt-BR", "pt"), same_language("pt", "es")
    (True, False)
    """
    return tag.lower().partition("-")[0] == other.lower().partition("-")[0]


@cache
def direction(language: str | None) -> str | None:
    """``rtl`` for a language written from right to left, else ``None``.

    >>> direction("fa-IR"), direction("fa-Latn"), direction("pa-PK"), direction("en")
    ('rtl', None, 'rtl', None)
    """
    from babel.core import get_global  # noqa: PLC0415 - see above

    code, script, territory = _parts(language or "")
    if not script:
        likely = get_global("likely_subtags")
        tag = likely.get(f"{code}_{territory}") or likely.get(code, "")
        script = next((part for part in tag.split("_")[1:] if len(part) == 4), "")
    return "rtl" if script in _RIGHT_TO_LEFT else None


def find_locale(tag: str) -> "Locale | None":
    """CLDR's data on ``tag``, or on its language; None if there is none."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    for candidate in dict.fromkeys((tag, tag.partition("-")[0])):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


@cache
def locale_of(tag: str) -> "Locale":
    """The locale of ``tag``; international English for a language that CLDR does not have."""
    from babel import Locale  # noqa: PLC0415 - see above

    return find_locale(tag) or Locale("en", "001")


def language_name(tag: str, locale: "Locale") -> str:
    """The name of a language in the language of ``locale``; ``tag`` where CLDR has none.

    >>> [language_name(tag, locale_of("en")) for tag in ("fa", "pt-BR", "sr-Latn", "x-pier")]
    ['Persian', 'Brazilian Portuguese', 'Serbian (Latin)', 'x-pier']
    """
    language, script, territory = _parts(tag)
    name = locale.languages.get("_".join(filter(None, (language, script, territory))))
    if name or language not in locale.languages:
        return name or tag
    details = (locale.scripts.get(script), locale.territories.get(territory))
    said = ", ".join(filter(None, details))
    return f"{locale.languages[language]} ({said})" if said else locale.languages[language]


def written_number(value: int, locale: "Locale") -> str:
    """A count as the language of ``locale`` writes it.

    >>> written_number(12345, locale_of("en"))
    '12,345'
    """
    from babel.numbers import format_decimal  # noqa: PLC0415 - see above

    return format_decimal(value, locale=locale)


def cldr_phrases(locale: "Locale") -> Iterator[tuple[str, str]]:
    """The phrases that CLDR has for every language, by their keys in our catalogues."""
    # Dates and lists are patterns with places; months are names.
    for key, skeleton in _DATES.items():
        yield f"date.{key}", locale.datetime_skeletons[skeleton].format % _PLACES
    months = locale.months
    for number, name in months["format"]["abbreviated"].items():
        yield f"date.months.{number}", name
        alone = months["stand-alone"]["abbreviated"][number]
        if alone != name:
            yield f"date.months_alone.{number}", alone
        yield f"date.full_months.{number}", months["format"]["wide"][number]
    for pattern, key in _LISTS.items():
        text: str = locale.list_patterns["standard"][pattern]
        yield f"list.{key}", text.replace("{0}", "{first}").replace("{1}", "{second}")


def _parts(tag: str) -> tuple[str, str, str]:
    """Language, script and territory of ``tag``, as CLDR writes them; empty if missing."""
    from babel.core import parse_locale  # noqa: PLC0415 - see above

    try:
        language, territory, script, *_ = parse_locale(tag, sep="-")
    except ValueError:
        return "", "", ""
    return language, script or "", territory or ""


def why_no_locale(tag: str, language: str) -> str | None:
    """Why ``tag`` is no locale of ``language``: CLDR lacks it, or it is of another language."""
    if find_locale(tag) is None:
        return f"CLDR has no '{tag}'"
    if find_locale(language) and not same_language(tag, language):
        return f"'{tag}' is not the language '{language}'"
    return None
