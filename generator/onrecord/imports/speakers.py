"""Whether a cell names one speaker or several."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from onrecord.desk.naming import same_name

# What sets names apart whoever they are of, and what does so between people.
_ALWAYS = re.compile(r"\s*[;\n|]\s*|\s+/\s+")
_BETWEEN_PEOPLE = re.compile(r"\s*[/+]\s*|\s+(?:and|und|et|&)\s+|\s*,\s*(?:and|und|et|&)\s+")
# "Brandt, Mia" is one person, and so is a name with a title behind it.
_COMMA = re.compile(r"\s*,\s*(?:(?:and|und|et|&)\s+)?|\s+(?:and|und|et|&)\s+")
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
