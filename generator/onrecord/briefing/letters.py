"""Which records hold the letters that no font has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from onrecord.desk.desk import Desk
from onrecord.desk.finding import YamlPath
from onrecord.diagnostics import CODES, Diagnostic
from onrecord.reading import shown_path
from onrecord.records.locate import locate

_MOST = 5  # records that are named: where a font is missing for a script, every one needs it
_HINT = "put a font that has it (.ttf or .otf) into share/fonts/ among your templates"


def report_boxed(desk: Desk, letters: Collection[str]) -> list[Diagnostic]:
    """A warning for each of the first records that hold one of ``letters``, where it is written."""
    found: list[Diagnostic] = []
    for kind, id_, record in _records(desk):
        for path, text in _texts(record, ()):
            here = [letter for letter in letters if letter in text]
            if here:
                found.append(_warning(desk.files[kind, id_], path, here))
                break
        if len(found) == _MOST:
            break
    return found


def _warning(file: Path, path: YamlPath, letters: Collection[str]) -> Diagnostic:
    line, column, excerpt = locate(file, path)
    code, shown = "letter-without-font", shown_path(file)
    message = _message(letters)
    return Diagnostic(code, CODES[code], shown, line, column, message, _HINT, excerpt)


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
