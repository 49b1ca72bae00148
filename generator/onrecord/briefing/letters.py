"""Which records hold the letters that no font has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pydantic import BaseModel

from onrecord.desk.desk import Desk
from onrecord.desk.finding import Finding, YamlPath

_MOST = 5  # records that are named: where a font is missing for a script, every one needs it
_HINT = "put a font that has it (.ttf or .otf) into share/fonts/ among your templates"


def findings_of_letters(desk: Desk, letters: Collection[str]) -> list[Finding]:
    """A finding for each of the first records that hold one of ``letters``."""
    found: list[Finding] = []
    for kind, id_, record in _records(desk):
        for path, text in _texts(record, ()):
            here = [letter for letter in letters if letter in text]
            if here:
                found.append(Finding("letter-without-font", kind, id_, path, _message(here), _HINT))
                break
        if len(found) == _MOST:
            break
    return found


def _message(letters: Collection[str]) -> str:
    named = ", ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in sorted(letters))
    return f"no font has {named}: a box is shown in its place"


def _records(desk: Desk) -> Iterator[tuple[str, str, BaseModel]]:
    kinds: Mapping[str, Mapping[str, BaseModel]] = {
        "article": desk.articles,
        "actor": desk.actors,
        "demand": {id_: entry.record for id_, entry in desk.demands.items()},
        "claim": {id_: entry.record for id_, entry in desk.claims.items()},
        "briefing": desk.briefings,
        "topic": desk.topics,
        "event": desk.events,
    }
    for kind, records in kinds.items():
        for id_, record in records.items():
            yield kind, id_, record


def _texts(value: object, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel | dict):
        for key, one in value if isinstance(value, BaseModel) else value.items():
            yield from _texts(one, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value):
            yield from _texts(one, (*path, place))
