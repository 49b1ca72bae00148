"""Which form of a plural a language uses for a number: CLDR's cardinal rules, for whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

PluralRule = Callable[[int], str]
"""From a number that is not negative to the name of a form."""

# `zero` is for none at all, in every language; the others are CLDR's.
FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})


def plural_rule(language: str) -> PluralRule:
    """The rule of ``language`` (`fr`, `fr-CA`); that of English for one that is not known here."""
    return _RULES.get(language.lower().partition("-")[0], _one)


def forms_of(language: str) -> frozenset[str]:
    """The forms that a plural needs in ``language``.

    >>> sorted(forms_of("uk"))
    ['few', 'many', 'one']
    """
    return frozenset(map(plural_rule(language), range(200)))


def _one(count: int) -> str:
    return "one" if count == 1 else "other"


def _none_or_one(count: int) -> str:
    return "one" if count in (0, 1) else "other"


def _always_other(_count: int) -> str:
    return "other"


def _one_two(count: int) -> str:
    return {1: "one", 2: "two"}.get(count, "other")


def _ends_in_one(count: int) -> str:
    return "one" if count % 10 == 1 and count % 100 != 11 else "other"


def _few(count: int) -> bool:
    return count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)


def _east_slavic(count: int) -> str:
    if _ends_in_one(count) == "one":
        return "one"
    return "few" if _few(count) else "many"


def _south_slavic(count: int) -> str:
    return "few" if _few(count) else _ends_in_one(count)


def _polish(count: int) -> str:
    if count == 1:
        return "one"
    return "few" if _few(count) else "many"


def _czech(count: int) -> str:
    return "few" if count in (2, 3, 4) else _one(count)


def _slovene(count: int) -> str:
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(count % 100, "other")


def _lithuanian(count: int) -> str:
    if 11 <= count % 100 <= 19 or count % 10 == 0:
        return "other"
    return "one" if count % 10 == 1 else "few"


def _latvian(count: int) -> str:
    # CLDR calls this form `zero`; here that name is for none at all.
    if count % 10 == 0 or 11 <= count % 100 <= 19:
        return "many"
    return _ends_in_one(count)


def _romanian(count: int) -> str:
    if count == 1:
        return "one"
    return "few" if count == 0 or 1 <= count % 100 <= 19 else "other"


def _arabic(count: int) -> str:
    if count <= 2:
        return ("zero", "one", "two")[count]
    rest = count % 100
    if rest <= 2:
        return "other"
    return "few" if rest <= 10 else "many"


_RULES: Mapping[str, PluralRule] = MappingProxyType(
    {
        language: rule
        for languages, rule in (
            ("am as bn fa fr gu hi hy kn pa pt zu", _none_or_one),
            ("id ja jv km ko lo ms my su th vi yo zh", _always_other),
            ("he iw", _one_two),
            ("is mk", _ends_in_one),
            ("be ru uk", _east_slavic),
            ("bs hr sh sr", _south_slavic),
            ("pl", _polish),
            ("cs sk", _czech),
            ("sl", _slovene),
            ("lt", _lithuanian),
            ("lv", _latvian),
            ("mo ro", _romanian),
            ("ar", _arabic),
        )
        for language in languages.split()
    }
)
