"""Whether a cell names one speaker or several."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from onrecord.desk.naming import same_name

# What sets names apart whoever they are of, and what does so between people.
_ALWAYS = re.compile(r"\s*[;\n|]\s*|\s+/\s+")
_AND = "and|und|et|&|with|mit|avec"
_BETWEEN_PEOPLE = re.compile(rf"\s*[/+]\s*|\s+(?:{_AND})\s+|\s*,\s*(?:{_AND})\s+")
# "Brandt, Mia" is one person, and so is "Mia Brandt, leader"; "Ortega y Gasset" is one, too.
_COMMA = re.compile(rf"\s*,\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND}|y|e|en|og|och)\s+")
_COMMA_ALONE = re.compile(r"\s*,\s*")
_FULL_NAME = re.compile(
    r"[^\W\d_a-z]\S*(?:\s+(?:(?:de|da|van|von|der|bin|al)\s+)*[^\W\d_a-z]\S*){1,3}"
)
_PERSON = "person"


def speakers_of(
    text: str, kind: str | None, known: Callable[[str], bool], others: Collection[str] = ()
) -> tuple[str, ...]:
    """The names in ``text``: one, or several where it says so.

    A name may hold what sets names apart elsewhere: "Ministry of Trade and Industry" is one.

    Args:
        text: the cell.
        kind: of actor, as the row says it.
        known: whether a name is that of a known actor.
        others: names that stand alone in other rows, as `same_name` spells them.

    >>> speakers_of("Ministry of Trade and Industry", "office", lambda name: False)
    ('Ministry of Trade and Industry',)
    """
    if known(text):
        return (text,)
    parts = _parts(_ALWAYS, text)
    if len(parts) > 1:
        return parts
    parts = _parts(_COMMA_ALONE, text)
    if kind == _PERSON and len(parts) > 1 and all(map(_FULL_NAME.fullmatch, parts)):
        return parts
    for separator in (_BETWEEN_PEOPLE, _COMMA):
        parts = _parts(separator, text)
        people = kind == _PERSON and separator is _BETWEEN_PEOPLE
        if len(parts) > 1 and (
            people or all(known(part) or same_name(part) in others for part in parts)
        ):
            return parts
    return (text,)


def _parts(separator: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(part for part in separator.split(text.strip()) if part)
